#include "liquid/halves.h"

#include <stdlib.h>

#include "base/large.h"
#include "base/oom.h"

enum {
  SLOTS_AN_ENTRY = 2,
  BYTES_AN_ENTRY = 256, /* at least, on the average, or slots run out before the room does */
  LARGEST_PART = 8,     /* a text that fills more than this part of a half is not kept */
  FEW_THINGS = 64       /* up to here they are looked through for what is named twice */
};

static uint32_t slot_count(const liq__half *h) {
  return h->most * SLOTS_AN_ENTRY;
}

void liq__half_clear(liq__half *h) {
  atomic_store_explicit(&h->used, 0, memory_order_relaxed);
  atomic_store_explicit(&h->count, 0, memory_order_relaxed);
  for (uint32_t i = 0; i < slot_count(h); i++) {
    atomic_store_explicit(&h->slots[i], 0, memory_order_relaxed);
  }
}

liq__half *liq__half_open(size_t bytes) {
  liq__half *h = oom_malloc(sizeof *h);
  *h = (liq__half){.size = bytes, .most = 1};
  while ((size_t)h->most * 2 * BYTES_AN_ENTRY <= bytes) h->most *= 2;
  h->memory = bytes % LARGE_PAGE ? oom_malloc(bytes) : large_take(bytes);
  h->slots = oom_malloc(slot_count(h) * sizeof *h->slots);
  liq__half_clear(h);
  return h;
}

void liq__half_close(liq__half *h) {
  if (!h) return;
  free(h->memory);
  free((void *)(uintptr_t)h->slots);
  free(h);
}

static const liq__entry *entry_at(const liq__half *h, uint32_t slot) {
  const char *at = h->memory + (size_t)(slot - 1) * _Alignof(liq__entry);
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

/* The slot of the key from a place on: its entry's (*entry, which another thread may have shown
 * just now), or the free one where it would go. */
static inline uint32_t slot_of(const liq__half *h, const liq__key *key, uint32_t at,
                               const liq__entry **entry) {
  uint32_t mask = slot_count(h) - 1;
  for (;; at++) {
    uint32_t there = atomic_load_explicit(&h->slots[at & mask], memory_order_acquire);
    *entry = there ? entry_at(h, there) : NULL;
    if (!there || has_key(*entry, key)) return at & mask;
  }
}

static uint32_t first_slot(const liq__key *key) {
  return (uint32_t)(key->sum >> 32);
}

const liq__entry *liq__half_find(const liq__half *h, const liq__key *key) {
  const liq__entry *found;
  slot_of(h, key, first_slot(key), &found);
  return found;
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

static size_t size_of(const liq__key *key, const liq__kept *kept) {
  size_t size = sizeof(liq__entry) + key->count * sizeof *key->words + kept->text.len;
  size += kept->thing_count * sizeof *kept->things;
  return (size + _Alignof(liq__entry) - 1) & ~(_Alignof(liq__entry) - 1);
}

static void write_entry(char *at, const liq__key *key, const liq__kept *kept) {
  liq__entry e = {.sum = key->sum,
                  .steps = kept->steps,
                  .words = key->count,
                  .text_len = (uint32_t)kept->text.len,
                  .depth = kept->depth};
  memcpy(at + sizeof e, key->words, key->count * sizeof *key->words);
  uint32_t *things = (uint32_t *)(void *)(at + sizeof e + key->count * sizeof *key->words);
  e.thing_count = copy_things(things, kept);
  if (kept->text.len) memcpy(things + e.thing_count, kept->text.at, kept->text.len);
  memcpy(at, &e, sizeof e);
}

/* Shows a whole entry to all threads, unless one has shown the same meanwhile. */
static void show(liq__half *h, const liq__key *key, uint32_t entry) {
  const liq__entry *there;
  for (uint32_t at = first_slot(key);;) {
    uint32_t none = 0;
    at = slot_of(h, key, at, &there);
    if (there || atomic_compare_exchange_strong_explicit(
                     &h->slots[at], &none, entry, memory_order_release, memory_order_relaxed)) {
      return;
    }
  }
}

bool liq__half_put(liq__half *h, const liq__key *key, const liq__kept *kept) {
  size_t size = size_of(key, kept);
  if (size > h->size / LARGEST_PART || liq__half_find(h, key)) return true;
  if (atomic_load_explicit(&h->count, memory_order_relaxed) >= h->most) return false;
  size_t at = atomic_fetch_add_explicit(&h->used, size, memory_order_relaxed);
  if (at > h->size || h->size - at < size) return false;
  atomic_fetch_add_explicit(&h->count, 1, memory_order_relaxed);
  write_entry(h->memory + at, key, kept);
  show(h, key, (uint32_t)(at / _Alignof(liq__entry)) + 1);
  return true;
}
