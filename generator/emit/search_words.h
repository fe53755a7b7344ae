/* Inside the search index: the words of one language, with every form in which they occur. */
#ifndef PAMPHLET_EMIT_SEARCH_WORDS_H
#define PAMPHLET_EMIT_SEARCH_WORDS_H

#include "graph/related_bag.h"

typedef struct search__word {
  sv stem; /* without accents: "inyeccion" */
  uint32_t forms_first, form_count;
} search__word;

typedef struct search__words {
  search__word *at; /* by stem, in byte order */
  uint32_t count;
  sv *forms; /* of one word together, in byte order, each once */
  const vocabulary *const *from;
  uint32_t **number; /* by place in `from`, by the stem's number there: the word */
  size_t from_count;
} search__words;

/* Joins the vocabularies of a language; the result does not depend on their order. Lives in `a`,
 * and refers to the texts of the vocabularies. */
void search__words_join(arena *a, const vocabulary *const *from, size_t count, search__words *out);

/* The row of `number` for a vocabulary that was joined. */
const uint32_t *search__numbers_of(const search__words *words, const vocabulary *from);

#endif
