/* spell-scan.c - through a text from one unknown word to the next. */
#include "spell-words.h"

void prep_scan_begin(struct prep_scan *scan, struct prep_transform *speller, const char *text,
                     size_t len, bool every, struct prep_error *error)
{
    scan->speller = (struct prep_speller *)speller;
    scan->every = every;
    scan->error = error;
    scan->n_words = 0;
    scan->before = 0;
    scan->i = 0;
    prep_words_begin(&scan->words, text, len);
}

enum prep_status prep_scan_next(struct prep_scan *scan, struct prep_seen *seen)
{
    struct prep_words *words = &scan->words;
    for (;;) {
        if (!scan->every)
            scan->i = prep_verdicts_skip(scan->speller->tables->verdicts, scan->speller->front,
                                         words->list, scan->i, words->n);
        if (scan->i == words->n) {
            scan->n_words += words->n;
            scan->before = words->n > 0 ? words->list[words->n - 1].end : scan->before;
            scan->i = 0;
            if (prep_words_more(words))
                continue;
            *seen = (struct prep_seen){0};
            return PREP_OK;
        }
        const struct prep_found *found = &words->list[scan->i];
        seen->before = scan->i > 0 ? found[-1].end : scan->before;
        seen->begin = found->begin;
        seen->end = found->end;
        seen->hash = found->hash;
        seen->ordinal = scan->n_words + ++scan->i;
        enum prep_status status =
            prep_speller_judge(scan->speller, words->text, words->len, found->begin, found->end,
                               found->hash, &seen->class, scan->error);
        if (status || scan->every || seen->class != PREP_SPELL_KNOWN)
            return status;
    }
}
