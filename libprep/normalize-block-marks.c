/* normalize-block-marks.c - composing letters and marks, and Hangul, in passing. */
#include "normalize-block.h"

/* Marks behind a letter, with which they become another letter, or with which they stay. */
bool prep_block_marks(struct prep_block *block)
{
    const char *text = block->text;
    size_t at = block->at, base_at = at, n_marks = 0, next;
    uint32_t marks[PREP_NFC_MARKS], c = 0;
    unsigned script = 0;
    if (block->log || !prep_rule_on(&block->normalizer->base, RULE_NFC) || at == 0)
        return false;
    base_at -= (unsigned char)text[at - 1] < 0x80 ? 1 : 2;
    if (at < 2 && base_at != 0)
        return false;
    next = base_at;
    uint32_t base = prep_utf8_next(text, at, &next);
    if (next != at || base < 'A')
        return false;
    for (;; at = next) {
        next = at;
        if (at == block->len || (unsigned char)text[at] < 0x80)
            break;
        c = prep_utf8_next(text, block->len, &next);
        if (c < 0x300 || c > 0x36F)
            break;
        if (n_marks == PREP_NFC_MARKS)
            return false;
        marks[n_marks++] = c;
    }
    if (next > at) { /* what follows is neither ASCII nor the end */
        if (c == 0xFFFD || prep_normalizer_class(block->normalizer, c) & CLASS_NFC ||
            (prep_mojibake_first(c) && next < block->len && (unsigned char)text[next] >= 0x80))
            return false;
        script = prep_normalizer_class(block->normalizer, c) & (CLASS_FOREIGN | CLASS_LATIN);
    } else if (at < block->len && text[at] > '@') {
        script = CLASS_LATIN;
    }
    bool foreign = base > 0x36F;
    if ((foreign && script == CLASS_LATIN) || (!foreign && script == CLASS_FOREIGN))
        return false;
    uint32_t composite = prep_nfc_compose(block->normalizer->nfc, base, marks, n_marks);
    if (!composite)
        return false;
    if (composite == base) { /* already as it should be */
        memcpy(block->out + block->n, text + block->at, at - block->at);
        block->n += at - block->at;
        block->at = at;
        return true;
    }
    /* It may become a part of misread UTF-8. */
    if ((next > at && prep_mojibake_first(composite) && prep_mojibake_second(c)) ||
        composite == 0xC2 || composite == 0xC3 ||
        (base_at > 0 && (unsigned char)text[base_at - 1] >= 0x80 &&
         prep_mojibake_second(composite)))
        return false;
    block->n -= block->at - base_at;
    block->n += prep_utf8_put(composite, block->out + block->n);
    block->at = at;
    return prep_block_fixed(block, RULE_NFC);
}

/* The commonest case: an ASCII letter and one mark among other ASCII. */
bool prep_block_umlaut(struct prep_block *block)
{
    const unsigned char *s = (const unsigned char *)block->text + block->at;
    uint32_t mark = (uint32_t)(s[0] & 0x1F) << 6 | (s[1] & 0x3F);
    if (!prep_rule_on(&block->normalizer->base, RULE_NFC) || (s[-2] | s[-1] | s[2]) & 0x80 ||
        (s[1] & 0xC0) != 0x80 || s[-1] < 'A' || mark >= 0x370)
        return false;
    uint32_t composite = prep_nfc_pair(block->normalizer->nfc, s[-1], mark);
    if (composite <= 0xC3) {
        composite = prep_nfc_compose(block->normalizer->nfc, s[-1], &mark, 1);
        if (composite <= 0xC3)
            return false;
    }
    if (!prep_block_fixed(block, RULE_NFC))
        return false;
    block->n += prep_utf8_put(composite, block->out + block->n - 1) - 1;
    block->at += 2;
    return true;
}

/* A vowel, and perhaps a final consonant, of Hangul behind an initial one (The Unicode Standard,
 * 3.12). */
bool prep_block_jamo(struct prep_block *block)
{
    const unsigned char *s = (const unsigned char *)block->text + block->at;
    size_t left = block->len - block->at, next = 0;
    if (block->log || !prep_rule_on(&block->normalizer->base, RULE_NFC) || left < 3 ||
        s[0] != 0xE1 || s[-3] != 0xE1 || s[-2] != 0x84 || s[-1] > 0x92)
        return false;
    uint32_t first = (uint32_t)s[-1] - 0x80, vowel = prep_utf8_next((const char *)s, left, &next);
    if (vowel < 0x1161 || vowel > 0x1175)
        return false;
    uint32_t c = 0xAC00 + (first * 21 + vowel - 0x1161) * 28, last = 0;
    if (left > 5 && s[3] == 0xE1 && (s[4] == 0x86 || s[4] == 0x87)) {
        last = prep_utf8_next((const char *)s, left, &next);
        if (last < 0x11A8 || last > 0x11C2)
            return false;
        c += last - 0x11A7;
    }
    /* What follows must be sure not to belong to it. */
    if (left > next && s[next] >= 0x80 &&
        !(left - next > 2 && s[next] == 0xE1 && s[next + 1] == 0x84 && s[next + 2] < 0x93))
        return false;
    if (!prep_block_fixed(block, RULE_NFC))
        return false;
    block->n -= 3;
    block->n += prep_utf8_put(c, block->out + block->n);
    block->at += next;
    return true;
}
