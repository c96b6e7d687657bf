/* normalize-block.c - many records at once, for those in which there is nothing to do, or only
 * what is frequent and needs no context: composing a letter and its marks, superfluous spaces, CR
 * LF, soft hyphens. A record that needs more is taken back whole and left to run_line().
 *
 * Text is copied by prep_skip_fn up to the next character that may concern a rule; that is looked
 * at here. Whatever is passed over has been checked to be valid UTF-8. */
#include "normalize-block.h"

static bool pass(struct prep_block *block);
static bool pass_latin_1(struct prep_block *block, const char *s, size_t left);
static bool pass_punctuation(struct prep_block *block, const char *s, size_t left);
static bool pass_char(struct prep_block *block);
static bool clean_char(const struct prep_block *block, uint32_t c, struct prep_before before);
static bool pass_spaces(struct prep_block *block);
static bool pass_tab(struct prep_block *block);
static bool pass_cr(struct prep_block *block);
static bool pass_useless(struct prep_block *block, size_t n, enum prep_normalizer_rule rule);
static bool plain_at(const struct prep_block *block, size_t at);
static void keep_fixes(struct prep_block *block, size_t before);
static size_t record_begin(const char *text, size_t at);

enum prep_status prep_normalizer_run_clean(struct prep_transform *transform, const char *text,
                                           size_t len, bool log, struct prep_buf *out, size_t *done)
{
    struct prep_normalizer *normalizer = (struct prep_normalizer *)transform;
    struct prep_block block; /* not initialised as a whole: the fixes are many bytes */
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
    block.pass = pass;
    bool clean = pass(&block) && normalizer->skip(&block);
    /* The end is that of a record, too. */
    if (clean && block.n > 0 && block.out[block.n - 1] == ' ' && !pass_spaces(&block))
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
static bool pass(struct prep_block *block)
{
    const char *s = block->text + block->at;
    size_t left = block->len - block->at;
    unsigned char c = (unsigned char)*s;
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
        return pass_latin_1(block, s, left);
    case 0xE2:
        return pass_punctuation(block, s, left);
    case 0xCC:
    case 0xCD:
        if (block->at > 1 && left > 2 && !block->log && prep_block_umlaut(block))
            return true;
        return prep_block_marks(block);
    default:
        if (c >= 0x80)
            return pass_char(block);
        if ((c | 0x20u) - 'a' < 26 && block->at > 0)
            return false; /* behind a letter of another script */
        if ((c < 0x20 && (c < '\t' || c > '\r')) || c == 0x7F)
            return pass_useless(block, 1, RULE_CONTROL);
        if (c < 0x20)
            return false;
    }
    block->out[block->n++] = *s;
    block->at++;
    return true;
}

/* C2: no-break space, soft hyphen. */
static bool pass_latin_1(struct prep_block *block, const char *s, size_t left)
{
    if (left > 1 && (unsigned char)s[1] == 0xA0)
        return !(block->at > 1 && (unsigned char)s[-2] == 0xC3 &&
                 prep_mojibake_at(block->text, block->len, block->at - 2)) &&
               pass_spaces(block);
    if (left > 1 && (unsigned char)s[1] == 0xAD)
        return pass_useless(block, 2, RULE_INVISIBLE);
    return pass_char(block);
}

/* E2: zero-width space, joiner and non-joiner. */
static bool pass_punctuation(struct prep_block *block, const char *s, size_t left)
{
    if (left > 3 && (unsigned char)s[1] == 0x80 && (unsigned char)s[2] >= 0x8B &&
        (unsigned char)s[2] <= 0x8D)
        return pass_useless(block, 3, RULE_INVISIBLE);
    return pass_char(block);
}

/* Another character outside ASCII. */
static bool pass_char(struct prep_block *block)
{
    struct prep_before before = {0, 0, false};
    size_t begin = block->at, next = begin;
    uint32_t c = prep_utf8_next(block->text, block->len, &next);
    if (c == 0xFFFD && next - begin != 3) /* not valid */
        return false;
    if (begin > 0)
        before = prep_skip_before(block->normalizer, block->text, begin);
    if (!clean_char(block, c, before))
        return c - 0x1161 < 21 && begin > 2 && prep_block_jamo(block);
    memcpy(block->out + block->n, block->text + begin, next - begin);
    block->n += next - begin;
    block->at = next;
    return true;
}

/* Does no rule ask about it? */
static bool clean_char(const struct prep_block *block, uint32_t c, struct prep_before before)
{
    unsigned quick = prep_normalizer_quick(block->normalizer, c);
    if (quick & QUICK_STOP || (quick & QUICK_MARK && block->normalizer->mark_of[c] < before.mark) ||
        ((quick | before.quick) & (QUICK_LATIN | QUICK_FOREIGN)) == (QUICK_LATIN | QUICK_FOREIGN))
        return false;
    return !(before.latin_1 && quick & QUICK_SECOND &&
             prep_mojibake_with(block->text, block->len, block->at));
}

/* Two spaces or more, spaces of other kinds, spaces at the ends of a record. */
static bool pass_spaces(struct prep_block *block)
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
    if (!prep_block_fixed(block, RULE_SPACE))
        return false;
    if (at_end)
        block->n -= written;
    else if (!at_start && !written)
        block->out[block->n++] = ' ';
    block->at = at;
    return true;
}

static bool pass_tab(struct prep_block *block)
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

static bool pass_cr(struct prep_block *block)
{
    size_t next = block->at + 1;
    if (block->log || !prep_rule_on(&block->normalizer->base, RULE_EOL) ||
        (next < block->len && block->text[next] != '\n') ||
        (block->n > 0 && block->out[block->n - 1] == ' '))
        return false;
    block->at++;
    return prep_block_fixed(block, RULE_EOL);
}

/* A soft hyphen, a control character and the like, n bytes, between letters that nothing else is
 * asked about. */
static bool pass_useless(struct prep_block *block, size_t n, enum prep_normalizer_rule rule)
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
    return prep_block_fixed(block, rule);
}

/* Does something begin here that can follow a space, and that is no space, mark or control? */
static bool plain_at(const struct prep_block *block, size_t at)
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
bool prep_block_fixed(struct prep_block *block, enum prep_normalizer_rule rule)
{
    if (block->n_fixes == PREP_BLOCK_FIXES)
        keep_fixes(block, record_begin(block->text, block->at));
    if (block->n_fixes == PREP_BLOCK_FIXES)
        return false; /* all in one record */
    block->fix_at[block->n_fixes] = block->at;
    block->fix_rule[block->n_fixes++] = (uint8_t)rule;
    return true;
}

/* Count the changes in front of a byte. */
static void keep_fixes(struct prep_block *block, size_t before)
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
