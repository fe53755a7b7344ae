#include "emit/search_words.h"

#include <stdlib.h>

#include "base/mix.h"
#include "base/oom.h"

/* What is no word, until their number is known. */
enum { NONE = INT32_MAX };

/* While vocabularies are joined: places by the hash that a stem has in all of them. */
typedef struct joining {
  search__words *out;
  uint32_t *slots; /* a word + 1; 0: free */
  size_t mask;
} joining;

static uint32_t word_of(const joining *j, const map_entry *stem) {
  search__word *words = j->out->at;
  size_t at = stem->hash & j->mask;
  for (; j->slots[at]; at = (at + 1) & j->mask) {
    if (sv_eq(words[j->slots[at] - 1].stem, stem->key)) return j->slots[at] - 1;
  }
  words[j->out->count] = (search__word){.stem = stem->key};
  j->slots[at] = ++j->out->count;
  return j->out->count - 1;
}

/* By stem; NULL: all are. */
static const bool *chosen_stems(arena *scratch, const vocabulary *from,
                                const search__choice *only) {
  if (!only) return NULL;
  bool *chosen = arena_array(scratch, bool, from->by_stem.len);
  for (size_t i = 0; i < from->by_stem.len; i++) {
    chosen[i] = only->has(only->context, from->by_stem.entries[i].key);
  }
  for (size_t i = 0; i < from->spellings.len; i++) {
    const vocabulary_spelling *form = &from->spellings.at[i];
    chosen[form->stem] = chosen[form->stem] || only->has(only->context, form->text);
  }
  return chosen;
}

static void number_stems(arena *a, size_t all, const search__choice *only, search__words *out) {
  arena scratch = {0};
  joining j = {.out = out, .mask = 1023};
  while (j.mask < all + all / 2) j.mask = j.mask * 2 + 1;
  j.slots = oom_malloc((j.mask + 1) * sizeof *j.slots);
  memset(j.slots, 0, (j.mask + 1) * sizeof *j.slots);
  for (size_t i = 0; i < out->from_count; i++) {
    const map *stems = &out->from[i]->by_stem;
    const bool *chosen = chosen_stems(&scratch, out->from[i], only);
    out->number[i] = arena_alloc(a, stems->len * sizeof **out->number);
    for (size_t k = 0; k < stems->len; k++) {
      bool used = out->from[i]->shown.at[k].len > 0 && (!chosen || chosen[k]);
      out->number[i][k] = used ? word_of(&j, &stems->entries[k]) : NONE;
    }
  }
  free(j.slots);
  arena_free(&scratch);
}

static void settle_numbers(search__words *words) {
  for (size_t i = 0; i < words->from_count; i++) {
    for (size_t k = 0; k < words->from[i]->by_stem.len; k++) {
      uint32_t *number = &words->number[i][k];
      if (*number == NONE) *number = words->count;
    }
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
    if (at < kept) memmove(&forms[at + 1], &forms[at], (kept - at) * sizeof *forms);
    forms[at] = form;
    kept++;
  }
  word->form_count = kept;
}

/* Closes the gaps that forms left which were there twice. */
static void close_up(arena *a, search__words *out) {
  uint32_t end = 0;
  for (uint32_t i = 0; i < out->count; i++) {
    search__word *word = &out->at[i];
    if (end < word->forms_first) {
      memmove(&out->forms[end], &out->forms[word->forms_first],
              word->form_count * sizeof *out->forms);
    }
    word->forms_first = end;
    end += word->form_count;
  }
  out->form_count = end;
  out->form_words = arena_array(a, uint32_t, end);
  for (uint32_t i = 0; i < out->count; i++) {
    const search__word *word = &out->at[i];
    for (uint32_t j = 0; j < word->form_count; j++) out->form_words[word->forms_first + j] = i;
  }
}

static void collect_forms(arena *a, search__words *out) {
  uint32_t all = 0;
  for (size_t i = 0; i < out->from_count; i++) {
    for (size_t j = 0; j < out->from[i]->spellings.len; j++) {
      uint32_t word = out->number[i][out->from[i]->spellings.at[j].stem];
      if (word != NONE) out->at[word].form_count++;
    }
  }
  for (uint32_t i = 0; i < out->count; i++) {
    out->at[i].forms_first = all;
    all += out->at[i].form_count;
    out->at[i].form_count = 0;
  }
  out->forms = arena_alloc(a, all * sizeof *out->forms);
  for (size_t i = 0; i < out->from_count; i++) {
    for (size_t j = 0; j < out->from[i]->spellings.len; j++) {
      const vocabulary_spelling *form = &out->from[i]->spellings.at[j];
      if (out->number[i][form->stem] == NONE) continue;
      search__word *word = &out->at[out->number[i][form->stem]];
      out->forms[word->forms_first + word->form_count++] = form->text;
    }
  }
  for (uint32_t i = 0; i < out->count; i++) settle_forms(out, &out->at[i]);
  close_up(a, out);
}

void search__words_join(arena *a, const vocabulary *const *from, size_t count,
                        const search__choice *only, search__words *out) {
  *out = (search__words){.from = from, .from_count = count};
  out->number = arena_array(a, uint32_t *, count);
  size_t all = 0;
  for (size_t i = 0; i < count; i++) all += from[i]->by_stem.len;
  out->at = arena_alloc(a, all * sizeof *out->at); /* the end of it is never touched */
  number_stems(a, all, only, out);
  collect_forms(a, out);
  settle_numbers(out);
}

size_t search__place_of(const search__words *words, const vocabulary *from) {
  size_t i = 0;
  while (i < words->from_count && words->from[i] != from) i++;
  return i;
}

const uint32_t *search__numbers_of(const search__words *words, const vocabulary *from) {
  size_t place = search__place_of(words, from);
  return place < words->from_count ? words->number[place] : NULL;
}

uint32_t search__word_of(const search__words *words, sv stem) {
  for (size_t i = 0; i < words->from_count; i++) {
    const map *stems = &words->from[i]->by_stem;
    const map_entry *entry = map_find(stems, stem);
    uint32_t number = entry ? words->number[i][entry - stems->entries] : words->count;
    if (number < words->count) return number;
  }
  return words->count;
}

uint64_t search__text_print(uint64_t all, sv text) {
  return mix_text(mix_in(all, text.len + 1), text);
}

uint64_t search__word_print(const search__words *words, const search__word *word) {
  uint64_t print = search__text_print(0, word->stem);
  for (uint32_t i = 0; i < word->form_count; i++) {
    print = search__text_print(print, words->forms[word->forms_first + i]);
  }
  return print;
}
