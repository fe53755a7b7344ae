#include "liquid/memo.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "base/mix.h"
#include "base/oom.h"
#include "liquid/tape.h"

enum {
  TALLIES = 256,
  SAMPLE = 1024,     /* asked so often, and hardly ever found, a template rests */
  FEW = SAMPLE / 64, /* hardly ever: of ten thousand cards, more come again among the first */
  REST = 4096        /* for so many times */
};

struct liq_store {
  pthread_mutex_t lock; /* of the list of memos, and of turning the tape */
  liq__tape *tape;
  liq_memo *memos;
};

/* How often a template's texts were there. Two that share one only disturb each other's rest. */
typedef struct tally {
  uint16_t asked, found, rest;
} tally;

/* By variant, and then by number. */
typedef VEC(const liq__kept *) constant_list;

/* No part of the tape: the memo's thread renders nothing at the moment. */
static const uint64_t nowhere = UINT64_MAX;

struct liq_memo {
  liq_store *store;
  liq_memo *next;        /* of the store's */
  _Atomic uint64_t from; /* the first part that its thread may look into, or nowhere */
  arena memory;          /* of the constants */
  VEC(constant_list) constants;
  tally tallies[TALLIES];
};

liq_store *liq_store_new(size_t bytes) {
  liq_store *s = oom_malloc(sizeof *s);
  *s = (liq_store){.tape = liq__tape_open(bytes)};
  pthread_mutex_init(&s->lock, NULL);
  return s;
}

void liq_store_free(liq_store *s) {
  if (!s) return;
  liq__tape_close(s->tape);
  pthread_mutex_destroy(&s->lock);
  free(s);
}

liq_memo *liq_memo_new(liq_store *store) {
  liq_memo *m = oom_malloc(sizeof *m);
  *m = (liq_memo){.store = store, .from = nowhere};
  pthread_mutex_lock(&store->lock);
  m->next = store->memos;
  store->memos = m;
  pthread_mutex_unlock(&store->lock);
  return m;
}

void liq_memo_free(liq_memo *m) {
  if (!m) return;
  pthread_mutex_lock(&m->store->lock);
  liq_memo **at = &m->store->memos;
  while (*at != m) at = &(*at)->next;
  *at = m->next;
  pthread_mutex_unlock(&m->store->lock);
  arena_free(&m->memory);
  free(m);
}

/* Says where the thread looks from now on: in all that is there. What is read again after it was
 * said has not changed before, so that who turns the tape sees it. */
static uint64_t look(liq_memo *m) {
  const liq__tape *t = m->store->tape;
  uint64_t said = atomic_load_explicit(&m->from, memory_order_relaxed);
  uint64_t oldest = atomic_load_explicit(&t->oldest, memory_order_relaxed);
  while (said != oldest) {
    atomic_store(&m->from, oldest);
    said = oldest;
    oldest = atomic_load(&t->oldest);
  }
  return said;
}

void liq__memo_leave(liq_memo *m) {
  atomic_store_explicit(&m->from, nowhere, memory_order_release);
}

/* Goes on with another part, unless a thread has done so meanwhile; false: a thread has not looked
 * again since the last time, and may still look into the part whose place it takes. */
static bool turn(liq_store *s, uint64_t full) {
  pthread_mutex_lock(&s->lock);
  bool free_part = true;
  if (atomic_load_explicit(&s->tape->newest, memory_order_relaxed) == full) {
    uint64_t oldest = atomic_load_explicit(&s->tape->oldest, memory_order_relaxed);
    for (const liq_memo *m = s->memos; m; m = m->next) {
      free_part = free_part && atomic_load(&m->from) >= oldest;
    }
    if (free_part) liq__tape_turn(s->tape);
  }
  pthread_mutex_unlock(&s->lock);
  return free_part;
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
    case VAL_ARRAY:
      add_word(key, v.len);
      for (uint32_t i = 0; i < v.len && !key->bad; i++) liq__key_add(key, 0, v.as.items[i]);
      break;
    case VAL_LAZY:
      key->bad = key->bad || !v.as.lazy->type->number;
      if (key->bad) break;
      add_word(key, v.as.lazy->type->number(v.as.lazy));
      break;
    default: key->bad = true;
  }
}

const liq__kept *liq__memo_constant(const liq_memo *m, uint32_t number, uint32_t variant) {
  if (variant >= m->constants.len || number >= m->constants.at[variant].len) return NULL;
  return m->constants.at[variant].at[number];
}

void liq__memo_put_constant(liq_memo *m, uint32_t number, uint32_t variant, const liq__kept *kept) {
  arena *a = &m->memory;
  while (m->constants.len <= variant) vec_push(a, &m->constants, (constant_list){0});
  constant_list *all = &m->constants.at[variant];
  while (all->len <= number) vec_push(a, all, NULL);
  liq__kept *copy = arena_new(a, liq__kept);
  uint32_t *things = arena_alloc(a, kept->thing_count * sizeof *things);
  if (kept->thing_count) memcpy(things, kept->things, kept->thing_count * sizeof *things);
  *copy = *kept;
  copy->text = arena_dup(a, kept->text);
  copy->things = things;
  all->at[number] = copy;
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
  if (t->found < FEW) t->rest = REST;
  t->asked = t->found = 0;
}

bool liq__memo_find(liq_memo *m, const void *what, const liq__key *key, liq__kept *out) {
  const liq__entry *found = liq__tape_find(m->store->tape, look(m), key);
  count(tally_of(m, what), found);
  if (!found) return false;
  *out = liq__entry_kept(found);
  return true;
}

void liq__memo_put(liq_memo *m, const liq__key *key, const liq__kept *kept) {
  uint64_t full;
  if (liq__tape_put(m->store->tape, look(m), key, kept, &full)) return;
  if (turn(m->store, full)) liq__tape_put(m->store->tape, look(m), key, kept, &full);
}
