/* normalize-signs.c - dashes, the ellipsis and the apostrophe in one style. */
#include "normalize.h"

static enum prep_status dash(struct prep_rewrite *rewrite, size_t begin, size_t end, uint32_t c);
static enum prep_status dots(struct prep_rewrite *rewrite, size_t begin, size_t end, uint32_t c);
static enum prep_status apostrophe(struct prep_rewrite *rewrite, size_t begin, size_t end,
                                   uint32_t c);
static bool letter_before(const struct prep_rewrite *rewrite, size_t at);
static bool letter_behind(const struct prep_rewrite *rewrite, size_t at);

bool prep_signs_possible(const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (text[i] == '-' || text[i] == '.' || text[i] == '\'' || text[i] == '`' ||
            (unsigned char)text[i] == 0xC2 || (unsigned char)text[i] == 0xE2)
            return true;
    return false;
}

enum prep_status prep_signs_run(struct prep_normalizer *normalizer, const char *text, size_t len,
                                unsigned flags, struct prep_buf *out, struct prep_edits *edits)
{
    struct prep_rewrite rewrite = {normalizer, text, len, out, out->len, 0, edits};
    const struct prep_transform *transform = &normalizer->base;
    enum prep_status status = PREP_OK;
    bool quoted = false; /* behind a single opening mark */
    (void)flags;
    for (size_t at = 0, next = 0; at < len && !status; at = next) {
        uint32_t c = prep_utf8_next(text, len, &next);
        if (prep_rule_on(transform, RULE_ELLIPSIS) && (c == '.' || c == 0x2026)) {
            while (c == '.' && next < len && text[next] == '.')
                next++;
            status = dots(&rewrite, at, next, c);
        } else if (prep_rule_on(transform, RULE_DASHES) &&
                   (c == '-' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212)) {
            while (c == '-' && next < len && text[next] == '-')
                next++;
            status = dash(&rewrite, at, next, c);
        } else if (prep_rule_on(transform, RULE_APOSTROPHE) &&
                   (c == '\'' || c == '`' || c == 0xB4 || (c >= 0x2018 && c <= 0x201B) ||
                    c == 0x2BC)) {
            bool inside = letter_behind(&rewrite, next);
            if (quoted && c == 0x2019 && !inside)
                quoted = false;
            else
                status = apostrophe(&rewrite, at, next, c);
            quoted = quoted || (inside && !letter_before(&rewrite, at) &&
                                (c == 0x2018 || c == 0x201A || c == 0x201B));
        }
    }
    return status ? status : prep_rewrite_end(&rewrite);
}

/* Hyphens become "-"; what parts clauses "-" with a space on both sides, or an en dash. A lone "-"
 * between spaces is taken for a dash only between words: not in "5 - 3". */
static enum prep_status dash(struct prep_rewrite *rewrite, size_t begin, size_t end, uint32_t c)
{
    const char *text = rewrite->text;
    bool ascii = rewrite->normalizer->style.dashes == STYLE_ASCII;
    bool spaced = begin > 0 && text[begin - 1] == ' ' && end < rewrite->len && text[end] == ' ';
    bool joined = letter_before(rewrite, begin) && letter_behind(rewrite, end);
    if (c == 0x2010 || c == 0x2011)
        return prep_rewrite(rewrite, RULE_DASHES, begin, end, "-");
    if (c == '-' && end - begin == 1) {
        bool words = spaced && begin > 1 && letter_before(rewrite, begin - 1) &&
                     letter_behind(rewrite, end + 1);
        return words && !ascii ? prep_rewrite(rewrite, RULE_DASHES, begin, end, "–") : PREP_OK;
    }
    if (c == '-' && (end - begin > 3 || !(spaced || joined)))
        return PREP_OK; /* a rule, an option of a command */
    if (c == '-' || c >= 0x2014) {
        if (c == 0x2212)
            return ascii ? prep_rewrite(rewrite, RULE_DASHES, begin, end, "-") : PREP_OK;
        if (joined)
            return prep_rewrite(rewrite, RULE_DASHES, begin, end, ascii ? " - " : " – ");
    }
    return prep_rewrite(rewrite, RULE_DASHES, begin, end, ascii ? "-" : "–");
}

static enum prep_status dots(struct prep_rewrite *rewrite, size_t begin, size_t end, uint32_t c)
{
    bool ascii = rewrite->normalizer->style.ellipsis == STYLE_ASCII;
    if (c == 0x2026)
        return ascii ? prep_rewrite(rewrite, RULE_ELLIPSIS, begin, end, "...") : PREP_OK;
    if (ascii || end - begin != 3)
        return PREP_OK;
    return prep_rewrite(rewrite, RULE_ELLIPSIS, begin, end, "…");
}

/* Between letters it can be nothing else; at the end of a word it is one if it is written as one
 * and is no quotation mark, which the pass for those sees to. */
static enum prep_status apostrophe(struct prep_rewrite *rewrite, size_t begin, size_t end,
                                   uint32_t c)
{
    bool ascii = rewrite->normalizer->style.apostrophe == STYLE_ASCII;
    bool sure = c == 0xB4 || c == 0x2019 || c == 0x2BC;
    if (!letter_before(rewrite, begin) || !(letter_behind(rewrite, end) || (ascii && sure)))
        return PREP_OK;
    return prep_rewrite(rewrite, RULE_APOSTROPHE, begin, end, ascii ? "'" : "’");
}

static bool letter_before(const struct prep_rewrite *rewrite, size_t at)
{
    return at > 0 && prep_char(prep_utf8_prev(rewrite->text, &at)) & PREP_CHAR_LETTER;
}

static bool letter_behind(const struct prep_rewrite *rewrite, size_t at)
{
    return at < rewrite->len &&
           prep_char(prep_utf8_next(rewrite->text, rewrite->len, &at)) & PREP_CHAR_LETTER;
}
