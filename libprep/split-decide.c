/* split-decide.c - the rules that keep a sentence together although a mark and a space stand in
 * it, each from its own evidence. */
#include "split.h"

/* The parts of "i. V. m." */
#define PARTS_MAX 4

static enum prep_split_rule decide_other(const struct prep_split_mark *mark, uint64_t enabled);
static bool abbreviation(const struct prep_split_mark *mark);
static bool is_small(const struct prep_split_mark *mark);
static uint32_t abbreviation_class(const struct prep_split_mark *mark);
static bool is_joint(char c);
static size_t part_before(const struct prep_split_mark *mark, size_t at);
static bool part_begins(const struct prep_split_mark *mark, const char *key, size_t len);
static bool ends_in(const struct prep_split_mark *mark, uint32_t fact, const uint8_t bits[8192]);
static bool before_number(const struct prep_split_mark *mark);
static bool initial(const struct prep_split_mark *mark);
static bool counts_or_names(const struct prep_split_mark *mark);
static bool omission(const struct prep_split_mark *mark);
static bool roman(const struct prep_split_mark *mark);
static bool is_numeral(const char *text, size_t begin, size_t end);
static bool bracket(const struct prep_split_mark *mark);

/* A veto and whether it is only about a full stop. */
static const struct {
    enum prep_split_rule rule;
    bool full_stop;
    bool (*holds)(const struct prep_split_mark *mark);
} vetoes[] = {
    {PREP_SPLIT_CONTINUATION, false, prep_split_continuation},
    {PREP_SPLIT_ABBREVIATION, false, abbreviation},
    {PREP_SPLIT_LIST_NUMBER, true, prep_split_list_number},
    {PREP_SPLIT_INITIAL, true, initial},
    {PREP_SPLIT_OMISSION, false, omission},
    {PREP_SPLIT_ROMAN, true, roman},
    {PREP_SPLIT_NUMBER, true, prep_split_number},
    {PREP_SPLIT_ORDINAL, true, prep_split_ordinal},
    {PREP_SPLIT_LEGAL, false, prep_split_legal},
    {PREP_SPLIT_BRACKET, false, bracket},
    {PREP_SPLIT_LOWER_CASE, false, prep_split_lower_case},
};

enum prep_split_rule prep_split_decide(const struct prep_split_mark *mark, uint64_t enabled)
{
    if (mark->rule >= PREP_SPLIT_SEMICOLON)
        return decide_other(mark, enabled);
    for (size_t i = 0; i < sizeof vetoes / sizeof *vetoes; i++)
        if ((enabled >> vetoes[i].rule & 1) && (mark->full_stop || !vetoes[i].full_stop) &&
            vetoes[i].holds(mark))
            return vetoes[i].rule;
    return mark->rule;
}

/* A semicolon, colon or closing bracket. */
static enum prep_split_rule decide_other(const struct prep_split_mark *mark, uint64_t enabled)
{
    if (enabled >> PREP_SPLIT_BRACKET & 1 && mark->in_bracket)
        return PREP_SPLIT_BRACKET;
    if (enabled >> PREP_SPLIT_CLAUSE & 1 && mark->rule <= PREP_SPLIT_COLON &&
        !prep_split_clause(mark))
        return PREP_SPLIT_CLAUSE;
    return mark->rule;
}

/* Abbreviations by their class; names that end in another mark ("Yahoo!") are in the list too. */
static bool abbreviation(const struct prep_split_mark *mark)
{
    uint32_t class = abbreviation_class(mark);
    if (class & PREP_SPLIT_NEVER)
        return true;
    if (!class && mark->full_stop && ends_in(mark, PREP_SPLIT_MAYBE_END, mark->model->maybe_end) &&
        is_small(mark))
        class = PREP_SPLIT_MAYBE;
    if (class & PREP_SPLIT_MAYBE) {
        if (mark->rule == PREP_SPLIT_CLOSING_BRACKET || mark->start & PREP_SPLIT_START_DASH)
            return true;
        return !mark->opener && !(class & PREP_SPLIT_LAST && mark->first_char & PREP_CHAR_UPPER) &&
               !(mark->start & PREP_SPLIT_START_BULLET) && mark->rule != PREP_SPLIT_CLOSING_QUOTE;
    }
    if (class & PREP_SPLIT_TITLE)
        return mark->first_char & PREP_CHAR_LETTER || mark->start & PREP_SPLIT_START_QUOTE;
    if (class & PREP_SPLIT_COUNTED)
        return before_number(mark);
    return !class && mark->first_char & PREP_CHAR_NUMBER && mark->full_stop &&
           ends_in(mark, PREP_SPLIT_COUNTED_END, mark->model->counted_end);
}

