#include "liquid/memo.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "base/mix.h"
#include "base/oom.h"
#include "liquid/halves.h"

enum {
  TALLIES = 256,
  SAMPLE = 1024,     /* asked so often, and hardly ever found, a template rests */
  FEW = SAMPLE / 64, /* hardly ever: of ten thousand cards, more come again among the first */
  REST = 4096        /* for so many times */
};

/* New texts go into the younger half; when that is full the older one goes, as soon as no thread
 * looks into it any more, and an empty one becomes the younger. A text found in the older half goes
 * into the younger, too: what goes is what nobody asked for between two changes. */
struct liq_store {
  pthread_mutex_t lock; /* of all but `round` */
  size_t half;          /* bytes: a third, since threads may look into one half more for a while */
  liq__half *young, *old, *spare;
  atomic_uint round; /* how often the halves have changed */
};

/* How often a template's texts were there. Two that share one only disturb each other's rest. */
typedef struct tally {
  uint16_t asked, found, rest;
} tally;

/* By variant, and then by number. */
typedef VEC(const liq__kept *) constant_list;

struct liq_memo {
  liq_store *store;
  liq__half *young, *old; /* the store's, as of a round */
  unsigned round;
  arena memory; /* of the constants */
  VEC(constant_list) constants;
  tally tallies[TALLIES];
};

liq_store *liq_store_new(size_t bytes) {
  liq_store *s = oom_malloc(sizeof *s);
  *s = (liq_store){.half = bytes / 3};
  pthread_mutex_init(&s->lock, NULL);
  return s;
}

void liq_store_free(liq_store *s) {
  if (!s) return;
  liq__half_close(s->young);
  liq__half_close(s->old);
  liq__half_close(s->spare);
  pthread_mutex_destroy(&s->lock);
  free(s);
}

/* The caller holds the lock, here and in what follows up to `renew`. */
static void let_go(liq_store *s, liq__half *h) {
  if (!h || --h->users) return;
  if (s->spare) {
    liq__half_close(h);
  } else {
    s->spare = h;
  }
}

static liq__half *used(liq__half *h) {
  if (h) h->users++;
  return h;
}

static void take_halves(liq_memo *m) {
  liq_store *s = m->store;
  let_go(s, m->young);
  let_go(s, m->old);
  m->young = used(s->young);
  m->old = used(s->old);
  m->round = atomic_load_explicit(&s->round, memory_order_relaxed);
}

static liq__half *empty_half(liq_store *s) {
  liq__half *h = s->spare;
  s->spare = NULL;
  if (!h) return liq__half_open(s->half);
  liq__half_clear(h);
  return h;
}

/* The halves as they are now; where the younger one is still the one that is full, or there is none
 * yet, with an empty one. */
static void renew(liq_memo *m, bool full) {
  liq_store *s = m->store;
  pthread_mutex_lock(&s->lock);
  if (full && s->young == m->young) {
    let_go(s, s->old);
    s->old = s->young;
    s->young = used(empty_half(s));
    atomic_fetch_add_explicit(&s->round, 1, memory_order_relaxed);
  }
  take_halves(m);
  pthread_mutex_unlock(&s->lock);
}

liq_memo *liq_memo_new(liq_store *store) {
  liq_memo *m = oom_malloc(sizeof *m);
  *m = (liq_memo){.store = store};
  return m;
}

void liq_memo_free(liq_memo *m) {
  if (!m) return;
  pthread_mutex_lock(&m->store->lock);
  let_go(m->store, m->young);
  let_go(m->store, m->old);
  pthread_mutex_unlock(&m->store->lock);
  arena_free(&m->memory);
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
  if (atomic_load_explicit(&m->store->round, memory_order_relaxed) != m->round) renew(m, false);
  const liq__entry *found = m->young ? liq__half_find(m->young, key) : NULL;
  bool old = !found && m->old;
  if (old) found = liq__half_find(m->old, key);
  count(tally_of(m, what), found);
  if (!found) return false;
  *out = liq__entry_kept(found);
  if (old) liq__half_put(m->young, key, out);
  return true;
}

void liq__memo_put(liq_memo *m, const liq__key *key, const liq__kept *kept) {
  if (m->young && liq__half_put(m->young, key, kept)) return;
  renew(m, true);
  liq__half_put(m->young, key, kept);
}
