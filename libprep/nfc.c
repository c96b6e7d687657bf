/* nfc.c - Normalization Form C; the only file that talks to ICU's normalizer.
 *
 * ICU gives the data: decompositions, combining classes, pairs. The algorithm of UAX #15 is
 * written out here for three reasons: it works on code points, so that nothing goes through
 * UTF-16; ICU's C interface has no UTF-8 form; and ICU puts marks in order by insertion, which is
 * quadratic in the length of a sequence of marks, while a line of a corpus may be nothing else. */
#include "nfc.h"

#include <stdlib.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>

/* A decomposed character: the code point, and its combining class in the upper eight bits. */
typedef uint32_t item;
#define ITEM(c, ccc) ((uint32_t)(c) | (uint32_t)(ccc) << 24)
#define CHARACTER(i) ((i)&0x1FFFFFu)
#define CCC(i)       ((i) >> 24)

enum {
    FIRST_MARK = 0x300,
    N_MARKS = PREP_NFC_BLOCK,
    MAX_DECOMPOSED = 32, /* UTF-16 units; the longest decomposition has 4 characters */
    MAX_INSERTION = 16,  /* from this many marks on, counting beats inserting */
    UNKNOWN = 0,
    NO_COMPOSITE = 1,
    NOT_SIMPLE = 2,      /* not to be told without the other marks of the letter */
    FIRST_BASES = 0x530, /* up to the end of the Cyrillic blocks, */
    MORE_BASES = 0x1E00, /* and Latin Extended Additional */
    N_BASES = FIRST_BASES + 0x100,
    N_JOINED = 256,
};

struct prep_nfc {
    /* What a letter and a mark compose to, filled as they turn up: nearly all there is to do in
     * decomposed text of Europe. First, for
     * prep_nfc_pair(). */
    uint16_t pair[N_BASES][N_MARKS];
    /* The same for other scripts, what was asked for last. */
    struct {
        uint32_t base, mark;
        uint16_t composite;
    } joined[N_JOINED];
    const UNormalizer2 *icu, *nfkc;
    item *items, *sorted; /* of one stretch; sorted has the same room */
    size_t cap;
};

static uint32_t compose_pair(struct prep_nfc *nfc, uint32_t base, uint32_t mark);
static uint16_t new_pair(const struct prep_nfc *nfc, uint32_t base, uint32_t mark);
static enum prep_status reserve(struct prep_nfc *nfc, size_t len);
static bool decompose(const struct prep_nfc *nfc, const char *text, size_t len, size_t *n);
static void order(struct prep_nfc *nfc, size_t n);
static void order_marks(item *items, item *sorted, size_t n);
static size_t compose(struct prep_nfc *nfc, size_t n);

struct prep_nfc *prep_nfc_new(struct prep_error *error)
{
    UErrorCode code = U_ZERO_ERROR;
    const UNormalizer2 *icu = unorm2_getNFCInstance(&code);
    const UNormalizer2 *nfkc = unorm2_getNFKCInstance(&code);
    if (U_FAILURE(code)) {
        prep_fail(error, PREP_E_BACKEND, 0, "ICU has no data for NFC: %s", u_errorName(code));
        return NULL;
    }
    struct prep_nfc *nfc = calloc(1, sizeof *nfc);
    if (!nfc) {
        prep_fail_nomem(error);
        return NULL;
    }
    nfc->icu = icu;
    nfc->nfkc = nfkc;
    return nfc;
}

void prep_nfc_free(struct prep_nfc *nfc)
{
    if (!nfc)
        return;
    free(nfc->items);
    free(nfc->sorted);
    free(nfc);
}

bool prep_nfc_is_inert(const struct prep_nfc *nfc, uint32_t c)
{
    return u_getIntPropertyValue((UChar32)c, UCHAR_NFC_QUICK_CHECK) == UNORM_YES &&
           unorm2_getCombiningClass(nfc->icu, (UChar32)c) == 0;
}

uint8_t prep_nfc_mark_class(const struct prep_nfc *nfc, uint32_t c)
{
    if (u_getIntPropertyValue((UChar32)c, UCHAR_NFC_QUICK_CHECK) != UNORM_YES)
        return 0;
    return unorm2_getCombiningClass(nfc->icu, (UChar32)c);
}

bool prep_nfc_boundary_before(const struct prep_nfc *nfc, uint32_t c)
{
    return unorm2_hasBoundaryBefore(nfc->icu, (UChar32)c);
}

enum prep_status prep_nfc_append(struct prep_nfc *nfc, const char *text, size_t len,
                                 struct prep_buf *out)
{
    uint32_t base, marks[PREP_NFC_MARKS];
    size_t at = 0, n_marks = 0;
    if (len > 0 && len <= 8) { /* a letter and its mark, mostly */
        base = prep_utf8_next(text, len, &at);
        while (at < len && n_marks < PREP_NFC_MARKS)
            marks[n_marks++] = prep_utf8_next(text, len, &at);
        uint32_t composite = at == len ? prep_nfc_compose(nfc, base, marks, n_marks) : 0;
        if (composite == base)
            return prep_buf_append(out, text, len);
        if (composite)
            return prep_buf_append_code_point(out, composite);
    }
    enum prep_status status = reserve(nfc, len);
    if (status)
        return status;
    size_t n;
    if (!decompose(nfc, text, len, &n))
        return PREP_E_BACKEND;
    order(nfc, n);
    n = compose(nfc, n);
    for (size_t i = 0; i < n && !status; i++)
        status = prep_buf_append_code_point(out, CHARACTER(nfc->items[i]));
    return status;
}

