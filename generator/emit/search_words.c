#include "emit/search_words.h"

#include "base/sort.h"

/* A stem of one vocabulary. */
typedef struct entry {
  sv stem;
  uint32_t from, number;
} entry;

static void number_stems(arena *a, entry *entries, size_t count, search__words *out) {
  out->at = arena_array(a, search__word, count);
  for (size_t i = 0; i < count; i++) {
    if (i == 0 || !sv_eq(entries[i - 1].stem, entries[i].stem)) {
      out->at[out->count++].stem = entries[i].stem;
    }
    out->number[entries[i].from][entries[i].number] = out->count - 1;
  }
}

/* Sorts the forms of a word, few as they are, and leaves each once. */
static void settle_forms(search__words *words, search__word *word) {
  sv *forms = words->forms + word->forms_first;
  uint32_t kept = 0;
  for (uint32_t i = 0; i < word->form_count; i++) {
    sv form = forms[i];
    uint32_t at = kept;
    while (at > 0 && sv_cmp(forms[at - 1], form) > 0) at--;
    if (at > 0 && sv_eq(forms[at - 1], form)) continue;
    memmove(&forms[at + 1], &forms[at], (kept - at) * sizeof *forms);
    forms[at] = form;
    kept++;
  }
  word->form_count = kept;
}

static void collect_forms(arena *a, search__words *out) {
  uint32_t all = 0;
  for (size_t i = 0; i < out->from_count; i++) {
    for (size_t j = 0; j < out->from[i]->spellings.len; j++) {
      out->at[out->number[i][out->from[i]->spellings.at[j].stem]].form_count++;
    }
  }
  for (uint32_t i = 0; i < out->count; i++) {
    out->at[i].forms_first = all;
    all += out->at[i].form_count;
    out->at[i].form_count = 0;
  }
  out->forms = arena_array(a, sv, all);
  for (size_t i = 0; i < out->from_count; i++) {
    for (size_t j = 0; j < out->from[i]->spellings.len; j++) {
      const vocabulary_spelling *form = &out->from[i]->spellings.at[j];
      search__word *word = &out->at[out->number[i][form->stem]];
      out->forms[word->forms_first + word->form_count++] = form->text;
    }
  }
  for (uint32_t i = 0; i < out->count; i++) settle_forms(out, &out->at[i]);
}

void search__words_join(arena *a, const vocabulary *const *from, size_t count, search__words *out) {
  *out = (search__words){.from = from, .from_count = count};
  out->number = arena_array(a, uint32_t *, count);
  size_t all = 0;
  for (size_t i = 0; i < count; i++) all += from[i]->by_stem.len;
  entry *entries = arena_array(a, entry, all);
  size_t len = 0;
  for (size_t i = 0; i < count; i++) {
    out->number[i] = arena_array(a, uint32_t, from[i]->by_stem.len);
    for (size_t j = 0; j < from[i]->by_stem.len; j++) {
      if (!from[i]->shown.at[j].len) continue; /* no word of the site */
      sv stem = from[i]->by_stem.entries[j].key;
      entries[len++] = (entry){stem, (uint32_t)i, (uint32_t)j};
    }
  }
  sort_by_text(entries, len, sizeof *entries);
  number_stems(a, entries, len, out);
  collect_forms(a, out);
}

const uint32_t *search__numbers_of(const search__words *words, const vocabulary *from) {
  size_t i = 0;
  while (i < words->from_count && words->from[i] != from) i++;
  return i < words->from_count ? words->number[i] : NULL;
}
