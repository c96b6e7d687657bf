/* names-ngrams.c - how English spells names: what letter follows which, in the words of
 * names/english.tsv.
 *
 * A character model of up to six letters, smoothed after Witten and Bell (IEEE Transactions on
 * Information Theory 37, 1991): where letters were never seen together, the model falls back on
 * fewer of them and pays for that. A sequence of letters is a number, five bits a letter from the
 * top; sequences stand in the order of these numbers, each behind its own beginning. */
#include "names.h"

#include <stdlib.h>

#define TABLE "names/english.tsv"
/* Raise the first number whenever the reading of the table or the order of the arrays changes. */
#define LAYOUT ((uint64_t)1 << 32 | sizeof(struct ngram))

#define ORDER    6 /* letters of the longest sequence */
#define BITS     5
#define TOP      25          /* the bits below the first letter of a sequence */
#define ALL      0x3FFFFFFFu /* bits of a sequence */
#define BEGIN    27          /* letters beside a to z: the ends of a word, apostrophe, any other */
#define END      28
#define MARK     29
#define OTHER    30
#define SYMBOLS  40 /* that might come, for all we know */
#define WORD_MAX (PREP_RESPELLING_MAX * 4 + 2)
#define N_STARTS (1u << 3 * BITS) /* the first three letters of sequences */

/* A sequence of letters; costs are hundredths of nats. */
struct ngram {
    uint32_t key;
    uint16_t cost;    /* of its last letter behind those before it */
    uint16_t backoff; /* of a letter that was never seen behind it */
};

struct prep_ngrams {
    struct ngram *items; /* the first is the sequence of no letters */
    size_t n;
    uint32_t *starts; /* by the first three letters: where their sequences begin; then the end */
    struct prep_image *image; /* what all of this is part of, if not NULL */
};

/* All sequences of the table, as they come. */
struct sequences {
    uint32_t *keys;
    size_t n, cap;
};

/* What was counted of a sequence. */
struct count {
    uint32_t times;  /* it was seen */
    uint32_t behind; /* letters that were seen behind it, */
    uint32_t kinds;  /* different ones */
    double p;        /* of its last letter */
};

static unsigned letter_cost(const struct prep_ngrams *ngrams, const uint8_t *letter, size_t before);
static struct prep_ngrams *take(const char *data_dir);
static struct prep_ngrams *read_table(const char *data_dir, struct prep_error *error);
static enum prep_status read_word(void *arg, const struct prep_row *row, struct prep_error *error);
static size_t encode(const char *word, size_t len, uint8_t *letters);
static bool sort(struct sequences *sequences);
static struct prep_ngrams *build(struct sequences *sequences);
static struct count *count_all(struct prep_ngrams *ngrams, const struct sequences *sequences);
static void weigh(struct prep_ngrams *ngrams, struct count *counts);
static const struct ngram *find(const struct prep_ngrams *ngrams, uint32_t key);
static size_t length_of(uint32_t key);
static uint16_t cost_of(double p);

struct prep_ngrams *prep_ngrams_new(const char *data_dir, struct prep_error *error)
{
    struct prep_ngrams *ngrams = take(data_dir);
    return ngrams ? ngrams : read_table(data_dir, error);
}

enum prep_status prep_ngrams_image(const char *data_dir, struct prep_buf *image,
                                   struct prep_error *error)
{
    struct prep_ngrams *ngrams = read_table(data_dir, error);
    if (!ngrams)
        return PREP_E_DATA;
    enum prep_status status =
        prep_image_begin(image, prep_data_dir(data_dir), TABLE, LAYOUT, error);
    if (!status && (prep_image_put(image, ngrams->items, sizeof *ngrams->items, ngrams->n) ||
                    prep_image_put(image, ngrams->starts, sizeof *ngrams->starts, N_STARTS + 1)))
        status = prep_fail_nomem(error);
    prep_ngrams_free(ngrams);
    return status;
}

void prep_ngrams_free(struct prep_ngrams *ngrams)
{
    if (!ngrams)
        return;
    if (!ngrams->image) {
        free(ngrams->items);
        free(ngrams->starts);
    }
    prep_image_close(ngrams->image);
    free(ngrams);
}

unsigned prep_ngrams_cost(const struct prep_ngrams *ngrams, const char *word, size_t len)
{
    uint8_t letters[WORD_MAX];
    unsigned cost = 0;
    size_t n = len > WORD_MAX - 2 ? 0 : encode(word, len, letters);
    for (size_t i = 1; i < n; i++)
        cost += letter_cost(ngrams, letters + i, i < ORDER ? i : ORDER - 1);
    return cost;
}

