#include "health/lexicon.h"

#include <stdlib.h>

#include "base/oom.h"
#include "health/checking.h"
#include "text/words.h"
#include "wrap/hash.h"

enum {
  MOST_WORDS = 1 << 16, /* some 10 MB; beyond them the rare ones of many articles pile up */
  FIRST_SLOTS = 1 << 12
};

struct lexicon {
  arena memory;
  const phrase_set *sets;
  known_word **slots; /* by hash; NULL: free */
  size_t mask, count;
};

static known_word **free_slots(size_t count) {
  known_word **made = oom_malloc(count * sizeof *made);
  memset(made, 0, count * sizeof *made);
  return made;
}

static void clear(lexicon *l) {
  arena_reset(&l->memory);
  free(l->slots);
  l->slots = free_slots(FIRST_SLOTS);
  l->mask = FIRST_SLOTS - 1;
  l->count = 0;
}

lexicon *lexicon_open(const phrase_set *sets) {
  lexicon *l = oom_malloc(sizeof *l);
  *l = (lexicon){.sets = sets};
  arena_init(&l->memory, 0);
  clear(l);
  return l;
}

void lexicon_close(lexicon *l) {
  if (!l) return;
  arena_free(&l->memory);
  free(l->slots);
  free(l);
}

void lexicon_begin(lexicon *l) {
  if (l->count > MOST_WORDS) clear(l);
}

static known_word **slot_of(const lexicon *l, sv word, uint64_t code) {
  size_t at = (size_t)code & l->mask;
  while (l->slots[at] && (l->slots[at]->hash != code || !sv_eq(l->slots[at]->text, word))) {
    at = (at + 1) & l->mask;
  }
  return &l->slots[at];
}

static void grow(lexicon *l) {
  known_word **before = l->slots;
  size_t count = l->mask + 1;
  l->slots = free_slots(count * 2);
  l->mask = count * 2 - 1;
  for (size_t i = 0; i < count; i++) {
    if (before[i]) *slot_of(l, before[i]->text, before[i]->hash) = before[i];
  }
  free(before);
}

static known_word *learn(lexicon *l, sv word, uint64_t code) {
  known_word *made = arena_new(&l->memory, known_word);
  made->text = arena_dup(&l->memory, word);
  made->folded = words_fold(&l->memory, made->text);
  made->hash = code;
  for (int kind = 0; kind < PHRASE_KINDS; kind++) {
    made->starts[kind] = map_get(&l->sets[kind].by_first, made->folded);
  }
  made->traits = health__verb_traits(made->folded) | health__number_traits(made->folded) |
                 health__acronym_traits(made->text);
  return made;
}

known_word *lexicon_word(lexicon *l, sv word) {
  uint64_t code = hash_of(word).low;
  known_word **slot = slot_of(l, word, code);
  if (*slot) return *slot;
  if (l->count * 2 > l->mask) {
    grow(l);
    slot = slot_of(l, word, code);
  }
  l->count++;
  return *slot = learn(l, word, code);
}
