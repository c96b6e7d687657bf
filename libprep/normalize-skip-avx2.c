/* normalize-skip-avx2.c - the same as prep_skip_portable(), for processors with AVX2.
 *
 * A block of 64 bytes begins where a character begins. A mask has a bit for each of its bytes, the
 * first byte lowest. */
#include "normalize-block.h"

#ifdef PREP_HAVE_AVX2
#include <immintrin.h>

#define AVX2   __attribute__((target("avx2,bmi,bmi2")))
#define INLINE AVX2 static inline __attribute__((always_inline))

enum {
    BLOCK = 64,
    ROOM = 3, /* bytes behind a block that must be readable */
    BAD = 0x7F,
};

struct bytes {
    __m256i low, high;
};

/* First bytes of the characters of a block: all, E0 and above, F0 and above, C3. */
struct leads {
    uint64_t all, of_3, of_4, c3;
};

/* What was found in a block. */
struct finds {
    uint64_t stops; /* characters for pass() */
    size_t n;       /* bytes of whole characters */
    bool foreign;   /* there are letters of Greek or Cyrillic */
    bool mixed;     /* there are letters both of Latin and of Greek or Cyrillic: nothing is sure */
};

AVX2 static struct finds look_closely(struct prep_normalizer *normalizer, const char *text,
                                      size_t len, size_t at);
static bool pass_stops(struct prep_block *block, struct finds finds);
static uint64_t ill_formed(const struct leads *leads, uint64_t tail, uint64_t whole);
static uint64_t look_up(struct prep_normalizer *normalizer, const char *text, size_t len, size_t at,
                        uint64_t dirty, uint64_t behind_c3, uint64_t *foreign);
static bool behind_latin(struct prep_normalizer *normalizer, const char *text, size_t at);
static bool mixed(struct prep_normalizer *normalizer, const char *text, size_t len, size_t at);

INLINE __m256i each(unsigned byte)
{
    return _mm256_set1_epi8((char)byte);
}

INLINE __m256i load(const char *at)
{
    return _mm256_loadu_si256((const __m256i *)(const void *)at);
}

/* Bytes that were stored hold up the loads of others, for which a processor takes them by the
 * lowest bits of their addresses: so this comes when the block was looked at. */
INLINE void store(char *at, struct bytes block)
{
    _mm256_storeu_si256((__m256i *)(void *)at, block.low);
    _mm256_storeu_si256((__m256i *)(void *)(at + 32), block.high);
}

INLINE uint64_t mask(__m256i low, __m256i high)
{
    return (unsigned)_mm256_movemask_epi8(low) | (uint64_t)(unsigned)_mm256_movemask_epi8(high)
                                                     << 32;
}

INLINE uint64_t equal(struct bytes block, unsigned byte)
{
    return mask(_mm256_cmpeq_epi8(block.low, each(byte)),
                _mm256_cmpeq_epi8(block.high, each(byte)));
}

/* Which bytes are that one or above it? */
INLINE uint64_t from(struct bytes block, unsigned byte)
{
    return mask(_mm256_cmpeq_epi8(_mm256_max_epu8(block.low, each(byte)), block.low),
                _mm256_cmpeq_epi8(_mm256_max_epu8(block.high, each(byte)), block.high));
}

/* Which bytes are 80 to BF? As signed numbers they are the lowest. */
INLINE uint64_t tails(struct bytes block)
{
    return mask(_mm256_cmpgt_epi8(each(0xC0), block.low),
                _mm256_cmpgt_epi8(each(0xC0), block.high));
}

/* Which bytes are a space or LF? The one with the same low nibble is looked up. */
INLINE uint64_t spaces(struct bytes block)
{
    const __m256i by_low = _mm256_broadcastsi128_si256(
        _mm_setr_epi8(' ', 0, 0, 0, 0, 0, 0, 0, 0, 0, '\n', 0, 0, 0, 0, 0));
    return mask(_mm256_cmpeq_epi8(block.low, _mm256_shuffle_epi8(by_low, block.low)),
                _mm256_cmpeq_epi8(block.high, _mm256_shuffle_epi8(by_low, block.high)));
}

INLINE uint64_t letters(struct bytes block)
{
    __m256i low = _mm256_or_si256(block.low, each(0x20)),
            high = _mm256_or_si256(block.high, each(0x20));
    return mask(_mm256_cmpgt_epi8(low, each('a' - 1)), _mm256_cmpgt_epi8(high, each('a' - 1))) &
           ~mask(_mm256_cmpgt_epi8(low, each('z')), _mm256_cmpgt_epi8(high, each('z')));
}

/* The class of a byte is what its nibbles have in common: the highest bit for the first byte of a
 * letter of Latin-1, a bit of BAD for what is not clean or not known here, 0 for the rest. */
