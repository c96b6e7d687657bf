/* names-context.c - what stands around a word decides whether it is a name. */
#include "names.h"

#include <stdlib.h>

/* Whether a record has a cue is asked for at most once. */
enum cue { CUE_UNKNOWN, CUE_NONE, CUE_THERE };

static void assume_names(struct prep_names_scan *scan, const char *line);
static void accept(struct prep_mark *mark, enum prep_why why);
static void accept_if(struct prep_mark *mark, enum prep_why why, bool condition);
static void accept_both(struct prep_mark *left, struct prep_mark *right);
static void decide_names(struct prep_names_scan *scan, const struct prep_names_model *model,
                         struct prep_names_wanted wanted, const char *line, size_t len,
                         enum cue *cue);
static bool is_foreigner(const struct prep_mark *mark, const struct prep_names_model *model,
                         const char *line, size_t len);
static bool is_borne_out(const struct prep_mark *left, const struct prep_mark *right,
                         const struct prep_mark *mark, const char *line);
static bool is_full_name(const struct prep_mark *left, const struct prep_mark *right);
static void decide_likely(struct prep_names_scan *scan, const struct prep_names_model *model,
                          const char *line, size_t len, enum cue *cue);
static enum prep_status decide_repeated(struct prep_names_scan *scan, const char *line);
static bool is_person(const struct prep_mark *mark);
static bool is_evidence(const struct prep_mark *mark);
static bool waits_for(const struct prep_mark *left, const struct prep_mark *right,
                      const char *line);
static bool are_neighbours(const char *line, const struct prep_mark *left,
                           const struct prep_mark *right);
static bool has_cue(const struct prep_names_scan *scan, const struct prep_names_model *model,
                    const char *line, size_t len, enum cue *cue);
static bool find_cue(const struct prep_names_scan *scan, const struct prep_names_model *model,
                     const char *line, size_t len);
static bool changes(const struct prep_mark *mark, const char *line);

enum prep_status prep_names_decide(struct prep_names_scan *scan,
                                   const struct prep_names_model *model,
                                   struct prep_names_wanted wanted, const char *line, size_t len)
{
    enum cue cue = CUE_UNKNOWN;
    if (wanted.all) {
        assume_names(scan, line);
        return PREP_OK;
    }
    decide_names(scan, model, wanted, line, len, &cue);
    if (!wanted.transcription)
        return PREP_OK;
    decide_likely(scan, model, line, len, &cue);
    /* Those that wait for a likely neighbour. */
    decide_names(scan, model, wanted, line, len, &cue);
    return decide_repeated(scan, line);
}

/* In a list of names all count, but not those of which the neighbour shows that they are of another
 * language: Jelena Janković. */
static void assume_names(struct prep_names_scan *scan, const char *line)
{
    struct prep_mark *marks = scan->marks;
    for (size_t i = 0; i < scan->n_marks; i++) {
        struct prep_mark *mark = &marks[i];
        const struct prep_mark *left = i > 0 ? mark - 1 : NULL;
        const struct prep_mark *right = i + 1 < scan->n_marks ? mark + 1 : NULL;
        unsigned entry = PREP_NAME_GERMAN | PREP_NAME_ENTRY;
        if (left && !are_neighbours(line, left, mark))
            left = NULL;
        if (right && !are_neighbours(line, mark, right))
            right = NULL;
        bool foreign = mark->clue.foreign && mark->type != PREP_MARK_NAME;
        if (foreign || (left && left->clue.foreign) || (right && right->clue.foreign))
            continue;
        if (mark->type != PREP_MARK_NAME || (mark->name.flags & entry) == entry)
            accept(mark, mark->why ? mark->why : PREP_WHY_ASSUMED);
    }
}

static void accept(struct prep_mark *mark, enum prep_why why)
{
    if (mark->accepted)
        return;
    mark->accepted = true;
    mark->why =
        mark->type == PREP_MARK_NAME && mark->name.flags & PREP_NAME_USER ? PREP_WHY_USER : why;
}

static void accept_if(struct prep_mark *mark, enum prep_why why, bool condition)
{
    if (condition)
        accept(mark, why);
}

static void accept_both(struct prep_mark *left, struct prep_mark *right)
{
    accept(left, PREP_WHY_NAME);
    accept(right, PREP_WHY_NAME);
}

