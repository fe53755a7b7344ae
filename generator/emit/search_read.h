/* Inside the search index: what each page has to say, word by word, counted once. */
#ifndef PAMPHLET_EMIT_SEARCH_READ_H
#define PAMPHLET_EMIT_SEARCH_READ_H

#include "emit/search_words.h"
#include "graph/crew.h"
#include "model/site.h"

enum {
  SEARCH_RANKS = 16,     /* 1 … 15; the higher, the more the page is about the word */
  SEARCH_TEXT_RANKS = 5, /* of a text: how much of what it says */
  SEARCH_TERM_RANK = 4,  /* of a word that a page is filed under and does not say */
  SEARCH_KEY_RANK = 8    /* of a word of the key points, between a text's and a title's */
};

/* A word that a page has beside those of its bag: a stem of `others` << 2, and */
enum {
  SEARCH_TERM,       /* of a term that it is filed under, and nowhere in its text */
  SEARCH_KEY,        /* of its key points, and nowhere in its text */
  SEARCH_KEY_INSTEAD /* the same in the place of what its text says of it */
};

typedef struct search__page {
  uint32_t from; /* the vocabulary of its words, by place */
  uint32_t first_extra, extras;
  uint8_t title_rank;
  bool bare; /* of its title hardly a word has a meaning */
} search__page;

/* A word of no meaning ("when", "to") of a title that has nearly no others: "When to call". */
typedef struct search__bare {
  uint32_t page, stem; /* by number in the vocabulary of these */
} search__bare;

/* By stem: how much there is of it, and the sum of search__entry_print of it all. */
typedef struct search__tally {
  uint64_t sum;
  uint32_t pages, titles, texts;
} search__tally;

/* What the pages of one vocabulary have. */
typedef struct search__share {
  const vocabulary *words;
  VEC(uint32_t) extras;
  search__tally *tallies, *of_extras; /* by stem of `words`, and of `others` */
} search__share;

typedef struct search__read {
  const page_list *pages;
  search__page *of; /* [pages->len] */
  search__share *shares;
  size_t share_count;
  size_t others;          /* of these: the words that pages have beside those of their bags */
  vocabulary *plain;      /* of no language, which knows no stop words */
  VEC(search__bare) bare; /* by page */
} search__read;

/* Reads titles, key points, terms and bags of all pages, by as many threads as there are. `from`
 * are the vocabularies of the bags; the last of them, which belongs to the index, learns the words
 * of key points and terms. Lives in `a`, but for what search__read_free gives back. */
void search__read_pages(arena *a, const site *s, const page_list *pages, const vocabulary **from,
                        size_t count, vocabulary *others, vocabulary *plain, const crew *by,
                        search__read *out);
void search__read_free(search__read *read);

/* Adds up the tallies, which are let go, by the words of all vocabularies. */
void search__read_count(search__read *read, search__words *words);

/* A word's rank in a text by how often it is there. */
typedef struct search__ranks {
  uint32_t length;
  uint8_t of[16]; /* for fewer times than these */
} search__ranks;
search__ranks search__ranks_of(const related_bag *bag);
uint32_t search__text_rank(uint32_t times, uint32_t length);
static inline uint32_t search__rank_of(const search__ranks *ranks, uint32_t times) {
  return times < sizeof ranks->of ? ranks->of[times] : search__text_rank(times, ranks->length);
}

#endif
