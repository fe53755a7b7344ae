/* Plain ways of relating pages, to measure the real one against. They compare every page with every
 * other that shares a word, whatever that takes. */
#ifndef PAMPHLET_TESTS_BENCH_RELATED_PLAIN_H
#define PAMPHLET_TESTS_BENCH_RELATED_PLAIN_H

#include "model/site.h"

/* The three pages that go best with one; NULL where there are none. */
typedef void (*first_three)(const void *context, const page *p, const page *out[3]);

/* A page as words with weights, and every word's pages. */
typedef struct plain_weight {
  uint32_t number; /* of the word or the page */
  double weight;
} plain_weight;
typedef VEC(plain_weight) plain_weights;
typedef struct plain_vectors {
  plain_weights *of_page, *of_word;
} plain_vectors;

typedef struct plain_words {
  const site *site;
  map numbers;                 /* word -> NULL; a word's number is its place */
  plain_vectors shared;        /* every distinct word counts one */
  plain_vectors mixed;         /* TF-IDF, title and text together, the title three times */
  plain_vectors titles, texts; /* TF-IDF of each by itself */
  double *scores;
} plain_words;

void plain_open(arena *a, const site *s, plain_words *out);

/* By name; each takes a plain_words. */
typedef struct plain_way {
  const char *name;
  first_three way;
} plain_way;
extern const plain_way plain_ways[];
extern const size_t plain_way_count;

#endif
