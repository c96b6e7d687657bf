/* unwrap.c - the lines of a paragraph joined, and hyphenation at their ends undone. */
#include "unwrap.h"

#include <stdlib.h>

enum prep_unwrap_rule {
    PREP_UNWRAP_JOIN,
    PREP_UNWRAP_HYPHEN,
    PREP_UNWRAP_COMPOUND,
    PREP_UNWRAP_SUSPENDED,
    PREP_UNWRAP_SOFT_HYPHEN,
    PREP_UNWRAP_ITEM,
    PREP_UNWRAP_RULES,
};

struct unwrapper {
    struct prep_transform base;
    struct prep_unwrap_model *model; /* shared */
};

/* An end of a line within a paragraph; offsets are bytes of text. */
struct seam {
    const struct prep_unwrap_model *model;
    const char *text;
    size_t len;
    size_t begin, end;  /* the white space around the LF */
    size_t left;        /* begin of the word in front of the hyphen */
    size_t hyphen;      /* begin of the hyphen, begin if there is none */
    size_t right;       /* end of the word behind the white space */
    unsigned left_char; /* sets of enum prep_char: first character of each word */
    unsigned right_char;
    bool items; /* a line with a bullet is an item */
};

static enum prep_status run_paragraph(struct prep_transform *transform, const char *text,
                                      size_t len, unsigned flags, struct prep_buf *out,
                                      struct prep_edits *edits, struct prep_error *error);
static bool is_space(char c);
static void read_seam(struct seam *seam, size_t lf);
static bool is_letter(unsigned properties);
static enum prep_unwrap_rule decide(const struct seam *seam);
static bool stays(const struct seam *seam);
static bool is_capitals(const char *text, size_t begin, size_t end);
static bool known(const struct seam *seam);
static enum prep_status write_seam(struct prep_transform *transform, const struct seam *seam,
                                   enum prep_unwrap_rule rule, struct prep_buf *out,
                                   size_t out_begin, struct prep_edits *edits, size_t *written);
static struct prep_transform *clone(const struct prep_transform *transform,
                                    struct prep_error *error);
static void free_unwrapper(struct prep_transform *transform);

static const struct prep_rule rules[PREP_UNWRAP_RULES] = {
    [PREP_UNWRAP_JOIN] = {"join", "a line end within a paragraph becomes a space", true},
    [PREP_UNWRAP_HYPHEN] = {"hyphen", "a word that was divided is whole again", true},
    [PREP_UNWRAP_COMPOUND] = {"compound", "a hyphen that belongs to the word stays", true},
    [PREP_UNWRAP_SUSPENDED] = {"suspended", "a hyphen for a part left out stays, with a space",
                               true},
    [PREP_UNWRAP_SOFT_HYPHEN] = {"soft-hyphen", "a soft hyphen at a line end is removed", true},
    [PREP_UNWRAP_ITEM] = {"item", "an item with a bullet stays on a line of its own", true},
};

static const struct prep_transform_class unwrapper_class = {
    .rules = rules,
    .n_rules = PREP_UNWRAP_RULES,
    .run_line = run_paragraph,
    .clone = clone,
    .free = free_unwrapper,
    .paragraphs = true,
};

void prep_unwrapper_options_init(struct prep_unwrapper_options *options)
{
    memset(options, 0, sizeof *options);
    options->size = sizeof *options;
}

const struct prep_rule *prep_unwrapper_rules(size_t *count)
{
    *count = PREP_UNWRAP_RULES;
    return rules;
}

struct prep_transform *prep_unwrapper_new(const struct prep_unwrapper_options *options,
                                          struct prep_error *error)
{
    struct prep_unwrapper_options copy;
    PREP_OPTIONS_COPY(copy, options);
    struct unwrapper *unwrapper = calloc(1, sizeof *unwrapper);
    if (!unwrapper) {
        prep_fail_nomem(error);
        return NULL;
    }
    unwrapper->base.class = &unwrapper_class;
    if (prep_rules_parse(rules, PREP_UNWRAP_RULES, copy.rules, &unwrapper->base.enabled, error) ||
        !(unwrapper->model = prep_unwrap_model_new(&copy, &unwrapper->base, error))) {
        prep_transform_free(&unwrapper->base);
        return NULL;
    }
    return &unwrapper->base;
}

