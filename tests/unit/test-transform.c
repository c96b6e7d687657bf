#include "replay.h"
#include "unit.h"

#include <stdio.h>

/* A transform to test with: writes x as X, doubles d, drops o, and fails at each '!'. */
enum { RULE_UPPER, RULE_DOUBLE, RULE_DROP, N_RULES };

static const struct prep_rule rules[N_RULES] = {
    {"upper", "", true}, {"double", "", true}, {"drop", "", true}};

static struct prep_transform *fake_new(bool sees_cr);

static enum prep_status fake_run(struct prep_transform *transform, const char *line, size_t len,
                                 unsigned flags, struct prep_buf *out, struct prep_edits *edits,
                                 struct prep_error *error)
{
    size_t out_start = out->len;
    if (flags & PREP_RUN_START && prep_buf_append(out, "^", 1))
        return PREP_E_NOMEM;
    for (size_t i = 0; i < len; i++) {
        size_t at = out->len - out_start;
        enum prep_status status = PREP_OK;
        assert_true(line[i] != '\n');
        if (line[i] == '!')
            return prep_fail(error, PREP_E_LIMIT, i, "'!' at byte %zu of the record", i);
        if (line[i] == '\r') {
            status = prep_buf_append(out, "<CR>", 4);
        } else if (line[i] == 'x' && prep_rule_on(transform, RULE_UPPER)) {
            status = prep_buf_append(out, "X", 1);
            if (!status)
                status = prep_changed(transform, edits, RULE_UPPER, i, i + 1, at, at + 1);
        } else if (line[i] == 'd') {
            status = prep_buf_append(out, "dd", 2);
            if (!status)
                status = prep_changed(transform, edits, RULE_DOUBLE, i + 1, i + 1, at + 1, at + 2);
        } else if (line[i] == 'o') {
            status = prep_changed(transform, edits, RULE_DROP, i, i + 1, at, at);
        } else {
            status = prep_buf_append(out, line + i, 1);
        }
        if (status)
            return status;
    }
    return PREP_OK;
}

static struct prep_transform *fake_clone(const struct prep_transform *transform,
                                         struct prep_error *error)
{
    (void)error;
    return fake_new(transform->class->sees_cr);
}

static void fake_free(struct prep_transform *transform)
{
    free(transform);
}

static struct prep_transform *fake_new(bool sees_cr)
{
    static const struct prep_transform_class plain = {.rules = rules,
                                                      .n_rules = N_RULES,
                                                      .run_line = fake_run,
                                                      .clone = fake_clone,
                                                      .free = fake_free};
    static const struct prep_transform_class seeing = {.rules = rules,
                                                       .n_rules = N_RULES,
                                                       .run_line = fake_run,
                                                       .clone = fake_clone,
                                                       .free = fake_free,
                                                       .sees_cr = true};
    struct prep_transform *transform = calloc(1, sizeof *transform);
    assert_non_null(transform);
    transform->class = sees_cr ? &seeing : &plain;
    transform->enabled = 7;
    return transform;
}

static void assert_becomes(struct prep_transform *transform, unsigned flags, const char *in,
                           size_t in_len, const char *want, size_t want_len)
{
    struct prep_buf out = PREP_BUF_INIT;
    assert_int_equal(prep_transform_run(transform, in, in_len, flags, &out, NULL, NULL), PREP_OK);
    assert_text(&out, want, want_len);
    prep_buf_free(&out);
}

static void records_keep_their_line_feeds(void **state)
{
    (void)state;
    struct prep_transform *transform = fake_new(false);
    assert_becomes(transform, 0, BYTES(""), BYTES(""));
    assert_becomes(transform, 0, BYTES("\n"), BYTES("\n"));
    assert_becomes(transform, 0, BYTES("x\n\nx"), BYTES("X\n\nX"));
    assert_becomes(transform, 0, BYTES("x\nx\n"), BYTES("X\nX\n"));
    assert_becomes(transform, 0, BYTES("x\0x\n"), BYTES("X\0X\n"));
    prep_transform_free(transform);
    prep_transform_free(NULL);
}

static void a_cr_at_the_end_is_left_outside(void **state)
{
    (void)state;
    struct prep_transform *transform = fake_new(false), *seeing = fake_new(true);
    assert_becomes(transform, 0, BYTES("x\r\nx\rx\r\r\n\r\nx\r"),
                   BYTES("X\r\nX<CR>X<CR>\r\n\r\nX\r"));
    assert_becomes(seeing, 0, BYTES("x\r\n\r"), BYTES("X<CR>\n<CR>"));
    prep_transform_free(transform);
    prep_transform_free(seeing);
}

