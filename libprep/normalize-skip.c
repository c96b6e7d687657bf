/* normalize-skip.c - copying text in which there is nothing to do: nearly all text.
 *
 * Only 0.5 % of the kilobytes of German text are pure ASCII, but most of the rest are letters of
 * Latin-1: so blocks that have nothing else are told by looking at each byte and its neighbours.
 * Here that is done 16 bytes at a time with the vectors that GCC and clang offer for any
 * processor; the blocks they do not pass are gone through character by character, and each is
 * looked up. normalize-skip-kernel.h has 64 bytes at a time and looks up those of a block at once.
 * Both stop at the same characters. */
#include "normalize-block.h"

enum { WIDTH = 16, BLOCK = 4 * WIDTH };

typedef unsigned char vector __attribute__((vector_size(WIDTH)));
typedef uint64_t words __attribute__((vector_size(WIDTH)));

static inline vector look(const char *at);
static inline bool any(vector v);
static inline bool pass_char(struct prep_normalizer *normalizer, const char *text, size_t len,
                             size_t *at, struct prep_before *before);

#define EACH(byte) (uint32_t)(byte) * 0x01010101u
#define EACH_4(b)  EACH(b), EACH((b) + 1), EACH((b) + 2), EACH((b) + 3)
#define EACH_16(b) EACH_4(b), EACH_4((b) + 4), EACH_4((b) + 8), EACH_4((b) + 12)
#define EACH_64(b) EACH_16(b), EACH_16((b) + 16), EACH_16((b) + 32), EACH_16((b) + 48)
const uint32_t prep_skip_bytes[256] = {EACH_64(0), EACH_64(64), EACH_64(128), EACH_64(192)};

prep_skip_fn *prep_skip_best(void)
{
#ifdef PREP_HAVE_AVX2
    if (__builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vbmi2") &&
        __builtin_cpu_supports("bmi2"))
        return prep_skip_avx512;
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") &&
        __builtin_cpu_supports("bmi2"))
        return prep_skip_avx2;
#endif
    return prep_skip_portable;
}

bool prep_skip_portable(struct prep_block *block)
{
    const char *text = block->text;
    while (block->at < block->len) {
        /* Behind a letter of Greek or Cyrillic one of Latin is not clean. */
        size_t at = block->at, len = block->len;
        char *out = block->out + block->n;
        bool latin = !((unsigned char)text[at - 1] & 0x80) ||
                     !(prep_skip_before(block->normalizer, text, at).quick & QUICK_FOREIGN);
        while (latin && len - at > BLOCK) {
            memcpy(out, text + at, BLOCK);
            vector found = look(text + at) | look(text + at + WIDTH) | look(text + at + 2 * WIDTH) |
                           look(text + at + 3 * WIDTH);
            if (any(found) || ((unsigned char)text[at] & 0xC0) == 0x80)
                break;
            size_t n = (unsigned char)text[at + BLOCK - 1] == 0xC3 ? BLOCK - 1 : BLOCK;
            at += n;
            out += n;
        }
        block->n += at - block->at;
        block->at = at;
        if (!prep_skip_slowly(block, len - at > BLOCK ? at + BLOCK : len))
            return false;
    }
    return true;
}

bool prep_skip_slowly(struct prep_block *block, size_t end)
{
    while (block->at < end) {
        size_t stop = prep_skip_chars(block->normalizer, block->text, block->len, block->at, end,
                                      block->out + block->n);
        char *out = block->out + block->n + (stop - block->at);
        size_t n = stop < end ? prep_block_simple(block, stop, &out) : 0;
        block->n = (size_t)(out - block->out);
        block->at = stop + n;
        if (stop < end && n == 0 && !block->pass(block))
            return false;
    }
    return true;
}

/* Not 0 where a byte is none of printable ASCII, LF, and most letters of Latin-1, or two of white
 * space follow each other; those in front and behind must be readable. */
static inline vector look(const char *at)
{
    vector c, before, after;
    memcpy(&c, at, sizeof c);
    memcpy(&before, at - 1, sizeof before);
    memcpy(&after, at + 1, sizeof after);
    vector lf = (vector)(c == '\n'), good = (vector)(c == 0xC3);
    vector white = (vector)(c == ' ') | lf;
    vector white_before = (vector)(before == ' ') | (vector)(before == '\n');
    return ((vector)(c < 0x20) & ~lf) | (vector)(c == 0x7F) | ((vector)(c >= 0xC0) & ~good) |
           (good ^ (vector)((after & 0xC0) == 0x80)) | (vector)((c & 0xFE) == 0x82) |
           (white & white_before);
}

static inline bool any(vector v)
{
    words w = (words)v;
    return (w[0] | w[1]) != 0;
}

size_t prep_skip_chars(struct prep_normalizer *normalizer, const char *text, size_t len, size_t at,
                       size_t end, char *out)
{
    struct prep_before before = prep_skip_before(normalizer, text, at);
    while (at < end) {
        size_t begin = at;
        if (!pass_char(normalizer, text, len, &at, &before))
            break;
        for (size_t i = begin; i < at; i++)
            *out++ = text[i];
    }
    return at;
}

struct prep_before prep_skip_before(struct prep_normalizer *normalizer, const char *text, size_t at)
{
    struct prep_before before = {0, 0, false};
    unsigned char last = (unsigned char)text[at - 1];
    if (last < 0x80) {
        before.quick = (last | 0x20u) - 'a' < 26 ? QUICK_LATIN : 0;
        return before;
    }
    uint32_t c = prep_utf8_prev(text, &at);
    before.quick = prep_normalizer_quick(normalizer, c);
    before.latin_1 = c >= 0xC0 && c <= 0xFF;
    if (before.quick & QUICK_MARK)
        before.mark = normalizer->mark_of[c];
    else if (before.quick & QUICK_STOP && c >= 0x300)
        before.mark = 255; /* it may have been a mark, which became part of something else */
    return before;
}

/* Move behind the character at *at if it is clean. */
static inline bool pass_char(struct prep_normalizer *normalizer, const char *text, size_t len,
                             size_t *at, struct prep_before *before)
{
    unsigned char first = (unsigned char)text[*at];
    if (first < 0x80) {
        unsigned char last = (unsigned char)text[*at - 1];
        unsigned letter = (first | 0x20u) - 'a' < 26 ? QUICK_LATIN : 0;
        if ((first < 0x20 && first != '\n') || first == 0x7F ||
            (letter && before->quick & QUICK_FOREIGN) ||
            ((first == ' ' || first == '\n') && (last == ' ' || (last == '\n' && first == ' '))))
            return false;
        *before = (struct prep_before){letter, 0, false};
        ++*at;
        return true;
    }
    size_t next = *at;
    uint32_t c = prep_utf8_next(text, len, &next);
    if (c == 0xFFFD && next - *at != 3) /* not valid */
        return false;
    unsigned quick = prep_normalizer_quick(normalizer, c);
    if (quick & QUICK_STOP ||
        (quick & QUICK_SECOND && before->latin_1 && prep_mojibake_with(text, len, *at)) ||
        ((quick | before->quick) & (QUICK_LATIN | QUICK_FOREIGN)) == (QUICK_LATIN | QUICK_FOREIGN))
        return false;
    uint8_t mark = quick & QUICK_MARK ? normalizer->mark_of[c] : 0;
    if (mark && mark < before->mark)
        return false;
    *before = (struct prep_before){quick, mark, first == 0xC3};
    *at = next;
    return true;
}
