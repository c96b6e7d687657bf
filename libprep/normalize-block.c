/* normalize-block.c - many records at once, for those in which there is nothing to do, or only
 * what is frequent and needs no context: composing a letter and its marks, superfluous spaces, CR
 * LF, soft hyphens. A record that needs more is taken back whole and left to run_line().
 *
 * Text is copied by prep_skip_fn up to the next character that may concern a rule; that is looked
 * at here. Whatever is passed over has been checked to be valid UTF-8. */
#include "normalize-block.h"

static bool pass(struct prep_block *block);
static bool pass_latin_1(struct prep_block *block, const char *s, size_t left);
static bool pass_char(struct prep_block *block);
static bool clean_char(const struct prep_block *block, uint32_t c, struct prep_before before);
static bool pass_spaces(struct prep_block *block);
static bool trim(struct prep_block *block);
static bool pass_tab(struct prep_block *block);
static bool pass_cr(struct prep_block *block);
static bool pass_useless(struct prep_block *block, size_t n, enum prep_normalizer_rule rule);
static bool behind_letter(const struct prep_block *block);
static bool pass_joiner(struct prep_block *block, uint32_t c);
static bool pass_ligature(struct prep_block *block, unsigned char last);
static bool pass_fullwidth(struct prep_block *block);
static bool ends(const struct prep_block *block, size_t at);
static bool fits(struct prep_block *block, struct prep_before before, size_t at);
static struct prep_before written(const struct prep_block *block);
static bool go_on(struct prep_block *block);
static void take_back(struct prep_block *block);
static size_t record_begin(const char *text, size_t at);

enum prep_status prep_normalizer_run_clean(struct prep_transform *transform, const char *text,
                                           size_t len, bool log, struct prep_buf *out, size_t *done)
{
    struct prep_normalizer *normalizer = (struct prep_normalizer *)transform;
    struct prep_block block = {.normalizer = normalizer, .text = text, .len = len, .log = log};
    block.simple = !log && transform->enabled == normalizer->block_rules;
    *done = 0;
    if (len == 0 || (transform->enabled & ~normalizer->block_rules))
        return PREP_OK;
    if (prep_buf_reserve(out, len + 64))
        return PREP_E_NOMEM;
    block.out = out->data + out->len;
    block.pass = pass;
    if (!go_on(&block))
        take_back(&block);
    for (size_t i = 0; i < N_RULES; i++)
        transform->count[i] += block.count[i];
    out->len += block.n;
    *done = block.at;
    return PREP_OK;
}

/* Up to the end, or as far as it goes. */
static bool go_on(struct prep_block *block)
{
    if ((block->at == 0 && !pass(block)) || !block->normalizer->skip(block))
        return false;
    /* The end is that of a record, too. */
    return block->n == 0 || block->out[block->n - 1] != ' ' || pass_spaces(block);
}

/* A record could not be done: go back to where it begins. What was changed in it is found by doing
 * the same again, so that nobody has to keep a list. */
