/* Sentences and their words, as a reader counts them. */
#ifndef PAMPHLET_HEALTH_SENTENCES_H
#define PAMPHLET_HEALTH_SENTENCES_H

#include <stdbool.h>

#include "base/sv.h"

/* Takes the next sentence off *rest, trimmed; false at the end. A sentence ends at . ! ? or an
 * ellipsis, with quotes and brackets that close behind it, before a blank. A full stop does not end
 * it behind an abbreviation (Dr., e.g., U.S.), behind an initial, or before a small letter. */
bool sentences_next(sv *rest, sv *sentence);

/* True for a text that ends as a sentence does. */
bool sentences_is_ended(sv text);

/* Takes the next word off *rest: what stands between blanks, dashes and slashes, without the marks
 * around it, if it has a letter or a digit. A hyphen joins; an address is one word. */
bool sentences_word(sv *rest, sv *word);

/* True for an e-mail or web address, which counts as one word of one syllable. */
bool sentences_is_address(sv word);

#endif
