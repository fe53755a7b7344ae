/* Inside the search index: which pages have a word, in the title or in the text, for some of the
 * words at a time. */
#ifndef PAMPHLET_EMIT_SEARCH_LISTS_H
#define PAMPHLET_EMIT_SEARCH_LISTS_H

#include "emit/search_read.h"

enum {
  SEARCH_TITLE_MOST = 4096, /* of a title: this many pages a word leads to, */
  SEARCH_TEXT_MOST = 512    /* and of a text this many, those of the highest ranks */
};

/* The pages of a word. */
typedef struct search__list {
  uint32_t title_first, title_count; /* entries with a rank, by page */
  uint32_t text_first;
  uint16_t texts[SEARCH_CODES]; /* so many by code, the highest first, and by page */
} search__list;

/* Of the words from one place in the order to another. */
typedef struct search__lists {
  uint32_t first, count;
  search__list *of; /* [count] */
  uint32_t *titles; /* search__page_of and search__rank packed */
  uint16_t *small;  /* pages of texts, where two bytes are enough for each, */
  uint32_t *large;  /* or else here */
} search__lists;

static inline uint32_t search__page_of(uint32_t entry) {
  return entry >> 4;
}
static inline uint32_t search__rank(uint32_t entry) {
  return entry & 15;
}
static inline uint32_t search__text_page(const search__lists *lists, uint32_t at) {
  return lists->small ? lists->small[at] : lists->large[at];
}

/* How many entries the lists of a word have. */
uint32_t search__list_size(const search__word *word);

/* The lists of the words order[first] … order[first + count - 1], by all threads, in memory of
 * their own. */
void search__lists_make(const search__read *read, const uint32_t *order, uint32_t first,
                        uint32_t count, const crew *by, search__lists *out);
void search__lists_free(search__lists *lists);

/* Reorders a list by rank, highest first, pages rising within a rank, and cuts it to `most`, those
 * of the last rank that are newest. Returns how many are left, for which there is room in `sorted`.
 */
uint32_t search__by_rank(const uint32_t *list, uint32_t count, uint32_t most, uint32_t *sorted);

#endif
