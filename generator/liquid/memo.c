#include "liquid/memo.h"

#include <stdlib.h>

#include "base/mix.h"
#include "base/oom.h"

enum {
  MOST_ENTRIES = 8192, /* in a half */
  SLOTS = 2 * MOST_ENTRIES,
  LARGEST_PART = 8, /* a text that fills more than this part of a half is not kept */
  SEEN = 8192,
  TALLIES = 256,
  SAMPLE = 1024,  /* asked so often, and found less than every eighth time, a template rests */
  REST = 4096,    /* for so many times */
  FEW_THINGS = 64 /* up to here they are looked through for what is named twice */
};

/* An entry's head; behind it come the words of its key, its things and its text, and the next
 * begins at a multiple of its alignment. */
typedef struct entry {
  uint64_t sum; /* of the key */
  size_t steps;
  uint32_t words, text_len, thing_count, depth;
} entry;

typedef struct half {
  char *memory;
  size_t used;
  uint32_t count;
  uint32_t *slots; /* [SLOTS]: an entry's place in units of its alignment, + 1; 0: free */
} half;

/* How often a template's texts were there. Two that share one only disturb each other's rest. */
typedef struct tally {
  uint16_t asked, found, rest;
} tally;

struct liq_memo {
  half halves[2];
  tally tallies[TALLIES];
  uint32_t seen[SEEN]; /* of the keys last missed, by their sums */
  unsigned younger;
  size_t size; /* of a half */
};

static void empty(half *h) {
  h->used = 0;
  h->count = 0;
  memset(h->slots, 0, SLOTS * sizeof *h->slots);
}

liq_memo *liq_memo_new(size_t bytes) {
  liq_memo *m = oom_malloc(sizeof *m);
  *m = (liq_memo){.size = bytes / 2};
  for (size_t i = 0; i < 2; i++) {
    m->halves[i].memory = oom_malloc(m->size);
    m->halves[i].slots = oom_malloc(SLOTS * sizeof(uint32_t));
    empty(&m->halves[i]);
  }
  return m;
}

void liq_memo_free(liq_memo *m) {
  if (!m) return;
  for (size_t i = 0; i < 2; i++) {
    free(m->halves[i].memory);
    free(m->halves[i].slots);
  }
  free(m);
}

static void add_word(liq__key *key, uint64_t word) {
  if (key->count == LIQ_KEY_WORDS) {
    key->bad = true;
    return;
  }
  key->words[key->count++] = word;
  key->sum = mix_in(key->sum, word);
}

void liq__key_start(liq__key *key, const void *what, uint32_t variant) {
  key->count = 0;
  key->bad = false;
  key->sum = variant;
  add_word(key, (uint64_t)(uintptr_t)what);
  add_word(key, variant);
}

static void add_text(liq__key *key, sv text) {
  for (uint64_t word = 0; text.len && !key->bad; text = sv_skip(text, sizeof word), word = 0) {
    memcpy(&word, text.at, text.len < sizeof word ? text.len : sizeof word);
    add_word(key, word);
  }
}

/* The name, the kind and the length tell how many words follow. */
void liq__key_add(liq__key *key, uint32_t name, val v) {
  bool sized = val_is_text(v) || v.kind == VAL_DATE;
  add_word(key, (uint64_t)name << 32 | (uint64_t)v.kind << 8 | (sized ? v.has_time : 0));
  switch (v.kind) {
    case VAL_NIL: break;
    case VAL_BOOL: add_word(key, v.as.boolean); break;
    case VAL_INT: add_word(key, (uint64_t)v.as.integer); break;
    case VAL_DATE:
      add_word(key, v.len);
      add_word(key, (uint64_t)v.as.integer);
      break;
    case VAL_STR:
    case VAL_SAFE:
      add_word(key, v.len);
      add_text(key, val_text(v));
      break;
    case VAL_LAZY:
      key->bad = key->bad || !v.as.lazy->type->number;
      if (key->bad) break;
      add_word(key, v.as.lazy->type->number(v.as.lazy));
      break;
    default: key->bad = true;
  }
}

static const entry *entry_at(const half *h, uint32_t slot) {
  return (const entry *)(const void *)(h->memory + (size_t)(slot - 1) * _Alignof(entry));
}

static const uint64_t *words_of(const entry *e) {
  return (const uint64_t *)(const void *)(e + 1);
}

static const uint32_t *things_of(const entry *e) {
  return (const uint32_t *)(const void *)(words_of(e) + e->words);
}

