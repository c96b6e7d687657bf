/* normalize-block.c - many records at once, for those in which there is nothing to do, or only
 * what is frequent and needs no context: composing a letter and its marks, superfluous spaces, CR
 * LF, soft hyphens. A record that needs more is taken back whole and left to run_line().
 *
 * Text is copied by prep_skip_fn up to the next byte that may concern a rule; that is looked at
 * here. Whatever is passed over has been checked to be valid UTF-8: by prep_skip_fn, which knows
 * ASCII and the letters of Latin-1, or by clean_char(). */
#include "normalize.h"

enum { MAX_FIXES = 256 };

struct block {
    struct prep_normalizer *normalizer;
    const char *text;
    size_t len, at;
    char *out; /* has room for the text and a block */
    size_t n;  /* bytes written */
    bool log;  /* changes are logged: that is for run_line() */
    /* Changes that may have to be taken back: where they are and which rule made them. */
    size_t fix_at[MAX_FIXES];
    uint8_t fix_rule[MAX_FIXES];
    size_t n_fixes;
};

/* What kind of letter stands in front, as far as the rule homoglyph cares. */
enum script { SCRIPT_NONE, SCRIPT_LATIN, SCRIPT_FOREIGN };

static bool pass(struct block *block);
static bool pass_spaces(struct block *block);
static bool pass_tab(struct block *block);
static bool pass_cr(struct block *block);
static bool pass_marks(struct block *block);
static bool pass_umlaut(struct block *block);
static bool pass_hyphen(struct block *block);
static bool pass_chars(struct block *block);
static size_t clean_char(struct block *block, enum script *script);
static enum script script_before(const struct block *block);
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
            size_t stop = normalizer->skip(text, len, block.at, block.out + block.n);
            block.n += stop - block.at;
            block.at = stop;
        }
        if (block.at == len)
            break;
        clean = pass(&block);
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
    if (block->at > 0 && (unsigned char)s[-1] == 0xC3) /* not valid, or misread UTF-8 */
        return false;
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
            return pass_hyphen(block);
        if (left > 2 && (unsigned char)s[1] > 0xA0 && (unsigned char)s[1] < 0xC0 && block->at > 0 &&
            (unsigned char)s[-1] <
                0x80) { /* a sign of Latin-1 behind ASCII: most often a section sign */
            memcpy(block->out + block->n, s, 2);
            block->n += 2;
            block->at += 2;
            return true;
        }
        return pass_chars(block);
    case 0xE2:
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
        if (c < 0x20 || c == 0x7F)
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

/* A soft hyphen between letters that nothing else is asked about. */
static bool pass_hyphen(struct block *block)
{
    size_t next = block->at + 2;
    if (block->log || !prep_rule_on(&block->normalizer->base, RULE_INVISIBLE) || block->n < 2 ||
        next == block->len)
        return false;
    unsigned char before = (unsigned char)block->out[block->n - 1];
    unsigned char after = (unsigned char)block->text[next];
    bool small = before >= 0xA0 && (unsigned char)block->out[block->n - 2] == 0xC3;
    if (!(small || (before > ' ' && before < 0x7F)) ||
        !((after > ' ' && after < 0x7F) ||
          (after == 0xC3 && block->len - next > 1 && (unsigned char)block->text[next + 1] >= 0x9F)))
        return false;
    block->at = next;
    return fixed(block, RULE_INVISIBLE);
}

/* Marks behind a letter, with which they become another letter, or with which they stay. */
static bool pass_marks(struct block *block)
{
    const char *text = block->text;
    size_t at = block->at, base_at = at, n_marks = 0, next;
    uint32_t marks[PREP_NFC_MARKS], c = 0;
    enum script script = SCRIPT_NONE;
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
        script = prep_normalizer_class(block->normalizer, c) & CLASS_FOREIGN ? SCRIPT_FOREIGN
                 : c < 0x250                                                 ? SCRIPT_LATIN
                                                                             : SCRIPT_NONE;
    } else if (at < block->len && text[at] > '@') {
        script = SCRIPT_LATIN;
    }
    bool foreign = base > 0x36F;
    if ((foreign && script == SCRIPT_LATIN) || (!foreign && script == SCRIPT_FOREIGN))
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

/* Characters outside ASCII, as many as follow each other. */
static bool pass_chars(struct block *block)
{
    size_t begin = block->at, n;
    enum script script = script_before(block);
    while (block->at < block->len && (unsigned char)block->text[block->at] >= 0x80 &&
           (n = clean_char(block, &script)) > 0) {
        for (size_t i = 0; i < n; i++)
            block->out[block->n + i] = block->text[block->at + i];
        block->n += n;
        block->at += n;
    }
    if (script == SCRIPT_FOREIGN && block->at < block->len) {
        unsigned char c = (unsigned char)block->text[block->at] & 0xDF;
        if (c == 0xC3 || (c >= 'A' && c <= 'Z'))
            return false;
    }
    return block->at > begin;
}

/* The length of a valid character about which no rule asks; 0, if it is none. */
static size_t clean_char(struct block *block, enum script *script)
{
    const char *text = block->text;
    size_t at = block->at, end = at;
    uint32_t c = prep_utf8_next(text, block->len, &end);
    if (c == 0xFFFD && end - at != 3) /* not valid */
        return 0;
    unsigned class = prep_normalizer_class(block->normalizer, c);
    if ((class & (CLASS_KIND | CLASS_NFC)) != KIND_TEXT || c == 0xC2 || c == 0xC3)
        return 0;
    if (class & CLASS_FOREIGN) {
        if (*script == SCRIPT_LATIN)
            return 0;
        *script = SCRIPT_FOREIGN;
    } else if (class & CLASS_LATIN) {
        if (*script == SCRIPT_FOREIGN)
            return 0;
        *script = SCRIPT_LATIN;
    } else {
        *script = SCRIPT_NONE;
    }
    if (at >= 2 && (unsigned char)text[at - 2] == 0xC3 && prep_mojibake_second(c) &&
        ((c == 0x20AC && (unsigned char)text[at - 1] == 0xA2) ||
         prep_mojibake_at(text, block->len, at - 2)))
        return 0;
    return end - at;
}

static enum script script_before(const struct block *block)
{
    const unsigned char *s = (const unsigned char *)block->text + block->at;
    if (block->at == 0)
        return SCRIPT_NONE;
    if (s[-1] < 0x80)
        return (s[-1] & 0xDF) >= 'A' && (s[-1] & 0xDF) <= 'Z' ? SCRIPT_LATIN : SCRIPT_NONE;
    return block->at > 1 && s[-2] == 0xC3 ? SCRIPT_LATIN : SCRIPT_NONE;
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
