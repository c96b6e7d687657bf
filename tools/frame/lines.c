/* lines.c - how many lines end in a text: asked of every byte that passes. */
#include "frame.h"
#include "internal.h" /* for PREP_HAVE_AVX2, which is about the compiler */

#include <string.h>
#ifdef PREP_HAVE_AVX2
#include <immintrin.h>
#endif

static uint64_t count_portable(const char *text, size_t len);

#ifdef PREP_HAVE_AVX2
/* 64 bytes at a time; the rest is left. */
__attribute__((target("avx512bw,popcnt"))) static uint64_t count_avx512(const char *text,
                                                                        size_t len)
{
    const __m512i lf = _mm512_set1_epi8('\n');
    uint64_t lines = 0;
    for (size_t at = 0; len - at >= 64; at += 64)
        lines += (uint64_t)__builtin_popcountll(
            _mm512_cmpeq_epi8_mask(_mm512_loadu_si512(text + at), lf));
    return lines;
}
#endif

uint64_t frame_line_ends(const char *text, size_t len)
{
#ifdef PREP_HAVE_AVX2
    if (len >= 64 && __builtin_cpu_supports("avx512bw"))
        return count_avx512(text, len) + count_portable(text + len / 64 * 64, len % 64);
#endif
    return count_portable(text, len);
}

/* Vectors of 16 bytes, which every processor has something for. */
static uint64_t count_portable(const char *text, size_t len)
{
    typedef unsigned char vector __attribute__((vector_size(16)));
    const char *end = text + len;
    uint64_t lines = 0;
    while (end - text >= 32) {
        vector sum = {0}, sums = {0}, some, more;
        for (int i = 0; i < 127 && end - text >= 32; i++, text += 32) { /* 2 * 127 fit a byte */
            memcpy(&some, text, sizeof some);
            memcpy(&more, text + 16, sizeof more);
            sum -= (vector)(some == '\n');
            sums -= (vector)(more == '\n');
        }
        sum += sums;
        for (int i = 0; i < 16; i++)
            lines += sum[i];
    }
    for (; text < end; text++)
        lines += *text == '\n';
    return lines;
}
