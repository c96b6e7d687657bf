/* normalize-skip-kernel.h - prep_skip_portable() for processors with long vectors: 64 bytes at
 * once.
 *
 * A file that includes it has defined VECTORS and INLINE, the attributes of functions that use
 * them, struct bytes, a block in vectors, and struct class, the classes of its bytes; and it
 * defines the functions that are declared INLINE here, but for copy().
 *
 * A block of 64 bytes begins where a character begins. A mask has a bit for each of its bytes, the
 * first byte lowest. */
#ifndef PREP_NORMALIZE_SKIP_KERNEL_H
#define PREP_NORMALIZE_SKIP_KERNEL_H

enum {
    BLOCK = 64,
    ROOM = 3,  /* bytes behind a block that must be readable */
    GROUP = 6, /* blocks that are looked at before one is worked on */
};

/* The class of a byte is what its nibbles have in common. */
enum {
    C0 = 1 << 0, /* 00 to 0F but LF */
    DEL = 1 << 1,
    TAIL = 1 << 2, /* 82, 83: in C3 82 and C3 83, with which most misread UTF-8 begins */
    LEAD = 1 << 3, /* C0 to CF but C2, C3 */
    ROWS = 1 << 4, /* 10 to 1F, D0 to FF */
    BAD = C0 | DEL | TAIL | LEAD | ROWS,
    LOW = 1 << 5,   /* 80 to 9F: behind C2 they end controls, */
    LOW_A = 1 << 6, /* A0, AD: a space and the soft hyphen */
    GOOD = 1 << 7,  /* C2, C3 */
    ALL = C0 | LEAD | ROWS | LOW,
};
static const unsigned char class_by_high[16] = {
    C0, ROWS, 0, 0, 0, 0, 0, DEL, TAIL | LOW, LOW, LOW_A, 0, LEAD | GOOD, ROWS, ROWS, ROWS};
static const unsigned char class_by_low[16] = {ALL | LOW_A,
                                               ALL,
                                               (ALL & ~LEAD) | TAIL | GOOD,
                                               (ALL & ~LEAD) | TAIL | GOOD,
                                               ALL,
                                               ALL,
                                               ALL,
                                               ALL,
                                               ALL,
                                               ALL,
                                               ALL & ~C0,
                                               ALL,
                                               ALL,
                                               ALL | LOW_A,
                                               ALL,
                                               ALL | DEL};

/* White space by its low nibble. */
static const unsigned char white_by_low[16] = {[0] = ' ', [10] = '\n'};

INLINE struct bytes load(const char *at);
INLINE void store(char *at, struct bytes bytes);
INLINE struct class classify(struct bytes bytes);
INLINE bool any_bad(struct class class);
/* Which bytes have some of these bits in their class; have GOOD? */
INLINE uint64_t with_bits(struct class class, unsigned bits);
INLINE uint64_t good(struct class class);
/* Which bytes are this one; this one or above it; 80 to BF; a space or LF; letters of ASCII? */
INLINE uint64_t equal(struct bytes bytes, unsigned byte);
INLINE uint64_t from(struct bytes bytes, unsigned byte);
INLINE uint64_t tails(struct bytes bytes);
INLINE uint64_t spaces(struct bytes bytes);
INLINE uint64_t letters(struct bytes bytes);
/* Which bytes are first ones of characters that all are clean? */
INLINE uint64_t clean_leads(const struct prep_normalizer *normalizer, struct bytes bytes);

#include "normalize-tidy-kernel.h"

/* First bytes of the characters of a block: all, E0 and above, F0 and above. */
struct leads {
    uint64_t all, of_3, of_4;
};

/* What was found in a block. */
struct finds {
    uint64_t stops; /* characters for pass() */
    size_t n;       /* bytes of whole characters */
    bool foreign;   /* there are letters of Greek or Cyrillic */
    bool mixed;     /* one of Latin is beside one of Greek or Cyrillic: nothing is sure */
};

