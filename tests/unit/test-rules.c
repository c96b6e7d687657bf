#include "unit.h"

static const struct prep_rule rules[] = {
    {"nfc", "", true}, {"space", "", true}, {"long-s", "", true}, {"quotes", "", false}};
enum { N = 4, DEFAULT = 7, ALL = 15 };

static void reads_lists(void **state)
{
    (void)state;
    static const struct {
        const char *list;
        uint64_t enabled;
    } cases[] = {
        {NULL, DEFAULT},
        {"default", DEFAULT},
        {"all", ALL},
        {"none", 0},
        {"", 0},
        {"nfc", 1},
        {"nfc,space", 3},
        {"nfc,+space", 3},
        {"none,+quotes", 8},
        {"+quotes", ALL},
        {"-long-s", 3},
        {"default,-nfc", 6},
        {"default,+quotes,-space", 13},
        {"all,-quotes", DEFAULT},
        {"-nfc,-space,-long-s", 0},
        {"+nfc", DEFAULT},
        {"nfc,", 1},
        {"nfc,nfc", 1},
        {"quotes,default", ALL},
        {"all,-default", 8},
        {"-all,+nfc", 1},
        {"-default,+quotes", 8},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        uint64_t enabled = 99;
        assert_int_equal(prep_rules_parse(rules, N, cases[i].list, &enabled, NULL), PREP_OK);
        if (enabled != cases[i].enabled)
            fail_msg("'%s' gives %llu", cases[i].list ? cases[i].list : "(null)",
                     (unsigned long long)enabled);
    }
}

static void refuses_unknown_names(void **state)
{
    (void)state;
    static const char *const lists[] = {"nfk",        "default,nfcc", "+",    "-",  ",nfc",
                                        "nfc,,space", "NFC",          "nfc ", "no", "defaults"};
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        uint64_t enabled = 99;
        struct prep_error error;
        enum prep_status status = prep_rules_parse(rules, N, lists[i], &enabled, &error);
        if (status != PREP_E_OPTION)
            fail_msg("'%s' passes", lists[i]);
        assert_non_null(strstr(error.message, "unknown rule '"));
        assert_non_null(strstr(error.message, "default all none nfc space long-s quotes"));
        assert_int_equal(enabled, 99);
    }
}

static void refuses_contradictions(void **state)
{
    (void)state;
    static const char *const lists[] = {"nfc,-nfc", "-nfc,+nfc", "default,+quotes,-quotes",
                                        "-space,nfc,space"};
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        uint64_t enabled;
        struct prep_error error;
        assert_int_equal(prep_rules_parse(rules, N, lists[i], &enabled, &error), PREP_E_OPTION);
        assert_non_null(strstr(error.message, "both wanted and unwanted"));
    }
}

static void a_long_list_of_names_is_cut_off(void **state)
{
    (void)state;
    struct prep_rule many[64];
    struct prep_error error;
    uint64_t enabled;
    for (size_t i = 0; i < 64; i++)
        many[i] = (struct prep_rule){"a-rather-long-name", "", true};
    assert_int_equal(prep_rules_parse(many, 64, "x", &enabled, &error), PREP_E_OPTION);
    assert_true(strlen(error.message) < sizeof error.message);
    assert_int_equal(prep_rules_parse(many, 64, "all", &enabled, &error), PREP_OK);
    assert_true(enabled == UINT64_MAX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_lists),
        cmocka_unit_test(refuses_unknown_names),
        cmocka_unit_test(refuses_contradictions),
        cmocka_unit_test(a_long_list_of_names_is_cut_off),
    };
    return RUN(tests);
}