static enum prep_status run_paragraph(struct prep_transform *transform, const char *text,
                                      size_t len, unsigned flags, struct prep_buf *out,
                                      struct prep_edits *edits, struct prep_error *error)
{
    struct seam seam = {.model = ((struct unwrapper *)transform)->model,
                        .text = text,
                        .len = len,
                        .items = prep_rule_on(transform, PREP_UNWRAP_ITEM)};
    enum prep_status status = prep_buf_reserve(out, len);
    size_t out_begin = out->len, written = 0, at = 0;
    const char *lf;
    (void)flags;
    (void)error; /* only memory can run out, and prep_transform_run() words that */
    while (!status && (lf = memchr(text + at, '\n', len - at))) {
        read_seam(&seam, (size_t)(lf - text));
        at = seam.end;
        enum prep_unwrap_rule rule = decide(&seam);
        if (!prep_rule_on(transform, rule))
            continue;
        if (rule == PREP_UNWRAP_ITEM)
            transform->count[rule]++;
        else
            status = write_seam(transform, &seam, rule, out, out_begin, edits, &written);
    }
    if (!status)
        status = prep_buf_append(out, text + written, len - written);
    return status;
}

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/* What stands on both sides of the LF. Paragraphs have no empty lines. */
static void read_seam(struct seam *seam, size_t lf)
{
    const char *text = seam->text;
    size_t at;
    for (seam->begin = lf; seam->begin > 0 && is_space(text[seam->begin - 1]);)
        seam->begin--;
    for (seam->end = lf + 1; seam->end < seam->len && is_space(text[seam->end]);)
        seam->end++;
    seam->hyphen = seam->begin;
    seam->left_char = seam->right_char = 0;
    if (seam->begin > 0) {
        at = seam->begin;
        uint32_t c = prep_utf8_prev(text, &at);
        if (c == '-' || c == 0x2010 || c == 0xAD)
            seam->hyphen = at;
    }
    /* Back to what is no letter; a hyphen within is the end: "Nord-Süd-". */
    for (at = seam->left = seam->hyphen; at > 0 && seam->hyphen - at < PREP_UNWRAP_WORD_MAX;) {
        unsigned properties = prep_char(prep_utf8_prev(text, &at));
        if (!is_letter(properties))
            break;
        seam->left = at;
        seam->left_char = properties;
    }
    for (at = seam->right = seam->end; at < seam->len && at - seam->end < PREP_UNWRAP_WORD_MAX;) {
        unsigned properties = prep_char(prep_utf8_next(text, seam->len, &at));
        if (!is_letter(properties))
            break;
        if (seam->right == seam->end)
            seam->right_char = properties;
        seam->right = at;
    }
}

static bool is_letter(unsigned properties)
{
    return (properties & (PREP_CHAR_LETTER | PREP_CHAR_MARK | PREP_CHAR_DIGIT)) != 0;
}

static enum prep_unwrap_rule decide(const struct seam *seam)
{
    const char *text = seam->text;
    size_t at = seam->end;
    if (seam->items && seam->end < seam->len) {
        prep_utf8_next(text, seam->len, &at);
        if (at < seam->len && text[at] == ' ' &&
            prep_unwrap_fact(seam->model, text + seam->end, at - seam->end) & PREP_UNWRAP_BULLET)
            return PREP_UNWRAP_ITEM;
    }
    if (seam->hyphen < seam->begin && text[seam->hyphen] == '\xC2')
        return PREP_UNWRAP_SOFT_HYPHEN;
    /* No word on one of the sides: a dash, a bullet, a number with a sign. */
    if (seam->hyphen == seam->begin || seam->left == seam->hyphen || seam->right == seam->end)
        return PREP_UNWRAP_JOIN;
    if (prep_unwrap_fact(seam->model, text + seam->end, seam->right - seam->end) &
        PREP_UNWRAP_JOINT)
        return PREP_UNWRAP_SUSPENDED;
    return stays(seam) ? PREP_UNWRAP_COMPOUND : PREP_UNWRAP_HYPHEN;
}

