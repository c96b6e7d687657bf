/* normalize-skip.c - copying text in which there is nothing to do: nearly all text.
 *
 * Only 0.5 % of the kilobytes of German text are pure ASCII, but what else there is are mostly
 * letters of Latin-1. So whether there may be something to do is told from pairs of bytes, see
 * suspicious(): 16 at a time with the vectors that GCC and clang offer for any processor, or 32
 * (normalize-skip-avx2.c). Both find the same bytes. */
#include "normalize.h"

enum { WIDTH = 16, BLOCK = 4 * WIDTH };

typedef unsigned char vector __attribute__((vector_size(WIDTH)));
typedef uint64_t words __attribute__((vector_size(WIDTH)));

static inline vector look(const char *at);
static inline bool any(vector v);
static inline bool suspicious(unsigned char before, unsigned char c);

prep_skip_fn *prep_skip_best(void)
{
#ifdef PREP_HAVE_AVX2
    if (__builtin_cpu_supports("avx2"))
        return prep_skip_avx2;
#endif
    return prep_skip_portable;
}

size_t prep_skip_portable(const char *text, size_t len, size_t at, char *out)
{
    for (; len - at >= BLOCK; at += BLOCK, out += BLOCK) {
        memcpy(out, text + at, BLOCK);
        vector found = look(text + at) | look(text + at + WIDTH) | look(text + at + 2 * WIDTH) |
                       look(text + at + 3 * WIDTH);
        if (any(found))
            break;
    }
    return prep_skip_bytes(text, len, at, out);
}

size_t prep_skip_bytes(const char *text, size_t len, size_t at, char *out)
{
    while (at < len && !suspicious((unsigned char)text[at - 1], (unsigned char)text[at]))
        *out++ = text[at++];
    return at;
}

/* Not 0 where a byte is suspicious; the byte in front must be readable. */
static inline vector look(const char *at)
{
    vector c, before;
    memcpy(&c, at, sizeof c);
    memcpy(&before, at - 1, sizeof before);
    vector tail = (vector)((c & 0xC0) == 0x80), lf = (vector)(c == '\n');
    vector white = (vector)(c == ' ') | lf;
    vector white_before = (vector)(before == ' ') | (vector)(before == '\n');
    return ((vector)(c < 0x20) & ~lf) | (vector)(c == 0x7F) |
           ((vector)(c >= 0xC0) & (vector)(c != 0xC3)) | (tail ^ (vector)(before == 0xC3)) |
           (vector)((c & 0xFE) == 0x82) | (white & white_before);
}

static inline bool any(vector v)
{
    words w = (words)v;
    return (w[0] | w[1]) != 0;
}

/* Two of these in a row are suspicious. */
static inline bool white(unsigned char c)
{
    return c == ' ' || c == '\n';
}

/* May anything have to be done about c, which follows the byte `before`? It is clean if it is
 * printable ASCII, LF, or a letter of Latin-1 other than those that begin most misread UTF-8 (A
 * with circumflex or tilde), and if it is no space that would go. */
static inline bool suspicious(unsigned char before, unsigned char c)
{
    if (c < 0x80)
        return before == 0xC3 || (c < 0x20 && c != '\n') || c == 0x7F ||
               (white(before) && white(c));
    if (c < 0xC0)
        return before != 0xC3 || (c & 0xFE) == 0x82;
    return before == 0xC3 || c != 0xC3;
}
