#include "liquid/tape.h"

#include <stdlib.h>

#include "base/large.h"
#include "base/oom.h"

enum {
  GROUP = 8,          /* slots that a key may stand in: a line of the processor's cache */
  BYTES_A_SLOT = 256, /* fewer than nearly any entry has */
  LARGEST = 4,        /* a text that fills more than such a part of a part is not kept */
  FEW_THINGS = 64,    /* up to here they are looked through for what is named twice */
  UNIT = _Alignof(liq__entry),
  MARK_BITS = 16
};

/* A slot holds an entry's place on the tape in units, which grows for ever and is never 0, and
 * above it some bits of the key's sum, so that few others are looked at. */
static const uint64_t place_bits = UINT64_MAX >> MARK_BITS;

liq__tape *liq__tape_open(size_t bytes) {
  liq__tape *t = oom_malloc(sizeof *t);
  *t = (liq__tape){.groups = 1};
  while ((size_t)UNIT << (t->shift + 1) <= bytes / LIQ_TAPE_PARTS) t->shift++;
  while ((size_t)t->groups * 2 * GROUP * BYTES_A_SLOT <= bytes) t->groups *= 2;
  size_t slots = (size_t)t->groups * GROUP * sizeof *t->slots;
  t->slots = aligned_alloc(GROUP * sizeof *t->slots, slots);
  if (!t->slots) oom_abort(slots);
  memset((void *)(uintptr_t)t->slots, 0, slots);
  liq__tape_turn(t);
  return t;
}

void liq__tape_close(liq__tape *t) {
  if (!t) return;
  for (unsigned i = 0; i < LIQ_TAPE_PARTS; i++) free(t->parts[i]);
  free((void *)(uintptr_t)t->slots);
  free(t);
}

static size_t part_size(const liq__tape *t) {
  return (size_t)UNIT << t->shift;
}

/* One part's memory is not used while all others are there: that is where the next one goes, once
 * nobody looks any more into the one that stood in it. */
void liq__tape_turn(liq__tape *t) {
  uint64_t next = atomic_load_explicit(&t->newest, memory_order_relaxed) + 1;
  unsigned at = next % LIQ_TAPE_PARTS;
  if (!t->parts[at]) {
    size_t size = part_size(t);
    t->parts[at] = size % LARGE_PAGE ? oom_malloc(size) : large_take(size);
  }
  atomic_store_explicit(&t->used[at], 0, memory_order_relaxed);
  atomic_store_explicit(&t->newest, next, memory_order_release);
  atomic_store(&t->oldest, next + 2 > LIQ_TAPE_PARTS ? next + 2 - LIQ_TAPE_PARTS : 1);
}

static uint64_t part_of(const liq__tape *t, uint64_t slot) {
  return (slot & place_bits) >> t->shift;
}

static const liq__entry *entry_at(const liq__tape *t, uint64_t slot) {
  uint64_t unit = slot & (((uint64_t)1 << t->shift) - 1);
  const char *at = t->parts[part_of(t, slot) % LIQ_TAPE_PARTS] + unit * UNIT;
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

static _Atomic uint64_t *group_of(const liq__tape *t, const liq__key *key) {
  return t->slots + (size_t)((uint32_t)(key->sum >> 32) & (t->groups - 1)) * GROUP;
}

static bool has_mark(uint64_t slot, const liq__key *key) {
  return (slot ^ key->sum << (64 - MARK_BITS)) <= place_bits;
}

/* Its text mostly lies far off, and is wanted as soon as its key is seen to be the one. */
static void fetch(const liq__entry *e) {
  enum { LINE = 64, LINES = 8 };
  for (int i = 1; i < LINES; i++) __builtin_prefetch((const char *)e + i * LINE);
}

const liq__entry *liq__tape_find(const liq__tape *t, uint64_t from, const liq__key *key) {
  const _Atomic uint64_t *group = group_of(t, key);
  for (int i = 0; i < GROUP; i++) {
    uint64_t slot = atomic_load_explicit(&group[i], memory_order_acquire);
    if (!has_mark(slot, key) || part_of(t, slot) < from) continue;
    const liq__entry *e = entry_at(t, slot);
    fetch(e);
    if (has_key(e, key)) return e;
  }
  return NULL;
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

/* Shows a whole entry to all threads, in the place of one that went or else of the eldest. Where
 * another thread takes that place at the same time, the text is not found: no harm is done. */
static void show(liq__tape *t, const liq__key *key, uint64_t place) {
  _Atomic uint64_t *group = group_of(t, key), *eldest = group;
  uint64_t there = UINT64_MAX;
  for (int i = 0; i < GROUP; i++) {
    uint64_t slot = atomic_load_explicit(&group[i], memory_order_relaxed);
    if ((slot & place_bits) >= (there & place_bits)) continue;
    there = slot;
    eldest = &group[i];
  }
  atomic_compare_exchange_strong_explicit(eldest, &there, key->sum << (64 - MARK_BITS) | place,
                                          memory_order_release, memory_order_relaxed);
}

bool liq__tape_put(liq__tape *t, uint64_t from, const liq__key *key, const liq__kept *kept,
                   uint64_t *full) {
  size_t size = size_of(key, kept);
  if (size > part_size(t) / LARGEST || liq__tape_find(t, from, key)) return true;
  uint64_t part = atomic_load_explicit(&t->newest, memory_order_acquire);
  unsigned number = part % LIQ_TAPE_PARTS;
  size_t at = atomic_fetch_add_explicit(&t->used[number], size, memory_order_relaxed);
  if (at > part_size(t) || part_size(t) - at < size) {
    *full = part;
    return false;
  }
  write_entry(t->parts[number] + at, key, kept);
  show(t, key, (part << t->shift) + at / UNIT);
  return true;
}
