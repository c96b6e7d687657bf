/* fuzz-spell-token.c - cutting a text into words, and the forms of a word. */
#include "fuzz.h"

#include "spell-words.h"

static struct fuzz_room room;

/* The form that is looked up can be written and read again. */
static void forms(const char *text, size_t len)
{
    struct prep_word word, again;
    char bytes[PREP_WORD_BYTES];
    if (!prep_word_read(&word, text, len))
        return;
    MUST(word.n <= PREP_WORD_MAX);
    for (int form = 0; form < 4; form++) {
        size_t n = prep_word_write(&word, bytes);
        MUST(n <= PREP_WORD_BYTES && prep_utf8_check(bytes, n, NULL) == PREP_OK);
        MUST(form > 0 || (prep_word_read(&again, bytes, n) && prep_word_equal(&word, &again)));
        prep_word_shape(&word);
        if (form == 0)
            prep_word_upper(&word);
        else if (form == 1)
            prep_word_lower(&word);
        else
            prep_word_title(&word);
        MUST(word.n <= PREP_WORD_MAX);
    }
}

/* Many at a time, the same words are found. */
static void many(const char *text, size_t len)
{
    struct prep_tokens tokens = {.text = text, .len = len};
    struct prep_words words;
    size_t begin, end;
    prep_words_begin(&words, text, len);
    while (prep_words_more(&words))
        for (size_t i = 0; i < words.n; i++) {
            MUST(prep_tokens_next(&tokens, &begin, &end));
            MUST(words.list[i].begin == begin && words.list[i].end == end);
            struct prep_token_hash hash = prep_token_hash(text + begin, end - begin, false);
            MUST(words.list[i].hash.low == hash.low && words.list[i].hash.high == hash.high);
        }
    MUST(!prep_tokens_next(&tokens, &begin, &end));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_make_valid(&room, data, size);
    struct prep_tokens tokens = {.text = room.valid.data, .len = room.valid.len};
    size_t begin, end, before = 0;
    while (prep_tokens_next(&tokens, &begin, &end)) {
        MUST(before <= begin && begin < end && end <= room.valid.len);
        MUST(prep_utf8_check(room.valid.data + begin, end - begin, NULL) == PREP_OK);
        forms(room.valid.data + begin, end - begin);
        before = end;
    }
    many(room.valid.data, room.valid.len);
    if (room.valid.len)
        prep_run_is_technical(room.valid.data, room.valid.len);
    return 0;
}
