/* split-block.c - many records at once, where nobody asks what was changed. */
#include "split.h"

struct block {
    struct prep_splitter *splitter;
    struct prep_split_scan scan; /* of the current record; its text is the block */
    struct prep_split_finder finder;
    const char *text;
    size_t len;
    size_t record; /* where the current one begins */
    size_t end;    /* where it ends, without CR and LF; 0 as long as nobody needed it */
    size_t written;
    bool fast, semicolon, colon;
};

static void begin_record(struct block *block, size_t at);
static void need_end(struct block *block);
static bool look(struct block *block, size_t at, enum prep_split_rule *rule);
static bool nothing_at(const struct block *block, size_t at);
static bool in_bracket(struct block *block, size_t at, enum prep_split_rule *rule);
static enum prep_status end_sentence(struct block *block, enum prep_split_rule rule,
                                     struct prep_buf *out);

enum prep_status prep_splitter_run_block(struct prep_transform *transform, const char *text,
                                         size_t len, struct prep_buf *out)
{
    struct prep_splitter *splitter = (struct prep_splitter *)transform;
    struct block block; /* not initialised as a whole: the finder is large */
    enum prep_split_rule rule;
    if (prep_buf_reserve(out, len))
        return PREP_E_NOMEM;
    block.splitter = splitter;
    block.text = text;
    block.len = len;
    block.written = 0;
    block.fast = prep_split_fast_with(transform->enabled);
    block.semicolon = prep_rule_on(transform, PREP_SPLIT_SEMICOLON);
    block.colon = prep_rule_on(transform, PREP_SPLIT_COLON);
    prep_split_finder_begin(&block.finder, &splitter->record_stops, text, len);
    memset(&block.scan, 0, sizeof block.scan);
    block.scan.mark.model = splitter->model;
    block.scan.mark.text = text;
    block.scan.finder = &block.finder;
    block.scan.enabled = transform->enabled;
    block.scan.count = transform->count;
    begin_record(&block, 0);
    for (;;) {
        size_t at = prep_split_find(&block.finder, block.scan.at);
        if (at == len)
            break;
        if (text[at] == '\n')
            begin_record(&block, at + 1);
        else if (look(&block, at, &rule) && end_sentence(&block, rule, out))
            return PREP_E_NOMEM;
    }
    return prep_buf_append(out, text + block.written, len - block.written);
}

/* White space at the begin belongs to no sentence. */
static void begin_record(struct block *block, size_t at)
{
    struct prep_split_scan *scan = &block->scan;
    block->record = at;
    block->end = 0;
    scan->at = scan->mark.sentence = at;
    scan->mark.len = block->len;
    scan->bracket_at = at;
    scan->bracket_end = 0;
    memset(&scan->label, 0, sizeof scan->label);
    unsigned char first = at < block->len ? (unsigned char)block->text[at] : 'A';
    /* U+0085 is white space, too, and some of what begins with E1 to E3. */
    if (first <= ' ' || (first >= 0xE1 && first <= 0xE3) ||
        (first == 0xC2 && block->len - at > 1 && block->text[at + 1] == '\x85')) {
        need_end(block);
        prep_split_scan_begin(scan, block->text, block->end);
    }
}

/* From here on the scan sees the record alone. */
static void need_end(struct block *block)
{
    const char *lf = memchr(block->text + block->record, '\n', block->len - block->record);
    if (block->end)
        return;
    block->end = lf ? (size_t)(lf - block->text) : block->len;
    if (block->end > block->record && block->text[block->end - 1] == '\r')
        block->end--;
    block->scan.mark.len = block->end;
}

/* Look at the stop at text[at]; true if a sentence ends there. */
static bool look(struct block *block, size_t at, enum prep_split_rule *rule)
{
    struct prep_split_scan *scan = &block->scan;
    const char *text = block->text;
    if ((text[at] == '.' || text[at] == '!' || text[at] == '?') &&
        block->len - at > PREP_SPLIT_FAST_AHEAD && block->fast) {
        unsigned char next = (unsigned char)text[at + 1];
        if (next == '\n' || (next >= '0' && next <= '9') || (next >= 'a' && next <= 'z') ||
            (next >= 'A' && next <= 'Z')) {
            scan->at = at + 1;
            return false;
        }
        if (prep_split_fast(scan, at, rule)) {
            scan->at = at + 2;
            scan->mark.mark = at;
            scan->mark.end = at + 1;
            scan->mark.next = at + 2;
            if (*rule < PREP_SPLIT_FIRST_VETO && !in_bracket(block, at, rule))
                return true;
            scan->count[*rule]++;
            return false;
        }
    }
    if (nothing_at(block, at)) {
        scan->at = at + 1;
        return false;
    }
    need_end(block);
    if (at >= block->end) { /* a CR before LF is none */
        scan->at = at + 1;
        return false;
    }
    return prep_split_scan_look(scan, at, rule);
}

/* Quotes, dashes and the like; colons and semicolons that start no emoticon. */
static bool nothing_at(const struct block *block, size_t at)
{
    const unsigned char *text = (const unsigned char *)block->text + at;
    if (!block->fast || block->len - at < 4)
        return false;
    if (text[0] == 0xE2)
        return text[1] == 0x80 && text[2] != 0xA6 && text[2] != 0xBC && text[2] != 0xBD;
    return (text[0] == ':' && !block->colon && (at == 0 || text[-1] != ' ' || text[1] == ' ')) ||
           (text[0] == ';' && !block->semicolon && (at == 0 || text[-1] != ' ' || text[1] == ' '));
}

/* Where a bracket opens in front of the full stop, the record's end must be known. */
static bool in_bracket(struct block *block, size_t at, enum prep_split_rule *rule)
{
    struct prep_split_scan *scan = &block->scan;
    if (scan->bracket_at < scan->mark.sentence)
        scan->bracket_at = scan->mark.sentence;
    if (scan->bracket_at < at && memchr(block->text + scan->bracket_at, '(', at - scan->bracket_at))
        need_end(block);
    if (!prep_split_in_bracket(scan, at, at + 1))
        return false;
    *rule = PREP_SPLIT_BRACKET;
    return true;
}

static enum prep_status end_sentence(struct block *block, enum prep_split_rule rule,
                                     struct prep_buf *out)
{
    struct prep_split_mark *mark = &block->scan.mark;
    const struct prep_buf *separator = &block->splitter->model->separator;
    enum prep_status status =
        prep_buf_append(out, block->text + block->written, mark->end - block->written);
    if (!status)
        status = prep_buf_append(out, separator->data, separator->len);
    block->written = mark->sentence = mark->next;
    block->scan.count[rule]++;
    return status;
}