INLINE struct bytes classify(struct bytes block)
{
    enum {
        C0 = 1 << 0,    /* 00 to 0F but LF */
        C0_1X = 1 << 1, /* 10 to 1F */
        DEL = 1 << 2,
        TAIL = 1 << 3, /* 82, 83: in C3 82 and C3 83, with which most misread UTF-8 begins */
        LEAD = 1 << 4, /* C0 to CF but C3 */
        MORE = 1 << 5, /* D0 to FF */
        GOOD = 1 << 7,
        ALL = C0 | C0_1X | LEAD | MORE,
    };
    const __m256i nibble = each(0x0F);
    const __m256i by_high = _mm256_broadcastsi128_si256(_mm_setr_epi8(
        C0, C0_1X, 0, 0, 0, 0, 0, DEL, TAIL, 0, 0, 0, (char)(LEAD | GOOD), MORE, MORE, MORE));
    const __m256i by_low = _mm256_broadcastsi128_si256(
        _mm_setr_epi8(ALL, ALL, ALL | TAIL, (char)((ALL & ~LEAD) | TAIL | GOOD), ALL, ALL, ALL, ALL,
                      ALL, ALL, ALL & ~C0, ALL, ALL, ALL, ALL, ALL | DEL));
    return (struct bytes){
        _mm256_and_si256(
            _mm256_shuffle_epi8(by_high, _mm256_and_si256(_mm256_srli_epi16(block.low, 4), nibble)),
            _mm256_shuffle_epi8(by_low, _mm256_and_si256(block.low, nibble))),
        _mm256_and_si256(_mm256_shuffle_epi8(
                             by_high, _mm256_and_si256(_mm256_srli_epi16(block.high, 4), nibble)),
                         _mm256_shuffle_epi8(by_low, _mm256_and_si256(block.high, nibble)))};
}

AVX2 bool prep_skip_avx2(struct prep_block *block)
{
    const char *text = block->text;
    size_t at = block->at, len = block->len;
    char *out = block->out + block->n;
    uint64_t space = text[at - 1] == ' ' || text[at - 1] == '\n';
    bool watch =
        (unsigned char)text[at - 1] & 0x80; /* a letter in front may be Greek or Cyrillic */
    while (len - at >= BLOCK + ROOM) {
        struct bytes bytes = {load(text + at), load(text + at + 32)}, class = classify(bytes);
        uint64_t white = spaces(bytes), leads = mask(class.low, class.high);
        /* A letter that the end of the block cuts begins at bit 63 and spoils bit 0. */
        uint64_t wrong = tails(bytes) ^ (leads << 1 | leads >> 63);
        if (__builtin_expect(
                _mm256_testz_si256(_mm256_or_si256(class.low, class.high), each(BAD)) &&
                    !(wrong | (white & (white << 1 | space)) | watch),
                1)) {
            store(out, bytes);
            space = white >> 63;
            at += BLOCK;
            out += BLOCK;
            continue;
        }
        struct finds finds = look_closely(block->normalizer, text, len, at);
        store(out, bytes);
        if (finds.stops == 0 && !finds.mixed) {
            at += finds.n;
            out += finds.n;
        } else {
            block->at = at;
            block->n = (size_t)(out - block->out);
            if (!(finds.mixed ? prep_skip_slowly(block, at + finds.n) : pass_stops(block, finds)))
                return false;
            at = block->at;
            out = block->out + block->n;
        }
        space = text[at - 1] == ' ' || text[at - 1] == '\n';
        watch = finds.foreign;
    }
    block->at = at;
    block->n = (size_t)(out - block->out);
    return prep_skip_slowly(block, len);
}

/* Copy up to a byte in the same block of 64. */
static inline void copy(struct prep_block *block, size_t to)
{
    const char *from = block->text + block->at;
    size_t n = to - block->at;
    memcpy(block->out + block->n, from, block->len - block->at < BLOCK ? n : BLOCK);
    block->n += n;
    block->at = to;
}

/* A block of which all is known: copy what is clean, treat the rest. */
static bool pass_stops(struct prep_block *block, struct finds finds)
{
    size_t begin = block->at, end = begin + finds.n;
    while (finds.stops && block->at < end) {
        size_t stop = begin + (size_t)__builtin_ctzll(finds.stops);
        finds.stops &= finds.stops - 1;
        if (stop < block->at)
            continue;
        copy(block, stop);
        if (!block->pass(block))
            return false;
    }
    if (block->at < end)
        copy(block, end);
    return true;
}