static void only_the_first_record_is_the_start(void **state)
{
    (void)state;
    struct prep_transform *transform = fake_new(false);
    assert_becomes(transform, PREP_RUN_START, BYTES("a\nb\n"), BYTES("^a\nb\n"));
    assert_becomes(transform, PREP_RUN_START, BYTES("\nb"), BYTES("^\nb"));
    assert_becomes(transform, 0, BYTES("a\nb\n"), BYTES("a\nb\n"));
    prep_transform_free(transform);
}

static void edits_count_from_the_start_of_the_text(void **state)
{
    (void)state;
    static const char in[] = "ax\r\nodd\nb";
    static const struct prep_edit want[] = {{1, 2, 1, 2, RULE_UPPER},
                                            {4, 5, 4, 4, RULE_DROP},
                                            {6, 6, 5, 6, RULE_DOUBLE},
                                            {7, 7, 7, 8, RULE_DOUBLE}};
    struct prep_transform *transform = fake_new(false);
    struct prep_buf out = PREP_BUF_INIT;
    struct prep_edits *edits = prep_edits_new();
    assert_int_equal(prep_buf_append(&out, BYTES("before ")), PREP_OK);
    assert_int_equal(prep_transform_run(transform, in, sizeof in - 1, 0, &out, edits, NULL),
                     PREP_OK);
    assert_text(&out, BYTES("before aX\r\ndddd\nb"));
    assert_int_equal(prep_edits_count(edits), 4);
    for (size_t i = 0; i < 4; i++) {
        struct prep_edit got = prep_edits_get(edits, i);
        assert_memory_equal(&got.in_begin, &want[i].in_begin, 4 * sizeof(size_t));
        assert_int_equal(got.rule, want[i].rule);
    }
    assert_null(replay_fault(edits, in, sizeof in - 1, out.data + 7, out.len - 7));
    assert_int_equal(prep_transform_count(transform, RULE_UPPER), 1);
    assert_int_equal(prep_transform_count(transform, RULE_DOUBLE), 2);
    assert_int_equal(prep_transform_count(transform, RULE_DROP), 1);
    assert_int_equal(prep_transform_count(transform, N_RULES), 0);
    prep_edits_free(edits);
    prep_buf_free(&out);
    prep_transform_free(transform);
}

static void an_error_leaves_output_and_log_alone(void **state)
{
    (void)state;
    struct prep_transform *transform = fake_new(false);
    struct prep_buf out = PREP_BUF_INIT;
    struct prep_edits *edits = prep_edits_new();
    struct prep_error error;
    assert_int_equal(prep_transform_run(transform, BYTES("xd\n"), 0, &out, edits, NULL), PREP_OK);
    assert_int_equal(prep_transform_run(transform, BYTES("xd\nxd!x\n"), 0, &out, edits, &error),
                     PREP_E_LIMIT);
    assert_int_equal(error.status, PREP_E_LIMIT);
    assert_int_equal(error.offset, 5);
    assert_string_equal(error.message, "'!' at byte 2 of the record");
    assert_text(&out, BYTES("Xdd\n"));
    assert_int_equal(prep_edits_count(edits), 2);
    assert_int_equal(prep_transform_run(transform, BYTES("!"), 0, &out, NULL, NULL), PREP_E_LIMIT);
    assert_text(&out, BYTES("Xdd\n"));
    prep_edits_free(edits);
    prep_buf_free(&out);
    prep_transform_free(transform);
}

static void invalid_utf8_is_refused_with_its_place(void **state)
{
    (void)state;
    struct prep_transform *transform = fake_new(false);
    struct prep_buf out = PREP_BUF_INIT;
    struct prep_error error;
    assert_int_equal(prep_transform_run(transform, BYTES("x\n\xC3"), 0, &out, NULL, &error),
                     PREP_E_UTF8);
    assert_int_equal(error.offset, 2);
    assert_int_equal(out.len, 0);
    assert_int_equal(prep_transform_count(transform, RULE_UPPER), 0);
    prep_buf_free(&out);
    prep_transform_free(transform);
}

static void rules_are_borrowed_and_clones_count_from_zero(void **state)
{
    (void)state;
    struct prep_transform *transform = fake_new(false);
    size_t n;
    assert_ptr_equal(prep_transform_rules(transform, &n), rules);
    assert_int_equal(n, N_RULES);
    assert_becomes(transform, 0, BYTES("xx"), BYTES("XX"));
    struct prep_transform *copy = prep_transform_clone(transform, NULL);
    assert_int_equal(prep_transform_count(transform, RULE_UPPER), 2);
    assert_int_equal(prep_transform_count(copy, RULE_UPPER), 0);
    prep_transform_free(transform);
    assert_becomes(copy, 0, BYTES("x"), BYTES("X"));
    prep_transform_free(copy);
}

