/* Inside the search index: what its files are made from. */
#ifndef PAMPHLET_EMIT_SEARCH_INDEX_H
#define PAMPHLET_EMIT_SEARCH_INDEX_H

#include "emit/search.h"
#include "emit/search_note.h"
#include "emit/search_read.h"

/* One phrase of a row of synonyms: its words with a meaning. */
typedef struct search__phrase {
  uint32_t *words; /* by number */
  size_t len;
} search__phrase;

/* One phrase of a row, the key, and the row. */
typedef struct search__synonym {
  const search__phrase *from, *row;
  size_t row_len, order; /* in the table */
} search__synonym;
typedef VEC(search__synonym) search__synonyms;

/* How the pages are other than those of the earlier index. */
typedef struct search__changes {
  bool known;      /* only then: */
  bool *moved;     /* by word: whether the entries of its lists differ, and */
  int32_t *gained; /* how many more pages have it */
} search__changes;

typedef struct search__index {
  const search_job *job;
  arena *a;
  page_list pages; /* by their number in the index */
  size_t meanings; /* of these, the first: words of the glossary */
  search__words words;
  search__read read;
  search__synonyms synonyms; /* by the first word of `from` */
  search__files files;
  search__note before, now;
  search__changes changes;
  const uint32_t *forms_by_text; /* all of them in order, once that is known; NULL: it is not */
} search__index;

/* The phrases of the language's table; their words are stems of `words`, and once those have been
 * joined, numbers in the index. Returns a fingerprint of them. */
uint64_t search__synonyms_read(search__index *index, vocabulary *words);
void search__synonyms_number(search__index *index, const vocabulary *words);

/* Notes what the index is made from, page by page. */
void search__note_pages(search__index *index);

/* Once the words are joined: which of them mean other pages, or these otherwise, where nearly all
 * pages say what they said. */
void search__find_changes(search__index *index);

/* Where that is as it was and all files of the earlier index stand, keeps these. False: nothing was
 * done. */
bool search__keep_whole(search__index *index, json_writer *root);

/* Each puts its files and notes them in index->now; the pieces live in `a`. `root` gets their
 * names. */
void search__put_words(search__index *index, json_writer *root);
void search__put_forms(search__index *index, json_writer *root);
void search__put_facts(search__index *index, json_writer *root);

/* Writes the names of the files of index->now.facts. */
void search__write_facts(const search__index *index, json_writer *root);

#endif