VECTORS static struct finds look_closely(struct prep_normalizer *normalizer, const char *text,
                                         size_t len, size_t at, bool watch);
INLINE char *copy(const struct prep_block *block, size_t at, size_t to, char *out);
VECTORS static bool pass_blocks(struct prep_block *block, size_t n, bool *watch);
VECTORS static bool pass_stops(struct prep_block *block, size_t begin, struct finds finds);
VECTORS static bool pass_stop(struct prep_block *block);
static uint64_t ill_formed(const struct leads *leads, uint64_t tail, uint64_t whole);
static uint64_t look_up(struct prep_normalizer *normalizer, const char *text, size_t len, size_t at,
                        uint64_t dirty, uint64_t behind_c3, uint64_t *foreign);
static bool behind_latin(struct prep_normalizer *normalizer, const char *text, size_t at);
static bool mixed(struct prep_normalizer *normalizer, const char *text, size_t len, size_t at);

/* What is in front of a block, in the lowest bits: a space or LF; C3 two bytes before, and one;
 * the first byte of a character that the end of the block in front cut, and if that is C2. */
struct front {
    uint64_t white, c3, lead, c2;
};

INLINE struct front front_of(const char *text, size_t at)
{
    return (struct front){text[at - 1] == ' ' || text[at - 1] == '\n',
                          at > 1 && text[at - 2] == (char)0xC3, 0, 0};
}

/* Copy a block that has only ASCII and characters of Latin-1 and is clean; else false. */
INLINE bool copy_clean(const char *text, char *out, struct front *front)
{
    struct bytes bytes = load(text);
    struct class class = classify(bytes);
    uint64_t white = spaces(bytes), leads = good(class), c2 = equal(bytes, 0xC2);
    uint64_t c3 = leads & ~c2, wrong = tails(bytes) ^ (leads << 1 | front->lead);
    wrong |= (c2 << 1 | front->c2) & with_bits(class, LOW | LOW_A);
    wrong |= (c2 & (c3 << 2 | front->c3)) | (white & (white << 1 | front->white));
    if (__builtin_expect(any_bad(class) || wrong, 0))
        return false;
    *front = (struct front){white >> 63, c3 >> 62, leads >> 63, c2 >> 63};
    store(out, bytes);
    return true;
}

/* Where one block is not clean, many may be: after three in a row the next ones are not asked. */
static inline bool busy(unsigned changes)
{
    return (changes & 7) == 7;
}

VECTORS static inline bool skip(struct prep_block *block)
{
    const char *text = block->text;
    size_t len = block->len, other_end = block->at;
    unsigned changes = 0; /* a bit for each block or group of them, the last one lowest */
    bool watch = (unsigned char)text[block->at - 1] & 0x80; /* the letter in front may be foreign */
    while (len - block->at >= BLOCK + ROOM) {
        size_t at = block->at;
        if (!busy(changes) && !watch) {
            char *out = block->out + block->n;
            struct front front = front_of(text, at);
            while (len - at >= BLOCK + ROOM && copy_clean(text + at, out, &front)) {
                at += BLOCK;
                out += BLOCK;
                changes <<= 1;
            }
            at -= front.lead;
            block->at = at;
            block->n = (size_t)(out - block->out) - front.lead;
            if (len - at < BLOCK + ROOM)
                break;
        }
        bool other = !tidy_from(block, at);
        if (!other) {
            size_t n = !busy(changes) ? 1 : (len - at - BLOCK) / STRIDE + 1;
            bool changed, all = tidy_windows(block, n < WINDOWS ? n : WINDOWS, &changed, &other);
            if (!all && !other && !pass_stop(block))
                return false;
            changes = changes << 1 | (changed || !all);
            watch = !other && (unsigned char)text[block->at - 1] & 0x80;
        }
        if (other && len - block->at >= BLOCK + ROOM) { /* most often they come together */
            if (!pass_blocks(block, block->at == other_end ? GROUP : 1, &watch))
                return false;
            other_end = block->at;
        }
    }
    return prep_skip_slowly(block, len);
}

