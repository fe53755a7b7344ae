/* Inside the search index: what its files are made from. */
#ifndef PAMPHLET_EMIT_SEARCH_INDEX_H
#define PAMPHLET_EMIT_SEARCH_INDEX_H

#include "emit/search.h"
#include "emit/search_note.h"
#include "emit/search_read.h"

/* Bytes of a piece of words and of one of forms, at the least; gzip leaves about a half of the
 * first and a third of the second. */
enum { SEARCH_WORDS_BYTES = 8 * 1024, SEARCH_FORMS_BYTES = 8 * 1024 };

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

/* A word of which the lists or forms are not those of the earlier index. */
typedef struct search__moved {
  sv stem;
  search__entries gone, came; /* of its lists */
  sv_list gone_forms, came_forms;
  bool met; /* while files are read: the earlier index had it */
} search__moved;

/* How the pages are other than those of the earlier index. */
typedef struct search__changes {
  VEC(search__moved) all;
  map by_stem; /* their stems -> NULL; by place */
} search__changes;

typedef struct search__index {
  const search_job *job;
  arena *a;
  page_list pages;         /* by their number in the index */
  size_t meanings;         /* of these, the first: words of the glossary */
  const vocabulary **from; /* of the words: what parse has read, */
  size_t from_count;
  vocabulary *others, *plain; /* and these, as search__read_extras has them */
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

/* Which words lead to other pages, or otherwise, or have other forms. False: nobody knows, or
 * nearly all do. */
bool search__find_changes(search__index *index);

/* Where that is as it was and all files of the earlier index stand, keeps these. False: nothing was
 * done. */
bool search__keep_whole(search__index *index, json_writer *root);

/* Where an edit left most words as they were, makes the files anew in which they were not, from the
 * earlier ones. False: nothing was put, all have to be counted. */
bool search__patch(search__index *index, json_writer *root);

/* Reads what the pages have to say, and joins the words, or `only` some. To be followed by
 * search__read_free. */
void search__join(search__index *index, const search__choice *only);

/* A word's line among the others; `context` are search__words. */
search__item search__word_item(const void *context, uint32_t which);

/* A form read backwards, and the digit behind it. */
sv search__backwards(arena *a, sv text);
char search__halvings(uint32_t pages);

/* Each puts its files and notes them in index->now; the pieces live in `a`. `root` gets their
 * names. */
void search__put_words(search__index *index, json_writer *root);
void search__put_forms(search__index *index, json_writer *root);
void search__put_facts(search__index *index, json_writer *root);

/* Writes the names of the files of index->now.facts. */
void search__write_facts(const search__index *index, json_writer *root);

#endif