/* Is the hyphen part of the word? */
static bool stays(const struct seam *seam)
{
    const char *text = seam->text;
    if (known(seam))
        return false; /* "Zusammen-/arbeit" */
    if ((seam->left_char | seam->right_char) & PREP_CHAR_DIGIT)
        return true; /* "60-/jährig" */
    bool capitals = is_capitals(text, seam->left, seam->hyphen);
    if (seam->right_char & PREP_CHAR_UPPER)
        return !capitals || !is_capitals(text, seam->end, seam->right) ||
               seam->hyphen - seam->left < 4; /* "US-/Präsident", but not "ÜBER-/SCHRIFT" */
    if (capitals)
        return true; /* "EU-/weit", "x-/fach" */
    uint32_t fact = prep_unwrap_fact(seam->model, text + seam->left, seam->hyphen - seam->left);
    if (fact & PREP_UNWRAP_STAYS)
        return true;
    if (!(prep_unwrap_fact(seam->model, text + seam->end, seam->right - seam->end) &
          PREP_UNWRAP_WORD))
        return false;
    for (size_t at = seam->left; at < seam->hyphen; prep_utf8_next(text, seam->hyphen, &at))
        if (at > seam->left &&
            prep_unwrap_fact(seam->model, text + at, seam->hyphen - at) & PREP_UNWRAP_STAYS_END)
            return true; /* "politisch-/ökonomisch" */
    return false;
}

/* Capitals alone, or a single letter. */
static bool is_capitals(const char *text, size_t begin, size_t end)
{
    size_t letters = 0, small = 0;
    while (begin < end) {
        small += (prep_char(prep_utf8_next(text, end, &begin)) & PREP_CHAR_LOWER) != 0;
        letters++;
    }
    return small == 0 || letters == 1;
}

/* Is what both parts make a word that occurs, as it is, with a small or with a capital letter? */
static bool known(const struct seam *seam)
{
    char word[2 * PREP_UNWRAP_WORD_MAX];
    size_t left = seam->hyphen - seam->left, len = left + seam->right - seam->end, rest = 0;
    if (len > PREP_UNWRAP_WORD_MAX)
        return false;
    char *whole = word + 4; /* another case may be longer */
    memcpy(whole, seam->text + seam->left, left);
    memcpy(whole + left, seam->text + seam->end, len - left);
    uint32_t first = prep_utf8_next(whole, len, &rest);
    const uint32_t cases[] = {first, prep_char_lower(first), prep_char_upper(first)};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char bytes[4];
        size_t size = prep_utf8_put(cases[i], bytes);
        memcpy(whole + rest - size, bytes, size);
        if (prep_unwrap_fact(seam->model, whole + rest - size, len - rest + size) &
            PREP_UNWRAP_WORD)
            return true;
    }
    return false;
}

/* Write the text up to the seam, and what stands for it. */
static enum prep_status write_seam(struct prep_transform *transform, const struct seam *seam,
                                   enum prep_unwrap_rule rule, struct prep_buf *out,
                                   size_t out_begin, struct prep_edits *edits, size_t *written)
{
    bool drop = rule == PREP_UNWRAP_HYPHEN || rule == PREP_UNWRAP_SOFT_HYPHEN;
    bool space = rule == PREP_UNWRAP_JOIN || rule == PREP_UNWRAP_SUSPENDED;
    size_t begin = drop ? seam->hyphen : seam->begin;
    enum prep_status status = prep_buf_append(out, seam->text + *written, begin - *written);
    size_t at = out->len - out_begin;
    if (!status && space && seam->begin > 0 && seam->end < seam->len)
        status = prep_buf_append(out, " ", 1);
    *written = seam->end;
    if (status)
        return status;
    return prep_changed(transform, edits, rule, begin, seam->end, at, out->len - out_begin);
}

static struct prep_transform *clone(const struct prep_transform *transform,
                                    struct prep_error *error)
{
    const struct unwrapper *unwrapper = (const struct unwrapper *)transform;
    struct unwrapper *copy = malloc(sizeof *copy);
    if (!copy) {
        prep_fail_nomem(error);
        return NULL;
    }
    *copy = *unwrapper;
    memset(copy->base.count, 0, sizeof copy->base.count);
    prep_unwrap_model_share(copy->model);
    return &copy->base;
}

static void free_unwrapper(struct prep_transform *transform)
{
    struct unwrapper *unwrapper = (struct unwrapper *)transform;
    prep_unwrap_model_release(unwrapper->model);
    free(unwrapper);
}
