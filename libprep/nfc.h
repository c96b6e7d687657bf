/* nfc.h - Normalization Form C (UAX #15) of short stretches of text. */
#ifndef PREP_NFC_H
#define PREP_NFC_H

#include "internal.h"

struct prep_nfc; /* one thread at a time */

struct prep_nfc *prep_nfc_new(struct prep_error *error);
void prep_nfc_free(struct prep_nfc *nfc);

/* Is a text that has only such characters in NFC? (NFC_Quick_Check=Yes and combining class 0.)
 * There is a normalisation boundary before each of them. */
bool prep_nfc_is_inert(const struct prep_nfc *nfc, uint32_t code_point);

/* The combining class of a character that composes with none in front of it; 0 for all others. */
uint8_t prep_nfc_mark_class(const struct prep_nfc *nfc, uint32_t code_point);

/* Is NFC(a c b) = NFC(a) NFC(c b) for all a and b? */
bool prep_nfc_boundary_before(const struct prep_nfc *nfc, uint32_t code_point);

enum {
    PREP_NFC_MARKS = 3,
    PREP_NFC_COMPATIBLE = 3 * 18 + 1, /* room for the longest compatibility decomposition */
    PREP_NFC_BLOCK = 0x70,            /* the block Combining Diacritical Marks, from U+0300 on */
};

/* The NFC of a letter and 1 to PREP_NFC_MARKS marks behind it, if that is one character; base, if
 * nothing changes; 0, if neither is so or it is not simple to tell. */
uint32_t prep_nfc_compose(struct prep_nfc *nfc, uint32_t base, const uint32_t *marks, size_t n);

/* The same for an ASCII letter and one mark, if it was asked about before; else below 0xC0. The
 * table is the first thing in struct prep_nfc. */
static inline uint32_t prep_nfc_pair(const struct prep_nfc *nfc, uint32_t base, uint32_t mark)
{
    return ((const uint16_t *)(const void *)nfc)[base * PREP_NFC_BLOCK + mark - 0x300];
}

/* The same for a letter and one mark, or something else that joins it, of any script. */
uint32_t prep_nfc_join(struct prep_nfc *nfc, uint32_t base, uint32_t mark);

/* Has a character a decomposition in NFKC, but not in NFC? It is written to bytes, with a NUL. */
bool prep_nfc_compatible(const struct prep_nfc *nfc, uint32_t c, char bytes[PREP_NFC_COMPATIBLE]);

/* Append the NFC of text to out, in time linear in len. */
enum prep_status prep_nfc_append(struct prep_nfc *nfc, const char *text, size_t len,
                                 struct prep_buf *out);

#endif
