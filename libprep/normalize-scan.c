/* normalize-scan.c - skipping text in which there is nothing to do: nearly all text.
 *
 * Only 0.5 % of the kilobytes of German text are pure ASCII, but most characters need no more than
 * a comparison: so 64 bytes at a time are reduced to two masks, and only the characters outside
 * ASCII are looked up in the table of classes. This is the one function of the normalizer whose
 * speed matters on clean text. A faster way to the masks (AVX2, NEON) has its place in look(). */
#include "normalize.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

enum { BLOCK = 64 };

/* A bit for each byte of a block, the first byte lowest. */
struct masks {
    uint64_t spaces; /* U+0020 */
    uint64_t stops;  /* C0 controls, DEL, and all bytes outside ASCII */
};

static struct masks look(const char *block);
static struct masks look_at_rest(const char *rest, size_t left);
static uint32_t decode(const unsigned char *s, size_t *n);

size_t prep_normalizer_scan(struct prep_normalizer *normalizer, const char *line, size_t at,
                            size_t len, char before, size_t *suspect)
{
    uint64_t spaces_matter = prep_rule_on(&normalizer->base, RULE_SPACE) ? UINT64_MAX : 0;
    for (size_t n; at < len; at += n, before = line[at - 1]) {
        struct masks masks =
            len - at >= BLOCK ? look(line + at) : look_at_rest(line + at, len - at);
        masks.spaces &= spaces_matter;
        bool at_start = before == ' ' || before == '\t' || before == '\r'; /* of a field, too */
        uint64_t stops = masks.stops | (masks.spaces & (masks.spaces << 1 | at_start));
        n = len - at < BLOCK ? len - at : BLOCK;
        while (stops) {
            size_t stop = (size_t)__builtin_ctzll(stops), length;
            uint32_t c = decode((const unsigned char *)line + at + stop, &length);
            if (c == '\t') {
                if ((stop > 0 ? line[at + stop - 1] : before) == ' ' && spaces_matter)
                    return at + stop;
                if (masks.spaces >> stop & 2) /* a space that begins a field */
                    return at + stop + 1;
            } else if (c == ' ') {
                return at + stop;
            } else {
                unsigned class = prep_normalizer_class(normalizer, c);
                if ((class & CLASS_KIND) != KIND_TEXT)
                    return at + stop;
                if (class & CLASS_NFC && *suspect > at + stop)
                    *suspect = at + stop;
            }
            if (stop + length >= BLOCK) { /* the character ends behind the block */
                n = stop + length;
                break;
            }
            stops &= UINT64_MAX << (stop + length);
        }
    }
    return len;
}

#ifdef __SSE2__
static struct masks look(const char *block)
{
    struct masks masks = {0, 0};
    for (int i = 0; i < BLOCK; i += 16) {
        __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)(block + i));
        /* As signed numbers the bytes outside ASCII are below the controls. */
        __m128i stops = _mm_or_si128(_mm_cmplt_epi8(bytes, _mm_set1_epi8(0x20)),
                                     _mm_cmpeq_epi8(bytes, _mm_set1_epi8(0x7F)));
        __m128i spaces = _mm_cmpeq_epi8(bytes, _mm_set1_epi8(' '));
        masks.stops |= (uint64_t)(unsigned)_mm_movemask_epi8(stops) << i;
        masks.spaces |= (uint64_t)(unsigned)_mm_movemask_epi8(spaces) << i;
    }
    return masks;
}
#else
#define EACH(byte) (0x0101010101010101u * (uint64_t)(byte))
#define HIGH       EACH(0x80)

/* The highest bits of eight bytes, side by side. */
static uint64_t gather(uint64_t high_bits)
{
    return (high_bits >> 7) * 0x0102040810204080u >> 56;
}

/* The highest bit of each byte that is 0; no carry goes from byte to byte. */
static uint64_t zeros(uint64_t word)
{
    return ~(((word & ~HIGH) + ~HIGH) | word) & HIGH;
}

static struct masks look(const char *block)
{
    struct masks masks = {0, 0};
    for (int i = 0; i < BLOCK; i += 8) {
        uint64_t word;
        memcpy(&word, block + i, sizeof word);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
        word = __builtin_bswap64(word);
#endif
        uint64_t stops = word | zeros(word & EACH(0x60)) | zeros(word ^ EACH(0x7F));
        masks.stops |= gather(stops & HIGH) << i;
        masks.spaces |= gather(zeros(word ^ EACH(' '))) << i;
    }
    return masks;
}
#endif

/* The end of a text that is no whole block; what stands behind it stops nobody. */
static struct masks look_at_rest(const char *rest, size_t left)
{
    char block[BLOCK];
    memset(block, 'x', sizeof block);
    memcpy(block, rest, left);
    return look(block);
}

/* As prep_utf8_next(), for text that is known to be valid. */
static uint32_t decode(const unsigned char *s, size_t *n)
{
    if (s[0] < 0x80) {
        *n = 1;
        return s[0];
    }
    if (s[0] < 0xE0) {
        *n = 2;
        return (uint32_t)(s[0] & 0x1F) << 6 | (s[1] & 0x3F);
    }
    if (s[0] < 0xF0) {
        *n = 3;
        return (uint32_t)(s[0] & 0x0F) << 12 | (uint32_t)(s[1] & 0x3F) << 6 | (s[2] & 0x3F);
    }
    *n = 4;
    return (uint32_t)(s[0] & 0x07) << 18 | (uint32_t)(s[1] & 0x3F) << 12 |
           (uint32_t)(s[2] & 0x3F) << 6 | (s[3] & 0x3F);
}
