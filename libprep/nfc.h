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

/* Is NFC(a c b) = NFC(a) NFC(c b) for all a and b? */
bool prep_nfc_boundary_before(const struct prep_nfc *nfc, uint32_t code_point);

/* Append the NFC of text to out, in time linear in len. */
enum prep_status prep_nfc_append(struct prep_nfc *nfc, const char *text, size_t len,
                                 struct prep_buf *out);

#endif
