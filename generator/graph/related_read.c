/* Related articles, first step: which words an article uses, and how often. */
#include "graph/related_index.h"

static related__count *count_of(related__reader *r, uint32_t stem) {
  if (stem >= r->slot_cap) {
    size_t cap = r->slot_cap ? r->slot_cap * 2 : 4096;
    while (cap <= stem) cap *= 2;
    uint32_t *grown = arena_array(r->memory, uint32_t, cap);
    if (r->slot_cap) memcpy(grown, r->slot, r->slot_cap * sizeof *grown);
    r->slot = grown;
    r->slot_cap = cap;
  }
  if (!r->slot[stem]) {
    vec_push(r->memory, &r->counts, (related__count){.stem = stem});
    r->slot[stem] = (uint32_t)r->counts.len;
  }
  return &r->counts.at[r->slot[stem] - 1];
}

static void add(uint16_t *count, unsigned more) {
  *count = (uint16_t)(*count + more < UINT16_MAX ? *count + more : UINT16_MAX);
}

static uint32_t read_text(related__reader *r, sv text, unsigned weight) {
  uint32_t stem, length = 0;
  while (vocabulary_next(r->words, &text, &stem)) {
    add(&count_of(r, stem)->text, weight);
    length++;
  }
  return length;
}

void related__read(related__reader *r, const page *p, related__bag *out) {
  r->counts.len = 0;
  uint32_t stem;
  for (sv text = p->title; vocabulary_next(r->words, &text, &stem);) {
    add(&count_of(r, stem)->title, 1);
  }
  uint32_t length = read_text(r, p->description, 1);
  for (size_t i = 0; i < p->body.prose.len; i++) {
    const prose_block *block = &p->body.prose.at[i];
    if (block->kind == PROSE_CODE) continue;
    length += read_text(r, block->text, block->kind == PROSE_HEADING ? r->heading_weight : 1);
  }
  out->length = length;
  out->count = (uint32_t)r->counts.len;
  out->counts = arena_alloc(r->memory, r->counts.len * sizeof *out->counts);
  for (size_t i = 0; i < r->counts.len; i++) {
    out->counts[i] = r->counts.at[i];
    r->slot[r->counts.at[i].stem] = 0;
  }
}
