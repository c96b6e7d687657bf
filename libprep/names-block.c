/* names-block.c - many records at once, where nobody asks what was changed: those without a name
 * are passed over, the others left to prep_names_run_line(). */
#include "names-find.h"
#include "names-run.h"

struct block {
    struct prep_transliterator *transliterator;
    const char *text;
    size_t len;
    size_t done;    /* begin of the first record that is not run */
    size_t written; /* up to here it is in out */
    size_t company; /* where a word is that counts beside another only: 1 + its offset, or 0 */
    struct prep_buf *out;
    struct prep_find_masks masks;
};

static enum prep_status look(struct block *block, const char *view, size_t begin, size_t n);
static bool needs_scan(struct block *block, const char *word, size_t len, size_t at);
static enum prep_status run_record(struct block *block, size_t at);

enum prep_status prep_names_run_block(struct prep_transform *transform, const char *text,
                                      size_t len, struct prep_buf *out)
{
    struct block block; /* not initialised as a whole: the masks are large */
    char tail[6 * 64];
    prep_find_fn *find = prep_find_best();
    size_t at = 0, before = out->len;
    if (len == 0)
        return PREP_OK; /* text may be NULL */
    if (prep_buf_reserve(out, len))
        return PREP_E_NOMEM;
    block.transliterator = (struct prep_transliterator *)transform;
    block.text = text;
    block.len = len;
    block.done = block.written = block.company = 0;
    block.out = out;
    while (len - at >= PREP_FIND_SLACK + 64) {
        size_t n = (len - at - PREP_FIND_SLACK) / 64;
        n = n < PREP_FIND_BLOCKS ? n : PREP_FIND_BLOCKS;
        find(text + at, n, at > 0 ? text[at - 1] : ' ', &block.masks);
        if (look(&block, text + at, at, n))
            return PREP_E_NOMEM;
        at += n * 64;
        if (at < block.done) /* a long record was run whole */
            at = block.done;
    }
    memset(tail, ' ', sizeof tail);
    memcpy(tail, text + at, len - at);
    find(tail, 4, at > 0 ? text[at - 1] : ' ', &block.masks);
    if (look(&block, tail, at, 4))
        return PREP_E_NOMEM;
    if (block.written == 0 && out->len == before)
        return PREP_SAME;
    return prep_buf_append(out, text + block.written, len - block.written);
}

/* Look at n blocks of 64 bytes, which begin at `begin` and can be read at `view`. */
static enum prep_status look(struct block *block, const char *view, size_t begin, size_t n)
{
    const struct prep_names_filter *filter = prep_names_filter(block->transliterator->model);
    const struct prep_find_masks *masks = &block->masks;
    for (size_t i = 0; i < n; i++) {
        uint64_t left = masks->start[i] | masks->other[i];
        for (; left; left &= left - 1) {
            unsigned bit = (unsigned)__builtin_ctzll(left);
            size_t offset = i * 64 + bit;
            if (!(masks->other[i] >> bit & 1)) {
                uint64_t outside = masks->outside[i] >> bit | masks->outside[i + 1] << 1
                                                                                    << (63 - bit);
                size_t len = outside ? (size_t)__builtin_ctzll(outside) : 64;
                if (!prep_names_filter_passes(filter, view + offset, len) ||
                    !needs_scan(block, view + offset, len, begin + offset))
                    continue;
            }
            if (begin + offset >= block->done && run_record(block, begin + offset))
                return PREP_E_NOMEM;
        }
    }
    return PREP_OK;
}

/* May the record with this word have something to rewrite? */
static bool needs_scan(struct block *block, const char *word, size_t len, size_t at)
{
    if (at < block->done)
        return false;
    if (len == 64) /* or longer */
        return true;
    switch (prep_names_need(block->transliterator->model, word, len)) {
    case PREP_NEED_NOTHING:
        return false;
    case PREP_NEED_SCAN:
        return true;
    default:
        break;
    }
    size_t before = block->company;
    block->company = at + 1;
    return before && !memchr(block->text + before, '\n', at - before);
}

/* Run the record that text[at] is in. */
static enum prep_status run_record(struct block *block, size_t at)
{
    const char *text = block->text, *lf = memchr(text + at, '\n', block->len - at);
    size_t begin = at, next = lf ? (size_t)(lf - text) + 1 : block->len, end = next - (lf ? 1 : 0);
    while (begin > block->done && text[begin - 1] != '\n')
        begin--;
    if (end > begin && text[end - 1] == '\r')
        end--;
    if (prep_buf_append(block->out, text + block->written, begin - block->written) ||
        prep_names_run_line(&block->transliterator->base, text + begin, end - begin, 0, block->out,
                            NULL, NULL))
        return PREP_E_NOMEM;
    block->written = end;
    block->done = next;
    block->company = 0;
    return PREP_OK;
}
