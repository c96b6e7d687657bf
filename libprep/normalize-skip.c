/* normalize-skip.c - copying text in which there is nothing to do: nearly all text.
 *
 * Only 0.5 % of the kilobytes of German text are pure ASCII, but most of the rest are letters of
 * Latin-1: so whether there may be something to do is told byte by byte, from the byte itself and
 * its neighbours, see suspicious(). Here that is done 16 at a time with the vectors that GCC and
 * clang offer for any processor, for the mode that matters most; normalize-skip-avx2.c does 32.
 * Both find the same bytes. */
#include "normalize.h"

enum { WIDTH = 16, BLOCK = 4 * WIDTH };

typedef unsigned char vector __attribute__((vector_size(WIDTH)));
typedef uint64_t words __attribute__((vector_size(WIDTH)));

static inline vector look(const char *at);
static inline bool any(vector v);
static inline bool suspicious(enum prep_skip_mode mode, const char *text, size_t len, size_t at);

/* Why a byte is bad by itself. A bit holds for a byte if it is in the table of the high nibble and
 * in that of the low one. */
enum {
    C0 = 1 << 0,      /* 00..0F but LF */
    C0_1X = 1 << 1,   /* 10..1F */
    DEL = 1 << 2,     /* 7F */
    TAIL = 1 << 3,    /* 82, 83 of SKIP_LATIN_1: in it they end the letters that begin most misread
                       * UTF-8; BF of SKIP_LATIN: in it it ends the long s */
    LETTER = 1 << 3,  /* 40..7F of SKIP_FOREIGN: letters of Latin */
    LEAD_CX = 1 << 4, /* C0..CF but good ones */
    LEAD_DX = 1 << 5, /* D0..DF but good ones; or D0..FF */
    LEAD_EF = 1 << 6, /* E0..FF */
    GOOD = PREP_SKIP_GOOD,
    ALL = C0 | C0_1X | LEAD_CX | LEAD_DX,
    FOREIGN = ALL | LETTER | LEAD_EF,
};

const struct prep_skip_tables prep_skip_tables[] = {
    [SKIP_LATIN_1] = {{C0, C0_1X, 0, 0, 0, 0, 0, DEL, TAIL, 0, 0, 0, LEAD_CX | GOOD, LEAD_DX,
                       LEAD_DX, LEAD_DX},
                      {ALL, ALL, ALL | TAIL, (ALL & ~LEAD_CX) | TAIL | GOOD, ALL, ALL, ALL, ALL,
                       ALL, ALL, ALL & ~C0, ALL, ALL, ALL, ALL, ALL | DEL}},
    [SKIP_LATIN] = {{C0, C0_1X, 0, 0, 0, 0, 0, DEL, 0, 0, 0, TAIL, LEAD_CX | GOOD, LEAD_DX, LEAD_DX,
                     LEAD_DX},
                    {ALL, ALL, ALL, (ALL & ~LEAD_CX) | GOOD, (ALL & ~LEAD_CX) | GOOD,
                     (ALL & ~LEAD_CX) | GOOD, (ALL & ~LEAD_CX) | GOOD, (ALL & ~LEAD_CX) | GOOD,
                     (ALL & ~LEAD_CX) | GOOD, (ALL & ~LEAD_CX) | GOOD,
                     (ALL & ~LEAD_CX & ~C0) | GOOD, (ALL & ~LEAD_CX) | GOOD, ALL, ALL, ALL,
                     ALL | DEL | TAIL}},
    [SKIP_FOREIGN] = {{C0, C0_1X, 0, 0, LETTER, LETTER, LETTER, LETTER, 0, 0, 0, 0, LEAD_CX | GOOD,
                       LEAD_DX | GOOD, LEAD_EF, LEAD_EF},
                      {(FOREIGN & ~LEAD_DX) | GOOD, (FOREIGN & ~LEAD_DX) | GOOD, FOREIGN, FOREIGN,
                       FOREIGN, FOREIGN, FOREIGN, FOREIGN, FOREIGN, FOREIGN, FOREIGN & ~C0, FOREIGN,
                       FOREIGN, FOREIGN, (FOREIGN & ~LEAD_CX) | GOOD, (FOREIGN & ~LEAD_CX) | GOOD}},
};

prep_skip_fn *prep_skip_best(void)
{
#ifdef PREP_HAVE_AVX2
    if (__builtin_cpu_supports("avx2"))
        return prep_skip_avx2;
#endif
    return prep_skip_portable;
}

size_t prep_skip_portable(enum prep_skip_mode mode, const char *text, size_t len, size_t at,
                          char *out)
{
    for (; mode == SKIP_LATIN_1 && len - at > BLOCK; at += BLOCK, out += BLOCK) {
        memcpy(out, text + at, BLOCK);
        vector found = look(text + at) | look(text + at + WIDTH) | look(text + at + 2 * WIDTH) |
                       look(text + at + 3 * WIDTH);
        if (any(found))
            break;
    }
    return prep_skip_bytes(mode, text, len, at, out);
}

size_t prep_skip_bytes(enum prep_skip_mode mode, const char *text, size_t len, size_t at, char *out)
{
    while (at < len && !suspicious(mode, text, len, at))
        *out++ = text[at++];
    return at;
}

/* Not 0 where a byte is suspicious; those in front and behind must be readable. */
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

/* Two of these in a row are suspicious. */
static inline bool white(unsigned char c)
{
    return c == ' ' || c == '\n';
}

/* May anything have to be done about c, which stands between two other bytes? It is clean if it is
 * printable ASCII, LF, or part of a letter of the kind that the mode is about, and no space that
 * would go. */
static inline bool suspicious(enum prep_skip_mode mode, const char *text, size_t len, size_t at)
{
    unsigned char c = (unsigned char)text[at], before = (unsigned char)text[at - 1];
    unsigned char after = at + 1 < len ? (unsigned char)text[at + 1] : 0;
    unsigned char class =
        prep_skip_tables[mode].by_high[c >> 4] & prep_skip_tables[mode].by_low[c & 15];
    bool good = class & GOOD, tail_after = (after & 0xC0) == 0x80;
    if (class & ~GOOD || good != tail_after || (white(before) && white(c)))
        return true;
    if (mode == SKIP_LATIN) /* the second character of misread UTF-8, or its first */
        return (good && (unsigned char)text[at - 2] == 0xC3) ||
               (before == 0xC3 && (c & 0xFE) == 0x82);
    return mode == SKIP_FOREIGN && before == 0xCE && c == 0x87; /* U+0387 is no letter */
}