static void a_chain_joins_edits_and_rules(void **state)
{
    (void)state;
    static const char in[] = "xod\nax\n";
    struct prep_transform *members[2] = {fake_new(false), fake_new(false)};
    struct prep_transform *chain = prep_chain_new(members, 2, NULL);
    struct prep_buf out = PREP_BUF_INIT;
    struct prep_edits *edits = prep_edits_new();
    size_t n;
    assert_non_null(chain);
    prep_transform_rules(chain, &n);
    assert_int_equal(n, 2 * N_RULES);
    assert_int_equal(
        prep_transform_run(chain, in, sizeof in - 1, PREP_RUN_START, &out, edits, NULL), PREP_OK);
    assert_text(&out, BYTES("^^Xdddd\naX\n"));
    assert_int_equal(prep_transform_count(chain, RULE_UPPER), 2);
    assert_int_equal(prep_transform_count(chain, RULE_DOUBLE), 1);
    assert_int_equal(prep_transform_count(chain, N_RULES + RULE_DOUBLE), 2);
    assert_int_equal(prep_transform_count(chain, N_RULES + RULE_UPPER), 0);
    prep_edits_reset(edits);
    prep_buf_reset(&out);
    assert_int_equal(prep_transform_run(chain, in, sizeof in - 1, 0, &out, edits, NULL), PREP_OK);
    assert_text(&out, BYTES("Xdddd\naX\n"));
    assert_null(replay_fault(edits, in, sizeof in - 1, out.data, out.len));
    /* x, o and d touch each other, but only what the second member did to d joins the first's. */
    assert_int_equal(prep_edits_get(edits, 0).rule, RULE_UPPER);
    assert_int_equal(prep_edits_get(edits, prep_edits_count(edits) - 1).rule, RULE_UPPER);
    prep_edits_free(edits);
    prep_buf_free(&out);
    prep_transform_free(chain);
}

static void a_chain_fails_as_a_whole(void **state)
{
    (void)state;
    struct prep_transform *members[2] = {fake_new(false), fake_new(false)};
    struct prep_transform *chain = prep_chain_new(members, 2, NULL);
    struct prep_buf out = PREP_BUF_INIT;
    struct prep_error error;
    assert_int_equal(prep_transform_run(chain, BYTES("x\nx!\n"), 0, &out, NULL, &error),
                     PREP_E_LIMIT);
    assert_int_equal(error.offset, 3);
    assert_int_equal(out.len, 0);
    struct prep_transform *copy = prep_transform_clone(chain, NULL);
    prep_transform_free(chain);
    assert_becomes(copy, 0, BYTES("d"), BYTES("dddd"));
    prep_buf_free(&out);
    prep_transform_free(copy);
}

static void a_chain_needs_all_members(void **state)
{
    (void)state;
    struct prep_normalizer_options options;
    prep_normalizer_options_init(&options);
    struct prep_transform *members[] = {prep_normalizer_new(&options, NULL), NULL};
    struct prep_error error = {.status = PREP_E_DATA};
    assert_null(prep_chain_new(members, 2, &error));
    assert_int_equal(error.status, PREP_E_DATA); /* of who should have made the member */
}

static void a_chain_knows_its_sources(void **state)
{
    (void)state;
    struct prep_splitter_options options;
    prep_splitter_options_init(&options);
    options.data_dir = data_dir();
    struct prep_transform *member = prep_splitter_new(&options, NULL);
    assert_non_null(prep_transform_source(member, 0));
    struct prep_transform *chain = prep_chain_new(&member, 1, NULL);
    for (size_t i = 0; prep_transform_source(member, i); i++)
        assert_string_equal(prep_transform_source(chain, i), prep_transform_source(member, i));
    prep_transform_free(chain);
}

static void an_empty_chain_changes_nothing(void **state)
{
    (void)state;
    struct prep_transform *chain = prep_chain_new(NULL, 0, NULL);
    assert_becomes(chain, PREP_RUN_START, BYTES("x\r\nd\n"), BYTES("x\r\nd\n"));
    prep_transform_free(chain);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(records_keep_their_line_feeds),
        cmocka_unit_test(a_cr_at_the_end_is_left_outside),
        cmocka_unit_test(only_the_first_record_is_the_start),
        cmocka_unit_test(edits_count_from_the_start_of_the_text),
        cmocka_unit_test(an_error_leaves_output_and_log_alone),
        cmocka_unit_test(invalid_utf8_is_refused_with_its_place),
        cmocka_unit_test(rules_are_borrowed_and_clones_count_from_zero),
        cmocka_unit_test(a_chain_joins_edits_and_rules),
        cmocka_unit_test(a_chain_fails_as_a_whole),
        cmocka_unit_test(a_chain_needs_all_members),
        cmocka_unit_test(a_chain_knows_its_sources),
        cmocka_unit_test(an_empty_chain_changes_nothing),
    };
    return RUN(tests);
}
