/* rules.c - which rules of a transform are on. */
#include "internal.h"

#include <stdio.h>

static enum prep_status fail_with_list(const struct prep_rule *rules, size_t count,
                                       struct prep_error *error, const char *why, const char *name,
                                       size_t len);
static size_t find_rule(const struct prep_rule *rules, size_t count, const char *name, size_t len);

/*
 * The list is read left to right: "default" and "all" stand for sets, "none" for the empty one;
 * NAME or +NAME wants a rule, -NAME does not. A list that starts with a sign starts from default.
 */
enum prep_status prep_rules_parse(const struct prep_rule *rules, size_t count, const char *list,
                                  uint64_t *enabled, struct prep_error *error)
{
    uint64_t defaults = 0, set = 0, wanted = 0, unwanted = 0;
    for (size_t i = 0; i < count; i++)
        defaults |= (uint64_t)rules[i].on << i;
    if (!list || *list == '+' || *list == '-')
        set = defaults;
    while (list && *list) {
        size_t len = strcspn(list, ",");
        bool minus = *list == '-';
        const char *name = list + (*list == '+' || minus);
        size_t name_len = len - (size_t)(name - list);
        list += len + (list[len] == ',');
        uint64_t named;
        if (name_len == 7 && !memcmp(name, "default", 7))
            named = defaults;
        else if (name_len == 3 && !memcmp(name, "all", 3))
            named = count < 64 ? ((uint64_t)1 << count) - 1 : UINT64_MAX;
        else if (name_len == 4 && !memcmp(name, "none", 4))
            named = 0;
        else {
            size_t rule = find_rule(rules, count, name, name_len);
            if (rule == count)
                return fail_with_list(rules, count, error, "unknown rule", name, name_len);
            named = (uint64_t)1 << rule;
            if ((minus ? wanted : unwanted) & named)
                return fail_with_list(rules, count, error, "both wanted and unwanted: rule", name,
                                      name_len);
            *(minus ? &unwanted : &wanted) |= named;
        }
        if (minus)
            set &= ~named;
        else
            set |= named;
    }
    *enabled = set;
    return PREP_OK;
}

static size_t find_rule(const struct prep_rule *rules, size_t count, const char *name, size_t len)
{
    size_t i = 0;
    while (i < count && (strlen(rules[i].name) != len || memcmp(rules[i].name, name, len)))
        i++;
    return i;
}

static enum prep_status fail_with_list(const struct prep_rule *rules, size_t count,
                                       struct prep_error *error, const char *why, const char *name,
                                       size_t len)
{
    char names[400] = "default all none";
    size_t used = strlen(names);
    for (size_t i = 0; i < count && used < sizeof names - 1; i++)
        used += (size_t)snprintf(names + used, sizeof names - used, " %s", rules[i].name);
    if (len > 40)
        len = 40;
    return prep_fail(error, PREP_E_OPTION, 0, "%s '%.*s'; there are: %s", why, (int)len, name,
                     names);
}