/* "Lindenstr. 4", "gesetzl. Vertreter": the word ends like an abbreviation. The bits are those of
 * the last two bytes of all such ends. */
static bool ends_in(const struct prep_split_mark *mark, uint32_t fact, const uint8_t bits[8192])
{
    const char *text = mark->text;
    if (mark->mark - mark->word < 2 ||
        !prep_split_bit(bits, prep_split_start_hash(text + mark->mark - 2)))
        return false;
    for (size_t at = mark->word; at < mark->mark; prep_utf8_next(text, mark->mark, &at))
        if (at > mark->word && prep_split_fact(mark->model, text + at, mark->mark + 1 - at) & fact)
            return true;
    return false;
}

/* Is the word before the mark one in small letters, and nothing else? "Vogl" is a name. */
static bool is_small(const struct prep_split_mark *mark)
{
    for (size_t at = mark->word; at < mark->mark;)
        if (!(prep_char(prep_utf8_next(mark->text, mark->mark, &at)) & PREP_CHAR_LOWER))
            return false;
    return true;
}

/* The class of the word before the mark: as it stands, behind its last hyphen or the like
 * ("BT-Drs."), with a small first letter ("Vgl."), or together with the words before ("z. B."). */
static uint32_t abbreviation_class(const struct prep_split_mark *mark)
{
    char lower[PREP_SPLIT_WORD_MAX + 1];
    size_t begin = mark->word, end = mark->mark + 1;
    const char *text = mark->text;
    if (begin == mark->mark || end - begin > PREP_SPLIT_WORD_MAX)
        return 0;
    uint32_t fact = prep_split_spaced_class(mark);
    for (;;) {
        size_t len = end - begin;
        uint32_t here = prep_split_fact(mark->model, text + begin, len);
        if (!(here & PREP_SPLIT_CLASSES) && text[begin] >= 'A' && text[begin] <= 'Z' && len > 2) {
            memcpy(lower, text + begin, len);
            lower[0] = (char)(lower[0] + 32);
            here |= prep_split_fact(mark->model, lower, len);
        }
        if (!fact)
            fact = here & PREP_SPLIT_CLASSES;
        if (!fact && here & PREP_SPLIT_PART && part_begins(mark, text + begin, len))
            fact = PREP_SPLIT_NEVER;
        if (fact)
            return fact;
        /* Try what stands behind the next joint. */
        while (begin < mark->mark && !is_joint(text[begin]))
            begin++;
        if (begin + 1 >= mark->mark)
            return 0;
        begin++;
    }
}

static bool is_joint(char c)
{
    switch (c) {
    case '-':
    case '/':
    case '(':
    case '[':
    case ',':
    case ';':
    case ':':
    case '+':
    case '&':
    case '=':
        return true;
    default:
        return false;
    }
}

uint32_t prep_split_spaced_class(const struct prep_split_mark *mark)
{
    char key[PREP_SPLIT_WORD_MAX + 1];
    size_t filled = PREP_SPLIT_WORD_MAX, begin = mark->word, end = mark->mark + 1;
    uint32_t fact = 0;
    if (!(prep_split_fact(mark->model, mark->text + begin, end - begin) & PREP_SPLIT_LAST_PART))
        return 0; /* not "un gar." either, though "ungar." is known */
    for (int i = 0; i < PARTS_MAX; i++) {
        size_t len = end - begin;
        if (len > filled)
            break;
        filled -= len;
        memcpy(key + filled, mark->text + begin, len);
        if (i > 0) {
            uint32_t here =
                prep_split_fact(mark->model, key + filled, PREP_SPLIT_WORD_MAX - filled);
            if (!(here & PREP_SPLIT_CLASSES) && key[filled] >= 'A' && key[filled] <= 'Z') {
                key[filled] = (char)(key[filled] + 32);
                here = prep_split_fact(mark->model, key + filled, PREP_SPLIT_WORD_MAX - filled);
                key[filled] = (char)(key[filled] - 32);
            }
            if (here & PREP_SPLIT_CLASSES)
                fact = here & PREP_SPLIT_CLASSES;
        }
        end = begin;
        while (end > mark->sentence && mark->text[end - 1] == ' ')
            end--;
        if (end > mark->sentence + 1 && mark->text[end - 1] == '\xA0' &&
            mark->text[end - 2] == '\xC2')
            end -= 2;
        begin = part_before(mark, end);
        if (begin == end)
            break;
    }
    return fact;
}

