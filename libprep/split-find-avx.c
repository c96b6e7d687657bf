/* split-find-avx.c - the same as prep_split_look_portable(), 32 or 64 bytes at a time. What a byte
 * is byte-sets.h tells. */
#include "split-find.h"

#ifdef PREP_HAVE_AVX2
#define AVX2   __attribute__((target("avx2,bmi,lzcnt")))
#define AVX512 __attribute__((target("avx512bw,avx512f,bmi,lzcnt")))
#include "byte-sets.h"

/* Sets of bytes: each is all high nibbles of some with all low nibbles of some. */
enum {
    A_TO_O = 1 << 0, /* large and small */
    P_TO_Y = 1 << 1, /* large and small, and digits */
    Z_LF = 1 << 2,
    STOP = 1 << 3, /* . ! */
    QUESTION = 1 << 4,
    SIGN = 1 << 5,  /* : ; */
    FOUR = 1 << 6,  /* F0 */
    THIRD = 1 << 7, /* A6 BC BD, and AC AD B6 */
    TIGHT = A_TO_O | P_TO_Y | Z_LF,
    MARK = STOP | QUESTION | FOUR,
};

static const uint8_t low_sets[16] = {
    [0x0] = P_TO_Y | FOUR,           [0x1] = A_TO_O | P_TO_Y | STOP, [0x2] = A_TO_O | P_TO_Y,
    [0x3] = A_TO_O | P_TO_Y,         [0x4] = A_TO_O | P_TO_Y,        [0x5] = A_TO_O | P_TO_Y,
    [0x6] = A_TO_O | P_TO_Y | THIRD, [0x7] = A_TO_O | P_TO_Y,        [0x8] = A_TO_O | P_TO_Y,
    [0x9] = A_TO_O | P_TO_Y,         [0xA] = A_TO_O | Z_LF | SIGN,   [0xB] = A_TO_O | SIGN,
    [0xC] = A_TO_O | THIRD,          [0xD] = A_TO_O | THIRD,         [0xE] = A_TO_O | STOP,
    [0xF] = A_TO_O | QUESTION,
};
static const uint8_t high_sets[16] = {
    [0x0] = Z_LF,          [0x2] = STOP,          [0x3] = P_TO_Y | QUESTION | SIGN,
    [0x4] = A_TO_O,        [0x5] = P_TO_Y | Z_LF, [0x6] = A_TO_O,
    [0x7] = P_TO_Y | Z_LF, [0xA] = THIRD,         [0xB] = THIRD,
    [0xF] = FOUR,
};

AVX2 static inline uint64_t other_stops_avx2(const struct prep_split_stops *stops, const char *text,
                                             size_t len, size_t at, const __m256i bytes[2],
                                             const __m256i sets[2])
{
    return prep_split_other_stops(stops, text, len, at,
                                  (struct prep_split_signs){
                                      .sign = equal(bytes, ':') | equal(bytes, ';'),
                                      .space = equal(bytes, ' '),
                                      .e2 = equal(bytes, '\xE2'),
                                      .second = equal(bytes, '\x80'),
                                      .third = any(sets, THIRD),
                                  });
}

/* The stops of the last block, now that it is known whether the next one begins with something
 * tight. */
AVX2 static inline uint64_t last_stops(const struct prep_split_look *look, uint64_t tight)
{
    uint64_t before_tight = (look->tight >> 1 | tight << 63) & look->few;
    return (look->mark & ~before_tight) | look->other;
}

/* Take over a block, which is at text[at], with its other stops. */
AVX2 static inline void take_block(struct prep_split_look *look, size_t at,
                                   struct prep_split_bits bits, uint64_t other,
                                   struct prep_split_window *window, size_t block)
{
    if (block > 0)
        window->stop[block - 1] = last_stops(look, bits.tight);
    look->mark = bits.mark;
    look->tight = bits.tight;
    look->other = other;
    window->lf[block] = bits.lf;
    window->open[block] = bits.open;
    window->lf_before[block] = look->lf;
    window->open_before[block] = look->open;
    /* Found without a branch: which blocks have an LF is anybody's guess. */
    size_t lf = at + 64 - (size_t)_lzcnt_u64(bits.lf);
    size_t open = at + 64 - (size_t)_lzcnt_u64(bits.open);
    look->lf = bits.lf ? lf : look->lf;
    look->open = bits.open ? open : look->open;
}

