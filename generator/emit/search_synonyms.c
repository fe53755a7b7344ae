/* The words that mean the same, as the search index has them. */
#include <stdlib.h>

#include "base/mix.h"
#include "emit/search_index.h"

static search__phrase read_phrase(arena *a, vocabulary *words, sv text) {
  VEC(uint32_t) found = {0};
  uint32_t stem;
  while (vocabulary_next(words, &text, &stem)) vec_push(a, &found, stem);
  return (search__phrase){found.at, arena_array(a, uint32_t, found.len), found.len};
}

static bool is_same(const search__phrase *a, const search__phrase *b) {
  return a->len == b->len && memcmp(a->stems, b->stems, a->len * sizeof *a->stems) == 0;
}

/* A row by its phrases that differ in their words: "heart attacks" says what "heart attack" does.
 */
static void read_row(search__index *index, vocabulary *words, const synonym_row *row) {
  search__phrase *phrases = arena_array(index->a, search__phrase, row->phrases.len);
  size_t len = 0;
  for (size_t i = 0; i < row->phrases.len; i++) {
    search__phrase made = read_phrase(index->a, words, row->phrases.at[i]);
    bool fresh = made.len > 0;
    for (size_t j = 0; j < len; j++) fresh = fresh && !is_same(&phrases[j], &made);
    if (fresh) phrases[len++] = made;
  }
  for (size_t i = 0; i < len && len > 1; i++) {
    search__synonym one = {&phrases[i], phrases, len, index->synonyms.len};
    vec_push(index->a, &index->synonyms, one);
  }
}

static bool is_language(sv row, sv lang) {
  return sv_eq(row, lang) || (sv_starts(lang, row) && lang.at[row.len] == '-');
}

uint64_t search__synonyms_read(search__index *index, vocabulary *words) {
  const synonym_rows *rows = &index->job->site->synonyms;
  uint64_t print = 0;
  for (size_t i = 0; i < rows->len; i++) {
    const synonym_row *row = &rows->at[i];
    if (!is_language(row->lang, index->job->lang)) continue;
    read_row(index, words, row);
    print = mix_in(print, row->phrases.len);
    for (size_t j = 0; j < row->phrases.len; j++) print = mix_in(print, sv_sum(row->phrases.at[j]));
  }
  return print;
}

static int by_first_word(const void *left, const void *right) {
  const search__synonym *a = left, *b = right;
  uint32_t x = a->from->words[0], y = b->from->words[0];
  if (x != y) return x < y ? -1 : 1;
  return (a->order > b->order) - (a->order < b->order);
}

void search__synonyms_number(search__index *index, const vocabulary *words) {
  const uint32_t *number = search__numbers_of(&index->words, words);
  for (size_t i = 0; i < index->synonyms.len; i++) {
    const search__phrase *from = index->synonyms.at[i].from;
    for (size_t j = 0; j < from->len; j++) from->words[j] = number[from->stems[j]];
  }
  if (index->synonyms.len) {
    qsort(index->synonyms.at, index->synonyms.len, sizeof *index->synonyms.at, by_first_word);
  }
}
