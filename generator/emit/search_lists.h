/* Inside the search index: which pages have a word, in the title or in the text, for some of the
 * words at a time. */
#ifndef PAMPHLET_EMIT_SEARCH_LISTS_H
#define PAMPHLET_EMIT_SEARCH_LISTS_H

#include "emit/search_read.h"

enum {
  SEARCH_TITLE_MOST = 4096, /* of a title: this many pages a word leads to, */
  SEARCH_TEXT_MOST = 512    /* and of a text this many, those of the highest ranks */
};

/* The pages of a word: search__page_of and search__rank packed, pages rising within a rank. */
typedef struct search__list {
  uint32_t first, count, room;
} search__list;

/* Of the words from one place to another. */
typedef struct search__lists {
  uint32_t first, count;
  search__list *titles, *texts; /* [count] */
  uint32_t *entries;
} search__lists;

static inline uint32_t search__page_of(uint32_t entry) {
  return entry >> 4;
}
static inline uint32_t search__rank(uint32_t entry) {
  return entry & 15;
}

/* The words that are wanted, in order, and where each stem of a vocabulary stands among them. */
enum { SEARCH_NOWHERE = UINT32_MAX };
typedef struct search__wanted {
  const search__read *read;
  const search__words *words;
  const uint32_t *order; /* [count]: words */
  uint32_t count;
  uint32_t **place;            /* by vocabulary and stem: the place in `order`, or SEARCH_NOWHERE */
  const uint32_t *plain_place; /* the same of words of no meaning */
} search__wanted;

/* Lives in memory of its own. */
void search__want(search__wanted *w, const search__read *read, const search__words *words,
                  const uint32_t *order, uint32_t count);
void search__want_free(search__wanted *w);

/* How many entries the lists of a word need at a time. */
uint32_t search__list_room(const search__word *word);

/* The lists of the wanted words first … first + count - 1, in memory of their own. */
void search__lists_make(const search__wanted *wanted, uint32_t first, uint32_t count,
                        search__lists *out);
void search__lists_free(search__lists *lists);

/* Reorders a list by rank, highest first, pages rising within a rank, and cuts it to `most`, those
 * of the last rank that are newest. Returns how many are left; `sorted` has room for them all. */
uint32_t search__by_rank(const uint32_t *list, uint32_t count, uint32_t most, uint32_t *sorted);

#endif
