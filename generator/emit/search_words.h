/* Inside the search index: the words of one language, with every form in which they occur. */
#ifndef PAMPHLET_EMIT_SEARCH_WORDS_H
#define PAMPHLET_EMIT_SEARCH_WORDS_H

#include "graph/related_bag.h"

typedef struct search__word {
  sv stem; /* without accents: "inyeccion" */
  uint32_t forms_first, form_count;
  uint32_t pages, titles, texts; /* how many have it, and how long its lists are before a cut */
  uint64_t sum;                  /* of the entries of its lists, whatever their order */
} search__word;

typedef struct search__words {
  search__word *at; /* in no order that tells anything */
  uint32_t count;
  sv *forms;            /* of one word together, in byte order, each once */
  uint32_t *form_words; /* by form: its word */
  uint32_t form_count;
  const vocabulary *const *from;
  uint32_t **number; /* by place in `from`, by the stem's number there: the word, or `count`, where
                        it is none of these */
  size_t from_count;
} search__words;

/* Which words are joined, where not all are: those with a stem or form that is asked for. */
typedef struct search__choice {
  bool (*has)(const void *context, sv text);
  const void *context;
} search__choice;

/* Joins the vocabularies of a language; `only` may be NULL. Which words and forms there are does
 * not depend on their order; their numbers do. Lives in `a`, and refers to the texts of the
 * vocabularies. The counts are 0 as yet. */
void search__words_join(arena *a, const vocabulary *const *from, size_t count,
                        const search__choice *only, search__words *out);

/* The place of a vocabulary in `from`; from_count: it was not joined. And its row of `number`; NULL
 * then. */
size_t search__place_of(const search__words *words, const vocabulary *from);
const uint32_t *search__numbers_of(const search__words *words, const vocabulary *from);

/* The word of a stem, or words->count. */
uint32_t search__word_of(const search__words *words, sv stem);

/* A text mixed into a fingerprint, quickly where it is short; and that of a word's stem and forms.
 */
uint64_t search__text_print(uint64_t all, sv text);
uint64_t search__word_print(const search__words *words, const search__word *word);

#endif