bool prep_nfc_compatible(const struct prep_nfc *nfc, uint32_t c, char bytes[PREP_NFC_COMPATIBLE])
{
    UChar units[MAX_DECOMPOSED];
    UErrorCode code = U_ZERO_ERROR;
    if (u_getIntPropertyValue((UChar32)c, UCHAR_NFKC_QUICK_CHECK) != UNORM_NO ||
        u_getIntPropertyValue((UChar32)c, UCHAR_NFC_QUICK_CHECK) == UNORM_NO)
        return false;
    int32_t n = unorm2_getDecomposition(nfc->nfkc, (UChar32)c, units, MAX_DECOMPOSED, &code);
    size_t len = 0;
    for (int32_t i = 0; U_SUCCESS(code) && i < n && len + 5 <= PREP_NFC_COMPATIBLE;) {
        uint32_t part = units[i++];
        if (U16_IS_LEAD(part))
            part = 0x10000 + ((part - 0xD800) << 10) + (units[i++] - 0xDC00u);
        len += prep_utf8_put(part, bytes + len);
    }
    bytes[len] = '\0';
    return len > 0;
}

uint32_t prep_nfc_compose(struct prep_nfc *nfc, uint32_t base, const uint32_t *marks, size_t n)
{
    uint32_t sorted[PREP_NFC_MARKS];
    uint8_t class[PREP_NFC_MARKS];
    if (n == 1 && marks[0] >= FIRST_MARK && marks[0] < FIRST_MARK + N_MARKS) {
        uint32_t composite = compose_pair(nfc, base, marks[0]);
        return composite == NO_COMPOSITE ? base : composite == NOT_SIMPLE ? 0 : composite;
    }
    if (n == 0 || n > PREP_NFC_MARKS)
        return 0;
    for (size_t i = 0; i < n; i++) { /* the Canonical Ordering Algorithm, see order() */
        if (marks[i] < FIRST_MARK || marks[i] >= FIRST_MARK + N_MARKS)
            return 0;
        uint8_t ccc = unorm2_getCombiningClass(nfc->icu, (UChar32)marks[i]);
        size_t to = i;
        for (; to > 0 && class[to - 1] > ccc; to--) {
            sorted[to] = sorted[to - 1];
            class[to] = class[to - 1];
        }
        sorted[to] = marks[i];
        class[to] = ccc;
    }
    for (size_t i = 0; i < n; i++) {
        uint32_t composite = compose_pair(nfc, base, sorted[i]);
        if (composite <= NOT_SIMPLE)
            return 0;
        base = composite;
    }
    return base;
}

uint32_t prep_nfc_join(struct prep_nfc *nfc, uint32_t base, uint32_t mark)
{
    size_t slot = (base * 7 + mark) % N_JOINED;
    if (base > 0xFFFF || mark > 0xFFFF)
        return 0;
    if (nfc->joined[slot].base != base || nfc->joined[slot].mark != mark) {
        nfc->joined[slot].base = base;
        nfc->joined[slot].mark = mark;
        nfc->joined[slot].composite = new_pair(nfc, base, mark);
    }
    uint32_t composite = nfc->joined[slot].composite;
    return composite == NO_COMPOSITE ? base : composite == NOT_SIMPLE ? 0 : composite;
}

static uint32_t compose_pair(struct prep_nfc *nfc, uint32_t base, uint32_t mark)
{
    if (base >= MORE_BASES && base < MORE_BASES + N_BASES - FIRST_BASES)
        base -= MORE_BASES - FIRST_BASES;
    else if (base >= FIRST_BASES)
        return NOT_SIMPLE;
    uint16_t *composite = &nfc->pair[base][mark - FIRST_MARK];
    if (*composite == UNKNOWN) {
        if (base >= FIRST_BASES)
            base += MORE_BASES - FIRST_BASES;
        *composite = new_pair(nfc, base, mark);
    }
    return *composite;
}

/* A mark may have to go in front of a mark of a higher class that the letter was composed with. One
 * of class 0, such as vowel signs of India, joins what is right in front of it or nothing. */
