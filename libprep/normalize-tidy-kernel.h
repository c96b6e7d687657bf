/* normalize-tidy-kernel.h - text that has the characters of German and is to be tidied, 58 bytes
 * at once: soft hyphens, no-break spaces, two spaces, umlauts in two parts, zero-width spaces,
 * ligatures, CR LF, each between characters that nothing else is asked about. They are found with
 * masks and taken out in one go: where such places are frequent, a processor that has to guess
 * what the next one is guesses wrong.
 *
 * This is a part of normalize-skip-kernel.h. */
#ifndef PREP_NORMALIZE_TIDY_KERNEL_H
#define PREP_NORMALIZE_TIDY_KERNEL_H

/* Bytes of `a`, where the mask has bits those of `b`; store those that the mask has, one behind the
 * other, and anything up to a block. */
INLINE struct bytes choose(struct bytes a, struct bytes b, uint64_t mask);
INLINE void squeeze(char *at, struct bytes bytes, uint64_t mask);
INLINE struct bytes all(unsigned byte);
/* Which bytes are the n from `first` on? */
INLINE uint64_t within(struct bytes bytes, unsigned first, unsigned n);
/* Which bytes are vowels that have an umlaut? What C3 is followed by in their umlauts. */
INLINE uint64_t vowels(struct bytes bytes);
INLINE struct bytes umlauts(struct bytes vowels);

static const unsigned char vowel_by_low[16] = {[1] = 'a', [5] = 'u', [15] = 'o'};
static const unsigned char umlaut_by_low[16] = {[1] = 0xA4, [5] = 0xBC, [15] = 0xB6};

/* A window is some bytes of context, those that are looked at, and two of context. The first ones
 * of the second may be left from the window in front, which cut a character. */
enum { WINDOW_BEGIN = 4, WINDOW_END = 62, STRIDE = WINDOW_END - WINDOW_BEGIN, WINDOWS = 6 };
#define BIT(i) ((uint64_t)1 << (i))

/* The bytes of a window by what they are. */
struct window {
    uint64_t plain, blank, lf, cr, tail, high, hyphen, no_break, misread, x88, vowels;
    uint64_t c2, c3, cc;
};

/* What is done about them. */
struct tidied {
    uint64_t region;                                    /* what is looked at: whole characters */
    uint64_t todo;                                      /* what is for others */
    uint64_t tails;                                     /* bytes 80 to BF that are due */
    uint64_t useless, spaces, umlauts, ligatures, ends; /* where changes begin, by rule */
    uint64_t no_break;                                  /* those of the spaces */
    uint64_t cut;                                       /* bytes that go */
};

/* May a window begin here? What is in front must be of the same kinds. */
static inline bool tidy_from(const struct prep_block *block, size_t at)
{
    const unsigned char *s = (const unsigned char *)block->text + at;
    return block->simple && at > WINDOW_BEGIN &&
           (s[-1] < 0x80 || (s[-2] & 0xFE) == 0xC2 || (s[-3] == 0xE2 && s[-2] == 0x80) ||
            (s[-2] == 0xCC && s[-3] < 0x80));
}

INLINE void look_at_bytes(const char *s, struct window *window)
{
    struct bytes bytes = load(s);
    window->plain = within(bytes, '!', 0x7F - '!');
    window->blank = equal(bytes, ' ');
    window->lf = equal(bytes, '\n');
    window->cr = equal(bytes, '\r');
    window->tail = tails(bytes);
    window->high = from(bytes, 0xA0);
    window->hyphen = equal(bytes, 0xAD);
    window->no_break = equal(bytes, 0xA0);
    window->misread = within(bytes, 0x82, 2);
    window->x88 = equal(bytes, 0x88);
    window->vowels = vowels(bytes);
    window->c2 = equal(bytes, 0xC2);
    window->c3 = equal(bytes, 0xC3);
    window->cc = equal(bytes, 0xCC);
}

