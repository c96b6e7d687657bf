/* normalize-block-letters.c - text that has many characters outside ASCII is gone through character
 * by character, those of Greek, Cyrillic and most of Latin excepted, see prep_skip_fn. */
#include "normalize-block.h"

enum {
    MAX_ASCII = 12,     /* from this many in a row on, vectors are faster */
    LATIN_BYTES = 2048, /* where one letter of a language is, more of them follow */
    UNKNOWN_CLASS = 255,
};

/* The character in front. */
struct before {
    unsigned script; /* CLASS_LATIN, CLASS_FOREIGN or 0 */
    uint8_t class;   /* its combining class */
    bool latin_1;    /* it is a letter of Latin-1 */
    bool jamo;       /* it is an initial consonant of Hangul */
    bool mixed;      /* letters of two scripts follow each other */
    bool stuck;      /* what comes next is not for prep_block_chars() */
};

static bool pass_letters(struct prep_block *block, struct before *before);
static bool pass_joining(struct prep_block *block, struct before *before, size_t begin);
static inline size_t clean_char(struct prep_block *block, const unsigned char *s, size_t left,
                                struct before *before);
static bool lone_mark(struct prep_block *block, unsigned class, uint32_t c, struct before *before);
static struct before look_back(const struct prep_block *block);

/* Characters outside ASCII, and what ASCII stands between them: text that has many of them is
 * gone through character by character. */
bool prep_block_chars(struct prep_block *block)
{
    size_t begin = block->at, ascii = 0;
    struct before before = look_back(block);
    unsigned char first = (unsigned char)block->text[begin];
    if (first >= 0xC4 && first <= 0xCB) {
        block->mode = SKIP_LATIN;
        block->latin_until = begin + LATIN_BYTES;
    }
    while (block->at < block->len && ascii < MAX_ASCII) {
        const unsigned char *s = (const unsigned char *)block->text + block->at;
        bool foreign = *s >= 0xCE && *s <= 0xD1;
        if (!foreign && pass_letters(block, &before)) {
            ascii = 0;
            continue;
        }
        if (*s >= 0x80) {
            size_t n = clean_char(block, s, block->len - block->at, &before);
            if (n == 0) {
                if (before.mixed || !pass_joining(block, &before, begin))
                    return false;
                if (before.stuck)
                    break;
                continue;
            }
            for (size_t i = 0; i < n; i++)
                block->out[block->n + i] = (char)s[i];
            block->n += n;
            block->at += n;
            ascii = 0;
            if (foreign) { /* more of them are for vectors */
                block->mode = SKIP_FOREIGN;
                return true;
            }
            continue;
        }
        if ((*s | 0x20u) - 'a' < 26) { /* that is for vectors */
            if (before.script == CLASS_FOREIGN)
                return false;
            break;
        }
        if (*s < ' ' || *s == 0x7F || (*s == ' ' && (block->at == 0 || s[-1] <= ' ')))
            break;
        before.script = 0;
        before.class = 0;
        before.latin_1 = before.jamo = false;
        block->out[block->n++] = (char)*s;
        block->at++;
        ascii++;
    }
    return block->at > begin;
}

bool prep_block_behind_foreign(const struct prep_block *block)
{
    return look_back(block).script == CLASS_FOREIGN;
}

/* The inner loop of prep_block_chars(), for what most such text is: words of letters in two or
 * three bytes, and single spaces. Its variables are its own, as the compiler must think that what
 * is written may change the block. */
static bool pass_letters(struct prep_block *block, struct before *before)
{
    const unsigned char *s = (const unsigned char *)block->text + block->at;
    const unsigned char *end = (const unsigned char *)block->text + block->len;
    const uint8_t *class_of = block->normalizer->class_of;
    unsigned script = before->script;
    char *out = block->out + block->n;
    unsigned ccc = before->class;
    size_t n, last = 0; /* bytes of the character in front, 0 where it is a space */
    if (before->latin_1)
        return false;
    while (end - s > 4) {
        uint32_t c, c2 = s[1] ^ 0x80u;
        if (s[0] - 0xC4u < 0xE0 - 0xC4 && c2 < 0x40 && s[0] - 0xCEu > 0xD1 - 0xCE) {
            c = (uint32_t)(s[0] & 0x1F) << 6 | c2;
            n = 2;
        } else if (s[0] - 0xE0u < 0xF0 - 0xE0 && (c2 | (s[2] ^ 0x80u)) < 0x40) {
            c = (uint32_t)(s[0] & 0x0F) << 12 | c2 << 6 | (s[2] & 0x3F);
            n = 3;
            if (c < 0x800 || c - 0xD800 < 0x800) /* not valid */
                break;
        } else if (s[0] == ' ' && s[1] > ' ' && s[-1] > ' ') {
            *out++ = ' ';
            s++;
            script = 0;
            last = ccc = 0;
            continue;
        } else {
            break;
        }
        unsigned class = class_of[c], letter = class & (CLASS_LATIN | CLASS_FOREIGN);
        uint8_t mark = c < PREP_MARKS && class & CLASS_NFC ? block->normalizer->mark_of[c] : 0;
        if (mark > 1 && (class & CLASS_KIND) == KIND_TEXT && mark >= ccc) {
            ccc = mark; /* it composes with nothing and is in its place */
        } else if ((class & (CLASS_KIND | CLASS_NFC)) != KIND_TEXT ||
                   (letter | script) == (CLASS_LATIN | CLASS_FOREIGN)) {
            break;
        } else {
            ccc = 0;
        }
        script = letter;
        memcpy(out, s, 4);
        out += n;
        s += n;
        last = n;
    }
    size_t passed = (size_t)((const char *)s - block->text) - block->at;
    if (passed == 0)
        return false;
    block->at += passed;
    block->n += passed;
    *before = (struct before){.script = script,
                              .class = (uint8_t)ccc,
                              .jamo = last == 3 && s[-3] == 0xE1 && s[-2] == 0x84 && s[-1] < 0x93};
    return true;
}

