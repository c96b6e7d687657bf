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

#include "normalize-look-kernel.h"
#include "normalize-tidy-kernel.h"

INLINE char *copy(const struct prep_block *block, size_t at, size_t to, char *out);
VECTORS static bool pass_blocks(struct prep_block *block, size_t n, bool *watch);
VECTORS static bool pass_stops(struct prep_block *block, size_t begin, struct finds finds);
VECTORS static bool pass_stop(struct prep_block *block);

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

/* The same for a block that has dashes, quotation marks and the like, too: U+2010 to U+2027, whole
 * and not behind C3, with which they may be misread UTF-8. */
INLINE bool copy_marks(const char *text, char *out, struct front *front)
{
    struct bytes bytes = load(text);
    struct class class = classify(bytes);
    uint64_t white = spaces(bytes), leads = good(class), c2 = equal(bytes, 0xC2);
    uint64_t c3 = leads & ~c2, e2 = equal(bytes, 0xE2), behind_c3 = c3 << 2 | front->c3;
    uint64_t marks = e2 & equal(bytes, 0x80) >> 1 & within(bytes, 0x90, 0x18) >> 2;
    uint64_t wrong = with_bits(class, BAD) ^ marks;
    wrong |= tails(bytes) ^ (leads << 1 | front->lead | marks << 1 | marks << 2);
    wrong |= (c2 << 1 | front->c2) & with_bits(class, LOW | LOW_A);
    wrong |= ((c2 | marks) & behind_c3) | (white & (white << 1 | front->white));
    if (wrong)
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
            while (len - at >= BLOCK + ROOM &&
                   (copy_clean(text + at, out, &front) || copy_marks(text + at, out, &front))) {
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

#endif
