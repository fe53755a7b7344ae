/* Inside the search index: what its files are made from. */
#ifndef PAMPHLET_EMIT_SEARCH_INDEX_H
#define PAMPHLET_EMIT_SEARCH_INDEX_H

#include "emit/search.h"
#include "emit/search_note.h"
#include "emit/search_read.h"

/* One phrase of a row of synonyms: its words with a meaning. */
typedef struct search__phrase {
  uint32_t *stems; /* of the vocabulary that read it */
  uint32_t *words; /* by number */
  size_t len;
} search__phrase;

/* One phrase of a row, the key, and the row. */
typedef struct search__synonym {
  const search__phrase *from, *row;
  size_t row_len, order; /* in the table */
} search__synonym;
typedef VEC(search__synonym) search__synonyms;

/* A word of which the entries of its lists differ from those of the earlier index. */
typedef struct search__moved {
  sv stem;
  int32_t gained; /* how many more pages have it */
} search__moved;

/* How the pages are other than those of the earlier index. */
typedef struct search__changes {
  bool known; /* only then: */
  VEC(search__moved) all;
  bool same_words; /* and there are the same words in the same forms */
  bool *moved;     /* by word: whether it is among these, and */
  int32_t *gained;
} search__changes;

typedef struct search__index {
  const search_job *job;
  arena *a;
  page_list pages;         /* by their number in the index */
  size_t meanings;         /* of these, the first: words of the glossary */
  const vocabulary **from; /* of the words: what parse has read, */
  size_t from_count;
  vocabulary *others, *plain; /* and these, as search__read_extras has them */
  bool few;                   /* of the words those of the files that are made, and no others */
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

/* Which words mean other pages, or these otherwise, where nearly all pages say what they said; and
 * once words are joined, by these. */
void search__find_changes(search__index *index);
void search__place_changes(search__index *index);

/* Where that is as it was and all files of the earlier index stand, keeps these. False: nothing was
 * done. */
bool search__keep_whole(search__index *index, json_writer *root);

/* Joins the words, or `only` some, and what is known by their numbers. */
void search__join(search__index *index, const search__choice *only);

/* Of few words: those of the pieces that are lost, or have a word that moved. False: nearly all
 * would be. */
bool search__join_few(search__index *index, search__pieces *words);

/* True where the files of forms can stay, once the words that moved are counted. */
bool search__forms_stay(search__index *index);

/* Each puts its files and notes them in index->now; the pieces live in `a`. `root` gets their
 * names. False, of few words alone: it takes all of them, and nothing was put. */
bool search__put_words(search__index *index, json_writer *root);
void search__put_forms(search__index *index, json_writer *root);
void search__put_facts(search__index *index, json_writer *root);

/* Writes the names of the files of index->now.facts. */
void search__write_facts(const search__index *index, json_writer *root);

#endif
