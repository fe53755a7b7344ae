/* Related articles, first step: which words an article uses, and how often. */
#include <stdlib.h>

#include "base/oom.h"
#include "graph/related_index.h"

/* A language that a reader has met. `slot` is by stem: its place in `counts` + 1. */
typedef struct language {
  vocabulary words;
  uint32_t *slot;
  size_t slot_cap;
} language;

typedef struct word_count {
  uint32_t stem, times;
  bool in_title;
} word_count;

struct related_reader {
  arena memory;
  unsigned heading_weight;
  VEC(language *) languages;
  VEC(word_count) counts; /* of the present article */
};

related_reader *related_reader_open(const settings *s) {
  related_reader *r = oom_malloc(sizeof *r);
  *r = (related_reader){.heading_weight = (unsigned)(s->related.headings + 0.5)};
  arena_init(&r->memory, 1024 * 1024);
  return r;
}

void related_reader_close(related_reader *r) {
  if (!r) return;
  for (size_t i = 0; i < r->languages.len; i++) vocabulary_close(&r->languages.at[i]->words);
  arena_free(&r->memory);
  free(r);
}

static language *find_language(const related_reader *r, sv lang) {
  for (size_t i = 0; i < r->languages.len; i++) {
    if (sv_eq(r->languages.at[i]->words.lang, lang)) return r->languages.at[i];
  }
  return NULL;
}

vocabulary *related__vocabulary(const related_reader *r, sv lang) {
  language *found = find_language(r, lang);
  return found ? &found->words : NULL;
}

static language *language_of(related_reader *r, sv lang) {
  language *found = find_language(r, lang);
  if (found) return found;
  found = arena_new(&r->memory, language);
  vocabulary_open(&r->memory, arena_dup(&r->memory, lang), &found->words);
  vec_push(&r->memory, &r->languages, found);
  return found;
}

static void grow_slots(related_reader *r, language *l, uint32_t stem) {
  size_t cap = l->slot_cap ? l->slot_cap * 2 : 4096;
  while (cap <= stem) cap *= 2;
  uint32_t *grown = arena_array(&r->memory, uint32_t, cap);
  if (l->slot_cap) memcpy(grown, l->slot, l->slot_cap * sizeof *grown);
  l->slot = grown;
  l->slot_cap = cap;
}

static word_count *count_of(related_reader *r, language *l, uint32_t stem) {
  if (stem >= l->slot_cap) grow_slots(r, l, stem);
  if (!l->slot[stem]) {
    vec_push(&r->memory, &r->counts, (word_count){.stem = stem});
    l->slot[stem] = (uint32_t)r->counts.len;
  }
  return &r->counts.at[l->slot[stem] - 1];
}

static uint32_t read_text(related_reader *r, language *l, sv text, unsigned weight) {
  uint32_t stem, length = 0;
  while (vocabulary_next(&l->words, &text, &stem)) {
    count_of(r, l, stem)->times += weight;
    length++;
  }
  return length;
}

static uint32_t read_page(related_reader *r, language *l, const page *p) {
  uint32_t stem;
  for (sv text = p->title; vocabulary_next(&l->words, &text, &stem);) {
    count_of(r, l, stem)->in_title = true;
  }
  uint32_t length = read_text(r, l, p->description, 1);
  for (size_t i = 0; i < p->body.prose.len; i++) {
    const prose_block *block = &p->body.prose.at[i];
    if (block->kind == PROSE_CODE) continue;
    length += read_text(r, l, block->text, block->kind == PROSE_HEADING ? r->heading_weight : 1);
  }
  return length;
}

void related_read(related_reader *r, arena *a, page *p) {
  language *l = language_of(r, p->lang);
  r->counts.len = 0;
  uint32_t length = read_page(r, l, p);
  related_bag *bag = arena_alloc(a, sizeof *bag + r->counts.len * sizeof *bag->counts);
  *bag = (related_bag){&l->words, (uint32_t)r->counts.len, length};
  for (size_t i = 0; i < r->counts.len; i++) {
    const word_count *c = &r->counts.at[i];
    uint32_t times = c->times < RELATED_MOST_TIMES ? c->times : RELATED_MOST_TIMES;
    bag->counts[i] = c->stem << 8 | (uint32_t)c->in_title << 7 | times;
    l->slot[c->stem] = 0;
  }
  p->words = bag;
}
