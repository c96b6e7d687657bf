#include "random.h"
#include "replay.h"
#include "unit.h"

static struct prep_edits *log_of(const struct prep_edit *list, size_t n)
{
    struct prep_edits *edits = prep_edits_new();
    assert_non_null(edits);
    for (size_t i = 0; i < n; i++)
        assert_int_equal(prep_edits_append(edits, list[i]), PREP_OK);
    return edits;
}

#define LOG(...)                                                                                   \
    log_of((const struct prep_edit[]){__VA_ARGS__},                                                \
           sizeof((const struct prep_edit[]){__VA_ARGS__}) / sizeof(struct prep_edit))

static void assert_edit(const struct prep_edits *edits, size_t i, struct prep_edit want)
{
    struct prep_edit got = prep_edits_get(edits, i);
    assert_int_equal(got.in_begin, want.in_begin);
    assert_int_equal(got.in_end, want.in_end);
    assert_int_equal(got.out_begin, want.out_begin);
    assert_int_equal(got.out_end, want.out_end);
    assert_int_equal(got.rule, want.rule);
}

static void appends_in_order(void **state)
{
    (void)state;
    struct prep_edits *edits = prep_edits_new();
    for (size_t i = 0; i < 1000; i++) {
        struct prep_edit edit = {i * 3, i * 3 + 1, i * 2, i * 2, (uint16_t)i};
        assert_int_equal(prep_edits_append(edits, edit), PREP_OK);
    }
    assert_int_equal(prep_edits_count(edits), 1000);
    assert_edit(edits, 999, (struct prep_edit){2997, 2998, 1998, 1998, 999});
    prep_edits_truncate(edits, 2000);
    assert_int_equal(prep_edits_count(edits), 1000);
    prep_edits_truncate(edits, 7);
    assert_int_equal(prep_edits_count(edits), 7);
    prep_edits_reset(edits);
    assert_int_equal(prep_edits_count(edits), 0);
    prep_edits_free(edits);
    prep_edits_free(NULL);
}

static void inserts_anywhere(void **state)
{
    (void)state;
    struct prep_edits *edits = prep_edits_new();
    static const uint16_t place[] = {0, 1, 0, 2, 4, 1}; /* of the rules 0 to 5 */
    static const uint16_t order[] = {2, 5, 0, 3, 1, 4};
    for (uint16_t i = 0; i < 6; i++)
        assert_int_equal(prep_edits_insert(edits, place[i], (struct prep_edit){i, i, i, i, i}),
                         PREP_OK);
    for (size_t i = 0; i < 6; i++)
        assert_int_equal(prep_edits_get(edits, i).rule, order[i]);
    prep_edits_at(edits, 3)->in_end = 9;
    assert_int_equal(prep_edits_get(edits, 3).in_end, 9);
    prep_edits_free(edits);
}

static void shifts_the_tail(void **state)
{
    (void)state;
    struct prep_edits *edits = LOG({0, 1, 0, 2, 0}, {5, 6, 6, 6, 1});
    prep_edits_shift(edits, 1, 10, 20);
    assert_edit(edits, 0, (struct prep_edit){0, 1, 0, 2, 0});
    assert_edit(edits, 1, (struct prep_edit){15, 16, 26, 26, 1});
    prep_edits_shift(edits, 0, 5, (size_t)-1);
    assert_edit(edits, 1, (struct prep_edit){20, 21, 25, 25, 1});
    prep_edits_free(edits);
}

static void traces_output_to_input(void **state)
{
    (void)state;
    /* "ab.cd" -> "aXYb" + "cd!": b kept, '.' deleted, '!' inserted */
    struct prep_edits *edits = LOG({1, 1, 1, 3, 0}, {2, 3, 4, 4, 0}, {5, 5, 6, 7, 0});
    static const size_t want[] = {0, 1, 1, 1, 3, 4, 5, 5};
    for (size_t i = 0; i < sizeof want / sizeof *want; i++)
        assert_int_equal(prep_edits_trace(edits, i), want[i]);
    prep_edits_reset(edits);
    assert_int_equal(prep_edits_trace(edits, 42), 42);
    prep_edits_free(edits);
}

