/* normalize-compose.c - stage two: NFC where the quick check fails.
 *
 * The text is cut at normalisation boundaries around the characters that need a look; each piece
 * is composed by itself, which gives the same as composing the whole (UAX #15, 9.1). */
#include "normalize.h"

static size_t next_suspect(struct prep_normalizer *normalizer, const char *text, size_t len,
                           size_t at);
static size_t piece_end(struct prep_normalizer *normalizer, const char *text, size_t len,
                        size_t at);

enum prep_status prep_normalizer_compose(struct prep_normalizer *normalizer, const char *text,
                                         size_t len, size_t from, struct prep_buf *out,
                                         struct prep_edits *edits)
{
    size_t done = from, out_base = out->len - from; /* of the output in front of text */
    enum prep_status status = PREP_OK;
    while (!status) {
        size_t suspect = next_suspect(normalizer, text, len, done), begin = suspect, next = suspect;
        if (suspect == len)
            break;
        uint32_t c = prep_utf8_next(text, len, &next);
        if (begin > done && !prep_nfc_boundary_before(normalizer->nfc, c))
            prep_utf8_prev(text, &begin);
        size_t end = piece_end(normalizer, text, len, next);
        status = prep_buf_append(out, text + done, begin - done);
        size_t out_begin = out->len;
        if (!status)
            status = prep_nfc_append(normalizer->nfc, text + begin, end - begin, out);
        if (!status && (out->len - out_begin != end - begin ||
                        memcmp(out->data + out_begin, text + begin, end - begin) != 0))
            status = prep_changed(&normalizer->base, edits, RULE_NFC, begin, end,
                                  out_begin - out_base, out->len - out_base);
        done = end;
    }
    return status ? status : prep_buf_append(out, text + done, len - done);
}

/* The first character from `at` on that need not stay as it is; len, if there is none. */
static size_t next_suspect(struct prep_normalizer *normalizer, const char *text, size_t len,
                           size_t at)
{
    while (at < len) {
        uint64_t word;
        while (len - at >= sizeof word) {
            memcpy(&word, text + at, sizeof word);
            if (word & 0x8080808080808080u)
                break;
            at += sizeof word;
        }
        while (at < len && (unsigned char)text[at] < 0x80)
            at++;
        if (at == len)
            break;
        size_t next = at;
        uint32_t c = prep_utf8_next(text, len, &next);
        if (prep_normalizer_class(normalizer, c) & CLASS_NFC)
            break;
        at = next;
    }
    return at;
}

/* The next boundary from `at` on. */
static size_t piece_end(struct prep_normalizer *normalizer, const char *text, size_t len, size_t at)
{
    while (at < len) {
        size_t next = at;
        uint32_t c = prep_utf8_next(text, len, &next);
        if (!(prep_normalizer_class(normalizer, c) & CLASS_NFC) ||
            prep_nfc_boundary_before(normalizer->nfc, c))
            break;
        at = next;
    }
    return at;
}