/* What is in Latin-1 and printable, umlauts in two parts, ends of lines. */
INLINE void look_at_most(const struct window *window, struct tidied *tidied)
{
    uint64_t plain = window->plain, blank = window->blank, lf = window->lf;
    uint64_t c2 = window->c2, c3 = window->c3, ascii = plain | blank | lf;
    uint64_t high = window->high & window->tail;
    uint64_t letters = c3 & (window->tail & ~window->misread) >> 1;
    /* Letters below U+00E0 may make misread UTF-8 with what follows. */
    uint64_t before = plain << 1 | (c3 & high >> 1) << 2;
    uint64_t after = plain | (letters & ascii >> 2);
    uint64_t either = c2 & before & after >> 2;
    tidied->useless = either & window->hyphen >> 1;
    tidied->no_break = either & window->no_break >> 1;
    uint64_t pairs = blank & blank << 1, doubled = pairs & ~(blank << 2) & after >> 1;
    tidied->spaces = tidied->no_break | doubled;
    tidied->umlauts = window->cc & window->x88 >> 1 & window->vowels << 1 & ascii << 2 & ascii >> 2;
    tidied->ends = window->cr & lf >> 1 & plain << 1;
    tidied->cut = tidied->useless | tidied->useless << 1 | tidied->spaces | tidied->umlauts << 1 |
                  tidied->ends;
    uint64_t clean = (high & ~(window->hyphen | window->no_break)) >> 1 & ~(c3 << 2);
    tidied->todo = (c3 & ~letters) | (c2 & ~(clean | tidied->useless | tidied->no_break)) |
                   (window->cc & ~tidied->umlauts) | (window->cr & ~tidied->ends) |
                   (pairs & ~doubled) | (blank & lf << 1) | (lf & blank << 1);
}

/* The rest; false if there are characters of other kinds. */
VECTORS static bool look_at_rest(struct bytes bytes, const struct window *window,
                                 struct tidied *tidied)
{
    uint64_t plain = window->plain, parted = plain | window->blank;
    uint64_t e2 = equal(bytes, 0xE2), ef = equal(bytes, 0xEF), tab = equal(bytes, '\t');
    uint64_t punctuation = e2 & equal(bytes, 0x80) >> 1;
    /* U+2010 to U+2027, from dashes to the ellipsis; U+200B to U+200D, in words and beside them. */
    uint64_t marks = punctuation & within(bytes, 0x90, 0x18) >> 2 & ~(window->c3 << 2);
    uint64_t joiners = punctuation & within(bytes, 0x8B, 3) >> 2 & parted << 1 & plain >> 3;
    uint64_t ligatures =
        ef & equal(bytes, 0xAC) >> 1 & within(bytes, 0x80, 5) >> 2 & parted << 1 & parted >> 3;
    tidied->ligatures = ligatures;
    tidied->useless |= joiners;
    tidied->cut |=
        joiners | joiners << 1 | joiners << 2 | (ligatures << 2 & ~within(bytes, 0x83, 2));
    tidied->todo |= (within(bytes, 0, ' ') | equal(bytes, 0x7F)) &
                    ~(window->lf | window->cr | (tab & plain << 1 & plain >> 1));
    uint64_t cut = from(bytes, 0xE0) & (BIT(WINDOW_END - 2) | BIT(WINDOW_END - 1));
    tidied->region &= (cut & -cut) - 1;
    uint64_t known = marks | joiners | ligatures;
    tidied->tails |= known << 1 | known << 2;
    return !(from(bytes, 0xC0) & ~(window->c2 | window->c3 | window->cc | known) & tidied->region);
}

/* Write ligatures as letters over what was kept of their bytes. */
VECTORS static void write_ligatures(const char *s, uint64_t ligatures, uint64_t kept, char *out)
{
    for (; ligatures; ligatures &= ligatures - 1) {
        uint64_t first = ligatures & -ligatures;
        unsigned which = s[_tzcnt_u64(ligatures) + 2] & 7;
        char *to = out + _mm_popcnt_u64(kept & (first - 1));
        to[0] = 'f';
        to[1] = "filff"[which];
        if (which > 2)
            to[2] = "il"[which - 3];
    }
}

