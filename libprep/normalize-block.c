/* normalize-block.c - many records at once, for those in which there is nothing to do, or only
 * what is frequent and needs no context: composing a letter and its marks, superfluous spaces, CR
 * LF, soft hyphens. A record that needs more is taken back whole and left to run_line().
 *
 * Text is copied by prep_skip_fn up to the next byte that may concern a rule; that is looked at
 * here. Whatever is passed over has been checked to be valid UTF-8: by prep_skip_fn, which knows
 * ASCII and the letters of Latin-1, or by clean_char(). */
#include "normalize.h"

enum {
    MAX_FIXES = 256,
    MAX_ASCII = 12,     /* from this many in a row on, vectors are faster */
    LATIN_BYTES = 2048, /* where one letter of a language is, more of them follow */
    UNKNOWN_CLASS = 255,
};

struct block {
    struct prep_normalizer *normalizer;
    const char *text;
    size_t len, at;
    char *out; /* has room for the text and a block */
    size_t n;  /* bytes written */
    enum prep_skip_mode mode;
    size_t latin_until; /* how long SKIP_LATIN is worth while */
    bool log;           /* changes are logged: that is for run_line() */
    /* Changes that may have to be taken back: where they are and which rule made them. */
    size_t fix_at[MAX_FIXES];
    uint8_t fix_rule[MAX_FIXES];
    size_t n_fixes;
};

/* The character in front. */
struct before {
    unsigned script; /* CLASS_LATIN, CLASS_FOREIGN or 0 */
    uint8_t class;   /* its combining class */
    bool latin_1;    /* it is a letter of Latin-1 */
    bool jamo;       /* it is an initial consonant of Hangul */
    bool mixed;      /* letters of two scripts follow each other */
    bool stuck;      /* what comes next is not for pass_chars() */
};

static bool pass(struct block *block);
static bool pass_spaces(struct block *block);
static bool pass_tab(struct block *block);
static bool pass_cr(struct block *block);
static bool pass_marks(struct block *block);
static bool pass_umlaut(struct block *block);
static bool pass_useless(struct block *block, size_t n, enum prep_normalizer_rule rule);
static bool pass_chars(struct block *block);
static bool pass_letters(struct block *block, struct before *before);
static bool pass_joining(struct block *block, struct before *before, size_t begin);
static inline size_t clean_char(struct block *block, const unsigned char *s, size_t left,
                                struct before *before);
static bool lone_mark(struct block *block, unsigned class, uint32_t c, struct before *before);
static struct before look_back(const struct block *block);
static bool pass_jamo(struct block *block);
static bool plain_at(const struct block *block, size_t at);
static bool fixed(struct block *block, enum prep_normalizer_rule rule);
static void keep_fixes(struct block *block, size_t from);
static size_t record_begin(const char *text, size_t at);

enum prep_status prep_normalizer_run_clean(struct prep_transform *transform, const char *text,
                                           size_t len, bool log, struct prep_buf *out, size_t *done)
{
    struct prep_normalizer *normalizer = (struct prep_normalizer *)transform;
    struct block block; /* not initialised as a whole: the fixes are many bytes */
    block.normalizer = normalizer;
    block.text = text;
    block.len = len;
    block.at = block.n = block.n_fixes = 0;
    block.mode = SKIP_LATIN_1;
    block.latin_until = 0;
    block.log = log;
    *done = 0;
    if (len == 0 || (transform->enabled & ~normalizer->block_rules))
        return PREP_OK;
    if (prep_buf_reserve(out, len + 64))
        return PREP_E_NOMEM;
    block.out = out->data + out->len;
    bool clean = true;
    while (clean) {
        if (block.at > 0) {
            if (block.mode == SKIP_LATIN && block.at > block.latin_until)
                block.mode = SKIP_LATIN_1;
            size_t stop = normalizer->skip(block.mode, text, len, block.at, block.out + block.n);
            block.n += stop - block.at;
            block.at = stop;
        }
        if (block.at == len)
            break;
        clean = pass(&block);
        /* No character begins with a tail; prep_skip_fn relies on that. */
        if (clean && block.at < len && ((unsigned char)text[block.at] & 0xC0) == 0x80)
            clean = false;
    }
    /* The end is that of a record, too. */
    if (clean && ((unsigned char)text[len - 1] == 0xC3 ||
                  (block.n > 0 && block.out[block.n - 1] == ' ' && !pass_spaces(&block))))
        clean = false;
    if (!clean) {
        block.at = record_begin(text, block.at);
        block.n = record_begin(block.out, block.n);
    }
    keep_fixes(&block, clean ? SIZE_MAX : block.at);
    out->len += block.n;
    *done = block.at;
    return PREP_OK;
}