static void take_back(struct prep_block *block)
{
    uint64_t count[N_RULES], any = 0;
    size_t at = record_begin(block->text, block->at), n = record_begin(block->out, block->n);
    for (size_t i = 0; i < N_RULES; i++)
        any |= block->count[i];
    if (any) {
        memcpy(count, block->count, sizeof count);
        memset(block->count, 0, sizeof block->count);
        block->at = at;
        block->n = n;
        go_on(block);
        for (size_t i = 0; i < N_RULES; i++)
            block->count[i] = count[i] - block->count[i];
    }
    block->at = at;
    block->n = n;
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
        if (left > 2 && (unsigned char)s[1] == 0x80 && (unsigned char)s[2] >= 0x8B &&
            (unsigned char)s[2] <= 0x8D)
            return pass_joiner(block, 0x2000 | ((unsigned char)s[2] & 0x3F));
        return pass_char(block);
    case 0xEF:
        if (left > 2 && (unsigned char)s[1] == 0xB8 && (unsigned char)s[2] >= 0x8E &&
            (unsigned char)s[2] <= 0x8F)
            return pass_joiner(block, 0xFE00 | ((unsigned char)s[2] & 0x0F));
        if (left > 2 && (unsigned char)s[1] == 0xAC && (unsigned char)s[2] - 0x80u <= 4)
            return pass_ligature(block, (unsigned char)s[2]);
        if (left > 2 && ((unsigned char)s[1] & 0xFE) == 0xBC)
            return pass_fullwidth(block);
        return pass_char(block);
    case 0xCC:
    case 0xCD:
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
    unsigned char tail = left > 1 ? (unsigned char)s[1] : 0;
    if (tail != 0xA0 && tail != 0xAD)
        return pass_char(block);
    if (block->at > 1 && (unsigned char)s[-2] == 0xC3 &&
        prep_mojibake_with(block->text, block->len, block->at))
        return false;
    return tail == 0xA0 ? pass_spaces(block) : pass_useless(block, 2, RULE_INVISIBLE);
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
    if (prep_block_space(block->text, block->len, begin) > 0)
        return pass_spaces(block);
    if ((prep_normalizer_class(block->normalizer, c) & CLASS_KIND) == KIND_INVISIBLE)
        return pass_useless(block, next - begin, RULE_INVISIBLE);
    if (!clean_char(block, c, before))
        return (c - 0x1161 < 21 && begin > 2 && prep_block_jamo(block)) ||
               prep_block_join(block, c, next);
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

/* Two spaces or more, spaces of other kinds, spaces at the ends of a field. */
static bool pass_spaces(struct prep_block *block)
{
    const struct prep_transform *transform = &block->normalizer->base;
    const struct prep_before none = {0, 0, false};
    const char *text = block->text;
    size_t at = block->at, len = block->len;
    if (block->log || !prep_rule_on(transform, RULE_SPACE))
        return false;
    for (size_t n; (n = prep_block_space(text, len, at)) > 0; at += n)
        continue;
    bool at_end = ends(block, at) || text[at] == '\t';
    char last = block->n == 0 ? '\n' : block->out[block->n - 1];
    bool at_start = last == '\n' || last == '\t';
    if (!at_end && !fits(block, none, at))
        return false;
    block->count[RULE_SPACE]++;
    if (at_end)
        block->n -= last == ' ';
    else if (!at_start && last != ' ')
        block->out[block->n++] = ' ';
    block->at = at;
    return true;
}

static bool pass_tab(struct prep_block *block)
{
    const struct prep_before none = {0, 0, false};
    size_t next = block->at + 1;
    bool space = next < block->len && block->text[next] == ' ';
    if (!(ends(block, next) || block->text[next] == '\t' || fits(block, none, next)) ||
        !trim(block))
        return false;
    block->out[block->n++] = '\t';
    block->at++;
    return !space || pass_spaces(block);
}

static bool pass_cr(struct prep_block *block)
{
    size_t next = block->at + 1;
    if (block->log || !prep_rule_on(&block->normalizer->base, RULE_EOL) ||
        (next < block->len && block->text[next] != '\n') || !trim(block))
        return false;
    block->at++;
    block->count[RULE_EOL]++;
    return true;
}

/* At the end of a field: take away a space that was written. */
static bool trim(struct prep_block *block)
{
    const char *s = block->text + block->at;
    if (block->n == 0 || block->out[block->n - 1] != ' ')
        return true;
    if (block->log || !prep_rule_on(&block->normalizer->base, RULE_SPACE) || block->at < 2 ||
        s[-1] != ' ' || (s[-2] >= 0 && (s[-2] <= ' ' || s[-2] == 0x7F)) ||
        prep_skip_before(block->normalizer, block->text, block->at - 1).quick & QUICK_STOP)
        return false; /* one of several, which count as one */
    block->n--;
    block->count[RULE_SPACE]++;
    return true;
}

/* A soft hyphen, a control character and the like, n bytes, between characters that nothing else is
 * asked about. */
static bool pass_useless(struct prep_block *block, size_t n, enum prep_normalizer_rule rule)
{
    size_t next = block->at + n;
    if (block->log || !prep_rule_on(&block->normalizer->base, rule) || block->n == 0 ||
        next >= block->len)
        return false;
    struct prep_before before = written(block);
    char last = block->out[block->n - 1], first = block->text[next];
    /* And it depends on what is behind. */
    if (before.quick & QUICK_STOP || (before.quick & QUICK_SECOND && behind_letter(block)) ||
        !fits(block, before, next))
        return false;
    block->at = next;
    block->count[rule]++;
    if (last < 0 || last > ' ' || first < 0 || first > ' ')
        return true;
    /* Spaces on both sides; one that the end of a record takes away would count once more. */
    size_t written_before = block->n;
    return first == ' ' && pass_spaces(block) && block->n == written_before;
}

/* May the last character of the output be the second one of misread UTF-8? Whether it is depends on
 * what is behind. */
static bool behind_letter(const struct prep_block *block)
{
    size_t at = block->n;
    prep_utf8_prev(block->out, &at);
    return at == 0 || block->out[at - 1] < 0;
}

/* A zero-width space, non-joiner or joiner, or a variation selector, three bytes, which stay where
 * their neighbours need them. */
static bool pass_joiner(struct prep_block *block, uint32_t c)
{
    size_t next = block->at + 3, mark = block->n;
    struct prep_buf out = {block->out, block->n, block->n};
    struct prep_filter filter = {
        .normalizer = block->normalizer, .line = block->text, .len = block->len, .out = &out};
    if (block->n == 0 || next >= block->len)
        return false;
    struct prep_before before = written(block), first = before;
    if (before.quick & QUICK_MARK) { /* more than one would be gone over again and again */
        prep_utf8_prev(block->out, &mark);
        if (mark > 0)
            first = prep_skip_before(block->normalizer, block->out, mark);
    }
    if (first.quick & (QUICK_STOP | QUICK_MARK) || !fits(block, before, next))
        return false;
    bool latin = !((block->out[block->n - 1] | block->text[next]) & 0x80);
    if ((latin && c < 0xFE00) || !prep_filter_needs(&filter, c, next))
        return pass_useless(block, 3, RULE_INVISIBLE);
    memcpy(block->out + block->n, block->text + block->at, 3);
    block->n += 3;
    block->at = next;
    return true;
}

static bool pass_ligature(struct prep_block *block, unsigned char last)
{
    static const char *const letters[] = {"ff", "fi", "fl", "ffi", "ffl"};
    const struct prep_before latin = {QUICK_LATIN, 0, false};
    size_t n = strlen(letters[last - 0x80]);
    if (block->log || !prep_rule_on(&block->normalizer->base, RULE_LIGATURE) || block->n == 0 ||
        written(block).quick & (QUICK_FOREIGN | QUICK_STOP) || !fits(block, latin, block->at + 3))
        return false;
    block->count[RULE_LIGATURE]++;
    memcpy(block->out + block->n, letters[last - 0x80], n);
    block->n += n;
    block->at += 3;
    return true;
}

/* A full-width form of ASCII, three bytes. */
static bool pass_fullwidth(struct prep_block *block)
{
    size_t next = block->at;
    uint32_t c = prep_utf8_next(block->text, block->len, &next);
    char ascii = (char)(c - 0xFF01 + '!');
    const struct prep_before made = {((unsigned char)ascii | 0x20u) - 'a' < 26 ? QUICK_LATIN : 0, 0,
                                     false};
    if (c < 0xFF01 || c > 0xFF5E)
        return pass_char(block);
    if (block->log || !prep_rule_on(&block->normalizer->base, RULE_FULLWIDTH) || block->n == 0)
        return false;
    unsigned before = written(block).quick;
    if (before & QUICK_STOP || (before & QUICK_FOREIGN && made.quick) || !fits(block, made, next))
        return false;
    block->count[RULE_FULLWIDTH]++;
    block->out[block->n++] = ascii;
    block->at = next;
    return true;
}

/* Does a record end here, or before a CR that goes? */
static bool ends(const struct prep_block *block, size_t at)
{
    if (at < block->len && block->text[at] == '\r' &&
        prep_rule_on(&block->normalizer->base, RULE_EOL))
        at++;
    return at == block->len || block->text[at] == '\n';
}

/* May what stands at a byte of the text follow a character? It is the end of a record, or none
 * that a rule changes but for those that look at what was written themselves. */
static bool fits(struct prep_block *block, struct prep_before before, size_t at)
{
    size_t next = at;
    if (ends(block, at))
        return true;
    unsigned char first = (unsigned char)block->text[at];
    if (first < 0x80)
        return first >= ' ' && first < 0x7F &&
               !(before.quick & QUICK_FOREIGN && (first | 0x20u) - 'a' < 26);
    uint32_t c = prep_utf8_next(block->text, block->len, &next);
    if (c == 0xFFFD && next - at != 3)
        return false;
    if ((c >= 0xFB00 && c <= 0xFB04) || (c >= 0xFF01 && c <= 0xFF5E))
        return !(before.quick & QUICK_FOREIGN);
    /* Whether a sequence is misread UTF-8 depends on what is in front of it. */
    if (prep_mojibake_first(c) && next < block->len && block->text[next] < 0)
        return false;
    unsigned quick = prep_normalizer_quick(block->normalizer, c);
    return !(quick & (QUICK_STOP | QUICK_MARK) ||
             (quick & QUICK_SECOND && (before.latin_1 || before.quick & QUICK_SECOND)) ||
             ((quick | before.quick) & (QUICK_LATIN | QUICK_FOREIGN)) ==
                 (QUICK_LATIN | QUICK_FOREIGN));
}

/* The last character of the output. */
static struct prep_before written(const struct prep_block *block)
{
    return prep_skip_before(block->normalizer, block->out, block->n);
}

static size_t record_begin(const char *text, size_t at)
{
    const char *lf = at > 0 ? memrchr(text, '\n', at) : NULL;
    return lf ? (size_t)(lf - text) + 1 : 0;
}