/* The begin of a short word that ends at text[at], or at. */
static size_t part_before(const struct prep_split_mark *mark, size_t at)
{
    size_t begin = at;
    while (begin > mark->sentence && at - begin < 16) {
        unsigned char c = (unsigned char)mark->text[begin - 1];
        if (c <= ' ' || c == 0xA0 || c == '"' || c == '\'' || is_joint((char)c))
            return begin;
        begin--;
    }
    return begin == mark->sentence ? begin : at;
}

/* Do the words behind the mark carry on with what key, the begin of an abbreviation, begins? */
static bool part_begins(const struct prep_split_mark *mark, const char *begin, size_t begin_len)
{
    char key[PREP_SPLIT_WORD_MAX + 1];
    size_t len = begin_len, at = mark->next;
    bool lowered = false;
    if (mark->closed || begin_len > PREP_SPLIT_WORD_MAX)
        return false;
    memcpy(key, begin, len);
    for (int i = 0; i < PARTS_MAX; i++) {
        while (at < mark->len && len < PREP_SPLIT_WORD_MAX) {
            unsigned char c = (unsigned char)mark->text[at];
            if (c <= ' ' || c == 0xC2)
                break;
            key[len++] = mark->text[at++];
            if (c == '.')
                break;
        }
        uint32_t fact = prep_split_fact(mark->model, key, len);
        if (!fact && !lowered && key[0] >= 'A' && key[0] <= 'Z') {
            key[0] = (char)(key[0] + 32);
            lowered = true;
            fact = prep_split_fact(mark->model, key, len);
        }
        if (fact & PREP_SPLIT_CLASSES)
            return true;
        if (!(fact & PREP_SPLIT_PART) || at == mark->len)
            return false;
        at += prep_split_space(mark->text, mark->len, at);
    }
    return false;
}

/* A digit, a Roman numeral, a paragraph sign, a single letter ("Buchst. b") or another word of the
 * kind ("Abs. Nr. 2"). */
static bool before_number(const struct prep_split_mark *mark)
{
    const char *text = mark->text;
    size_t begin = mark->first, end = mark->first_end;
    if (mark->first_char & PREP_CHAR_NUMBER)
        return true;
    size_t at = mark->next;
    uint32_t c = prep_utf8_next(text, mark->len, &at);
    if (c == 0xA7 || c == '[' || c == 0x2026) /* names and numbers blotted out: "Konto Nr. [...]" */
        return true;
    if (mark->opener || !(mark->first_char & PREP_CHAR_LETTER))
        return false;
    if (prep_split_roman(text, begin, end) == end - begin || end - begin == 1)
        return true;
    return end < mark->len && text[end] == '.' &&
           prep_split_fact(mark->model, text + begin, end + 1 - begin) &
               (PREP_SPLIT_COUNTED | PREP_SPLIT_NEVER);
}

/* "J. W. Goethe", "U.S.", "H.-J. Maier": single letters, each with its full stop. */
static bool initial(const struct prep_split_mark *mark)
{
    size_t at = mark->word, letters = 0;
    bool upper = false;
    while (at < mark->mark) {
        unsigned properties = prep_char(prep_utf8_next(mark->text, mark->mark, &at));
        if (!(properties & PREP_CHAR_LETTER))
            return false;
        upper |= (properties & PREP_CHAR_UPPER) != 0;
        letters++;
        if (at == mark->mark)
            break;
        if (mark->text[at] == '.')
            at++;
        if (at < mark->mark && mark->text[at] == '-')
            at++;
        else if (mark->text[at - 1] != '.')
            return false;
    }
    if (letters == 0 || mark->opener || abbreviation_class(mark) & PREP_SPLIT_WORD)
        return false;
    /* What closes a quote or bracket is no first name. */
    if (mark->closed || mark->start & (PREP_SPLIT_START_BULLET | PREP_SPLIT_START_DASH))
        return false;
    if (letters == 1 && counts_or_names(mark))
        return false;
    return !upper || mark->first_char & PREP_CHAR_LETTER;
}

