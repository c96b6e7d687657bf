/* utf8.c - checking, repairing and stepping through UTF-8 (The Unicode Standard 3.9). */
#include "internal.h"

/* What is wrong at the start of an ill-formed sequence, and how long its maximal subpart is. */
struct fault {
    const char *reason;
    size_t subpart; /* bytes */
};

/* 0x80 to 0x9F; the WHATWG Encoding Standard's index without its C1 controls. */
static const uint16_t windows_1252[32] = {
    0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178};

/* Append what stands for an ill-formed subpart. */
typedef enum prep_status append_fn(const char *subpart, size_t len, struct prep_buf *out);

static append_fn append_replacement, append_windows_1252;
static enum prep_status repair(const char *text, size_t len, append_fn *append,
                               struct prep_buf *out, struct prep_edits *edits);
static size_t skip_valid(const char *text, size_t len, size_t at, struct fault *fault);
static size_t sequence_length(const unsigned char *s, size_t left, struct fault *fault);

enum prep_status prep_utf8_check(const char *text, size_t len, struct prep_error *error)
{
    struct fault fault;
    size_t at = skip_valid(text, len, 0, &fault);
    if (at == len)
        return PREP_OK;
    return prep_fail(error, PREP_E_UTF8, at, "invalid UTF-8: byte 0x%02X %s",
                     (unsigned)(unsigned char)text[at], fault.reason);
}

enum prep_status prep_utf8_replace(const char *text, size_t len, struct prep_buf *out,
                                   struct prep_edits *edits)
{
    return repair(text, len, append_replacement, out, edits);
}

enum prep_status prep_utf8_latin1(const char *text, size_t len, struct prep_buf *out,
                                  struct prep_edits *edits)
{
    return repair(text, len, append_windows_1252, out, edits);
}

uint32_t prep_utf8_next_other(const char *text, size_t len, size_t *at)
{
    const unsigned char *s = (const unsigned char *)text + *at;
    if (*s >= 0xC2 && *s < 0xE0 && len - *at > 1 && (s[1] & 0xC0) == 0x80) {
        *at += 2;
        return (uint32_t)(s[0] & 0x1F) << 6 | (s[1] & 0x3F);
    }
    if (*s > 0xE0 && *s < 0xED && len - *at > 2 && ((s[1] ^ 0x80) | (s[2] ^ 0x80)) < 0x40) {
        *at += 3;
        return (uint32_t)(s[0] & 0x0F) << 12 | (uint32_t)(s[1] & 0x3F) << 6 | (s[2] & 0x3F);
    }
    struct fault fault;
    size_t n = sequence_length(s, len - *at, &fault);
    *at += n ? n : 1;
    switch (n) {
    case 2:
        return (uint32_t)(s[0] & 0x1F) << 6 | (s[1] & 0x3F);
    case 3:
        return (uint32_t)(s[0] & 0x0F) << 12 | (uint32_t)(s[1] & 0x3F) << 6 | (s[2] & 0x3F);
    case 4:
        return (uint32_t)(s[0] & 0x07) << 18 | (uint32_t)(s[1] & 0x3F) << 12 |
               (uint32_t)(s[2] & 0x3F) << 6 | (s[3] & 0x3F);
    default:
        return 0xFFFD;
    }
}

uint32_t prep_utf8_prev(const char *text, size_t *at)
{
    size_t end = *at, begin = end - 1;
    while (begin > 0 && end - begin < 4 && ((unsigned char)text[begin] & 0xC0) == 0x80)
        begin--;
    *at = begin;
    uint32_t code_point = prep_utf8_next(text, end, &begin);
    if (begin != end) { /* not one whole sequence: step over a single byte */
        *at = end - 1;
        return 0xFFFD;
    }
    return code_point;
}

size_t prep_utf8_put(uint32_t c, char bytes[4])
{
    if (c < 0x80) {
        bytes[0] = (char)c;
        return 1;
    }
    if (c < 0x800) {
        bytes[0] = (char)(0xC0 | c >> 6);
        bytes[1] = (char)(0x80 | (c & 0x3F));
        return 2;
    }
    if (c < 0x10000) {
        bytes[0] = (char)(0xE0 | c >> 12);
        bytes[1] = (char)(0x80 | (c >> 6 & 0x3F));
        bytes[2] = (char)(0x80 | (c & 0x3F));
        return 3;
    }
    bytes[0] = (char)(0xF0 | c >> 18);
    bytes[1] = (char)(0x80 | (c >> 12 & 0x3F));
    bytes[2] = (char)(0x80 | (c >> 6 & 0x3F));
    bytes[3] = (char)(0x80 | (c & 0x3F));
    return 4;
}

enum prep_status prep_buf_append_code_point(struct prep_buf *buf, uint32_t code_point)
{
    char bytes[4];
    return prep_buf_append(buf, bytes, prep_utf8_put(code_point, bytes));
}

uint32_t prep_windows_1252(unsigned char byte)
{
    return byte >= 0x80 && byte < 0xA0 ? windows_1252[byte - 0x80] : byte;
}

