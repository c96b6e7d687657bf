/* normalize-rewrite.c - what passes that replace spans of a text have in common. */
#include "normalize.h"

enum prep_status prep_rewrite(struct prep_rewrite *rewrite, enum prep_normalizer_rule rule,
                              size_t begin, size_t end, const char *by)
{
    struct prep_buf *out = rewrite->out;
    size_t len = strlen(by);
    if (len == end - begin && memcmp(rewrite->text + begin, by, len) == 0)
        return PREP_OK;
    enum prep_status status =
        prep_buf_append(out, rewrite->text + rewrite->done, begin - rewrite->done);
    size_t from = out->len - rewrite->out_start;
    if (!status)
        status = prep_buf_append(out, by, len);
    rewrite->done = end;
    return status ? status
                  : prep_changed(&rewrite->normalizer->base, rewrite->edits, rule, begin, end, from,
                                 from + len);
}

enum prep_status prep_rewrite_end(struct prep_rewrite *rewrite)
{
    return prep_buf_append(rewrite->out, rewrite->text + rewrite->done,
                           rewrite->len - rewrite->done);
}
