/* fuzz-normalize.c - the normalizer. */
#include "fuzz.h"

static struct fuzz_room room;
static struct prep_buf twice;

static struct prep_transform *make(const char *rules, const char *quotes)
{
    struct prep_normalizer_options options;
    struct prep_error error;
    prep_normalizer_options_init(&options);
    options.rules = rules;
    options.quotes = quotes;
    return fuzz_made(prep_normalizer_new(&options, &error), &error);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct prep_transform *normalizers[3];
    if (!normalizers[0]) {
        normalizers[0] = make(NULL, NULL);
        normalizers[1] = make("all", NULL);
        normalizers[2] = make("nfc", "ascii");
    }
    fuzz_make_valid(&room, data, size);
    for (size_t i = 0; i < 3; i++) {
        for (unsigned flags = 0; flags <= PREP_RUN_START; flags += PREP_RUN_START) {
            fuzz_transform(&room, normalizers[i], flags);
            prep_buf_reset(&twice);
            MUST(prep_transform_run(normalizers[i], room.out.data, room.out.len, flags, &twice,
                                    NULL, NULL) == PREP_OK);
            MUST(fuzz_same(&room.out, &twice));
        }
    }
    fuzz_refuses_bad_utf8(&room, normalizers[0], data, size);
    return 0;
}
