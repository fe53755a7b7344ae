/* Related articles, first step: which words an article uses, and how often. */
#include <stdlib.h>

#include "base/oom.h"
#include "graph/related_index.h"

/* A language that a reader has met. `tally` is by stem, for the present article: how often it
 * occurs, and whether in the title, as in a bag. */
typedef struct language {
  vocabulary words;
  uint8_t *tally;
  size_t tally_cap;
} language;

struct related_reader {
  arena memory;
  unsigned heading_weight;
  VEC(language *) languages;
  VEC(uint32_t) met; /* the present article's stems, in the order of first use */
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

vocabulary *related_vocabulary(const related_reader *r, sv lang) {
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

/* So that every stem met so far has its place. */
static void grow_tally(related_reader *r, language *l) {
  size_t cap = l->tally_cap ? l->tally_cap : 4096;
  while (cap < l->words.shown.len) cap *= 2;
  uint8_t *grown = arena_array(&r->memory, uint8_t, cap);
  if (l->tally_cap) memcpy(grown, l->tally, l->tally_cap);
  l->tally = grown;
  l->tally_cap = cap;
}

/* The title or a text; a word of the title counts 0 times. Whether a word is new is no branch here:
 * a processor guesses it wrong every other time. */
static uint32_t read_text(related_reader *r, language *l, sv text, unsigned times, bool is_title) {
  uint32_t stems[VOCABULARY_BATCH];
  size_t length = 0;
  while (text.len) {
    size_t count = vocabulary_take(&l->words, &text, stems);
    if (l->tally_cap < l->words.shown.len) grow_tally(r, l);
    if (r->met.cap - r->met.len < count) vec_reserve(&r->memory, &r->met, r->met.cap * 2 + count);
    for (size_t i = 0; i < count; i++) {
      unsigned before = l->tally[stems[i]];
      unsigned now = (before & RELATED_MOST_TIMES) + times;
      if (now > RELATED_MOST_TIMES) now = RELATED_MOST_TIMES;
      l->tally[stems[i]] =
          (uint8_t)((before & RELATED_IN_TITLE) | now | is_title * RELATED_IN_TITLE);
      r->met.at[r->met.len] = stems[i];
      r->met.len += before == 0;
    }
    length += count;
  }
  return (uint32_t)length;
}

static uint32_t read_page(related_reader *r, language *l, const page *p) {
  read_text(r, l, p->title, 0, true);
  uint32_t length = read_text(r, l, p->description, 1, false);
  for (size_t i = 0; i < p->body.prose.len; i++) {
    const prose_block *block = &p->body.prose.at[i];
    unsigned weight = block->kind == PROSE_HEADING ? r->heading_weight : 1;
    if (weight && block->kind != PROSE_CODE) length += read_text(r, l, block->text, weight, false);
  }
  return length;
}

void related_read(related_reader *r, arena *a, page *p) {
  language *l = language_of(r, p->lang);
  r->met.len = 0;
  uint32_t length = read_page(r, l, p);
  related_bag *bag = arena_alloc(a, sizeof *bag + r->met.len * sizeof *bag->counts);
  *bag = (related_bag){&l->words, (uint32_t)r->met.len, length};
  for (size_t i = 0; i < r->met.len; i++) {
    uint32_t stem = r->met.at[i];
    bag->counts[i] = stem << 8 | l->tally[stem];
    l->tally[stem] = 0;
  }
  p->words = bag;
}