/* Treat what stands at block->at and move behind it; false if the record needs run_line(). */
static bool pass(struct block *block)
{
    const char *s = block->text + block->at;
    size_t left = block->len - block->at;
    unsigned char c = (unsigned char)*s;
    if (block->at > 0 && c >= 0x80 &&
        c < 0xC0) { /* the tail of a letter that is none of the mode */
        if ((unsigned char)s[-1] == 0xC3 || block->n == 0 || (unsigned char)s[-1] < 0xC4)
            return false; /* not valid, or misread UTF-8 */
        block->at--;
        block->n--;
        return pass_chars(block);
    }
    if (block->mode == SKIP_FOREIGN && (c | 0x20u) - 'a' < 26) {
        block->mode = SKIP_LATIN_1;
        if (look_back(block).script == CLASS_FOREIGN)
            return false;
    }
    switch (c) {
    case ' ':
        return pass_spaces(block);
    case '\t':
        return pass_tab(block);
    case '\r':
        return pass_cr(block);
    case '\n':
        if (block->n > 0 && block->out[block->n - 1] == ' ')
            return pass_spaces(block);
        break;
    case 0xC2:
        if (left > 1 && (unsigned char)s[1] == 0xA0)
            return !(block->at > 1 && (unsigned char)s[-2] == 0xC3 &&
                     prep_mojibake_at(block->text, block->len, block->at - 2)) &&
                   pass_spaces(block);
        if (left > 1 && (unsigned char)s[1] == 0xAD)
            return pass_useless(block, 2, RULE_INVISIBLE);
        if (left > 2 && (unsigned char)s[1] > 0xA0 && (unsigned char)s[1] < 0xC0 && block->at > 0 &&
            (unsigned char)s[-1] <
                0x80) { /* a sign of Latin-1 behind ASCII: most often a section sign */
            memcpy(block->out + block->n, s, 2);
            block->n += 2;
            block->at += 2;
            return true;
        }
        return pass_chars(block);
    case 0xE2: /* zero-width space, joiner and non-joiner; word joiner */
        if (left > 3 && (unsigned char)s[1] == 0x80 && (unsigned char)s[2] >= 0x8B &&
            (unsigned char)s[2] <= 0x8D)
            return pass_useless(block, 3, RULE_INVISIBLE);
        if (left > 3 && (unsigned char)s[1] == 0x80 && (unsigned char)s[2] >= 0x90 &&
            (unsigned char)s[2] <= 0xA6 && block->at > 0 && ((s[-1] | s[3]) & 0x80) == 0) {
            memcpy(block->out + block->n, s, 3); /* a dash, a quotation mark, between ASCII */
            block->n += 3;
            block->at += 3;
            return true;
        }
        return pass_chars(block);
    case 0xCC:
    case 0xCD:
        if (block->at > 1 && left > 2 && !block->log && pass_umlaut(block))
            return true;
        return pass_marks(block);
    default:
        if (c >= 0x80)
            return pass_chars(block);
        if ((c < 0x20 && (c < '\t' || c > '\r')) || c == 0x7F)
            return pass_useless(block, 1, RULE_CONTROL);
        if (c < 0x20)
            return false;
    }
    block->out[block->n++] = *s;
    block->at++;
    return true;
}

/* Two spaces or more, spaces of other kinds, spaces at the ends of a record. */
static bool pass_spaces(struct block *block)
{
    const struct prep_transform *transform = &block->normalizer->base;
    const char *text = block->text;
    size_t at = block->at, len = block->len;
    if (block->log || !prep_rule_on(transform, RULE_SPACE))
        return false;
    for (;;) {
        if (at < len && text[at] == ' ')
            at++;
        else if (len - at > 1 && !memcmp(text + at, "\u00A0", 2))
            at += 2;
        else if (len - at > 2 && !memcmp(text + at, "\u202F", 3))
            at += 3;
        else
            break;
    }
    bool at_end = at == len || text[at] == '\n';
    bool at_start = block->n == 0 || block->out[block->n - 1] == '\n';
    bool written = !at_start && block->out[block->n - 1] == ' ';
    if (!at_end && !plain_at(block, at))
        return false;
    if (!fixed(block, RULE_SPACE))
        return false;
    if (at_end)
        block->n -= written;
    else if (!at_start && !written)
        block->out[block->n++] = ' ';
    block->at = at;
    return true;
}

static bool pass_tab(struct block *block)
{
    size_t next = block->at + 1;
    if (block->n > 0 && block->out[block->n - 1] == ' ')
        return false;
    if (next < block->len && block->text[next] != '\n' && block->text[next] != '\t' &&
        !plain_at(block, next))
        return false;
    block->out[block->n++] = '\t';
    block->at++;
    return true;
}

static bool pass_cr(struct block *block)
{
    size_t next = block->at + 1;
    if (block->log || !prep_rule_on(&block->normalizer->base, RULE_EOL) ||
        (next < block->len && block->text[next] != '\n') ||
        (block->n > 0 && block->out[block->n - 1] == ' '))
        return false;
    block->at++;
    return fixed(block, RULE_EOL);
}

