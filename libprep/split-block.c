/* split-block.c - many records at once, where nobody asks what was changed. The text is copied in
 * large pieces, and what stands between two sentences replaced in the copy. */
#include "split.h"

struct block {
    struct prep_splitter *splitter;
    struct prep_split_scan scan; /* of the current record; its text is the block */
    struct prep_split_window window;
    const char *text;
    size_t len;
    size_t record; /* where the current one begins */
    size_t end;    /* where it ends, without CR and LF; 0 as long as nobody needed it */
    size_t open;   /* behind the last '(' in front of where the scan is, or 0 */
    bool fast;
    struct prep_buf *out;
    size_t copied; /* text up to here is in out */
    size_t shift;  /* from an offset of text to one of out; wraps */
};

static bool begin_block(struct block *block, struct prep_splitter *splitter, const char *text,
                        size_t len, struct prep_buf *out);
static bool run_window(struct block *block, size_t base, size_t span);
static size_t behind_last(uint64_t bits, size_t base, size_t other);
static void begin_record(struct block *block, size_t at);
static void need_end(struct block *block, size_t from);
static bool look(struct block *block, size_t at, enum prep_split_rule *rule);
static bool in_bracket(struct block *block, enum prep_split_rule *rule);
static bool end_sentence(struct block *block, enum prep_split_rule rule);
static bool replace(struct block *block, size_t begin, size_t end);
static void copy(struct block *block, size_t end);

enum prep_status prep_splitter_run_block(struct prep_transform *transform, const char *text,
                                         size_t len, struct prep_buf *out)
{
    struct prep_splitter *splitter = (struct prep_splitter *)transform;
    struct block block; /* not initialised as a whole: the window is large */
    if (!begin_block(&block, splitter, text, len, out))
        return PREP_E_NOMEM;
    for (size_t at = 0, span; at < len; at += span) {
        span = prep_split_look(&splitter->block_stops, text, len, at, &block.window);
        copy(&block, at + span);
        if (!run_window(&block, at, span))
            return PREP_E_NOMEM;
    }
    out->len = len + block.shift;
    return PREP_OK;
}

static bool begin_block(struct block *block, struct prep_splitter *splitter, const char *text,
                        size_t len, struct prep_buf *out)
{
    if (prep_buf_reserve(out, len))
        return false;
    block->splitter = splitter;
    block->text = text;
    block->len = len;
    block->record = SIZE_MAX;
    block->window.lf_last = block->window.open_last = 0;
    block->fast = prep_split_fast_with(splitter->base.enabled);
    block->out = out;
    block->copied = 0;
    block->shift = out->len;
    memset(&block->scan, 0, sizeof block->scan);
    block->scan.mark.model = splitter->model;
    block->scan.mark.text = text;
    block->scan.enabled = splitter->base.enabled;
    block->scan.count = splitter->base.count;
    return true;
}

/* The stops in the window, which is about text[base, base + span). */
static bool run_window(struct block *block, size_t base, size_t span)
{
    struct prep_split_scan *scan = &block->scan;
    const struct prep_split_window *window = &block->window;
    enum prep_split_rule rule;
    for (size_t i = 0; i * 64 < span; i++, base += 64)
        for (uint64_t stop = window->stop[i]; stop; stop &= stop - 1) {
            size_t at = base + (size_t)__builtin_ctzll(stop);
            uint64_t before = (stop & (0 - stop)) - 1;
            size_t lf = behind_last(window->lf[i] & before, base, window->lf_before[i]);
            block->open = behind_last(window->open[i] & before, base, window->open_before[i]);
            if (block->record != lf)
                begin_record(block, lf);
            if (at >= scan->at && look(block, at, &rule) && !end_sentence(block, rule))
                return false;
        }
    return true;
}

/* What is behind the last of the bits, of which the highest is 0; without any the other. */
static size_t behind_last(uint64_t bits, size_t base, size_t other)
{
    unsigned behind = 63 - (unsigned)__builtin_clzll(bits << 1 | 1);
    return behind ? base + behind : other;
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
        need_end(block, at);
        prep_split_scan_begin(scan, block->text, block->end);
    }
}

/* From here on the scan sees the record alone, which does not end in front of text[from]. */
static void need_end(struct block *block, size_t from)
{
    if (block->end)
        return;
    const char *lf = memchr(block->text + from, '\n', block->len - from);
    block->end = lf ? (size_t)(lf - block->text) : block->len;
    if (block->end > block->record && block->text[block->end - 1] == '\r')
        block->end--;
    block->scan.mark.len = block->end;
}

/* Look at the stop at text[at]; true if a sentence ends there. */
static bool look(struct block *block, size_t at, enum prep_split_rule *rule)
{
    struct prep_split_scan *scan = &block->scan;
    if (block->fast && block->len - at > PREP_SPLIT_FAST_AHEAD && prep_split_fast(scan, at, rule)) {
        if (*rule < PREP_SPLIT_FIRST_VETO && !in_bracket(block, rule)) {
            scan->at = scan->mark.next;
            return true;
        }
        scan->at = at + 1;
        if (*rule < PREP_SPLIT_RULES)
            scan->count[*rule]++;
        return false;
    }
    need_end(block, at);
    scan->at = at + 1;
    /* a CR before LF is none */
    return at < block->end && prep_split_scan_look(scan, at, rule);
}

/* The end of the record, where brackets end too, need not be known. */
static bool in_bracket(struct block *block, enum prep_split_rule *rule)
{
    struct prep_split_scan *scan = &block->scan;
    size_t from = scan->bracket_at < scan->mark.sentence ? scan->mark.sentence : scan->bracket_at;
    if (block->open > from ? !prep_split_in_bracket(scan, block->open, scan->mark.end)
                           : scan->mark.end >= scan->bracket_end)
        return false;
    *rule = PREP_SPLIT_BRACKET;
    return true;
}

static bool end_sentence(struct block *block, enum prep_split_rule rule)
{
    struct prep_split_mark *mark = &block->scan.mark;
    const struct prep_buf *separator = &block->splitter->model->separator;
    mark->sentence = mark->next;
    block->scan.count[rule]++;
    if (separator->len != 1 || mark->next - mark->end != 1 || mark->end >= block->copied)
        return replace(block, mark->end, mark->next);
    size_t at = mark->end + block->shift;
    block->out->data[at] = separator->data[0];
    return true;
}

/* Put the separator in place of text[begin, end). */
static bool replace(struct block *block, size_t begin, size_t end)
{
    const struct prep_buf *separator = &block->splitter->model->separator;
    struct prep_buf *out = block->out;
    size_t copied = block->copied;
    copy(block, begin);
    size_t at = begin + block->shift;
    if (prep_buf_reserve(out, at + separator->len + block->len - end - out->len))
        return false;
    if (separator->len > 0)
        memcpy(out->data + at, separator->data, separator->len);
    block->shift = at + separator->len - end;
    block->copied = end;
    copy(block, copied);
    return true;
}

/* Copy what is in front of text[end], if it was not yet. */
static void copy(struct block *block, size_t end)
{
    if (end <= block->copied)
        return;
    size_t to = block->copied + block->shift;
    memcpy(block->out->data + to, block->text + block->copied, end - block->copied);
    block->copied = end;
}
