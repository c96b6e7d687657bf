/* split-block.c - many records at once, where nobody asks what was changed. The text is copied in
 * large pieces, and what stands between two sentences replaced in the copy. */
#include "split-plain.h"

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
    size_t n_plain; /* bytes from PREP_SPLIT_PLAIN_BACK on where prep_split_plain() may be asked */
    struct prep_buf *out;
    size_t copied; /* text up to here is in out */
    size_t shift;  /* from an offset of text to one of out; wraps */
};

static bool begin_block(struct block *block, struct prep_splitter *splitter, const char *text,
                        size_t len, struct prep_buf *out);
static bool run_window(struct block *block, size_t base, size_t span);
static size_t list_stops(const struct prep_split_window *window, size_t span, uint16_t *list);
static bool plain_end(struct block *block, size_t at, enum prep_split_rule *rule);
static size_t behind_last(uint64_t bits, size_t base, size_t other);
static void begin_record(struct block *block, size_t at);
static void need_end(struct block *block, size_t from);
static bool look(struct block *block, size_t at, enum prep_split_rule *rule);
static inline bool go_on(struct block *block, enum prep_split_rule *rule);
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
    block->n_plain = block->fast && len > PREP_SPLIT_PLAIN_BACK + PREP_SPLIT_FAST_AHEAD
                         ? len - PREP_SPLIT_PLAIN_BACK - PREP_SPLIT_FAST_AHEAD
                         : 0;
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
    const struct prep_split_plain *plains = scan->mark.model->plain;
    uint16_t list[PREP_SPLIT_BLOCKS * 64 + 2];
    size_t n_stops = list_stops(window, span, list);
    enum prep_split_rule rule;
    for (size_t k = 0; k < n_stops; k++) {
        size_t at = base + list[k], i = list[k] / 64, first = base + i * 64;
        uint64_t before = ((uint64_t)1 << (list[k] & 63)) - 1;
        if (at < scan->at)
            continue;
        block->open = behind_last(window->open[i] & before, first, window->open_before[i]);
        bool plain = at - PREP_SPLIT_PLAIN_BACK < block->n_plain &&
                     prep_split_plain(plains, scan->mark.model, block->text + at);
        /* Where a plain end is in no bracket, nobody asks for its record. */
        if (!plain || block->open > scan->mark.sentence || at < scan->bracket_end) {
            size_t lf = behind_last(window->lf[i] & before, first, window->lf_before[i]);
            if (block->record != lf)
                begin_record(block, lf);
        }
        bool ends = plain ? plain_end(block, at, &rule) : at >= scan->at && look(block, at, &rule);
        if (ends && !end_sentence(block, rule))
            return false;
    }
    return true;
}

/* List the stops of a window; the result is how many. Two of a block are written whether it has
 * them or not, for few blocks have more. */
static size_t list_stops(const struct prep_split_window *window, size_t span, uint16_t *list)
{
    const uint64_t last = (uint64_t)1 << 63; /* without a bit there would be no number of zeros */
    size_t n = 0;
    for (size_t i = 0; i * 64 < span; i++) {
        uint64_t stop = window->stop[i];
        for (int k = 0; k < 2; k++, stop &= stop - 1) {
            list[n] = (uint16_t)(i * 64 + (unsigned)__builtin_ctzll(stop | last));
            n += stop != 0;
        }
        for (; stop; stop &= stop - 1)
            list[n++] = (uint16_t)(i * 64 + (unsigned)__builtin_ctzll(stop));
    }
    return n;
}

/* A plain end; does no bracket hold it? */
static bool plain_end(struct block *block, size_t at, enum prep_split_rule *rule)
{
    struct prep_split_scan *scan = &block->scan;
    char c = block->text[at];
    *rule = c == '.'   ? PREP_SPLIT_FULL_STOP
            : c == '!' ? PREP_SPLIT_EXCLAMATION
                       : PREP_SPLIT_QUESTION;
    scan->mark.end = at + 1;
    scan->mark.next = at + 2;
    return go_on(block, rule);
}

/* What is behind the last of the bits, of which the highest is 0; without any the other. */
static size_t behind_last(uint64_t bits, size_t base, size_t other)
{
    unsigned behind = 63 - (unsigned)__builtin_clzll(bits << 1 | 1);
    return behind ? base + behind : other;
}

/* White space at the begin belongs to no sentence. The record may have begun in front of plain ends
 * that were found already. */
static void begin_record(struct block *block, size_t at)
{
    struct prep_split_scan *scan = &block->scan;
    block->record = at;
    block->end = 0;
    scan->mark.len = block->len;
    if (scan->mark.sentence > at)
        return;
    scan->at = scan->mark.sentence = at;
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
    if (block->fast && block->len - at > PREP_SPLIT_FAST_AHEAD && prep_split_fast(scan, at, rule))
        return go_on(block, rule);
    need_end(block, at);
    scan->at = at + 1;
    /* a CR before LF is none */
    return at < block->end && prep_split_scan_look(scan, at, rule);
}

/* The rule was found without regard to brackets. They count for less than what speaks against an
 * end, but for small letters. */
static inline bool go_on(struct block *block, enum prep_split_rule *rule)
{
    struct prep_split_scan *scan = &block->scan;
    bool ends = *rule < PREP_SPLIT_FIRST_VETO;
    if ((ends || *rule == PREP_SPLIT_LOWER_CASE) && !in_bracket(block, rule) && ends) {
        scan->at = scan->mark.next;
        return true;
    }
    scan->at = scan->mark.end;
    if (*rule < PREP_SPLIT_RULES)
        scan->count[*rule]++;
    return false;
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