static void composes_with_nothing(void **state)
{
    (void)state;
    struct prep_edits *none = prep_edits_new(), *joined = prep_edits_new();
    /* Two that touch stay two. */
    struct prep_edits *some = LOG({1, 2, 1, 1, 3}, {2, 4, 1, 2, 4}, {9, 9, 7, 8, 5});
    assert_int_equal(prep_edits_compose(some, none, 10, joined), PREP_OK);
    assert_int_equal(prep_edits_count(joined), 3);
    for (size_t i = 0; i < 3; i++)
        assert_edit(joined, i, prep_edits_get(some, i));
    prep_edits_reset(joined);
    assert_int_equal(prep_edits_compose(none, some, 10, joined), PREP_OK);
    assert_int_equal(prep_edits_count(joined), 3);
    assert_edit(joined, 2, (struct prep_edit){9, 9, 7, 8, 15});
    prep_edits_reset(joined);
    assert_int_equal(prep_edits_compose(none, none, 0, joined), PREP_OK);
    assert_int_equal(prep_edits_count(joined), 0);
    prep_edits_free(none);
    prep_edits_free(some);
    prep_edits_free(joined);
}

static void composes_changes_apart(void **state)
{
    (void)state;
    /* "aXbcd" -> "abcd" -> "abcDD" */
    struct prep_edits *first = LOG({1, 2, 1, 1, 0}), *second = LOG({3, 4, 3, 5, 0});
    struct prep_edits *joined = LOG({0, 0, 0, 0, 7});
    assert_int_equal(prep_edits_compose(first, second, 5, joined), PREP_OK);
    assert_int_equal(prep_edits_count(joined), 3);
    assert_edit(joined, 0, (struct prep_edit){0, 0, 0, 0, 7});
    assert_edit(joined, 1, (struct prep_edit){1, 2, 1, 1, 0});
    assert_edit(joined, 2, (struct prep_edit){4, 5, 3, 5, 5});
    prep_edits_free(first);
    prep_edits_free(second);
    prep_edits_free(joined);
}

static void joins_changes_that_overlap_or_touch(void **state)
{
    (void)state;
    static const struct {
        struct prep_edit first, second, want;
    } cases[] = {
        /* a deletion in what the second replaces */
        {{2, 4, 2, 2, 0}, {1, 4, 1, 3, 0}, {1, 6, 1, 3, 9}},
        /* the second begins inside the first's output */
        {{2, 3, 2, 6, 0}, {4, 8, 4, 5, 0}, {2, 5, 2, 5, 9}},
        /* the second ends inside the first's output */
        {{2, 3, 2, 6, 0}, {0, 4, 0, 1, 0}, {0, 3, 0, 3, 9}},
        /* the second takes back what the first wrote */
        {{2, 2, 2, 5, 0}, {2, 5, 2, 2, 0}, {2, 2, 2, 2, 9}},
        /* they touch: first in front, second in front */
        {{2, 3, 2, 4, 0}, {4, 5, 4, 4, 0}, {2, 4, 2, 4, 9}},
        {{4, 5, 4, 5, 0}, {2, 4, 2, 3, 0}, {2, 5, 2, 4, 9}},
        /* an insertion where the first deleted */
        {{2, 5, 2, 2, 0}, {2, 2, 2, 3, 0}, {2, 5, 2, 3, 9}},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct prep_edits *first = LOG(cases[i].first), *second = LOG(cases[i].second);
        struct prep_edits *joined = prep_edits_new();
        assert_int_equal(prep_edits_compose(first, second, 9, joined), PREP_OK);
        assert_int_equal(prep_edits_count(joined), 1);
        assert_edit(joined, 0, cases[i].want);
        prep_edits_free(first);
        prep_edits_free(second);
        prep_edits_free(joined);
    }
}

