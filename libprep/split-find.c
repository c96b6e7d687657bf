/* split-find.c - the next byte at which there may be something to decide. Text has few of them: how
 * fast the others are passed over is how fast splitting is. */
#include "split.h"

#if defined(__x86_64__) && defined(__GNUC__)
#define HAVE_AVX2 1
#include <immintrin.h>
#endif

static size_t find_portable(const struct prep_split_finder *finder, size_t at);
#ifdef HAVE_AVX2
static size_t find_avx2(struct prep_split_finder *finder, size_t at);
static void look_avx2(struct prep_split_finder *finder, size_t blocks);
#endif

void prep_split_stops(uint64_t enabled, bool lf, struct prep_split_stops *stops)
{
    memset(stops, 0, sizeof *stops);
    /* E2 is the first byte of the ellipsis, of the double marks, of all quotes and most bullets, F0
     * of most emoji; emoticons begin with ':' or ';'. */
    for (const char *byte = ".!?:;\xE2\xF0"; *byte; byte++)
        stops->stop[(unsigned char)*byte] = 1;
    stops->stop[')'] = (enabled >> PREP_SPLIT_LIST_ITEM | enabled >> PREP_SPLIT_LEGAL_NOTE) & 1;
    stops->stop['\n'] = lf;
    /* A bit for each high nibble that occurs: there are less than eight. */
    unsigned bit = 1;
    for (unsigned high = 0; high < 16; high++) {
        bool any = false;
        for (unsigned low = 0; low < 16; low++)
            if (stops->stop[high << 4 | low]) {
                stops->low[low] |= (uint8_t)bit;
                any = true;
            }
        if (any) {
            stops->high[high] = (uint8_t)bit;
            bit <<= 1;
        }
    }
}

size_t prep_split_find_ahead(struct prep_split_finder *finder, size_t at)
{
#ifdef HAVE_AVX2
    if (__builtin_cpu_supports("avx2"))
        return find_avx2(finder, at);
#endif
    return find_portable(finder, at);
}

static size_t find_portable(const struct prep_split_finder *finder, size_t at)
{
    while (at < finder->len && !finder->stops->stop[(unsigned char)finder->text[at]])
        at++;
    return at;
}

#ifdef HAVE_AVX2
/* Look at many blocks at once and take the stops from the masks. */
static size_t find_avx2(struct prep_split_finder *finder, size_t at)
{
    while (at < finder->len) {
        if (at - finder->begin >= finder->span) {
            size_t blocks = (finder->len - at) / 64;
            if (blocks == 0)
                return find_portable(finder, at);
            if (blocks > PREP_SPLIT_AHEAD)
                blocks = PREP_SPLIT_AHEAD;
            finder->begin = at;
            finder->span = blocks * 64;
            look_avx2(finder, blocks);
        }
        size_t offset = at - finder->begin, block = offset / 64;
        uint64_t mask = finder->mask[block] >> (offset & 63);
        if (mask)
            return at + (size_t)__builtin_ctzll(mask);
        while (++block < finder->span / 64)
            if (finder->mask[block])
                return finder->begin + block * 64 + (size_t)__builtin_ctzll(finder->mask[block]);
        at = finder->begin + finder->span;
    }
    return finder->len;
}

__attribute__((target("avx2"))) static void look_avx2(struct prep_split_finder *finder,
                                                      size_t blocks)
{
    const __m256i low_rows = _mm256_broadcastsi128_si256(
        _mm_loadu_si128((const __m128i *)(const void *)finder->stops->low));
    const __m256i high_rows = _mm256_broadcastsi128_si256(
        _mm_loadu_si128((const __m128i *)(const void *)finder->stops->high));
    const __m256i nibble = _mm256_set1_epi8(0x0F), zero = _mm256_setzero_si256();
    for (size_t block = 0; block < blocks; block++) {
        const char *at = finder->text + finder->begin + block * 64;
        uint64_t other = 0;
        for (unsigned half = 0; half < 2; half++) {
            __m256i bytes = _mm256_loadu_si256((const __m256i *)(const void *)(at + half * 32));
            __m256i low = _mm256_shuffle_epi8(low_rows, _mm256_and_si256(bytes, nibble));
            __m256i high = _mm256_shuffle_epi8(
                high_rows, _mm256_and_si256(_mm256_srli_epi16(bytes, 4), nibble));
            __m256i none = _mm256_cmpeq_epi8(_mm256_and_si256(low, high), zero);
            other |= (uint64_t)(uint32_t)_mm256_movemask_epi8(none) << (half * 32);
        }
        finder->mask[block] = ~other;
    }
}
#endif
