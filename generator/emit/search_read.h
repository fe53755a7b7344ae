/* Inside the search index: what each page has to say, word by word. */
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

/* How a page's text has a word: 0 not at all (its title has it), 1 … SEARCH_TEXT_RANKS by that
 * rank, or among the key points. */
enum { SEARCH_KEY_CODE = SEARCH_TEXT_RANKS + 1, SEARCH_CODES };
static inline uint32_t search__rank_of_code(uint32_t code) {
  return code == SEARCH_KEY_CODE ? SEARCH_KEY_RANK : code;
}

/* What pages have of one word. There are as many as words, and every word of every page is counted
 * in one: so they are small. */
typedef struct search__row {
  uint64_t sum;                /* of the entries of its lists, whatever their order */
  uint16_t titles;             /* entries of these */
  uint16_t with[SEARCH_CODES]; /* of its text's, by code */
} search__row;

/* How many pages have it in their text. */
static inline uint32_t search__row_texts(const search__row *row) {
  uint32_t texts = 0;
  for (uint32_t code = 1; code < SEARCH_CODES; code++) texts += row->with[code];
  return texts;
}

/* Pages one after the other, which a thread reads. */
typedef struct search__range {
  uint32_t first, end;
  search__row *rows; /* by word */
  arena some;        /* the bags, without what is not wanted */
} search__range;

/* A word of no meaning ("when", "to") of a title that has nearly no others: "When to call". */
typedef struct search__bare {
  uint32_t page, stem;
} search__bare;

typedef struct search__read {
  const page_list *pages;
  const search__words *words;
  const uint32_t **number;  /* by page: the word of a stem of its bag */
  const related_bag **bags; /* by page: its own, or of that the words that are wanted */
  const bool **wanted;      /* by place in words->from, by stem; NULL: all are */
  bool *idle;               /* by page: it has none of these */
  uint8_t *title_rank;      /* by page, where a title has a word that is wanted */

  /* By page, up to its end in the list: stems of terms that it is filed under, some twice; of
   * stems, the words. */
  VEC(uint32_t) extras;
  VEC(uint32_t) extras_end;
  const vocabulary *others;
  const uint32_t *extra_words;

  VEC(search__bare) bare; /* by page */
  const uint32_t *bare_words;
  search__range *ranges;
  size_t range_count;
} search__read;

/* True where nearly no word of a title has a meaning. */
bool search__is_bare(const page *p);

/* First: the words that pages have beside those of their bags. `others` learns those of terms,
 * `plain`, which is of no language and knows no stop words, those of bare titles. */
void search__read_extras(const site *s, const page_list *pages, vocabulary *others,
                         vocabulary *plain, search__read *out);

/* Then, as all words are joined. Lives in `a`, but for what search__read_free gives back. */
void search__read_pages(arena *a, const vocabulary *others, const vocabulary *plain, const crew *by,
                        const search__words *words, search__read *out);
void search__read_free(search__read *read);

/* How much there is of each word, for `words`, by as many threads as there are. Or of some alone:
 * what is known of others stays, and their rows are of no use. */
void search__count(search__read *read, const crew *by, search__words *words);
void search__count_some(search__read *read, const crew *by, const uint32_t *some, uint32_t count,
                        search__words *words);

/* That a page has a word in its title, with a rank (0: it does not), or its text, with a code. */
typedef struct search__entry {
  uint32_t page;
  uint8_t title, code;
} search__entry;
typedef VEC(search__entry) search__entries;

/* An entry as a number, which tells of the word, too, by its place among stems. */
static inline uint64_t search__entry_pack(uint32_t stem, search__entry e) {
  return (uint64_t)stem << 39 | (uint64_t)e.page << 7 | (uint64_t)e.title << 3 | e.code;
}
static inline search__entry search__entry_unpack(uint64_t packed) {
  return (search__entry){(uint32_t)(packed >> 7), packed >> 3 & 15, packed & 7};
}
static inline uint32_t search__entry_stem(uint64_t packed) {
  return (uint32_t)(packed >> 39);
}

/* The entries of pages that need not be of the site any more, of which numbers are given, by the
 * places of words among `stems`, which learns those that are new; in rising order. And, where
 * somebody asks, the forms of words that they have beside those of their bags. In `a`. */
typedef VEC(uint64_t) search__packed_entries;
void search__read_apart(arena *a, const site *s, sv lang, const page_list *pages,
                        const uint32_t *numbers, map *stems, search__packed_entries *out,
                        vocabulary_moved_list *forms);

/* A walk over some of the pages. */
enum { SEARCH_TIMES = 16, SEARCH_LENGTHS = 64 };
typedef struct search__walk {
  const search__read *read;
  uint8_t *extra; /* by word, for the present page: 1 + what it has beside its bag */
  size_t bare;    /* the next of read->bare */
  uint32_t number, length;
  const uint32_t *terms; /* the stems of the present page's */
  uint32_t term_count;
  const uint8_t *codes; /* by times in the present page's text, for fewer than SEARCH_TIMES */
  uint8_t known[SEARCH_LENGTHS][SEARCH_TIMES]; /* those of texts by their steps of length */
} search__walk;
void search__walk_open(search__walk *w, const search__read *read, uint32_t first);
void search__walk_close(search__walk *w);

/* A page's turn begins; its extra words are marked. */
void search__walk_page(search__walk *w, uint32_t number);

/* The code of a word of its bag. */
uint32_t search__odd_code(search__walk *w, uint32_t word, uint32_t times);
static inline uint32_t search__code(search__walk *w, uint32_t word, uint32_t times) {
  if (times < SEARCH_TIMES && !w->extra[word]) return w->codes[times];
  return search__odd_code(w, word, times);
}

/* After its bag: how many extra words it has, of terms and key points, and the code of one, which
 * is unmarked; 0: the bag has it, or an earlier one was it. */
uint32_t search__extra_count(const search__walk *w);
uint32_t search__extra_code(search__walk *w, uint32_t i, uint32_t *word);

/* The next word of its bare title; false: it has no more. */
bool search__bare_word(search__walk *w, uint32_t number, uint32_t *word);

#endif
