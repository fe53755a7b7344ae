#include "health/lexicon.h"

#include <stdlib.h>

#include "base/oom.h"
#include "health/checking.h"

enum {
  MOST_WORDS = 1 << 16, /* some 10 MB; beyond them the rare ones of many articles pile up */
  FIRST_SLOTS = 1 << 12,
  CAPITAL = 0x155 /* any bits of a slot's number */
};

/* The hash stands beside the word, so that only the right one is read. */
typedef struct slot {
  uint64_t code;
  known_word *word; /* NULL: free */
} slot;

struct lexicon {
  arena memory;
  const phrase_set *sets;
  slot *slots;
  size_t mask, count;
};

static slot *free_slots(size_t count) {
  slot *made = oom_malloc(count * sizeof *made);
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

static slot *slot_of(const lexicon *l, sv word, uint64_t code) {
  size_t at = (size_t)code & l->mask;
  while (l->slots[at].word &&
         (l->slots[at].code != code || !sv_eq(l->slots[at].word->text, word))) {
    at = (at + 1) & l->mask;
  }
  return &l->slots[at];
}

static void grow(lexicon *l) {
  slot *before = l->slots;
  size_t count = l->mask + 1;
  l->slots = free_slots(count * 2);
  l->mask = count * 2 - 1;
  for (size_t i = 0; i < count; i++) {
    if (before[i].word) *slot_of(l, before[i].word->text, before[i].code) = before[i];
  }
  free(before);
}

static known_word *learn(lexicon *l, sv word) {
  known_word *made = arena_new(&l->memory, known_word);
  made->text = arena_dup(&l->memory, word);
  made->folded = words_fold(&l->memory, made->text);
  for (int kind = 0; l->sets && kind < PHRASE_KINDS; kind++) {
    made->starts[kind] = map_get(&l->sets[kind].by_first, made->folded);
    if (made->starts[kind]) made->traits |= (unsigned)WORD_STARTS << kind;
  }
  made->traits |= health__verb_traits(made->folded) | health__number_traits(made->folded) |
                  health__acronym_traits(made->text);
  return made;
}

/* "The" and "the" have one hash, and are two words here. */
static uint64_t code_of(const hashed_word *w) {
  bool capital = w->word.len && w->word.at[0] >= 'A' && w->word.at[0] <= 'Z';
  return w->hash ^ (capital ? CAPITAL : 0);
}

known_word *lexicon_hashed(lexicon *l, const hashed_word *w) {
  uint64_t code = code_of(w);
  slot *found = slot_of(l, w->word, code);
  if (found->word) return found->word;
  if (l->count * 2 > l->mask) {
    grow(l);
    found = slot_of(l, w->word, code);
  }
  l->count++;
  *found = (slot){code, learn(l, w->word)};
  return found->word;
}

known_word *lexicon_word(lexicon *l, sv word) {
  return lexicon_hashed(l, &(hashed_word){words_hash(word), word});
}
