/* The order of the alphabet, by language. Case and accents count only between names that are alike
 * without them, so that English has "émigré" beside "emigrant". A letter that a language takes for
 * one of its own stands where its alphabet has it: Spanish "ñ" after every "n", Swedish "å" after
 * "z". Languages that are not in the table of collate.c are sorted as English is; letters that two
 * signs write together ("ch" in Czech) count as two. */
#ifndef PAMPHLET_TEXT_COLLATE_H
#define PAMPHLET_TEXT_COLLATE_H

#include "base/arena.h"
#include "base/sv.h"

/* Bytes by whose order (sv_cmp) names of the language are sorted. */
sv collate_key(arena *a, sv lang, sv name);

/* The capital under which an index has the name: "E" of "émigré", and of "ñame" "Ñ" in Spanish, "N"
 * in English. `name` begins with a letter. */
sv collate_letter(arena *a, sv lang, sv name);

#endif
