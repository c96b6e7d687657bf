/* test-unicode.c - properties of characters. */
#include "unit.h"

static void the_table_says_what_utf8proc_says(void **state)
{
    (void)state;
    for (uint32_t c = 0; c < 256; c++)
        assert_int_equal(prep_char_table[c], prep_char_look_up(c));
    assert_int_equal(prep_char('A'), PREP_CHAR_UPPER | PREP_CHAR_LETTER);
    assert_int_equal(prep_char(0xDF), PREP_CHAR_LOWER | PREP_CHAR_LETTER);
    assert_int_equal(prep_char(0x85), PREP_CHAR_SPACE | PREP_CHAR_CONTROL);
}

static void what_is_not_in_the_table_is_looked_up(void **state)
{
    (void)state;
    assert_int_equal(prep_char(0x100), PREP_CHAR_UPPER | PREP_CHAR_LETTER);
    assert_int_equal(prep_char(0x201E), PREP_CHAR_OPEN | PREP_CHAR_PUNCT);
    assert_int_equal(prep_char(0xD800), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_table_says_what_utf8proc_says),
        cmocka_unit_test(what_is_not_in_the_table_is_looked_up),
    };
    return RUN(tests);
}
