/* Inside the search index: which pages have a word, in the title or in the text. */
#ifndef PAMPHLET_EMIT_SEARCH_LISTS_H
#define PAMPHLET_EMIT_SEARCH_LISTS_H

#include "emit/search_words.h"
#include "model/site.h"

enum {
  SEARCH_RANKS = 16,       /* 1 … 15; the higher, the more the page is about the word */
  SEARCH_TEXT_RANKS = 5,   /* of a text: how much of what it says */
  SEARCH_TITLE_MOST = 4096 /* of a title: this many pages a word leads to, */
};
enum {
  SEARCH_TEXT_MOST = 512, /* and of a text this many, those of the highest ranks */
  SEARCH_TERM_RANK = 4,   /* of a word that a page is filed under and does not say */
  SEARCH_KEY_RANK = 8     /* of a word of the key points, between a text's and a title's */
};

/* Where the lists of a word begin, and how many pages have it. */
typedef struct search__list {
  uint32_t title_first, title_count, text_first, text_count, pages;
} search__list;

typedef struct search__lists {
  search__list *of;  /* by word */
  uint32_t *entries; /* search__page and search__rank packed; pages rising within a list */
} search__lists;

static inline uint32_t search__page(uint32_t entry) {
  return entry >> 4;
}
static inline uint32_t search__rank(uint32_t entry) {
  return entry & 15;
}

/* A word that a page has beside those of its bag, by its stem's number in `from`. */
typedef struct search__extra {
  uint32_t page, stem;
} search__extra;
typedef struct search__extras {
  const vocabulary *from;
  VEC(search__extra) all; /* by page */
} search__extras;

/* Words of no meaning ("when", "to") of titles that have nearly no others: "When to call". `words`
 * is a vocabulary of no language, which knows no stop words. */
void search__bare_titles(arena *a, const page_list *pages, vocabulary *words, search__extras *out);

/* Words of the conditions, procedures and other terms that a page is filed under. */
void search__filed_under(arena *a, const page_list *pages, vocabulary *words, search__extras *out);

/* Words of the key points. */
void search__key_points(arena *a, const page_list *pages, vocabulary *words, search__extras *out);

/* The lists of `pages`, which all have been read; `joined` has their vocabularies and those of the
 * extra words. Lives in `a`. */
void search__lists_make(arena *a, const page_list *pages, const search__words *joined,
                        const search__extras *titles, const search__extras *terms,
                        const search__extras *points, search__lists *out);

/* Reorders a list by rank, highest first, pages rising within a rank, and cuts it to `most`, those
 * of the last rank that are newest. Returns how many are left; `sorted` has room for them all. */
uint32_t search__by_rank(const uint32_t *list, uint32_t count, uint32_t most, uint32_t *sorted);

#endif
