/* How many syllables a word has when it is read aloud. */
#ifndef PAMPHLET_HEALTH_SYLLABLES_H
#define PAMPHLET_HEALTH_SYLLABLES_H

#include "base/sv.h"

/* Of an English word in any case: by a table of words that follow no rule, then by their endings,
 * then by rules of spelling. Parts joined by hyphens, slashes or dots count one by one; a part of
 * capitals without a vowel ("CT") is spelled out; a number is one syllable. 1 at the least. */
unsigned syllables_english(sv word);

/* Of a Spanish word: vowels that form no diphthong count apart, by the rules of its spelling. A
 * number is one syllable. 1 at the least. */
unsigned syllables_spanish(sv word);

/* By language: Spanish for "es" and its regions, English otherwise. */
unsigned syllables_of(sv lang, sv word);

/* Inside the counting: the syllables of a lower-case word that the rules would get wrong, or 0. */
unsigned syllables__listed(sv word);

#endif
