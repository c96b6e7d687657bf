/* spell-keep.c - verdicts that outlive the speller. */
#include "spell.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

/* In front of the entries. Files are for the machine that wrote them: byte order is its own. */
struct head {
    char name[16];
    uint64_t length, hash; /* of the entries */
};

static const char name[16] = "prep verdicts 2";

enum prep_status prep_speller_save(const struct prep_transform *transform, struct prep_buf *out)
{
    const struct prep_speller *speller = (const struct prep_speller *)transform;
    struct head head = {0};
    size_t start = out->len;
    if (!prep_is_speller(transform))
        return PREP_E_OPTION;
    if (prep_buf_append(out, (const char *)&head, sizeof head) ||
        prep_verdicts_append(speller->tables->verdicts, out))
        return PREP_E_NOMEM;
    const char *entries = out->data + start + sizeof head;
    memcpy(head.name, name, sizeof name);
    head.length = out->len - start - sizeof head;
    head.hash = XXH3_64bits(entries, (size_t)head.length);
    memcpy(out->data + start, &head, sizeof head);
    return PREP_OK;
}

enum prep_status prep_speller_load(struct prep_transform *transform, const char *data, size_t len,
                                   struct prep_error *error)
{
    struct prep_speller *speller = (struct prep_speller *)transform;
    struct head head;
    if (!prep_is_speller(transform))
        return prep_fail(error, PREP_E_OPTION, 0, "not a spell-checker");
    if (len >= sizeof head) {
        const char *entries = data + sizeof head;
        memcpy(&head, data, sizeof head);
        if (!memcmp(head.name, name, sizeof name) && head.length == len - sizeof head &&
            head.hash == XXH3_64bits(entries, len - sizeof head) &&
            prep_verdicts_read(speller->tables->verdicts, entries, len - sizeof head,
                               PREP_SPELL_CLASSES - 1))
            return PREP_OK;
    }
    return prep_fail(error, PREP_E_DATA, 0, "no verdicts of this version, or damaged ones");
}

bool prep_speller_learnt(const struct prep_transform *transform)
{
    const struct prep_speller *speller = (const struct prep_speller *)transform;
    return prep_is_speller(transform) && prep_verdicts_changed(speller->tables->verdicts);
}

enum prep_status prep_speller_ready(struct prep_transform *transform, struct prep_error *error)
{
    struct prep_speller *speller = (struct prep_speller *)transform;
    return prep_is_speller(transform) ? prep_spell_tables_need(speller->tables, error)
                                      : prep_fail(error, PREP_E_OPTION, 0, "not a spell-checker");
}