/* What a letter costs behind so many others: as many of them count as were seen before it. */
static unsigned letter_cost(const struct prep_ngrams *ngrams, const uint8_t *letter, size_t before)
{
    const uint8_t *first = letter - before;
    unsigned cost = 0;
    uint32_t key = 0;
    for (size_t i = 0; i <= before; i++)
        key |= (uint32_t)first[i] << (TOP - BITS * i);
    for (;; key = key << BITS & ALL, before--) {
        const struct ngram *whole = find(ngrams, key);
        if (whole)
            return cost + whole->cost;
        const struct ngram *history =
            find(ngrams, key ^ (uint32_t)*letter << (TOP - BITS * before));
        cost += history ? history->backoff : 0;
        if (before == 0)
            return cost + cost_of(1.0 / SYMBOLS);
    }
}

/* The model from the image that the build made; NULL where there is none. */
static struct prep_ngrams *take(const char *data_dir)
{
    struct prep_image *image = prep_image_open(prep_data_dir(data_dir), TABLE, LAYOUT);
    struct prep_ngrams *ngrams = image ? calloc(1, sizeof *ngrams) : NULL;
    size_t n;
    if (!ngrams) {
        prep_image_close(image);
        return NULL;
    }
    ngrams->image = image;
    if ((ngrams->items = prep_image_take(image, sizeof *ngrams->items, &ngrams->n)) &&
        (ngrams->starts = prep_image_take(image, sizeof *ngrams->starts, &n)) &&
        n == N_STARTS + 1 && ngrams->starts[N_STARTS] == ngrams->n)
        return ngrams;
    prep_ngrams_free(ngrams);
    return NULL;
}

static struct prep_ngrams *read_table(const char *data_dir, struct prep_error *error)
{
    struct sequences sequences = {0};
    struct prep_ngrams *ngrams = NULL;
    if (!prep_table_read(prep_data_dir(data_dir), TABLE, 1, 1, read_word, &sequences, error)) {
        ngrams = build(&sequences);
        if (!ngrams)
            prep_fail_nomem(error);
    }
    free(sequences.keys);
    return ngrams;
}

/* Note the sequences that end at each letter of a word. */
static enum prep_status read_word(void *arg, const struct prep_row *row, struct prep_error *error)
{
    struct sequences *sequences = arg;
    uint8_t letters[WORD_MAX];
    if (row->cell_len[0] > WORD_MAX - 2)
        return prep_row_fail(row, 0, error, "too long for a word");
    for (size_t i = 0; i < row->cell_len[0]; i++)
        if (row->cell[0][i] == ' ' || (row->cell[0][i] >= 'A' && row->cell[0][i] <= 'Z'))
            return prep_row_fail(row, 0, error, "not one word in lower case");
    size_t n = encode(row->cell[0], row->cell_len[0], letters);
    if (sequences->n + n * ORDER > sequences->cap) {
        size_t cap = sequences->cap ? sequences->cap * 2 : 1 << 16;
        uint32_t *keys = realloc(sequences->keys, cap * sizeof *keys);
        if (!keys)
            return prep_fail_nomem(error);
        sequences->keys = keys;
        sequences->cap = cap;
    }
    for (size_t i = 0; i < n; i++) {
        uint32_t key = 0;
        for (size_t before = 0; before < ORDER && before <= i; before++) {
            key = key >> BITS | (uint32_t)letters[i - before] << TOP;
            sequences->keys[sequences->n++] = key;
        }
    }
    return PREP_OK;
}

/* A word in lower case between its ends; returns how many letters that makes. */
static size_t encode(const char *word, size_t len, uint8_t *letters)
{
    size_t n = 0;
    letters[n++] = BEGIN;
    for (size_t at = 0; at < len;) {
        uint32_t c = prep_utf8_next(word, len, &at);
        letters[n++] = c - 'a' < 26                  ? (uint8_t)(c - 'a' + 1)
                       : prep_names_is_apostrophe(c) ? MARK
                                                     : OTHER;
    }
    letters[n++] = END;
    return n;
}

/* Sort the sequences by ten bits after the other, lowest first; false without memory. */
static bool sort(struct sequences *sequences)
{
    uint32_t *from = sequences->keys, *to = malloc((sequences->n + 1) * sizeof *to);
    if (!to)
        return false;
    for (unsigned shift = 0; shift < 30; shift += 10) {
        size_t starts[1024] = {0}, sum = 0;
        for (size_t i = 0; i < sequences->n; i++)
            starts[from[i] >> shift & 1023]++;
        for (size_t k = 0; k < 1024; k++) {
            size_t n = starts[k];
            starts[k] = sum;
            sum += n;
        }
        for (size_t i = 0; i < sequences->n; i++)
            to[starts[from[i] >> shift & 1023]++] = from[i];
        uint32_t *other = from;
        from = to;
        to = other;
    }
    free(to);
    sequences->keys = from;
    return true;
}