int prep_windows_1252_byte(uint32_t c)
{
    for (int i = 0; i < 32 && c != 0xFFFD; i++)
        if (windows_1252[i] == c)
            return 0x80 + i;
    return -1;
}

static enum prep_status repair(const char *text, size_t len, append_fn *append,
                               struct prep_buf *out, struct prep_edits *edits)
{
    size_t before = out->len, edits_before = edits ? prep_edits_count(edits) : 0;
    for (size_t at = 0;;) {
        struct fault fault;
        size_t end = skip_valid(text, len, at, &fault);
        if (prep_buf_append(out, text + at, end - at))
            break;
        if (end == len)
            return PREP_OK;
        struct prep_edit edit = {end, end + fault.subpart, out->len - before, 0, 0};
        if (append(text + end, fault.subpart, out))
            break;
        edit.out_end = out->len - before;
        if (edits && prep_edits_append(edits, edit))
            break;
        at = end + fault.subpart;
    }
    out->len = before;
    if (edits)
        prep_edits_truncate(edits, edits_before);
    return PREP_E_NOMEM;
}

static enum prep_status append_replacement(const char *subpart, size_t len, struct prep_buf *out)
{
    (void)subpart;
    (void)len;
    return prep_buf_append_code_point(out, 0xFFFD);
}

static enum prep_status append_windows_1252(const char *subpart, size_t len, struct prep_buf *out)
{
    enum prep_status status = PREP_OK;
    for (size_t i = 0; i < len && !status; i++) {
        status = prep_buf_append_code_point(out, prep_windows_1252((unsigned char)subpart[i]));
    }
    return status;
}

/* The end of the well-formed text that starts at `at`; where that is not len, *fault is filled. */
static size_t skip_valid(const char *text, size_t len, size_t at, struct fault *fault)
{
    bool fast = true;  /* short calls are not worth the vectors, nor the place of an error */
    size_t begin = at; /* in front of it may stand what is no UTF-8, and the vectors look back */
    while (at < len) {
        uint64_t word;
#ifdef PREP_HAVE_AVX2
        if (fast && at - begin >= 3 && len - at >= 64 && __builtin_cpu_supports("avx2")) {
            at = (__builtin_cpu_supports("avx512vbmi") ? prep_utf8_valid_vbmi
                  : __builtin_cpu_supports("avx512bw") ? prep_utf8_valid_avx512
                                                       : prep_utf8_valid_avx2)(text, len, at);
            fast = false;
        }
#endif
        /* Eight bytes of ASCII at a time. */
        while (len - at >= sizeof word) {
            memcpy(&word, text + at, sizeof word);
            if (word & 0x8080808080808080u)
                break;
            at += sizeof word;
        }
        while (at < len && (unsigned char)text[at] < 0x80)
            at++;
        if (at == len)
            break;
        const unsigned char *next = (const unsigned char *)text + at;
        if (len - at > 1 && next[0] >= 0xC2 && next[0] < 0xE0 && (next[1] & 0xC0) == 0x80) {
            at += 2; /* what most of it is in German */
            continue;
        }
        size_t n = sequence_length(next, len - at, fault);
        if (n == 0)
            return at;
        at += n;
    }
    return at;
}

/* The length of the well-formed sequence at s, 0 if there is none (table 3-7). */
static size_t sequence_length(const unsigned char *s, size_t left, struct fault *fault)
{
    unsigned lead = s[0], low = 0x80, high = 0xBF;
    size_t need;
    const char *narrow = NULL; /* why the second byte's range is narrower than usual */
    if (lead < 0x80)
        return 1;
    fault->subpart = 1;
    if (lead < 0xC0) {
        fault->reason = "continues no character";
        return 0;
    }
    if (lead < 0xC2) {
        fault->reason = "starts an overlong form";
        return 0;
    }
    if (lead < 0xE0) {
        need = 2;
    } else if (lead < 0xF0) {
        need = 3;
        if (lead == 0xE0) {
            low = 0xA0;
            narrow = "starts an overlong form";
        } else if (lead == 0xED) {
            high = 0x9F;
            narrow = "starts a surrogate";
        }
    } else if (lead < 0xF5) {
        need = 4;
        if (lead == 0xF0) {
            low = 0x90;
            narrow = "starts an overlong form";
        } else if (lead == 0xF4) {
            high = 0x8F;
            narrow = "starts a code point above U+10FFFF";
        }
    } else {
        fault->reason = "never occurs in UTF-8";
        return 0;
    }
    for (size_t i = 1; i < need; i++) {
        if (i == left) {
            fault->reason = "starts a character that the end cuts off";
            fault->subpart = i;
            return 0;
        }
        if (s[i] < low || s[i] > high) {
            bool continuation = (s[i] & 0xC0) == 0x80;
            fault->reason = i == 1 && continuation && narrow
                                ? narrow
                                : "starts a character that is not completed";
            fault->subpart = i;
            return 0;
        }
        low = 0x80;
        high = 0xBF;
    }
    return need;
}