/* Which bytes are first ones of characters that all are clean? */
INLINE __m256i clean_leads(const struct prep_normalizer *normalizer, __m256i bytes)
{
    __m256i low = _mm256_and_si256(bytes, each(0x0F)), clean = _mm256_setzero_si256();
    for (int i = 0; i < 3; i++) {
        __m256i table = _mm256_broadcastsi128_si256(
            _mm_loadu_si128((const __m128i *)(const void *)normalizer->clean_leads[i]));
        clean = _mm256_or_si256(clean, _mm256_cmpeq_epi8(bytes, _mm256_shuffle_epi8(table, low)));
    }
    return clean;
}

INLINE uint64_t bit_2(const uint64_t *dirty, const char *s, uint64_t leads)
{
    unsigned at = (unsigned)_tzcnt_u64(leads);
    const unsigned char *c = (const unsigned char *)s + at;
    return (dirty[c[0] & 31] >> (c[1] & 63) & 1) << (at & 63);
}

INLINE uint64_t bit_3(const uint64_t *dirty, const char *s, uint64_t leads)
{
    unsigned at = (unsigned)_tzcnt_u64(leads);
    uint16_t first;
    memcpy(&first, s + at, sizeof first);
    return (dirty[prep_dirty_3(__builtin_bswap16(first))] >> (s[at + 2] & 63) & 1) << (at & 63);
}

/* Those of the characters of two, of three bytes that may not be clean, four at a time. Where none
 * are left, what stands behind the block is looked up; the first bit may come of that. */
INLINE uint64_t dirty_2(const uint64_t *dirty, const char *s, uint64_t leads)
{
    uint64_t found = 0;
    for (uint64_t left = leads; left; left &= left - 1) {
        found |= bit_2(dirty, s, left);
        left &= left - 1;
        found |= bit_2(dirty, s, left);
        left &= left - 1;
        found |= bit_2(dirty, s, left);
        left &= left - 1;
        found |= bit_2(dirty, s, left);
    }
    return found & leads;
}

INLINE uint64_t dirty_3(const uint64_t *dirty, const char *s, uint64_t leads)
{
    uint64_t found = 0;
    for (uint64_t left = leads; left; left &= left - 1) {
        found |= bit_3(dirty, s, left);
        left &= left - 1;
        found |= bit_3(dirty, s, left);
        left &= left - 1;
        found |= bit_3(dirty, s, left);
        left &= left - 1;
        found |= bit_3(dirty, s, left);
    }
    return found & leads;
}

/* A block that has something other than ASCII and letters of Latin-1, or something that is not
 * clean. */
AVX2 static struct finds look_closely(struct prep_normalizer *normalizer, const char *text,
                                      size_t len, size_t at)
{
    const char *s = text + at;
    struct bytes block = {load(s), load(s + 32)}, class = classify(block);
    uint64_t tail = tails(block), lf = equal(block, '\n'), white = spaces(block);
    uint64_t ascii = ~mask(block.low, block.high), from_e0 = from(block, 0xE0);
    struct leads leads = {~ascii & ~tail, from_e0, from(block, 0xF0), equal(block, 0xC3)};
    /* A character that the end of the block cuts is for the next one. */
    uint64_t cut = (leads.all & (uint64_t)1 << 63) | (leads.of_3 & (uint64_t)1 << 62) |
                   (leads.of_4 & (uint64_t)1 << 61);
    uint64_t whole = (cut & -cut) - 1;
    size_t n = (size_t)_tzcnt_u64(cut);
    uint64_t behind_c3 = leads.c3 << 2 | (at > 1 && s[-2] == (char)0xC3);
    leads =
        (struct leads){leads.all & whole, leads.of_3 & whole, leads.of_4 & whole, leads.c3 & whole};
    /* Bytes of ASCII that are not clean; an empty line is. */
    uint64_t clean =
        mask(_mm256_cmpeq_epi8(_mm256_and_si256(class.low, each(BAD)), _mm256_setzero_si256()),
             _mm256_cmpeq_epi8(_mm256_and_si256(class.high, each(BAD)), _mm256_setzero_si256()));
    uint64_t white_before = white << 1 | (s[-1] == ' ' || s[-1] == '\n');
    uint64_t stops =
        (ascii & ~clean) | (white & white_before & ~(lf & (lf << 1 | (s[-1] == '\n'))));
    stops |= leads.c3 & (equal(block, 0x82) | equal(block, 0x83)) >> 1;
    uint64_t ill = ill_formed(&leads, tail, whole);
    uint64_t unsure =
        leads.all & ~leads.c3 & (ill - 1) &
        ~mask(clean_leads(normalizer, block.low), clean_leads(normalizer, block.high));
    uint64_t dirty = (leads.all & ~leads.c3 & behind_c3) | leads.of_4 |
                     dirty_2(normalizer->dirty_2, s, unsure & ~leads.of_3) |
                     dirty_3(normalizer->dirty_3, s, unsure & leads.of_3 & ~leads.of_4);
    /* Greek and Cyrillic, but for a few that are dirty. */
    uint64_t foreign = from(block, 0xCE) & ~from(block, 0xD5) & whole;
    dirty &= ill - 1;
    stops |= ill;
    if (dirty)
        stops |= look_up(normalizer, text, len, at, dirty, behind_c3, &foreign);
    /* Letters of Latin and those of other scripts side by side matter. */
    uint64_t latin = letters(block) | (from(block, 0xC3) & ~from(block, 0xCC)) | equal(block, 0xE1);
    bool mix = (foreign && (latin & whole || behind_latin(normalizer, text, at))) ||
               mixed(normalizer, text, len, at);
    return (struct finds){stops & whole, n, foreign != 0, mix};
}

