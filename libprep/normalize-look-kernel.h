/* normalize-look-kernel.h - a closer look at a block of 64 bytes: at characters of any script, some
 * of which are looked up.
 *
 * This is a part of normalize-skip-kernel.h. */
#ifndef PREP_NORMALIZE_LOOK_KERNEL_H
#define PREP_NORMALIZE_LOOK_KERNEL_H

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
static uint64_t ill_formed(const struct leads *leads, uint64_t tail, uint64_t whole);
static uint64_t look_up(struct prep_normalizer *normalizer, const char *text, size_t len, size_t at,
                        uint64_t dirty, uint64_t behind_c3, uint64_t *foreign);
static bool behind_latin(struct prep_normalizer *normalizer, const char *text, size_t at);
static bool mixed(struct prep_normalizer *normalizer, const char *text, size_t len, size_t at);

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