static uint16_t new_pair(const struct prep_nfc *nfc, uint32_t base, uint32_t mark)
{
    UChar units[MAX_DECOMPOSED];
    UErrorCode code = U_ZERO_ERROR;
    uint8_t ccc = unorm2_getCombiningClass(nfc->icu, (UChar32)mark);
    if (!prep_nfc_is_inert(nfc, base) ||
        unorm2_getDecomposition(nfc->icu, (UChar32)mark, units, MAX_DECOMPOSED, &code) >= 0)
        return NOT_SIMPLE;
    int32_t n = unorm2_getDecomposition(nfc->icu, (UChar32)base, units, MAX_DECOMPOSED, &code);
    if (U_FAILURE(code) ||
        (n > 0 && ccc > 0 && unorm2_getCombiningClass(nfc->icu, units[n - 1]) > ccc))
        return NOT_SIMPLE;
    UChar32 composite = unorm2_composePair(nfc->icu, (UChar32)base, (UChar32)mark);
    return composite < 0 ? NO_COMPOSITE : (uint16_t)composite;
}

/* Make room for the decomposition of len bytes: two bytes make at most three characters (U+01D5),
 * three bytes four (U+1F82), four bytes three. */
static enum prep_status reserve(struct prep_nfc *nfc, size_t len)
{
    if (len > SIZE_MAX / 2 / sizeof(item))
        return PREP_E_NOMEM;
    size_t need = 2 * len;
    if (need <= nfc->cap)
        return PREP_OK;
    if (need < 256)
        need = 256;
    free(nfc->items);
    free(nfc->sorted);
    nfc->items = malloc(need * sizeof *nfc->items);
    nfc->sorted = malloc(need * sizeof *nfc->sorted);
    nfc->cap = nfc->items && nfc->sorted ? need : 0;
    return nfc->cap ? PREP_OK : PREP_E_NOMEM;
}

static bool decompose(const struct prep_nfc *nfc, const char *text, size_t len, size_t *n)
{
    *n = 0;
    for (size_t at = 0; at < len;) {
        UChar units[MAX_DECOMPOSED];
        UErrorCode code = U_ZERO_ERROR;
        uint32_t c = prep_utf8_next(text, len, &at);
        int32_t n_units =
            c < 0xC0 ? -1
                     : unorm2_getDecomposition(nfc->icu, (UChar32)c, units, MAX_DECOMPOSED, &code);
        if (U_FAILURE(code))
            return false;
        if (n_units < 0)
            nfc->items[(*n)++] = ITEM(c, unorm2_getCombiningClass(nfc->icu, (UChar32)c));
        for (int32_t i = 0; i < n_units;) {
            uint32_t part = units[i++];
            if (U16_IS_LEAD(part)) /* ICU's strings are well-formed */
                part = 0x10000 + ((part - 0xD800) << 10) + (units[i++] - 0xDC00u);
            nfc->items[(*n)++] = ITEM(part, unorm2_getCombiningClass(nfc->icu, (UChar32)part));
        }
    }
    return true;
}

/* The Canonical Ordering Algorithm (The Unicode Standard 3.11, D109): sort each sequence of
 * characters whose class is not 0 by class, keeping the order within a class. */
static void order(struct prep_nfc *nfc, size_t n)
{
    for (size_t i = 0; i < n;) {
        size_t begin = i;
        bool ordered = true;
        for (; i < n && CCC(nfc->items[i]) != 0; i++)
            ordered = ordered && (i == begin || CCC(nfc->items[i - 1]) <= CCC(nfc->items[i]));
        if (!ordered)
            order_marks(nfc->items + begin, nfc->sorted, i - begin);
        i += i == begin;
    }
}

static void order_marks(item *items, item *sorted, size_t n)
{
    if (n <= MAX_INSERTION) {
        for (size_t i = 1; i < n; i++) {
            item moved = items[i];
            size_t to = i;
            for (; to > 0 && CCC(items[to - 1]) > CCC(moved); to--)
                items[to] = items[to - 1];
            items[to] = moved;
        }
        return;
    }
    size_t place[257] = {0}; /* where the marks of each class begin */
    for (size_t i = 0; i < n; i++)
        place[CCC(items[i]) + 1]++;
    for (size_t class = 1; class < 257; class ++)
        place[class] += place[class - 1];
    for (size_t i = 0; i < n; i++)
        sorted[place[CCC(items[i])]++] = items[i];
    memcpy(items, sorted, n * sizeof *items);
}

/* The Canonical Composition Algorithm (The Unicode Standard 3.11, D117): a character joins the
 * last starter unless something between the two blocks it, that is, has class 0 or a class not
 * lower than its own. */
static size_t compose(struct prep_nfc *nfc, size_t n)
{
    item *items = nfc->items;
    size_t kept = 0, starter = SIZE_MAX;
    for (size_t i = 0; i < n; i++) {
        unsigned ccc = CCC(items[i]);
        if (starter != SIZE_MAX && (kept == starter + 1 || CCC(items[kept - 1]) < ccc)) {
            UChar32 composite = unorm2_composePair(nfc->icu, (UChar32)CHARACTER(items[starter]),
                                                   (UChar32)CHARACTER(items[i]));
            if (composite >= 0) {
                items[starter] = ITEM(composite, 0);
                continue;
            }
        }
        if (ccc == 0)
            starter = kept;
        items[kept++] = items[i];
    }
    return kept;
}