/* What one window stopped at. */
VECTORS static bool pass_stop(struct prep_block *block)
{
    char *out = block->out + block->n;
    size_t n = prep_block_simple(block, block->at, &out);
    if (n == 0)
        return block->pass(block);
    block->at += n;
    block->n = (size_t)(out - block->out);
    return true;
}

/* Up to n blocks of which each may have something other than ASCII and characters of Latin-1, or
 * something that is not clean. They are looked at before anything is done: what is done is hard to
 * foresee for a processor, and while it finds its way again it has the next ones at hand. *watch:
 * there may be a letter of Greek or Cyrillic in front; becomes the same for what follows. */
VECTORS static bool pass_blocks(struct prep_block *block, size_t n, bool *watch)
{
    struct finds finds[GROUP];
    size_t begin = block->at, count = 0;
    for (size_t at = begin; count < n && block->len - at >= BLOCK + ROOM; at += finds[count++].n) {
        finds[count] = look_closely(block->normalizer, block->text, block->len, at, *watch);
        *watch = finds[count].foreign;
    }
    for (size_t i = 0; i < count; begin += finds[i++].n) {
        size_t end = begin + finds[i].n;
        if (block->at >= end)
            continue;
        if (finds[i].mixed ? !prep_skip_slowly(block, end) : !pass_stops(block, begin, finds[i]))
            return false;
    }
    return true;
}

/* Copy at most a block. */
INLINE char *copy(const struct prep_block *block, size_t at, size_t to, char *out)
{
    if (block->len - at >= BLOCK)
        memcpy(out, block->text + at, BLOCK);
    else
        memcpy(out, block->text + at, to - at);
    return out + (to - at);
}

/* A block of which all is known: copy what is clean, treat the rest. */
VECTORS static bool pass_stops(struct prep_block *block, size_t begin, struct finds finds)
{
    size_t at = block->at, end = begin + finds.n, n;
    char *out = block->out + block->n;
    for (; finds.stops; finds.stops &= finds.stops - 1) {
        size_t stop = begin + (size_t)__builtin_ctzll(finds.stops);
        if (stop < at)
            continue;
        out = copy(block, at, stop, out);
        at = stop;
        n = prep_block_simple(block, at, &out);
        at += n;
        if (n > 0)
            continue;
        block->at = at;
        block->n = (size_t)(out - block->out);
        if (!block->pass(block))
            return false;
        at = block->at;
        out = block->out + block->n;
    }
    if (at < end) {
        out = copy(block, at, end, out);
        at = end;
    }
    block->at = at;
    block->n = (size_t)(out - block->out);
    return true;
}

VECTORS static inline uint64_t bit_2(const uint64_t *dirty, const char *s, uint64_t leads)
{
    unsigned at = (unsigned)_tzcnt_u64(leads);
    const unsigned char *c = (const unsigned char *)s + at;
    return (dirty[c[0] & 31] >> (c[1] & 63) & 1) << (at & 63);
}

VECTORS static inline uint64_t bit_3(const uint64_t *dirty, const char *s, uint64_t leads)
{
    unsigned at = (unsigned)_tzcnt_u64(leads);
    uint16_t first;
    memcpy(&first, s + at, sizeof first);
    return (dirty[prep_dirty_3(__builtin_bswap16(first))] >> (s[at + 2] & 63) & 1) << (at & 63);
}

/* Those of the characters of two, of three bytes that may not be clean, four at a time. Where none
 * are left, what stands behind the block is looked up; the first bit may come of that. */
VECTORS static inline uint64_t dirty_2(const uint64_t *dirty, const char *s, uint64_t leads)
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

VECTORS static inline uint64_t dirty_3(const uint64_t *dirty, const char *s, uint64_t leads)
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