/* The first character that is not well-formed. */
static uint64_t ill_formed(const struct leads *leads, uint64_t tail, uint64_t whole)
{
    uint64_t due = leads->all << 1 | leads->of_3 << 2 | leads->of_4 << 3;
    uint64_t wrong = ((tail ^ due) & whole) | (due & ~tail);
    uint64_t first = wrong & -wrong, begins = leads->all & (first - 1);
    if (first & due && begins) /* a tail is missing */
        return (uint64_t)1 << (63 - __builtin_clzll(begins));
    return first;
}

/* Look up the characters of a block that `dirty` has, all of which are well-formed: those
 * that are not clean. Those of Greek and Cyrillic are added to *foreign. */
static uint64_t look_up(struct prep_normalizer *normalizer, const char *text, size_t len, size_t at,
                        uint64_t dirty, uint64_t behind_c3, uint64_t *foreign)
{
    uint8_t before = dirty & 1 ? prep_skip_before(normalizer, text, at).mark : 0;
    unsigned end = 0; /* of the mark in front */
    uint64_t stops = 0;
    for (; dirty; dirty &= dirty - 1) {
        unsigned begin = (unsigned)__builtin_ctzll(dirty), n;
        uint64_t bit = dirty & -dirty;
        const unsigned char *s = (const unsigned char *)text + at + begin;
        uint32_t c;
        if (s[0] < 0xE0) {
            n = 2;
            c = (uint32_t)(s[0] & 0x1F) << 6 | (s[1] & 0x3F);
        } else if (s[0] < 0xF0) {
            n = 3;
            c = (uint32_t)(s[0] & 0x0F) << 12 | (uint32_t)(s[1] & 0x3F) << 6 | (s[2] & 0x3F);
        } else {
            n = 4;
            c = (uint32_t)(s[0] & 0x0F) << 18 | (uint32_t)(s[1] & 0x3F) << 12 |
                (uint32_t)(s[2] & 0x3F) << 6 | (s[3] & 0x3F);
        }
        /* ASCII and surrogates are stops in the table. */
        if ((n == 3 && c < 0x800) || (n == 4 && c - 0x10000 >= 0x100000))
            return stops | bit;
        unsigned quick = prep_normalizer_quick(normalizer, c);
        if (quick & QUICK_STOP ||
            (quick & QUICK_SECOND && behind_c3 & bit && prep_mojibake_with(text, len, at + begin)))
            stops |= bit;
        if (quick & QUICK_STOP && c >= 0x300) { /* it may be a mark */
            end = begin + n;
            before = 255;
        }
        if (quick & QUICK_FOREIGN)
            *foreign |= bit;
        if (quick & QUICK_MARK) {
            uint8_t mark = normalizer->mark_of[c];
            if (begin == end && mark < before)
                stops |= bit;
            end = begin + n;
            before = mark;
        }
    }
    return stops;
}

static bool behind_latin(struct prep_normalizer *normalizer, const char *text, size_t at)
{
    return prep_skip_before(normalizer, text, at).quick & QUICK_LATIN;
}

/* Does a letter of Latin stand behind one of Greek or Cyrillic? */
static bool mixed(struct prep_normalizer *normalizer, const char *text, size_t len, size_t at)
{
    unsigned char last = (unsigned char)text[at - 1], first = (unsigned char)text[at];
    unsigned char lead = at > 1 ? (unsigned char)text[at - 2] : 0xC3;
    if (!(last & 0x80) || first < 'A' || (first > 'z' && first < 0xC3) ||
        (lead >= 0xC2 && lead < 0xCD))
        return false;
    size_t next = at;
    uint32_t c = prep_utf8_next(text, len, &next);
    unsigned quick =
        c < 0x80 ? ((c | 0x20) - 'a' < 26 ? QUICK_LATIN : 0) : prep_normalizer_quick(normalizer, c);
    return quick & QUICK_LATIN && prep_skip_before(normalizer, text, at).quick & QUICK_FOREIGN;
}
#endif