/* An entry counts by itself, unless it is also something else: then only beside another name. */
static void decide_names(struct prep_names_scan *scan, const struct prep_names_model *model,
                         struct prep_names_wanted wanted, const char *line, size_t len,
                         enum cue *cue)
{
    struct prep_mark *marks = scan->marks;
    for (size_t i = 0; wanted.gazetteer && i < scan->n_marks; i++) {
        struct prep_mark *mark = &marks[i];
        unsigned entry = PREP_NAME_GERMAN | PREP_NAME_ENTRY;
        if (mark->type == PREP_MARK_NAME && (mark->name.flags & entry) == entry &&
            !(mark->name.flags & PREP_NAME_IN_NAME) && !is_foreigner(mark, model, line, len))
            accept(mark, PREP_WHY_ENTRY);
    }
    for (size_t i = 0; wanted.gazetteer && i + 1 < scan->n_marks; i++) {
        struct prep_mark *left = &marks[i], *right = left + 1;
        if ((left->accepted && right->accepted) || !is_person(left) || !is_person(right) ||
            !are_neighbours(line, left, right))
            continue;
        bool l = is_borne_out(left, right, left, line), r = is_borne_out(left, right, right, line);
        /* Boris Koslow may be a German, but hardly where Russia is spoken of. */
        if (!r && is_full_name(left, right) && changes(right, line))
            r = !(left->name.flags & (PREP_NAME_IN_NAME | PREP_NAME_SHARED)) ||
                has_cue(scan, model, line, len, cue);
        if (l && left->type == PREP_MARK_NAME)
            accept(left, PREP_WHY_NAME);
        if (r && right->type == PREP_MARK_NAME)
            accept(right, PREP_WHY_NAME);
    }
}

/* Is a mark a given name that others have as well, as the surname shows: Sergej Milinković? */
static bool is_foreigner(const struct prep_mark *mark, const struct prep_names_model *model,
                         const char *line, size_t len)
{
    size_t begin = mark->end + 1, end = begin;
    if (mark->name.kind != PREP_NAME_GIVEN || begin >= len || line[mark->end] != ' ')
        return false;
    while (end < len &&
           ((uint8_t)line[end] >= 0x80 || (uint8_t)((line[end] | 0x20) - 'a') <= 'z' - 'a'))
        end++;
    return prep_char(prep_utf8_next(line, len, &begin)) & PREP_CHAR_UPPER &&
           prep_evidence_is_foreign(prep_names_evidence(model), line + mark->end + 1,
                                    end - mark->end - 1);
}

/* Does the one of two neighbours show that the other, mark, is a name? */
static bool is_borne_out(const struct prep_mark *left, const struct prep_mark *right,
                         const struct prep_mark *mark, const char *line)
{
    const struct prep_mark *other = mark == left ? right : left;
    if (!changes(other, line))
        return false;
    /* Tanja Below is no Russian just because either word may be of one. */
    bool shared = left->type == PREP_MARK_NAME && left->name.flags & PREP_NAME_SHARED;
    return other->accepted || (!shared && is_full_name(left, right) && changes(mark, line));
}

static bool is_full_name(const struct prep_mark *left, const struct prep_mark *right)
{
    return left->type == PREP_MARK_NAME && right->type == PREP_MARK_NAME &&
           left->name.kind != right->name.kind;
}

static void decide_likely(struct prep_names_scan *scan, const struct prep_names_model *model,
                          const char *line, size_t len, enum cue *cue)
{
    for (size_t i = 0; i < scan->n_marks; i++) {
        struct prep_mark *mark = &scan->marks[i], *other;
        if (mark->type != PREP_MARK_LIKELY || mark->accepted)
            continue;
        if (mark->begin > 0 && line[mark->begin - 1] == '-')
            continue; /* the second half of a double name: Müller-Tschernenko is no Russian */
        if (mark->clue.evidence == PREP_EVIDENCE_CUE)
            accept_if(mark, PREP_WHY_CUE, has_cue(scan, model, line, len, cue));
        if (mark->clue.evidence == PREP_EVIDENCE_SURE)
            accept(mark, PREP_WHY_FORM);
        if (mark->accepted)
            continue;
        other = mark->clue.given ? (i + 1 < scan->n_marks ? mark + 1 : NULL)
                                 : (i > 0 ? mark - 1 : NULL);
        if (other && waits_for(other, mark, line) &&
            (mark->clue.typical || has_cue(scan, model, line, len, cue)))
            accept_both(other, mark);
        if (!other || !is_evidence(other))
            continue;
        /* A given name that German spells alike (Oleg, Irina) may well be a German's. */
        if (!changes(other, line) && !has_cue(scan, model, line, len, cue))
            continue;
        if (mark->clue.given)
            accept_if(mark, PREP_WHY_NAME,
                      other->type == PREP_MARK_NAME && other->name.kind == PREP_NAME_SURNAME &&
                          changes(other, line) && are_neighbours(line, mark, other));
        else
            accept_if(mark, PREP_WHY_NAME, are_neighbours(line, other, mark));
    }
}

