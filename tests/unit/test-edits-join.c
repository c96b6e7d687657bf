/* The texts of joined changes are those of prep_edits_compose()'s spans. */
#include "../../tools/edits.h"
#include "random.h"
#include "replay.h"
#include "unit.h"

#define MAX_CHANGES 40

/* A change of one text into another, with the log of it in both forms. */
struct step {
    struct prep_buf out;
    struct prep_edits *edits;
    struct edits_item items[MAX_CHANGES];
    size_t count;
};

static void mutate(uint64_t *seed, const struct prep_buf *in, struct step *step)
{
    static const char *const names[] = {"nfc", "space", "nfc+space", "ordinal"};
    prep_buf_reset(&step->out);
    prep_edits_reset(step->edits);
    /* The items point into it. */
    assert_int_equal(prep_buf_reserve(&step->out, 2 * in->len + 4 * MAX_CHANGES), PREP_OK);
    step->count = 0;
    for (size_t at = 0; at <= in->len && step->count < MAX_CHANGES;) {
        size_t run = random_below(seed, 6), n_in = random_below(seed, 4),
               n_out = random_below(seed, 4);
        if (run > in->len - at)
            run = in->len - at;
        assert_int_equal(prep_buf_append(&step->out, in->data + at, run), PREP_OK);
        at += run;
        if (n_in > in->len - at)
            n_in = in->len - at;
        struct prep_edit edit = {at, at + n_in, step->out.len, step->out.len + n_out, 0};
        const char *rule = names[random_below(seed, 4)];
        step->items[step->count++] = (struct edits_item){.span = edit,
                                                         .before = in->data + at,
                                                         .after = step->out.data + step->out.len,
                                                         .rule = rule,
                                                         .rule_len = strlen(rule)};
        for (size_t i = 0; i < n_out; i++) {
            char letter = (char)('a' + random_below(seed, 26));
            assert_int_equal(prep_buf_append(&step->out, &letter, 1), PREP_OK);
        }
        assert_int_equal(prep_edits_append(step->edits, edit), PREP_OK);
        at += n_in;
        if (at == in->len)
            break;
    }
    if (step->count == MAX_CHANGES) /* the rest of the text */
        prep_buf_reset(&step->out);
}

static void assert_same(const struct edits_entry *entry, const struct prep_edits *edits,
                        const char *in, const char *out)
{
    size_t n = 0;
    for (size_t i = 0; i < prep_edits_count(edits); i++) {
        struct prep_edit want = prep_edits_get(edits, i);
        size_t before = want.in_end - want.in_begin, after = want.out_end - want.out_begin;
        if (before == after &&
            (before == 0 || !memcmp(in + want.in_begin, out + want.out_begin, before)))
            continue; /* changes nothing: left out */
        assert_true(n < entry->count);
        const struct edits_change *got = &entry->changes[n++];
        assert_int_equal(got->column, 3);
        assert_int_equal(got->span.in_begin, want.in_begin);
        assert_int_equal(got->span.in_end, want.in_end);
        assert_int_equal(got->span.out_begin, want.out_begin);
        assert_int_equal(got->span.out_end, want.out_end);
        const char *pool = entry->pool.data;
        assert_true(!before || !memcmp(pool + got->before, in + want.in_begin, before));
        assert_true(!after || !memcmp(pool + got->after, out + want.out_begin, after));
    }
    assert_int_equal(n, entry->count);
}

static void joins_as_the_library_composes(void **state)
{
    (void)state;
    uint64_t seed = 5, row;
    struct prep_buf text = PREP_BUF_INIT;
    struct step steps[2] = {{.edits = prep_edits_new()}, {.edits = prep_edits_new()}};
    struct prep_edits *composed = prep_edits_new();
    struct edits_entry entry = {0};
    assert_true(steps[0].edits && steps[1].edits && composed);
    assert_int_equal(prep_buf_reserve(&text, 1), PREP_OK);
    for (int round = 0; round < 20000; round++) {
        prep_buf_reset(&text);
        for (size_t n = random_below(&seed, 30); n > 0; n--) {
            char letter = (char)('A' + random_below(&seed, 26));
            assert_int_equal(prep_buf_append(&text, &letter, 1), PREP_OK);
        }
        mutate(&seed, &text, &steps[0]);
        mutate(&seed, &steps[0].out, &steps[1]);
        if (steps[0].count == MAX_CHANGES || steps[1].count == MAX_CHANGES)
            continue;
        prep_edits_reset(composed);
        edits_entry_reset(&entry);
        assert_int_equal(prep_edits_compose(steps[0].edits, steps[1].edits, 0, composed), PREP_OK);
        assert_int_equal(edits_join(steps[0].items, steps[0].count, steps[1].items, steps[1].count,
                                    3, &entry, &row),
                         EDITS_GOOD);
        assert_same(&entry, composed, text.data, steps[1].out.data);
    }
    for (size_t i = 0; i < 2; i++) {
        prep_buf_free(&steps[i].out);
        prep_edits_free(steps[i].edits);
    }
    prep_buf_free(&text);
    prep_edits_free(composed);
    edits_entry_free(&entry);
}

static struct edits_item item(size_t in, const char *before, size_t out, const char *after,
                              const char *rule)
{
    return (struct edits_item){
        .span = {in, in + strlen(before), out, out + strlen(after), 0},
        .before = before,
        .after = after,
        .rule = rule,
        .rule_len = strlen(rule),
        .row = 17,
    };
}

static void names_each_rule_once(void **state)
{
    (void)state;
    static const struct edits_paths paths;
    struct edits_entry entry = {.line = 4};
    struct prep_buf out = PREP_BUF_INIT;
    uint64_t row;
    struct edits_item first[] = {item(0, "a", 0, "bc", "nfc+space"), item(2, "x", 3, "y", "nf")};
    struct edits_item second[] = {item(1, "c-y", 1, "z", "space+nfc+fix")};
    assert_int_equal(edits_join(first, 2, second, 1, 0, &entry, &row), EDITS_GOOD);
    assert_true(edits_entry_write(&entry, &paths, &out));
    static const char want[] = "4\t\t0\t3\t0\t2\tnfc+space+nf+fix\ta-x\tbz\n";
    assert_int_equal(out.len, sizeof want - 1);
    assert_memory_equal(out.data, want, out.len);
    prep_buf_free(&out);
    edits_entry_free(&entry);
}

static void logs_that_contradict_are_found(void **state)
{
    (void)state;
    struct edits_entry entry = {0};
    uint64_t row = 0;
    struct edits_item first = item(0, "a", 0, "bc", "one"), second = item(1, "d-", 1, "", "two");
    assert_int_equal(edits_join(&first, 1, &second, 1, 0, &entry, &row), EDITS_FAULT);
    assert_int_equal(row, 17);
    edits_entry_free(&entry);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(joins_as_the_library_composes),
        cmocka_unit_test(names_each_rule_once),
        cmocka_unit_test(logs_that_contradict_are_found),
    };
    return RUN(tests);
}
