/* normalize-block-marks.c - composing letters and marks, and Hangul, in passing. */
#include "normalize-block.h"

static bool behind_misread(const struct prep_block *block, size_t at);
static bool swap_marks(struct prep_block *block, uint32_t mark, size_t mark_at, uint32_t c,
                       size_t next);
static bool nothing_joins(const struct prep_block *block, size_t at);
static bool is_initial(const char *s);

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
    unsigned quick = prep_normalizer_quick(block->normalizer, composite);
    size_t base_out = block->n - (block->at - base_at);
    if ((next > at && prep_mojibake_first(composite) && prep_mojibake_second(c)) ||
        composite == 0xC2 || composite == 0xC3 ||
        (quick & QUICK_SECOND && base_out > 0 && behind_misread(block, base_out)))
        return false;
    block->n -= block->at - base_at;
    block->n += prep_utf8_put(composite, block->out + block->n);
    block->at = at;
    block->count[RULE_NFC]++;
    return true;
}

/* May a letter at a byte of the output belong to misread UTF-8 in front of it? */
static bool behind_misread(const struct prep_block *block, size_t at)
{
    struct prep_before before = prep_skip_before(block->normalizer, block->out, at);
    return before.latin_1 || before.quick & QUICK_SECOND;
}

bool prep_block_join(struct prep_block *block, uint32_t c, size_t next)
{
    struct prep_normalizer *normalizer = block->normalizer;
    unsigned any_script = QUICK_LATIN | QUICK_FOREIGN;
    size_t base_at = block->n;
    if (block->log || !prep_rule_on(&normalizer->base, RULE_NFC) || c < 0x370 || base_at == 0 ||
        block->out[base_at - 1] >= 0 ||
        (prep_normalizer_class(normalizer, c) & (CLASS_KIND | CLASS_NFC)) !=
            (KIND_TEXT | CLASS_NFC))
        return false;
    uint32_t base = prep_utf8_prev(block->out, &base_at);
    if (prep_normalizer_quick(normalizer, base) & QUICK_MARK)
        return swap_marks(block, base, base_at, c, next);
    if (prep_normalizer_quick(normalizer, base) & (QUICK_STOP | QUICK_MARK | any_script))
        return false;
    if (!nothing_joins(block, next))
        return false;
    uint32_t composite = prep_nfc_join(normalizer->nfc, base, c);
    if (!composite)
        return false;
    if (composite == base) {
        memcpy(block->out + block->n, block->text + block->at, next - block->at);
        block->n += next - block->at;
        block->at = next;
        return true;
    }
    if (prep_normalizer_quick(normalizer, composite) & (QUICK_STOP | any_script))
        return false;
    block->n = base_at + prep_utf8_put(composite, block->out + base_at);
    block->at = next;
    block->count[RULE_NFC]++;
    return true;
}

/* The mark c belongs in front of the one at mark_at of the output, and both stay. */
static bool swap_marks(struct prep_block *block, uint32_t mark, size_t mark_at, uint32_t c,
                       size_t next)
{
    struct prep_normalizer *normalizer = block->normalizer;
    size_t base_at = mark_at;
    if (base_at == 0 || block->out[base_at - 1] >= 0 || !nothing_joins(block, next) ||
        !(prep_normalizer_quick(normalizer, c) & QUICK_MARK))
        return false;
    uint32_t base = prep_utf8_prev(block->out, &base_at);
    if (prep_normalizer_quick(normalizer, base) &
            (QUICK_STOP | QUICK_MARK | QUICK_LATIN | QUICK_FOREIGN) ||
        prep_nfc_join(normalizer->nfc, base, c) != base ||
        normalizer->mark_of[c] >= normalizer->mark_of[mark])
        return false;
    block->n = mark_at + prep_utf8_put(c, block->out + mark_at);
    block->n += prep_utf8_put(mark, block->out + block->n);
    block->at = next;
    block->count[RULE_NFC]++;
    return true;
}

/* Is what stands at a byte of the text sure not to change with what is in front? */
static bool nothing_joins(const struct prep_block *block, size_t at)
{
    if (at == block->len || block->text[at] >= 0)
        return true;
    uint32_t c = prep_utf8_next(block->text, block->len, &at);
    return c != 0xFFFD && !(prep_normalizer_class(block->normalizer, c) & CLASS_NFC);
}

/* A vowel, and perhaps a final consonant, of Hangul behind an initial one (The Unicode Standard,
 * 3.12). */
bool prep_block_jamo(struct prep_block *block)
{
    if (block->log || !prep_rule_on(&block->normalizer->base, RULE_NFC) || block->at < 3 ||
        !is_initial(block->text + block->at - 3))
        return false;
    for (;;) {
        const unsigned char *s = (const unsigned char *)block->text + block->at;
        size_t left = block->len - block->at, next = 3;
        uint32_t first = s[-1] - 0x80u, last = 0;
        if (left < 3 || s[0] != 0xE1 || s[1] != 0x85 || s[2] - 0xA1u >= 21)
            return false;
        if (left > 5 && s[3] == 0xE1 && (s[4] == 0x86 || s[4] == 0x87)) {
            last = (s[4] & 1u) << 6 | (s[5] & 0x3F); /* U+11A8 is 0x28 */
            if (last - 0x28 >= 27 || (s[5] & 0xC0) != 0x80)
                return false;
            last -= 0x27;
            next = 6;
        }
        /* What follows must be sure not to belong to it. */
        bool more = left - next >= 3 && is_initial(block->text + block->at + next);
        if (left > next && s[next] >= 0x80 && !more)
            return false;
        block->count[RULE_NFC]++;
        prep_utf8_put(0xAC00 + (first * 21 + s[2] - 0xA1u) * 28 + last, block->out + block->n - 3);
        block->at += next;
        if (!more || left - next < 6 || s[next + 3] != 0xE1 || s[next + 4] != 0x85)
            return true;
        memcpy(block->out + block->n, s + next, 3);
        block->n += 3;
        block->at += 3;
    }
}

/* An initial consonant: U+1100 to U+1112. */
static bool is_initial(const char *s)
{
    return s[0] == (char)0xE1 && s[1] == (char)0x84 && (unsigned char)s[2] - 0x80u < 19;
}
