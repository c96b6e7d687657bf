#include "random.h"
#include "unit.h"

#include <stdio.h>

static void finds_what_was_inserted(void **state)
{
    (void)state;
    struct prep_map *map = prep_map_new();
    assert_null(prep_map_find(map, BYTES("Haus")));
    bool is_new = false;
    uint32_t *value = prep_map_insert(map, BYTES("Haus"), &is_new);
    assert_non_null(value);
    assert_true(is_new);
    assert_int_equal(*value, 0);
    *value = 7;
    assert_int_equal(*prep_map_insert(map, BYTES("Haus"), &is_new), 7);
    assert_false(is_new);
    assert_int_equal(*prep_map_find(map, BYTES("Haus")), 7);
    assert_null(prep_map_find(map, BYTES("Hau")));
    assert_null(prep_map_find(map, BYTES("haus")));
    assert_int_equal(prep_map_count(map), 1);
    prep_map_free(map);
    prep_map_free(NULL);
}

static void keys_are_bytes(void **state)
{
    (void)state;
    struct prep_map *map = prep_map_new();
    *prep_map_insert(map, BYTES("a\0b"), NULL) = 1;
    *prep_map_insert(map, BYTES("a\0c"), NULL) = 2;
    *prep_map_insert(map, BYTES(""), NULL) = 3;
    assert_int_equal(*prep_map_find(map, BYTES("a\0b")), 1);
    assert_int_equal(*prep_map_find(map, BYTES("a\0c")), 2);
    assert_int_equal(*prep_map_find(map, BYTES("")), 3);
    assert_null(prep_map_find(map, BYTES("a")));
    prep_map_free(map);
}

static void keys_are_copied(void **state)
{
    (void)state;
    struct prep_map *map = prep_map_new();
    char key[] = "Baum";
    *prep_map_insert(map, key, 4, NULL) = 5;
    key[0] = 'S';
    assert_null(prep_map_find(map, key, 4));
    assert_int_equal(*prep_map_find(map, BYTES("Baum")), 5);
    prep_map_free(map);
}

static void keeps_order_through_growth(void **state)
{
    (void)state;
    enum { KEYS = 50000 };
    struct prep_map *map = prep_map_new();
    char key[32];
    for (uint32_t i = 0; i < KEYS; i++) {
        int len = snprintf(key, sizeof key, "Wort%u", (unsigned)i * 7919);
        bool is_new;
        *prep_map_insert(map, key, (size_t)len, &is_new) = i;
        assert_true(is_new);
    }
    assert_int_equal(prep_map_count(map), KEYS);
    for (uint32_t i = 0; i < KEYS; i++) {
        size_t len = (size_t)snprintf(key, sizeof key, "Wort%u", (unsigned)i * 7919), found_len;
        uint32_t value;
        const char *found = prep_map_key(map, i, &found_len, &value);
        assert_int_equal(value, i);
        assert_int_equal(found_len, len);
        assert_memory_equal(found, key, len);
        assert_int_equal(*prep_map_find(map, key, len), i);
        key[0] = 'w';
        assert_null(prep_map_find(map, key, len));
    }
    prep_map_free(map);
}

/* Short random keys, so that many repeat, against the plainest of all maps. */
static void agrees_with_an_array(void **state)
{
    (void)state;
    enum { LETTERS = 8, KEYS = LETTERS * LETTERS * LETTERS };
    uint32_t want[KEYS] = {0};
    struct prep_map *map = prep_map_new();
    uint64_t seed = 11;
    for (int i = 0; i < 20000; i++) {
        size_t number = random_below(&seed, KEYS);
        char key[3] = {(char)('a' + number % LETTERS), (char)('a' + number / LETTERS % LETTERS),
                       (char)('a' + number / LETTERS / LETTERS)};
        if (random_below(&seed, 4)) {
            uint32_t *value = prep_map_find(map, key, 3);
            assert_int_equal(value ? *value : 0, want[number]);
        } else {
            want[number]++;
            ++*prep_map_insert(map, key, 3, NULL);
        }
    }
    prep_map_free(map);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_what_was_inserted), cmocka_unit_test(keys_are_bytes),
        cmocka_unit_test(keys_are_copied),         cmocka_unit_test(keeps_order_through_growth),
        cmocka_unit_test(agrees_with_an_array),
    };
    return RUN(tests);
}
