/* names-candidates.c - the best English spellings of one word, and how sure they are.
 *
 * Each letter group speaks for its own spellings (names-respell.c); of the best ways to put them
 * together, the letters that they give decide, too (names-ngrams.c). */
#include "names.h"

#include <stdlib.h>

#define FAR     300 /* hundredths: a spelling that far behind the best is none */
#define COMPARE 8   /* ways at least that are compared by the letters they give */
#define LETTERS 20  /* percent: what the letters count beside the groups */

/* A way through the letter groups: how much worse than the best it is, and what it chose. */
struct way {
    int cost;
    uint8_t choice[PREP_RESPELLING_MAX];
};

static void by_score(struct prep_spelling *spelling);
static size_t extend(struct way *ways, size_t n_ways, const struct prep_spelling *spelling,
                     size_t at);
static enum prep_status add_letters(struct way *ways, size_t n_ways,
                                    const struct prep_ngrams *ngrams,
                                    const struct prep_spelling *spellings, size_t n);
static void sort(struct way *ways, size_t n);
static enum prep_status append_way(const struct way *way, const struct prep_spelling *spellings,
                                   size_t n, bool all, bool title, struct prep_buf *out);
static unsigned power(int cost);

enum prep_status prep_respelling_append(const struct prep_respelling *respelling,
                                        const struct prep_ngrams *ngrams, const char *word,
                                        size_t len, const char *language, struct prep_buf *out)
{
    struct prep_name_candidate best;
    size_t n;
    if (len > PREP_RESPELLING_MAX / 2)
        return prep_buf_append(out, word, len);
    return prep_respelling_best(respelling, ngrams, word, len, language, out, &best, 1, &n);
}

enum prep_status prep_respelling_best(const struct prep_respelling *respelling,
                                      const struct prep_ngrams *ngrams, const char *word,
                                      size_t len, const char *language, struct prep_buf *out,
                                      struct prep_name_candidate *candidates, size_t max,
                                      size_t *count)
{
    struct prep_spelling spellings[PREP_RESPELLING_MAX];
    struct way ways[PREP_CANDIDATES_MAX * PREP_SPELLINGS_MAX];
    char lower[PREP_RESPELLING_MAX];
    size_t n = 0, letters = 0, capitals = 0, n_ways = 1, kept = max > COMPARE ? max : COMPARE;
    *count = 0;
    if (len > PREP_RESPELLING_MAX / 2)
        return PREP_OK;
    for (size_t at = 0; at < len; letters++) {
        uint32_t c = prep_utf8_next(word, len, &at);
        capitals += (prep_char(c) & PREP_CHAR_UPPER) != 0;
        n += prep_utf8_put(prep_char_lower(c), lower + n);
    }
    n = prep_respelling_cut(respelling, lower, n, language, spellings);
    ways[0].cost = 0;
    for (size_t i = 0; i < n; i++) {
        by_score(&spellings[i]);
        n_ways = extend(ways, n_ways, &spellings[i], i);
        if (n_ways > kept)
            n_ways = kept;
    }
    enum prep_status status = add_letters(ways, n_ways, ngrams, spellings, n);
    unsigned sum = 0;
    for (size_t i = 0; i < n_ways; i++)
        sum += power(ways[i].cost - ways[0].cost);
    if (n_ways > max)
        n_ways = max;
    for (size_t i = 0; !status && i < n_ways; i++) {
        size_t begin = out->len;
        status = append_way(&ways[i], spellings, n, letters > 1 && capitals == letters,
                            capitals > 0, out);
        unsigned confidence = (100 * power(ways[i].cost - ways[0].cost) + sum / 2) / sum;
        candidates[i] = (struct prep_name_candidate){begin, out->len, confidence};
    }
    *count = status ? 0 : n_ways;
    return status;
}

/* Let the letters that each way gives count, too, and sort the ways anew. */
static enum prep_status add_letters(struct way *ways, size_t n_ways,
                                    const struct prep_ngrams *ngrams,
                                    const struct prep_spelling *spellings, size_t n)
{
    struct prep_buf text = PREP_BUF_INIT;
    enum prep_status status = PREP_OK;
    for (size_t i = 0; n_ways > 1 && !status && i < n_ways; i++) {
        prep_buf_reset(&text);
        status = append_way(&ways[i], spellings, n, false, false, &text);
        if (!status)
            ways[i].cost += (int)(prep_ngrams_cost(ngrams, text.data, text.len) * LETTERS / 100);
    }
    prep_buf_free(&text);
    sort(ways, n_ways);
    return status;
}

/* The options of a group, best first; scores become distances from the best. */
static void by_score(struct prep_spelling *spelling)
{
    for (size_t i = 1; i < spelling->n; i++)
        for (size_t k = i; k > 0 && spelling->score[k] > spelling->score[k - 1]; k--) {
            int score = spelling->score[k];
            const char *text = spelling->text[k];
            size_t len = spelling->len[k];
            spelling->score[k] = spelling->score[k - 1];
            spelling->text[k] = spelling->text[k - 1];
            spelling->len[k] = spelling->len[k - 1];
            spelling->score[k - 1] = score;
            spelling->text[k - 1] = text;
            spelling->len[k - 1] = len;
        }
    for (size_t i = spelling->n; i-- > 0;)
        spelling->score[i] = spelling->score[0] - spelling->score[i];
}

/* Continue each way by each option of a group; they stay in order, cheapest first. */
static size_t extend(struct way *ways, size_t n_ways, const struct prep_spelling *spelling,
                     size_t at)
{
    size_t n = n_ways;
    for (size_t i = 0; i < n_ways; i++)
        ways[i].choice[at] = 0;
    for (size_t i = 0; i < n_ways; i++)
        for (size_t k = 1; k < spelling->n && ways[i].cost + spelling->score[k] <= FAR; k++) {
            ways[n] = ways[i];
            ways[n].choice[at] = (uint8_t)k;
            ways[n++].cost += spelling->score[k];
        }
    if (n > n_ways)
        sort(ways, n);
    return n < PREP_CANDIDATES_MAX ? n : PREP_CANDIDATES_MAX;
}

/* Cheapest first, equal ones as they were. */
static void sort(struct way *ways, size_t n)
{
    for (size_t i = 1; i < n; i++)
        for (size_t k = i; k > 0 && ways[k].cost < ways[k - 1].cost; k--) {
            struct way way = ways[k];
            ways[k] = ways[k - 1];
            ways[k - 1] = way;
        }
}

static enum prep_status append_way(const struct way *way, const struct prep_spelling *spellings,
                                   size_t n, bool all, bool title, struct prep_buf *out)
{
    enum prep_status status = PREP_OK;
    bool first = true;
    for (size_t i = 0; !status && i < n; i++) {
        const char *text = spellings[i].text[way->choice[i]];
        size_t len = spellings[i].len[way->choice[i]];
        for (size_t at = 0; !status && at < len; first = false) {
            uint32_t c = prep_utf8_next(text, len, &at);
            bool upper = all || (title && first);
            status = prep_buf_append_code_point(out, upper ? prep_char_upper(c) : c);
        }
    }
    return status;
}

/* e to the minus cost/100, in thousandths; in whole numbers, so that all machines agree. */
static unsigned power(int cost)
{
    unsigned value = 100000;
    for (; cost > 0 && value > 0; cost -= 10)
        value = value * 905 / 1000;
    return value / 100;
}
