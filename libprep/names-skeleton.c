/* names-skeleton.c - what spellings of one name have in common. */
#include "names.h"

/* Letter groups that writers put for each other, and one for all of them; the first that fits. */
static const char *const groups[][2] = {
    {"shch", "S"}, {"sch", "S"}, {"tch", "C"}, {"zh", "S"}, {"sh", "S"}, {"kh", "h"}, {"ch", "C"},
    {"ts", "c"},   {"ks", "x"},  {"ye", "e"},  {"ie", "e"}, {"yo", "e"}, {"io", "e"}, {"ya", "a"},
    {"ia", "a"},   {"yu", "u"},  {"iu", "u"},  {"iy", "i"}, {"yy", "i"}, {"ij", "i"}, {"y", "i"},
    {"j", "i"},    {"w", "v"},   {"z", "s"},   {"q", "k"},  {"'", ""},
};

enum prep_status prep_name_skeleton(const char *word, size_t len, struct prep_buf *out)
{
    struct prep_buf lower = PREP_BUF_INIT;
    enum prep_status status = PREP_OK;
    size_t begin = out->len;
    for (size_t at = 0; !status && at < len;)
        status =
            prep_buf_append_code_point(&lower, prep_char_lower(prep_utf8_next(word, len, &at)));
    for (size_t at = 0; !status && at < lower.len;) {
        const char *text = lower.data + at, *plain = text;
        size_t from = 1, to = 1;
        for (size_t i = 0; i < sizeof groups / sizeof *groups; i++) {
            size_t n = strlen(groups[i][0]);
            if (n <= lower.len - at && !memcmp(text, groups[i][0], n)) {
                plain = groups[i][1];
                from = n;
                to = strlen(plain);
                break;
            }
        }
        at += from;
        if (to > 0 && (out->len == begin || out->data[out->len - 1] != *plain))
            status = prep_buf_append(out, plain, to);
    }
    /* A last vowel comes and goes: Gor, Gore. */
    if (!status && out->len > begin + 3 && strchr("ei", out->data[out->len - 1]))
        out->len--;
    if (!status && out->len < begin + 3)
        out->len = begin; /* too short to tell */
    prep_buf_free(&lower);
    return status;
}
