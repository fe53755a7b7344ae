#include "liquid/halves.h"

#include <stdlib.h>

#include "base/oom.h"

enum {
  SLOTS_AN_ENTRY = 2,
  LARGEST_PART = 8, /* a text that fills more than this part of a half is not kept */
  FEW_THINGS = 64   /* up to here they are looked through for what is named twice */
};

static uint32_t slot_count(const liq__halves *h) {
  return h->most * SLOTS_AN_ENTRY;
}

/* Memory is taken at the first use: a small build puts nothing. */
static void empty(const liq__halves *h, liq__half *half) {
  if (!half->memory) {
    half->memory = oom_malloc(h->size);
    half->slots = oom_malloc(slot_count(h) * sizeof *half->slots);
  }
  half->used = 0;
  half->count = 0;
  memset(half->slots, 0, slot_count(h) * sizeof *half->slots);
}

void liq__halves_open(liq__halves *h, size_t bytes, uint32_t most) {
  *h = (liq__halves){.size = bytes / 2, .most = most};
}

void liq__halves_close(liq__halves *h) {
  for (size_t i = 0; i < 2; i++) {
    free(h->halves[i].memory);
    free(h->halves[i].slots);
  }
}

static const liq__entry *entry_at(const liq__half *half, uint32_t slot) {
  const char *at = half->memory + (size_t)(slot - 1) * _Alignof(liq__entry);
  return (const liq__entry *)(const void *)at;
}

static const uint64_t *words_of(const liq__entry *e) {
  return (const uint64_t *)(const void *)(e + 1);
}

static const uint32_t *things_of(const liq__entry *e) {
  return (const uint32_t *)(const void *)(words_of(e) + e->words);
}

liq__kept liq__entry_kept(const liq__entry *e) {
  const uint32_t *things = things_of(e);
  return (liq__kept){.text = sv_make((const char *)(things + e->thing_count), e->text_len),
                     .things = things,
                     .thing_count = e->thing_count,
                     .steps = e->steps,
                     .depth = e->depth};
}

static inline bool has_key(const liq__entry *e, const liq__key *key) {
  if (e->sum != key->sum || e->words != key->count) return false;
  const uint64_t *words = words_of(e);
  for (uint32_t i = 0; i < key->count; i++) {
    if (words[i] != key->words[i]) return false;
  }
  return true;
}

/* The slot of the key: its entry's, or the free one where it would go. */
static inline uint32_t *slot_of(const liq__halves *h, const liq__half *half, const liq__key *key) {
  uint32_t mask = slot_count(h) - 1, at = (uint32_t)(key->sum >> 32) & mask;
  while (half->slots[at] && !has_key(entry_at(half, half->slots[at]), key)) at = (at + 1) & mask;
  return &half->slots[at];
}

size_t liq__entry_size(const liq__entry *e) {
  size_t size = sizeof *e + e->words * sizeof(uint64_t) + e->thing_count * sizeof(uint32_t);
  size += e->text_len;
  return (size + _Alignof(liq__entry) - 1) & ~(_Alignof(liq__entry) - 1);
}

static bool has_room(const liq__halves *h, const liq__half *half, size_t size) {
  return half->count < h->most && h->size - half->used >= size;
}

/* Room for an entry at a free slot; the caller has seen that there is some. */
static char *take(liq__half *half, uint32_t *slot, size_t size) {
  char *at = half->memory + half->used;
  *slot = (uint32_t)(half->used / _Alignof(liq__entry)) + 1;
  half->used += size;
  half->count++;
  return at;
}

/* Moves an entry from the older half where there is room. */
static const liq__entry *moved(liq__halves *h, const liq__entry *e, uint32_t *slot) {
  liq__half *young = &h->halves[h->younger];
  size_t size = liq__entry_size(e);
  if (!has_room(h, young, size)) return e;
  char *at = take(young, slot, size);
  memcpy(at, e, size);
  return (const liq__entry *)(const void *)at;
}

const liq__entry *liq__halves_find(liq__halves *h, const liq__key *key) {
  const liq__half *young = &h->halves[h->younger], *old = &h->halves[!h->younger];
  if (!young->memory) return NULL;
  uint32_t *slot = slot_of(h, young, key);
  if (*slot) return entry_at(young, *slot);
  uint32_t older = old->count ? *slot_of(h, old, key) : 0;
  return older ? moved(h, entry_at(old, older), slot) : NULL;
}

/* Copies the things, each once. */
static uint32_t copy_things(uint32_t *to, const liq__kept *kept) {
  uint32_t count = 0;
  for (size_t i = 0; i < kept->thing_count; i++) {
    uint32_t known = kept->thing_count > FEW_THINGS ? count : 0;
    while (known < count && to[known] != kept->things[i]) known++;
    if (known == count) to[count++] = kept->things[i];
  }
  return count;
}

void liq__halves_put(liq__halves *h, const liq__key *key, const liq__kept *kept) {
  liq__entry e = {.sum = key->sum,
                  .steps = kept->steps,
                  .words = key->count,
                  .text_len = (uint32_t)kept->text.len,
                  .thing_count = (uint32_t)kept->thing_count,
                  .depth = kept->depth};
  size_t size = liq__entry_size(&e);
  if (size > h->size / LARGEST_PART) return;
  if (!h->halves[h->younger].memory) {
    empty(h, &h->halves[h->younger]);
  } else if (!has_room(h, &h->halves[h->younger], size)) {
    h->younger = !h->younger;
    empty(h, &h->halves[h->younger]);
  }
  liq__half *half = &h->halves[h->younger];
  uint32_t *slot = slot_of(h, half, key);
  if (*slot) return; /* a partial that renders itself, or another thread, put it meanwhile */
  char *at = half->memory + half->used;
  memcpy(at + sizeof e, key->words, e.words * sizeof *key->words);
  uint32_t *things = (uint32_t *)(void *)(at + sizeof e + e.words * sizeof *key->words);
  e.thing_count = copy_things(things, kept);
  if (kept->text.len) memcpy(things + e.thing_count, kept->text.at, kept->text.len);
  memcpy(at, &e, sizeof e);
  take(half, slot, liq__entry_size(&e));
}