/* NULL without memory. */
static struct prep_ngrams *build(struct sequences *sequences)
{
    struct prep_ngrams *ngrams = sort(sequences) ? calloc(1, sizeof *ngrams) : NULL;
    if (!ngrams)
        return NULL;
    struct count *counts = count_all(ngrams, sequences);
    ngrams->starts = malloc((N_STARTS + 1) * sizeof *ngrams->starts);
    if (!counts || !ngrams->starts) {
        free(counts);
        prep_ngrams_free(ngrams);
        return NULL;
    }
    for (uint32_t start = 0, i = 0; start <= N_STARTS; start++) {
        while (i < ngrams->n && ngrams->items[i].key >> (TOP - 2 * BITS) < start)
            i++;
        ngrams->starts[start] = i;
    }
    weigh(ngrams, counts);
    free(counts);
    return ngrams;
}

/* One item for each sequence, and what was counted of it. The beginning of a word is none that
 * comes behind another letter. */
static struct count *count_all(struct prep_ngrams *ngrams, const struct sequences *sequences)
{
    size_t n = 1, path[ORDER + 1] = {0}; /* path: the item of each beginning of a sequence */
    for (size_t i = 0; i < sequences->n; i++)
        n += i == 0 || sequences->keys[i] != sequences->keys[i - 1];
    ngrams->items = calloc(n, sizeof *ngrams->items);
    struct count *counts = calloc(n, sizeof *counts);
    if (!ngrams->items || !counts) {
        free(counts);
        return NULL;
    }
    size_t item = 0;
    for (size_t i = 0; i < sequences->n; i++) {
        uint32_t key = sequences->keys[i];
        size_t length = length_of(key), parent = path[length - 1];
        bool is_new = i == 0 || key != sequences->keys[i - 1];
        item += is_new;
        ngrams->items[item].key = key;
        path[length] = item;
        counts[item].times++;
        if (key != (uint32_t)BEGIN << TOP) {
            counts[parent].behind++;
            counts[parent].kinds += is_new;
        }
    }
    ngrams->n = n;
    return counts;
}

/* The costs, those of short sequences first, on which the longer ones rest. */
static void weigh(struct prep_ngrams *ngrams, struct count *counts)
{
    struct ngram *items = ngrams->items;
    for (size_t length = 1; length <= ORDER; length++) {
        size_t parent = 0;
        for (size_t i = 1; i < ngrams->n; i++) {
            size_t own = length_of(items[i].key);
            if (own == length - 1)
                parent = i;
            if (own != length || items[i].key == (uint32_t)BEGIN << TOP)
                continue;
            /* The same without the letter furthest back has been seen, too. */
            const struct ngram *shorter =
                length > 1 ? find(ngrams, items[i].key << BITS & ALL) : NULL;
            double rest = shorter ? counts[shorter - items].p : 1.0 / SYMBOLS;
            const struct count *before = &counts[parent];
            counts[i].p =
                (counts[i].times + before->kinds * rest) / (before->behind + before->kinds);
            items[i].cost = cost_of(counts[i].p);
        }
    }
    for (size_t i = 0; i < ngrams->n; i++)
        if (counts[i].kinds > 0)
            items[i].backoff =
                cost_of((double)counts[i].kinds / (counts[i].behind + counts[i].kinds));
}

static const struct ngram *find(const struct prep_ngrams *ngrams, uint32_t key)
{
    uint32_t start = key >> (TOP - 2 * BITS);
    size_t low = ngrams->starts[start], high = ngrams->starts[start + 1];
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (ngrams->items[middle].key < key)
            low = middle + 1;
        else
            high = middle;
    }
    return low < ngrams->n && ngrams->items[low].key == key ? &ngrams->items[low] : NULL;
}

/* How many letters a sequence has. */
static size_t length_of(uint32_t key)
{
    size_t n = 0;
    for (; key & ALL; key <<= BITS)
        n++;
    return n;
}

/* -100 ln p in whole numbers, the same on all machines. */
static uint16_t cost_of(double p)
{
    /* e to the power of 0.01, 0.02, 0.04 ... 10.24 */
    static const double powers[] = {1.010050167084168,  1.0202013400267558, 1.0408107741923882,
                                    1.0832870676749586, 1.1735108709918103, 1.3771277643359572,
                                    1.8964808793049515, 3.5966397255692817, 12.935817315543076,
                                    167.3353696211041,  28001.12592623153};
    unsigned cost = 0;
    for (size_t i = sizeof powers / sizeof *powers; i-- > 0;)
        if (p * powers[i] <= 1) {
            p *= powers[i];
            cost += 1u << i;
        }
    return (uint16_t)cost;
}