/* The commonest case: an ASCII letter and one mark among other ASCII. */
static bool pass_umlaut(struct block *block)
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
    if (!fixed(block, RULE_NFC))
        return false;
    block->n += prep_utf8_put(composite, block->out + block->n - 1) - 1;
    block->at += 2;
    return true;
}

/* A soft hyphen, a control character and the like, n bytes, between letters that nothing else is
 * asked about. */
static bool pass_useless(struct block *block, size_t n, enum prep_normalizer_rule rule)
{
    size_t next = block->at + n;
    if (block->log || !prep_rule_on(&block->normalizer->base, rule) || block->n < 2 ||
        next >= block->len)
        return false;
    unsigned char before = (unsigned char)block->out[block->n - 1];
    unsigned char after = (unsigned char)block->text[next];
    bool small = before >= 0xA0 && (unsigned char)block->out[block->n - 2] == 0xC3;
    if (!(small || (before > ' ' && before < 0x7F)) ||
        !((after > ' ' && after < 0x7F) ||
          (after == 0xC3 && block->len - next > 1 && (unsigned char)block->text[next + 1] >= 0x9F)))
        return false;
    block->at = next;
    return fixed(block, rule);
}

/* Marks behind a letter, with which they become another letter, or with which they stay. */
static bool pass_marks(struct block *block)
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
    return fixed(block, RULE_NFC);
}

/* Characters outside ASCII, and what ASCII stands between them: text that has many of them is
 * gone through character by character. */
static bool pass_chars(struct block *block)
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

/* The inner loop of pass_chars(), for what most such text is: words of letters in two or three
 * bytes, and single spaces. Its variables are its own, as the compiler must think that what is
 * written may change the block. */
static bool pass_letters(struct block *block, struct before *before)
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
static bool pass_joining(struct block *block, struct before *before, size_t begin)
{
    unsigned char c = (unsigned char)block->text[block->at];
    before->stuck = false;
    if ((c == 0xCC || c == 0xCD) && block->at > begin) {
        *before = (struct before){.class = UNKNOWN_CLASS};
        return pass_marks(block);
    }
    if (before->jamo && pass_jamo(block)) {
        *before = (struct before){0};
        return true;
    }
    before->stuck = true;
    return block->at > begin;
}

/* The length of a valid character about which no rule asks; 0, if it is none. */
static inline size_t clean_char(struct block *block, const unsigned char *s, size_t left,
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
static bool lone_mark(struct block *block, unsigned class, uint32_t c, struct before *before)
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

static struct before look_back(const struct block *block)
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

/* A vowel, and perhaps a final consonant, of Hangul behind an initial one (The Unicode Standard,
 * 3.12). */
static bool pass_jamo(struct block *block)
{
    const unsigned char *s = (const unsigned char *)block->text + block->at;
    size_t left = block->len - block->at, next = 0;
    if (block->log || !prep_rule_on(&block->normalizer->base, RULE_NFC) || left < 3 || s[0] != 0xE1)
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
    if (!fixed(block, RULE_NFC))
        return false;
    block->n -= 3;
    block->n += prep_utf8_put(c, block->out + block->n);
    block->at += next;
    return true;
}

/* Does something begin here that can follow a space, and that is no space, mark or control? */
static bool plain_at(const struct block *block, size_t at)
{
    const unsigned char *s = (const unsigned char *)block->text + at;
    size_t left = block->len - at;
    if (left == 0)
        return false;
    if (s[0] < 0x80)
        return s[0] > ' ' && s[0] < 0x7F;
    if (left > 1 && s[0] == 0xC3)
        return s[1] > 0x83;
    if (left > 1 && s[0] == 0xC2)
        return s[1] > 0xA0 && s[1] != 0xAD;
    return left > 2 && s[0] == 0xE2 && s[1] == 0x80 && s[2] >= 0x90 && s[2] <= 0xA6;
}

/* Note a change, to be counted when its record is done. */
static bool fixed(struct block *block, enum prep_normalizer_rule rule)
{
    if (block->n_fixes == MAX_FIXES)
        keep_fixes(block, record_begin(block->text, block->at));
    if (block->n_fixes == MAX_FIXES)
        return false; /* all in one record */
    block->fix_at[block->n_fixes] = block->at;
    block->fix_rule[block->n_fixes++] = (uint8_t)rule;
    return true;
}

/* Count the changes in front of a byte. */
static void keep_fixes(struct block *block, size_t before)
{
    size_t kept = 0;
    while (kept < block->n_fixes && block->fix_at[kept] < before)
        block->normalizer->base.count[block->fix_rule[kept++]]++;
    block->n_fixes -= kept;
    memmove(block->fix_at, block->fix_at + kept, block->n_fixes * sizeof *block->fix_at);
    memmove(block->fix_rule, block->fix_rule + kept, block->n_fixes);
}

static size_t record_begin(const char *text, size_t at)
{
    while (at > 0 && text[at - 1] != '\n')
        at--;
    return at;
}