/* Treat what begins at a bit of a window. Returns what is not for this, of which only what is in
 * front of the lowest bit was done; *begin is where the next window begins, out that of what
 * follows. *changes counts four rules, 16 bits each. */
INLINE uint64_t tidy(const char *s, const struct window *window, unsigned *begin, char **out,
                     uint64_t *changes, struct prep_block *block, bool *other)
{
    uint64_t leads = window->c2 | window->c3 | window->cc;
    struct tidied tidied = {.tails = leads << 1};
    tidied.region = (BIT(WINDOW_END) - BIT(*begin)) & ~(leads & BIT(WINDOW_END - 1));
    look_at_most(window, &tidied);
    uint64_t known = window->plain | window->blank | window->lf | window->cr | window->tail | leads;
    if (tidied.region & ~known && !look_at_rest(load(s), window, &tidied)) {
        *other = true;
        return BIT(*begin);
    }
    uint64_t todo = (tidied.todo | (window->tail & ~tidied.tails)) & tidied.region;
    uint64_t done = tidied.region & ((todo & -todo) - 1), kept = done & ~tidied.cut;
    struct bytes bytes = choose(load(s), all(' '), tidied.no_break << 1);
    bytes = choose(bytes, all(0xC3), tidied.umlauts >> 1);
    squeeze(*out, choose(bytes, umlauts(load(s - 1)), tidied.umlauts), kept);
    if (tidied.umlauts & done & BIT(*begin))
        (*out)[-1] = (char)0xC3;
    if (tidied.ligatures & done) {
        write_ligatures(s, tidied.ligatures & done, kept, *out);
        block->count[RULE_LIGATURE] += (uint64_t)_mm_popcnt_u64(tidied.ligatures & done);
    }
    uint64_t first = (uint64_t)_mm_popcnt_u64(tidied.useless & done);
    uint64_t second = (uint64_t)_mm_popcnt_u64(tidied.spaces & done);
    uint64_t third = (uint64_t)_mm_popcnt_u64(tidied.umlauts & done);
    *changes +=
        first | second << 16 | third << 32 | (uint64_t)_mm_popcnt_u64(tidied.ends & done) << 48;
    *out += _mm_popcnt_u64(kept);
    *begin = 64 - STRIDE - (unsigned)_lzcnt_u64(tidied.region);
    return todo;
}

/* Up to WINDOWS windows, of which tidy_from() is true. They are looked at before anything is done:
 * what is done is hard to foresee for a processor, and while it finds its way again it has the
 * next ones at hand. false where what stands at block->at is for pass(), or, if *other, there are
 * characters of other kinds. */
VECTORS static bool tidy_windows(struct prep_block *block, size_t n, bool *changed, bool *other)
{
    struct window windows[WINDOWS];
    const char *s = block->text + block->at - WINDOW_BEGIN;
    char *out = block->out + block->n;
    unsigned begin = WINDOW_BEGIN;
    uint64_t changes = 0, todo = 0, ligatures = block->count[RULE_LIGATURE];
    for (size_t i = 0; i < n; i++)
        look_at_bytes(s + i * STRIDE, &windows[i]);
    for (size_t i = 0; i < n && !todo; i++, s += STRIDE)
        todo = tidy(s, &windows[i], &begin, &out, &changes, block, other);
    if (todo) {
        s -= STRIDE;
        begin = (unsigned)_tzcnt_u64(todo);
    }
    block->at = (size_t)(s - block->text) + begin;
    block->n = (size_t)(out - block->out);
    block->count[RULE_INVISIBLE] += changes & 0xFFFF;
    block->count[RULE_SPACE] += changes >> 16 & 0xFFFF;
    block->count[RULE_NFC] += changes >> 32 & 0xFFFF;
    block->count[RULE_EOL] += changes >> 48;
    *changed = changes != 0 || ligatures != block->count[RULE_LIGATURE];
    return !todo;
}

#endif
