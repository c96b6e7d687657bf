/* stats.c - --stats: what was done, as JSON that compares and adds up. */
#include "frame.h"

#include <sha2.h>
#include <stdarg.h>
#include <string.h>

static enum prep_status append_sums(const struct frame_common *common,
                                    const struct frame_counts *sum, struct prep_buf *json);
static enum prep_status append_rules(const struct frame_filter *filter,
                                     const struct frame_worker *workers, size_t n,
                                     struct prep_buf *json);
static enum prep_status append_versions(const struct frame_filter *filter, struct prep_buf *json);
static enum prep_status append_format(struct prep_buf *json, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
static enum prep_status append_string(struct prep_buf *json, const char *string);
static enum prep_status append_sources(const struct prep_transform *transform,
                                       struct prep_buf *json);

bool frame_stats_write(const struct frame_common *common, const struct frame_filter *filter,
                       const struct frame_worker *workers, size_t n, double seconds)
{
    struct prep_buf json = PREP_BUF_INIT;
    struct frame_counts sum = {0};
    struct frame_writer writer;
    for (size_t i = 0; i < n; i++) {
        sum.records += workers[i].counts.records;
        sum.bytes_in += workers[i].counts.bytes_in;
        sum.bytes_out += workers[i].counts.bytes_out;
        sum.bad += workers[i].counts.bad;
        sum.uneven += workers[i].counts.uneven;
    }
    bool good =
        !append_versions(filter, &json) && !append_sums(common, &sum, &json) &&
        !append_rules(filter, workers, n, &json) && !append_sources(workers[0].transform, &json) &&
        (!common->stats_timing || !append_format(&json, ",\n  \"seconds\": %.3f", seconds)) &&
        !append_format(&json, "\n}\n");
    if (!good)
        frame_message("out of memory");
    else if ((good = frame_writer_open(&writer, common->stats)))
        good = frame_writer_write(&writer, &json) ? frame_writer_commit(&writer)
                                                  : (frame_writer_abandon(&writer), false);
    prep_buf_free(&json);
    return good;
}

uint64_t frame_stats_rule(const struct frame_worker *workers, size_t n, size_t rule)
{
    uint64_t count = 0;
    for (size_t i = 0; i < n; i++) {
        count += prep_transform_count(workers[i].transform, rule);
        if (rule < FRAME_RULES_MAX)
            count -= workers[i].counts.undone[rule];
    }
    return count;
}

static enum prep_status append_versions(const struct frame_filter *filter, struct prep_buf *json)
{
    if (append_format(json,
                      "{\n  \"tool\": \"%s\",\n  \"version\": \"%s\",\n  \"rules_version\": \"%s\"",
                      filter->name, prep_version(), prep_rules_version()) ||
        append_format(json, ",\n  \"libraries\": ["))
        return PREP_E_NOMEM;
    for (size_t i = 0; prep_version_detail(i); i++) {
        if (append_format(json, i ? ", " : "") || append_string(json, prep_version_detail(i)))
            return PREP_E_NOMEM;
    }
    return append_format(json, "]");
}

static enum prep_status append_sums(const struct frame_common *common,
                                    const struct frame_counts *sum, struct prep_buf *json)
{
    return append_format(json,
                         ",\n  \"records\": %llu,\n  \"bytes_in\": %llu,\n  \"bytes_out\": %llu"
                         ",\n  \"bad_records\": {\"%s\": %llu},\n  \"uneven_rows\": %llu",
                         (unsigned long long)sum->records, (unsigned long long)sum->bytes_in,
                         (unsigned long long)sum->bytes_out, frame_policy_name(common),
                         (unsigned long long)sum->bad, (unsigned long long)sum->uneven);
}

static enum prep_status append_rules(const struct frame_filter *filter,
                                     const struct frame_worker *workers, size_t n,
                                     struct prep_buf *json)
{
    size_t count;
    const struct prep_rule *rules = filter->rules(&count);
    if (append_format(json, ",\n  \"rules\": {"))
        return PREP_E_NOMEM;
    for (size_t i = 0; i < count; i++) {
        if (append_format(json, "%s\n    \"%s\": %llu", i ? "," : "", rules[i].name,
                          (unsigned long long)frame_stats_rule(workers, n, i)))
            return PREP_E_NOMEM;
    }
    return append_format(json, "\n  }");
}

/* The files that the answers depend on: two runs compare only where these agree. */
static enum prep_status append_sources(const struct prep_transform *transform,
                                       struct prep_buf *json)
{
    const char *path;
    if (append_format(json, ",\n  \"data\": ["))
        return PREP_E_NOMEM;
    for (size_t i = 0; (path = prep_transform_source(transform, i)); i++) {
        char hex[SHA256_DIGEST_STRING_LENGTH] = "";
        SHA256File(path, hex);
        if (append_format(json, "%s\n    {\"path\": ", i ? "," : "") || append_string(json, path) ||
            append_format(json, ", \"sha256\": \"%s\"}", hex))
            return PREP_E_NOMEM;
    }
    return append_format(json, "%s]", prep_transform_source(transform, 0) ? "\n  " : "");
}

static enum prep_status append_format(struct prep_buf *json, const char *format, ...)
{
    char text[600];
    va_list arguments;
    va_start(arguments, format);
    int n = vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    return prep_buf_append(json, text, (size_t)n < sizeof text ? (size_t)n : sizeof text - 1);
}

static enum prep_status append_string(struct prep_buf *json, const char *string)
{
    if (prep_buf_append(json, "\"", 1) || frame_json_encode(string, strlen(string), json))
        return PREP_E_NOMEM;
    return prep_buf_append(json, "\"", 1);
}