static void a_long_change_joins_many(void **state)
{
    (void)state;
    struct prep_edits *first =
        LOG({0, 1, 0, 0, 1}, {3, 4, 2, 3, 2}, {6, 6, 5, 7, 3}, {9, 10, 10, 11, 4});
    struct prep_edits *second = LOG({2, 6, 2, 2, 1}), *joined = prep_edits_new();
    assert_int_equal(prep_edits_compose(first, second, 10, joined), PREP_OK);
    assert_int_equal(prep_edits_count(joined), 3);
    assert_edit(joined, 0, (struct prep_edit){0, 1, 0, 0, 1});
    assert_edit(joined, 1, (struct prep_edit){3, 6, 2, 3, 11});
    assert_edit(joined, 2, (struct prep_edit){9, 10, 6, 7, 4});
    prep_edits_free(first);
    prep_edits_free(second);
    prep_edits_free(joined);
}

/* Change a text at random places, logging what is done. */
static void mutate(uint64_t *seed, const struct prep_buf *in, struct prep_buf *out,
                   struct prep_edits *edits)
{
    prep_buf_reset(out);
    prep_edits_reset(edits);
    for (size_t at = 0; at <= in->len;) {
        size_t run = random_below(seed, 6), n_in = random_below(seed, 4),
               n_out = random_below(seed, 4);
        if (run > in->len - at)
            run = in->len - at;
        assert_int_equal(prep_buf_append(out, in->data + at, run), PREP_OK);
        at += run;
        if (n_in > in->len - at)
            n_in = in->len - at;
        struct prep_edit edit = {at, at + n_in, out->len, out->len + n_out,
                                 (uint16_t)random_below(seed, 5)};
        for (size_t i = 0; i < n_out; i++) {
            char letter = (char)('a' + random_below(seed, 26));
            assert_int_equal(prep_buf_append(out, &letter, 1), PREP_OK);
        }
        assert_int_equal(prep_edits_append(edits, edit), PREP_OK);
        at += n_in;
        if (at == in->len)
            break;
    }
}

/* Does the rule come from one of the two logs? */
static bool known_rule(unsigned rule)
{
    return rule < 5 || (rule >= 10 && rule < 15);
}

static void composed_random_logs_replay(void **state)
{
    (void)state;
    uint64_t seed = 3;
    struct prep_buf text[3] = {PREP_BUF_INIT, PREP_BUF_INIT, PREP_BUF_INIT};
    struct prep_edits *first = prep_edits_new(), *second = prep_edits_new(),
                      *joined = prep_edits_new();
    for (int round = 0; round < 50000; round++) {
        prep_buf_reset(&text[0]);
        for (size_t n = random_below(&seed, 30); n > 0; n--) {
            char letter = (char)('A' + random_below(&seed, 26));
            assert_int_equal(prep_buf_append(&text[0], &letter, 1), PREP_OK);
        }
        mutate(&seed, &text[0], &text[1], first);
        mutate(&seed, &text[1], &text[2], second);
        assert_null(replay_fault(first, text[0].data, text[0].len, text[1].data, text[1].len));
        prep_edits_reset(joined);
        assert_int_equal(prep_edits_compose(first, second, 10, joined), PREP_OK);
        assert_null(replay_fault(joined, text[0].data, text[0].len, text[2].data, text[2].len));
        assert_true(prep_edits_count(joined) <= prep_edits_count(first) + prep_edits_count(second));
        for (size_t i = 0; i < prep_edits_count(joined); i++)
            assert_true(known_rule(prep_edits_get(joined, i).rule));
    }
    for (size_t i = 0; i < 3; i++)
        prep_buf_free(&text[i]);
    prep_edits_free(first);
    prep_edits_free(second);
    prep_edits_free(joined);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(appends_in_order),
        cmocka_unit_test(inserts_anywhere),
        cmocka_unit_test(shifts_the_tail),
        cmocka_unit_test(traces_output_to_input),
        cmocka_unit_test(composes_with_nothing),
        cmocka_unit_test(composes_changes_apart),
        cmocka_unit_test(joins_changes_that_overlap_or_touch),
        cmocka_unit_test(a_long_change_joins_many),
        cmocka_unit_test(composed_random_logs_replay),
    };
    return RUN(tests);
}
