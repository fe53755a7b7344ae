/* Inside the search index: forms that stand in another file than their word's line. */
#ifndef PAMPHLET_EMIT_SEARCH_STRAYS_H
#define PAMPHLET_EMIT_SEARCH_STRAYS_H

#include "emit/search_pieces.h"
#include "emit/search_words.h"

/* A form that a reader types and that stands in another piece than its word's line. */
typedef struct search__strays {
  const search__words *words;
  search__pieces forms; /* which could be strays, by `order` */
} search__strays;

search__strays search__strays_of(arena *a, const search__words *words);

/* Takes all forms, for pieces that are put before the next is known; they are in order then. */
void search__strays_all(search__strays *s);

/* Finds the strays among the pieces of now, of which these are the words, or, of some lines, those
 * of pieces that are made. False: one that was to be kept has others. */
bool search__strays_find(search__strays *s, search__pieces *p);

/* Adds those of a piece: search__pieces.behind. */
uint64_t search__strays_add(const void *strays, const search__piece *piece, sv until, bool last,
                            buf *out);

#endif
