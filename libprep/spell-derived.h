/* spell-derived.h - is a word formed from known ones in a way the dictionary does not list? */
#ifndef PREP_SPELL_DERIVED_H
#define PREP_SPELL_DERIVED_H

#include "spell.h"

/* May the word be a known one with a prefix or an ending that the dictionary does not give it? Then
 * it is rather a rare word than a misspelling. rare: made in less common ways, too, or a compound.
 */
bool prep_speller_is_derived(struct prep_speller *speller, const struct prep_word *word, bool rare);

/* The class of a word in small letters that is clearly such a one: PREP_SPELL_COMPOUND or, with an
 * English stem, PREP_SPELL_FOREIGN; PREP_SPELL_KNOWN: it is none. */
enum prep_spell_class prep_speller_derivation(struct prep_speller *speller,
                                              const struct prep_word *word);

/* Is it what stands behind a number ("17-jährige"), maybe with an ending? */
bool prep_speller_is_counted(struct prep_speller *speller, const struct prep_word *word);

#endif