/* "100 m. Experten", "Vitamin D. Kinder": the word before a single letter or numeral makes it a
 * unit or one of several things of a kind, but in "Abschnitt A. II. 3", "Ziffer II. Nr. 3". */
static bool counts_or_names(const struct prep_split_mark *mark)
{
    size_t end, begin = prep_split_word_before(mark, mark->word, &end), next = mark->first_end;
    if (begin == end || is_numeral(mark->text, mark->first, next) ||
        (next < mark->len && mark->text[next] == '.' &&
         prep_split_fact(mark->model, mark->text + mark->first, next + 1 - mark->first) &
             PREP_SPLIT_COUNTED))
        return false;
    if (mark->text[end - 1] >= '0' && mark->text[end - 1] <= '9')
        return prep_split_char_at(mark->text, mark->len, mark->word) & PREP_CHAR_LOWER;
    return prep_split_char_at(mark->text, mark->len, begin) & PREP_CHAR_UPPER &&
           prep_split_fact(mark->model, mark->text + begin, end - begin) & PREP_SPLIT_BEFORE_NUMBER;
}

/* "[...] Die Klage", "der F… GmbH", "auf … €": the ellipsis stands for something left out. */
static bool omission(const struct prep_split_mark *mark)
{
    const char *text = mark->text;
    size_t begin = mark->word, end = mark->mark, at = begin;
    if (mark->run != PREP_SPLIT_ELLIPSIS)
        return false;
    /* "… wenn ich doch …« Er schwieg.": who broke off goes on. */
    if (begin == end && mark->rule == PREP_SPLIT_CLOSING_QUOTE && mark->opener &&
        prep_split_fact(mark->model, text + mark->first, mark->first_end - mark->first) &
            PREP_SPLIT_SPEECH)
        return true;
    if (begin == end) /* in a bracket of its own, at the begin of a sentence, before a unit */
        return end == mark->sentence || strchr("[(", text[end - 1]) ||
               mark->first_char & (PREP_CHAR_SYMBOL | PREP_CHAR_NUMBER);
    unsigned properties = prep_char(prep_utf8_next(text, end, &at));
    return !mark->opener && !mark->closed && at == end &&
           properties & (PREP_CHAR_UPPER | PREP_CHAR_DIGIT);
}

/* "Ludwig XIV. regierte" is held together by the small letter; here it is "unter Karl V. Spanien",
 * "aus III. 4. a" and, with the letter of a section, "unter B. 2. a". */
static bool roman(const struct prep_split_mark *mark)
{
    size_t at = mark->first;
    bool letter = mark->mark - mark->word == 1 && mark->text[mark->word] >= 'A' &&
                  mark->text[mark->word] <= 'Z' && mark->first_char & PREP_CHAR_DIGIT;
    if (mark->first_char & PREP_CHAR_DIGIT)
        while (at < mark->len && mark->text[at] >= '0' && mark->text[at] <= '9')
            at++;
    if (at > mark->first && (at == mark->len || !strchr(".)", mark->text[at])))
        return false;
    if (!mark->model->ordinals && !(mark->first_char & PREP_CHAR_DIGIT))
        return false;
    if (!(letter || is_numeral(mark->text, mark->word, mark->mark)) || mark->opener ||
        mark->closed || mark->start || !(mark->first_char & (PREP_CHAR_LETTER | PREP_CHAR_DIGIT)))
        return false;
    /* Not English "I", nor "Stufe II. Wer". */
    return mark->first_char & PREP_CHAR_DIGIT ||
           !(abbreviation_class(mark) & PREP_SPLIT_WORD || counts_or_names(mark));
}

/* From I to XXXIX: "CD", "DM" and "MIX" are more often words than numbers. */
static bool is_numeral(const char *text, size_t begin, size_t end)
{
    static const char *const ones[] = {"", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"};
    size_t at = begin;
    while (at < end && at - begin < 3 && text[at] == 'X')
        at++;
    for (size_t i = 0; i < sizeof ones / sizeof *ones; i++)
        if (strlen(ones[i]) == end - at && !memcmp(ones[i], text + at, end - at))
            return end > begin;
    return false;
}

/* Within a bracket; or it holds a mark alone: "mein(!!) Fehler". */
static bool bracket(const struct prep_split_mark *mark)
{
    return mark->in_bracket ||
           (mark->rule == PREP_SPLIT_CLOSING_BRACKET && !mark->full_stop && !mark->opener &&
            mark->mark > mark->sentence && mark->text[mark->mark - 1] == '(');
}
