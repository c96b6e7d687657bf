/* normalize-nfkc.c - Normalization Form KC, for those who ask for it: characters that have a
 * compatibility decomposition are decomposed here; the core composes what comes out. */
#include "normalize.h"

bool prep_nfkc_possible(const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if ((unsigned char)text[i] >= 0xC2)
            return true;
    return false;
}

enum prep_status prep_nfkc_run(struct prep_normalizer *normalizer, const char *text, size_t len,
                               unsigned flags, struct prep_buf *out, struct prep_edits *edits)
{
    struct prep_rewrite rewrite = {normalizer, text, len, out, out->len, 0, edits};
    enum prep_status status = PREP_OK;
    (void)flags;
    for (size_t at = 0, next = 0; at < len && !status; at = next) {
        char by[PREP_NFC_COMPATIBLE];
        uint32_t c = prep_utf8_next(text, len, &next);
        if (c >= 0xA0 && prep_nfc_compatible(normalizer->nfc, c, by))
            status = prep_rewrite(&rewrite, RULE_NFKC, at, next, by);
    }
    return status ? status : prep_rewrite_end(&rewrite);
}
