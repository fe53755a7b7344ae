#include "liquid/memo.h"

#include <pthread.h>
#include <stdlib.h>

#include "base/mix.h"
#include "base/oom.h"
#include "liquid/halves.h"

enum {
  OWN_ENTRIES = 8192, /* in a half */
  SEEN = 8192,
  TALLIES = 256,
  SAMPLE = 1024, /* asked so often, and found less than every eighth time, a template rests */
  REST = 4096,   /* for so many times */
  SHELVES = 64,  /* so that threads seldom wait for each other */
  SHELF_ENTRIES = 512
};

/* A part of what all threads share. */
typedef struct shelf {
  pthread_mutex_t lock;
  liq__halves texts;
} shelf;

struct liq_store {
  shelf shelves[SHELVES];
};

/* How often a template's texts were there. Two that share one only disturb each other's rest. */
typedef struct tally {
  uint16_t asked, found, rest;
} tally;

/* By variant, and then by number. */
typedef VEC(const liq__kept *) constant_list;

struct liq_memo {
  liq_store *store; /* or NULL */
  arena memory;     /* of the constants */
  VEC(constant_list) constants;
  liq__halves own;
  char *borrowed; /* an entry of the store's, copied */
  size_t borrowed_room;
  tally tallies[TALLIES];
  uint32_t seen[SEEN]; /* of the keys last missed, by their sums */
};

liq_store *liq_store_new(size_t bytes) {
  liq_store *s = oom_malloc(sizeof *s);
  for (size_t i = 0; i < SHELVES; i++) {
    pthread_mutex_init(&s->shelves[i].lock, NULL);
    liq__halves_open(&s->shelves[i].texts, bytes / SHELVES, SHELF_ENTRIES);
  }
  return s;
}

void liq_store_free(liq_store *s) {
  if (!s) return;
  for (size_t i = 0; i < SHELVES; i++) {
    liq__halves_close(&s->shelves[i].texts);
    pthread_mutex_destroy(&s->shelves[i].lock);
  }
  free(s);
}

liq_memo *liq_memo_new(size_t bytes, liq_store *store) {
  liq_memo *m = oom_malloc(sizeof *m);
  *m = (liq_memo){.store = store};
  liq__halves_open(&m->own, bytes, OWN_ENTRIES);
  return m;
}

void liq_memo_free(liq_memo *m) {
  if (!m) return;
  liq__halves_close(&m->own);
  arena_free(&m->memory);
  free(m->borrowed);
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
  if (t->found < SAMPLE / 8) t->rest = REST;
  t->asked = t->found = 0;
}

static shelf *shelf_of(const liq_memo *m, const liq__key *key) {
  return &m->store->shelves[key->sum & (SHELVES - 1)];
}

/* A copy, since another thread may empty the half while this one prints. */
static const liq__entry *borrow(liq_memo *m, const liq__key *key) {
  shelf *s = shelf_of(m, key);
  pthread_mutex_lock(&s->lock);
  const liq__entry *found = liq__halves_find(&s->texts, key);
  if (found) {
    size_t size = liq__entry_size(found);
    if (size > m->borrowed_room) {
      m->borrowed = oom_realloc(m->borrowed, size);
      m->borrowed_room = size;
    }
    memcpy(m->borrowed, found, size);
  }
  pthread_mutex_unlock(&s->lock);
  return found ? (const liq__entry *)(const void *)m->borrowed : NULL;
}

/* Whether the key was missed before, as far as is remembered. */
static bool missed_again(liq_memo *m, const liq__key *key) {
  uint32_t *seen = &m->seen[key->sum & (SEEN - 1)], sum = (uint32_t)(key->sum >> 32);
  bool again = *seen == sum;
  *seen = sum;
  return again;
}

bool liq__memo_find(liq_memo *m, const void *what, const liq__key *key, liq__kept *out) {
  const liq__entry *found = liq__halves_find(&m->own, key), *own = found;
  if (!found && m->store) found = borrow(m, key);
  count(tally_of(m, what), found);
  if (!found) return false;
  *out = liq__entry_kept(found);
  if (!own && missed_again(m, key)) liq__halves_put(&m->own, key, out);
  return true;
}

bool liq__memo_wants(liq_memo *m, const liq__key *key) {
  return missed_again(m, key) || m->store;
}

void liq__memo_put(liq_memo *m, const liq__key *key, const liq__kept *kept) {
  if (!m->store) {
    liq__halves_put(&m->own, key, kept);
    return;
  }
  shelf *s = shelf_of(m, key);
  pthread_mutex_lock(&s->lock);
  liq__halves_put(&s->texts, key, kept);
  pthread_mutex_unlock(&s->lock);
}