/* What clean_char() did not pass: marks and letters that become one with what is in front. Sets
 * before->stuck where it is something else; false if the record is not to be done here. */
static bool pass_joining(struct prep_block *block, struct before *before, size_t begin)
{
    unsigned char c = (unsigned char)block->text[block->at];
    before->stuck = false;
    if ((c == 0xCC || c == 0xCD) && block->at > begin) {
        *before = (struct before){.class = UNKNOWN_CLASS};
        return prep_block_marks(block);
    }
    if (before->jamo && prep_block_jamo(block)) {
        *before = (struct before){0};
        return true;
    }
    before->stuck = true;
    return block->at > begin;
}

/* The length of a valid character about which no rule asks; 0, if it is none. */
static inline size_t clean_char(struct prep_block *block, const unsigned char *s, size_t left,
                                struct before *before)
{
    size_t n;
    uint32_t c;
    if (left > 1 && s[0] >= 0xC2 && s[0] < 0xE0 && (s[1] & 0xC0) == 0x80) {
        c = (uint32_t)(s[0] & 0x1F) << 6 | (s[1] & 0x3F);
        n = 2;
    } else if (left > 2 && s[0] > 0xE0 && s[0] < 0xED && ((s[1] ^ 0x80) | (s[2] ^ 0x80)) < 0x40) {
        c = (uint32_t)(s[0] & 0x0F) << 12 | (uint32_t)(s[1] & 0x3F) << 6 | (s[2] & 0x3F);
        n = 3;
    } else {
        n = 0;
        c = prep_utf8_next((const char *)s, left, &n);
        if (c == 0xFFFD && n != 3) /* not valid */
            return 0;
    }
    unsigned class = prep_normalizer_class(block->normalizer, c);
    unsigned script = class & (CLASS_LATIN | CLASS_FOREIGN);
    if ((script | before->script) == (CLASS_LATIN | CLASS_FOREIGN)) {
        before->mixed = true;
        return 0;
    }
    if ((class & (CLASS_KIND | CLASS_NFC)) != KIND_TEXT || c == 0xC2 || c == 0xC3)
        return lone_mark(block, class, c, before) ? n : 0;
    if (before->latin_1 && prep_mojibake_second(c) &&
        ((c == 0x20AC && s[-1] == 0xA2) ||
         prep_mojibake_at(block->text, block->len, block->at - 2)))
        return 0;
    before->script = script;
    before->class = 0;
    before->latin_1 = s[0] == 0xC3;
    before->jamo = c - 0x1100 < 19;
    return n;
}

/* A mark that composes with nothing and follows the others in their order. */
static bool lone_mark(struct prep_block *block, unsigned class, uint32_t c, struct before *before)
{
    if ((class & (CLASS_KIND | CLASS_NFC)) != (KIND_TEXT | CLASS_NFC))
        return false;
    uint8_t known[1], *mark_of = c < PREP_MARKS ? &block->normalizer->mark_of[c] : known;
    if (c >= PREP_MARKS || *mark_of == 0) { /* 1 is the class of overlays: as good as none here */
        uint8_t class_of_mark = prep_nfc_mark_class(block->normalizer->nfc, c);
        *mark_of = class_of_mark ? class_of_mark : 1;
    }
    uint8_t mark = *mark_of;
    if (mark == 1 || mark < before->class)
        return false;
    before->class = mark;
    before->jamo = before->latin_1 = false;
    return true;
}

static struct before look_back(const struct prep_block *block)
{
    const unsigned char *s = (const unsigned char *)block->text + block->at;
    struct before before = {0};
    if (block->at == 0)
        return before;
    if (s[-1] < 0x80) {
        if ((s[-1] | 0x20) >= 'a' && (s[-1] | 0x20) <= 'z')
            before.script = CLASS_LATIN;
    } else {
        size_t at = block->at;
        unsigned class = prep_normalizer_class(block->normalizer, prep_utf8_prev(block->text, &at));
        before.script = class & (CLASS_LATIN | CLASS_FOREIGN);
        before.class = class & CLASS_NFC ? UNKNOWN_CLASS : 0;
        before.latin_1 = block->at > 1 && s[-2] == 0xC3;
    }
    return before;
}