/* Who was named in full once is the same person when only the surname follows. */
static enum prep_status decide_repeated(struct prep_names_scan *scan, const char *line)
{
    size_t accepted = 0, open = 0;
    for (size_t i = 0; i < scan->n_marks; i++) {
        const struct prep_mark *mark = &scan->marks[i];
        accepted += mark->type == PREP_MARK_LIKELY && mark->accepted;
        open += mark->type == PREP_MARK_LIKELY && !mark->accepted;
    }
    if (!accepted || !open)
        return PREP_OK;
    struct prep_map *seen = prep_map_new();
    enum prep_status status = seen ? PREP_OK : PREP_E_NOMEM;
    for (size_t i = 0; !status && i < scan->n_marks; i++) {
        const struct prep_mark *mark = &scan->marks[i];
        if (mark->type == PREP_MARK_LIKELY && mark->accepted &&
            !prep_map_insert(seen, line + mark->begin,
                             mark->end - mark->begin - mark->clue.genitive, NULL))
            status = PREP_E_NOMEM;
    }
    for (size_t i = 0; !status && i < scan->n_marks; i++) {
        struct prep_mark *mark = &scan->marks[i];
        if (mark->type == PREP_MARK_LIKELY && !mark->accepted)
            accept_if(mark, PREP_WHY_REPEATED,
                      prep_map_find(seen, line + mark->begin,
                                    mark->end - mark->begin - mark->clue.genitive) != NULL);
    }
    prep_map_free(seen);
    return status;
}

static bool is_person(const struct prep_mark *mark)
{
    if (mark->type == PREP_MARK_LIKELY)
        return true;
    return mark->type == PREP_MARK_NAME && mark->name.flags & PREP_NAME_GERMAN &&
           mark->name.kind <= PREP_NAME_SURNAME;
}

/* Does a mark show that a likely neighbour is a name? A given name that German shares (Maria,
 * Boris) does not. */
static bool is_evidence(const struct prep_mark *mark)
{
    if (mark->type == PREP_MARK_LIKELY)
        return mark->accepted;
    if (mark->type != PREP_MARK_NAME || !is_person(mark))
        return false;
    return !(mark->name.flags & PREP_NAME_IN_NAME) || mark->accepted;
}

/* Would a given name to the left of a mark count beside a name? Then, with a cue or with typical
 * letters, the two bear each other out. */
static bool waits_for(const struct prep_mark *left, const struct prep_mark *right, const char *line)
{
    return left->type == PREP_MARK_NAME && left < right && is_person(left) && !left->accepted &&
           left->name.kind == PREP_NAME_GIVEN && changes(left, line) &&
           are_neighbours(line, left, right);
}

/* Do two marks stand as the parts of one name do: a space between, or initials as well? */
static bool are_neighbours(const char *line, const struct prep_mark *left,
                           const struct prep_mark *right)
{
    size_t at = left->end;
    if (left->type == PREP_MARK_NAME && left->name.flags & PREP_NAME_GENITIVE)
        return false; /* Olegs Wohnungen are no person */
    if (at >= right->begin || line[at] != ' ')
        return false;
    at++;
    for (int initials = 0; initials < 2 && at < right->begin; initials++) {
        size_t next = at;
        if (!(prep_char(prep_utf8_next(line, right->begin, &next)) & PREP_CHAR_UPPER) ||
            next >= right->begin || line[next] != '.')
            return false;
        at = next + 1;
        if (at < right->begin && line[at] == ' ')
            at++;
    }
    return at == right->begin;
}

/* Does a word of the record say that it speaks of the countries concerned? A name of the lexicon
 * says so too. */
static bool has_cue(const struct prep_names_scan *scan, const struct prep_names_model *model,
                    const char *line, size_t len, enum cue *cue)
{
    if (*cue == CUE_UNKNOWN)
        *cue = find_cue(scan, model, line, len) ? CUE_THERE : CUE_NONE;
    return *cue == CUE_THERE;
}

static bool find_cue(const struct prep_names_scan *scan, const struct prep_names_model *model,
                     const char *line, size_t len)
{
    for (size_t i = 0; i < scan->n_marks; i++) {
        const struct prep_mark *mark = &scan->marks[i];
        if (mark->type == PREP_MARK_NAME && mark->accepted && changes(mark, line) &&
            !(mark->name.flags & PREP_NAME_IN_NAME))
            return true;
    }
    const struct prep_evidence_tables *tables = prep_names_evidence(model);
    for (size_t at = 0; at < len; at++) {
        bool begins = at == 0 || strchr(" \t\"'(-/", line[at - 1]) || (uint8_t)line[at - 1] >= 0x80;
        if (begins && prep_evidence_is_cue(tables, line + at, len - at))
            return true;
    }
    return false;
}

/* Is the English form another than the German one? */
static bool changes(const struct prep_mark *mark, const char *line)
{
    size_t len = mark->end - mark->begin - (mark->name.flags & PREP_NAME_GENITIVE ? 1 : 0);
    if (mark->type != PREP_MARK_NAME)
        return true;
    if (mark->name.flags & PREP_NAME_CAPITALS)
        return true; /* not known here, and capitals are rare */
    return len != mark->name.english_len ||
           memcmp(line + mark->begin, mark->name.english, len) != 0;
}
