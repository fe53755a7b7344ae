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
  const uint32_t *forms_by_text; /* all of them in order, once that is known; NULL: it is not */
} search__index;

/* The phrases of the language's table; their words are stems of `words`, and once those have been
 * joined, numbers in the index. Returns a fingerprint of them. */
uint64_t search__synonyms_read(search__index *index, vocabulary *words);
void search__synonyms_number(search__index *index, const vocabulary *words);

/* A fingerprint of all that the index is made from, by what parse noted of the pages; 0: it did not
 * of all. */
uint64_t search__pages_print(const search__index *index);

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