/* The byte behind the last of some blocks is text[at]. */
AVX2 static inline void end_look(const struct prep_split_look *look, const char *text, size_t len,
                                 size_t at, size_t blocks, struct prep_split_window *window)
{
    window->stop[blocks - 1] = last_stops(look, prep_split_is_tight(text, len, at));
    window->lf_last = look->lf;
    window->open_last = look->open;
}

AVX2 void prep_split_look_avx2(const struct prep_split_stops *stops, const char *text, size_t len,
                               size_t at, size_t blocks, struct prep_split_window *window)
{
    struct prep_split_look look = prep_split_look_begin(stops, window);
    const uint64_t all = stops->few && !stops->signs ? 1 : UINT64_MAX; /* signs may be stops */
    for (size_t block = 0; block < blocks; block++, at += 64) {
        const __m256i bytes[2] = {
            _mm256_loadu_si256((const __m256i *)(const void *)(text + at)),
            _mm256_loadu_si256((const __m256i *)(const void *)(text + at + 32))};
        const __m256i sets[2] = {sets_of(low_sets, high_sets, bytes[0]),
                                 sets_of(low_sets, high_sets, bytes[1])};
        struct prep_split_bits bits = {any(sets, MARK), any(sets, TIGHT), equal(bytes, '('),
                                       equal(bytes, '\n')};
        uint64_t other = equal(bytes, '\xE2') | (any(sets, SIGN) & (all | equal(bytes, ' ') << 1));
        if (other)
            other = other_stops_avx2(stops, text, len, at, bytes, sets);
        if (stops->close)
            other |= equal(bytes, ')');
        take_block(&look, at, bits, other, window, block);
    }
    end_look(&look, text, len, at, blocks, window);
}

AVX512 static inline uint64_t other_stops_avx512(const struct prep_split_stops *stops,
                                                 const char *text, size_t len, size_t at,
                                                 __m512i bytes, __m512i sets)
{
    return prep_split_other_stops(stops, text, len, at,
                                  (struct prep_split_signs){
                                      .sign = equal_64(bytes, ':') | equal_64(bytes, ';'),
                                      .space = equal_64(bytes, ' '),
                                      .e2 = equal_64(bytes, '\xE2'),
                                      .second = equal_64(bytes, '\x80'),
                                      .third = any_64(sets, THIRD),
                                  });
}

/* Signs that may be stops: is there one, behind a space unless all of them may? */
AVX512 static inline bool has_sign(const char *text, size_t at, __m512i sets, bool all)
{
    __mmask64 sign = _mm512_test_epi8_mask(sets, _mm512_set1_epi8(SIGN));
    if (!all && at > 0)
        sign = _mm512_mask_cmpeq_epi8_mask(sign, _mm512_loadu_si512(text + at - 1),
                                           _mm512_set1_epi8(' '));
    return !_kortestz_mask64_u8(sign, sign);
}

AVX512 void prep_split_look_avx512(const struct prep_split_stops *stops, const char *text,
                                   size_t len, size_t at, size_t blocks,
                                   struct prep_split_window *window)
{
    struct prep_split_look look = prep_split_look_begin(stops, window);
    const bool all = !stops->few || stops->signs, close = stops->close;
    const uint64_t late = look.few & (uint64_t)3 << 62;
    for (size_t block = 0; block < blocks; block++, at += 64) {
        __m512i bytes = _mm512_loadu_si512(text + at);
        __m512i sets = sets_of_64(low_sets, high_sets, bytes);
        struct prep_split_bits bits = {any_64(sets, MARK), any_64(sets, TIGHT),
                                       equal_64(bytes, '('), equal_64(bytes, '\n')};
        /* What begins with E2 is no rare thing: quotes are left out without a branch. */
        uint64_t e2 = equal_64(bytes, '\xE2'), quote = equal_64(bytes, '\x80') >> 1;
        uint64_t other = e2 & ~(quote & ~(any_64(sets, THIRD) >> 2) & look.few);
        if ((e2 & late) || has_sign(text, at, sets, all))
            other = other_stops_avx512(stops, text, len, at, bytes, sets);
        if (close)
            other |= equal_64(bytes, ')');
        take_block(&look, at, bits, other, window, block);
    }
    end_look(&look, text, len, at, blocks, window);
}
#endif
