/* split-plain.c - the tables that split-plain.h looks into, made from what split-fast.c says. */
#include "split-plain.h"

#include <stdlib.h>

static void set_pair(struct prep_split_plain *plain, const struct prep_split_model *model,
                     const char two[2]);
static void set_known(struct prep_split_plain *plain, const struct prep_split_model *model);
static void set_openers(struct prep_split_plain *plain, const struct prep_split_model *model);

struct prep_split_plain *prep_split_plain_new(const struct prep_split_model *model)
{
    struct prep_split_plain *plain = calloc(1, sizeof *plain);
    if (!plain)
        return NULL;
    plain->mark['.'] = PREP_SPLIT_PLAIN_STOP;
    plain->mark['!'] = plain->mark['?'] = PREP_SPLIT_PLAIN_OTHER;
    memset(plain->before, 1, sizeof plain->before);
    plain->before[' '] = plain->before['\n'] = 0;
    for (unsigned i = 0; i < 256 * 256; i++) {
        const char two[2] = {(char)(i >> 8), (char)(i & 0xFF)};
        int first = prep_split_kind(model, two);
        if (first == PREP_SPLIT_OTHER)
            i |= 0xFF; /* nor with any other byte behind it */
        else if (first == PREP_SPLIT_DIGIT || two[1] == ' ' ||
                 prep_split_kind(model, two + 1) != PREP_SPLIT_OTHER)
            set_pair(plain, model, two);
    }
    set_known(plain, model);
    set_openers(plain, model);
    return plain;
}

/* Two bytes, of which the first is part of a word, as its begin or its end. */
static void set_pair(struct prep_split_plain *plain, const struct prep_split_model *model,
                     const char two[2])
{
    uint8_t *next = &plain->next[prep_split_pair(two)], *end = &plain->end[prep_split_pair(two)];
    switch (prep_split_what_follows(model, two)) {
    case PREP_SPLIT_FOLLOW_CAPITAL:
        *next = PREP_SPLIT_PLAIN_STOP | PREP_SPLIT_PLAIN_OTHER;
        break;
    case PREP_SPLIT_FOLLOW_SMALL:
        *next = PREP_SPLIT_PLAIN_OTHER;
        break;
    case PREP_SPLIT_FOLLOW_DIGIT:
        *next = PREP_SPLIT_PLAIN_STOP | PREP_SPLIT_PLAIN_OTHER | PREP_SPLIT_PLAIN_DIGIT;
        break;
    default:
        break;
    }
    if (prep_split_bit(model->maybe_end, prep_split_start_hash(two)))
        *end |= PREP_SPLIT_PLAIN_STOP;
    if (prep_split_bit(model->counted_end, prep_split_start_hash(two)))
        *end |= PREP_SPLIT_PLAIN_DIGIT;
}

/* All words with a mark. */
static void set_known(struct prep_split_plain *plain, const struct prep_split_model *model)
{
    static const unsigned char three[4] = {0, 0xFF, 0xFF, 0xFF};
    for (unsigned len = 0; len < 17; len++) {
        plain->add[len] = len * 2246822519u;
        plain->mask[len] = UINT32_MAX;
    }
    memcpy(&plain->mask[3], three, 4);
    for (size_t i = 0; i < prep_map_count(model->facts); i++) {
        size_t len;
        const char *key = prep_map_key(model->facts, i, &len, NULL);
        if (len < 4 || len > 16 || !strchr(".!?", key[len - 1]))
            continue;
        char word[16] = {0};
        memcpy(word + (17 - len), key, len - 1);
        uint32_t hash = prep_split_plain_hash(plain, word + 16, (unsigned)len - 1);
        prep_split_set_bit(plain->known, hash);
    }
}

/* What begins like an emoticon with a letter or digit behind it may not be skipped. */
static void set_openers(struct prep_split_plain *plain, const struct prep_split_model *model)
{
    static const char dash[] = "\xE2\x80\x93 ";
    if (!prep_split_bit(model->no_start, prep_split_start_hash(dash)))
        memcpy(&plain->dash, dash, 4);
    plain->bracket = '(';
    for (unsigned c = 0; c < 256; c++) {
        const char two[2] = {'(', (char)c};
        if (prep_split_kind(model, two + 1) != PREP_SPLIT_OTHER &&
            prep_split_bit(model->no_start, prep_split_start_hash(two)))
            plain->bracket = '\0';
    }
}