static bool has_key(const entry *e, const liq__key *key) {
  return e->sum == key->sum && e->words == key->count &&
         memcmp(words_of(e), key->words, key->count * sizeof *key->words) == 0;
}

/* The slot of the key: its entry's, or the free one where it would go. */
static uint32_t *slot_of(const half *h, const liq__key *key) {
  size_t at = key->sum >> 32;
  while (h->slots[at & (SLOTS - 1)] && !has_key(entry_at(h, h->slots[at & (SLOTS - 1)]), key)) at++;
  return &h->slots[at & (SLOTS - 1)];
}

static size_t room_for(const entry *e) {
  size_t size = sizeof *e + e->words * sizeof(uint64_t) + e->thing_count * sizeof(uint32_t);
  size += e->text_len;
  return (size + _Alignof(entry) - 1) & ~(_Alignof(entry) - 1);
}

static bool has_room(const liq_memo *m, const half *h, size_t size) {
  return h->count < MOST_ENTRIES && m->size - h->used >= size;
}

/* Room for an entry at a free slot; the caller has seen that there is some. */
static char *take(half *h, uint32_t *slot, size_t size) {
  char *at = h->memory + h->used;
  *slot = (uint32_t)(h->used / _Alignof(entry)) + 1;
  h->used += size;
  h->count++;
  return at;
}

/* Moves an entry from the older half where there is room. */
static const entry *moved(liq_memo *m, const entry *e, uint32_t *slot) {
  half *young = &m->halves[m->younger];
  size_t size = room_for(e);
  if (!has_room(m, young, size)) return e;
  char *at = take(young, slot, size);
  memcpy(at, e, size);
  return (const entry *)(const void *)at;
}

static tally *tally_of(liq_memo *m, const void *what) {
  return &m->tallies[mix_in(0, (uint64_t)(uintptr_t)what) & (TALLIES - 1)];
}

bool liq__memo_pays(liq_memo *m, const void *what) {
  tally *t = tally_of(m, what);
  if (t->rest == 0) return true;
  t->rest--;
  return false;
}

static void count(tally *t, bool found) {
  t->asked++;
  t->found += found;
  if (t->asked < SAMPLE) return;
  if (t->found < SAMPLE / 8) t->rest = REST;
  t->asked = t->found = 0;
}

bool liq__memo_find(liq_memo *m, const void *what, const liq__key *key, liq__kept *out) {
  const half *young = &m->halves[m->younger], *old = &m->halves[!m->younger];
  uint32_t *slot = slot_of(young, key);
  uint32_t older = *slot ? 0 : *slot_of(old, key);
  count(tally_of(m, what), *slot || older);
  if (!*slot && !older) return false;
  const entry *e = *slot ? entry_at(young, *slot) : moved(m, entry_at(old, older), slot);
  const uint32_t *things = things_of(e);
  *out = (liq__kept){.text = sv_make((const char *)(things + e->thing_count), e->text_len),
                     .things = things,
                     .thing_count = e->thing_count,
                     .steps = e->steps,
                     .depth = e->depth};
  return true;
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

bool liq__memo_wants(liq_memo *m, const liq__key *key) {
  uint32_t *seen = &m->seen[key->sum & (SEEN - 1)], sum = (uint32_t)(key->sum >> 32);
  bool again = *seen == sum;
  *seen = sum;
  return again;
}

void liq__memo_put(liq_memo *m, const liq__key *key, const liq__kept *kept) {
  entry e = {.sum = key->sum,
             .steps = kept->steps,
             .words = key->count,
             .text_len = (uint32_t)kept->text.len,
             .thing_count = (uint32_t)kept->thing_count,
             .depth = kept->depth};
  size_t size = room_for(&e);
  if (size > m->size / LARGEST_PART) return;
  if (!has_room(m, &m->halves[m->younger], size)) {
    m->younger = !m->younger;
    empty(&m->halves[m->younger]);
  }
  half *h = &m->halves[m->younger];
  uint32_t *slot = slot_of(h, key);
  if (*slot) return; /* a partial that renders itself put it meanwhile */
  char *at = h->memory + h->used;
  memcpy(at + sizeof e, key->words, e.words * sizeof *key->words);
  uint32_t *things = (uint32_t *)(void *)(at + sizeof e + e.words * sizeof *key->words);
  e.thing_count = copy_things(things, kept);
  if (kept->text.len) memcpy(things + e.thing_count, kept->text.at, kept->text.len);
  memcpy(at, &e, sizeof e);
  take(h, slot, room_for(&e));
}