/* A block that has something other than ASCII and characters of Latin-1, or something that is not
 * clean. */
VECTORS static struct finds look_closely(struct prep_normalizer *normalizer, const char *text,
                                         size_t len, size_t at, bool watch)
{
    const char *s = text + at;
    struct bytes bytes = load(s);
    struct class class = classify(bytes);
    uint64_t tail = tails(bytes), lf = equal(bytes, '\n'), white = spaces(bytes);
    uint64_t latin_1 = good(class), c2 = equal(bytes, 0xC2), clean = ~with_bits(class, BAD);
    uint64_t leads_2 = from(bytes, 0xC0);
    struct leads leads = {leads_2, from(bytes, 0xE0), from(bytes, 0xF0)};
    /* A character that the end of the block cuts is for the next one. */
    uint64_t cut = (leads.all & (uint64_t)1 << 63) | (leads.of_3 & (uint64_t)1 << 62) |
                   (leads.of_4 & (uint64_t)1 << 61);
    uint64_t whole = (cut & -cut) - 1;
    leads = (struct leads){leads.all & whole, leads.of_3 & whole, leads.of_4 & whole};
    uint64_t c3 = latin_1 & ~c2, behind_c3 = c3 << 2 | (at > 1 && s[-2] == (char)0xC3);
    uint64_t ill = ill_formed(&leads, tail, whole);
    /* Bytes of ASCII that are not clean, two of white space but for an empty line. */
    uint64_t white_before = white << 1 | (s[-1] == ' ' || s[-1] == '\n');
    uint64_t stops = ~(clean | tail | leads_2);
    stops |= white & white_before & ~(lf & (lf << 1 | (s[-1] == '\n')));
    uint64_t marks = equal(bytes, 0xCC); /* each of them is a stop */
    stops |= marks | (c2 & with_bits(class, LOW | LOW_A) >> 1) | (c3 & (~clean & tail) >> 1) | ill;
    /* The second of two characters of misread UTF-8 begins with one of these. */
    uint64_t seconds =
        c2 | equal(bytes, 0xC5) | equal(bytes, 0xC6) | equal(bytes, 0xCB) | equal(bytes, 0xE2);
    uint64_t dirty = leads.all & behind_c3 & seconds, foreign = 0;
    uint64_t unsure = leads.all & ~(latin_1 | marks) & (ill - 1);
    if (unsure) {
        unsure &= ~clean_leads(normalizer, bytes);
        dirty |= leads.of_4 | dirty_2(normalizer->dirty_2, s, unsure & ~leads.of_3) |
                 dirty_3(normalizer->dirty_3, s, unsure & leads.of_3 & ~leads.of_4);
        /* Greek and Cyrillic, but for a few that are dirty. */
        foreign = from(bytes, 0xCE) & ~from(bytes, 0xD5) & whole;
    }
    dirty &= ill - 1;
    if (dirty)
        stops |= look_up(normalizer, text, len, at, dirty, behind_c3, &foreign);
    bool mix = watch && mixed(normalizer, text, len, at);
    if (foreign) { /* right beside letters of Latin they matter */
        uint64_t latin = letters(bytes), latin_2 = from(bytes, 0xC3) & ~from(bytes, 0xCC);
        uint64_t latin_3 = equal(bytes, 0xE1) & ~foreign;
        uint64_t behind_foreign = (foreign & ~leads.of_3) << 2 | (foreign & leads.of_3) << 3;
        uint64_t behind_letter = latin << 1 | latin_2 << 2 | latin_3 << 3;
        uint64_t beside =
            (behind_foreign & (latin | latin_2 | latin_3)) | (behind_letter & foreign);
        mix |= beside & whole || (foreign & 1 && behind_latin(normalizer, text, at));
    }
    return (struct finds){stops & whole, (size_t)_tzcnt_u64(cut), foreign != 0, mix};
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
            if ((begin == end && mark < before) || (at + begin > 1 && s[-2] == 0xCC))
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
