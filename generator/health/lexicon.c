#include "health/lexicon.h"

#include <stdlib.h>

#include "base/oom.h"
#include "health/checking.h"

enum {
  MOST_WORDS = 1 << 16, /* some 10 MB; beyond them the rare ones of many articles pile up */
  FIRST_SLOTS = 1 << 12,
  CAPITAL = 0x155, /* any bits of a slot's number */
  LINE = 64,       /* bytes that the processor takes from memory at once, on most */
  LINES = 1024     /* taken from the arena at once */
};

/* The hash stands beside the word, so that only the right one is read. */
typedef struct slot {
  uint64_t code;
  known_word *word; /* NULL: free */
} slot;

struct lexicon {
  arena memory;
  arena scratch; /* for one word */
  const phrase_set *sets;
  slot *slots;
  size_t mask, count;
  char *line; /* the next free one */
  size_t lines_left;
};

static slot *free_slots(size_t count) {
  slot *made = oom_malloc(count * sizeof *made);
  memset(made, 0, count * sizeof *made);
  return made;
}

static void clear(lexicon *l) {
  arena_reset(&l->memory);
  l->lines_left = 0;
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
  arena_free(&l->scratch);
  free(l->slots);
  free(l);
}

void lexicon_begin(lexicon *l) {
  if (l->count > MOST_WORDS) clear(l);
}

static slot *slot_of(const lexicon *l, sv word, uint64_t code) {
  size_t at = (size_t)code & l->mask;
  while (l->slots[at].word &&
         (l->slots[at].code != code || !sv_eq(known_text(l->slots[at].word), word))) {
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
    if (before[i].word) *slot_of(l, known_text(before[i].word), before[i].code) = before[i];
  }
  free(before);
}

/* Few words begin a phrase; the others share a row of none. */
static void find_phrases(lexicon *l, known_word *w) {
  static const phrase *const none[PHRASE_KINDS];
  const phrase *found[PHRASE_KINDS];
  w->starts = none;
  for (int kind = 0; l->sets && kind < PHRASE_KINDS; kind++) {
    found[kind] = map_get(&l->sets[kind].by_first, w->folded);
    if (found[kind]) w->traits |= (unsigned)WORD_STARTS << kind;
  }
  if (!w->traits) return;
  const phrase **kept = arena_alloc(&l->memory, sizeof found);
  memcpy(kept, found, sizeof found);
  w->starts = kept;
}

/* A word that is folded already, as most are, is not kept twice. */
static sv folded(lexicon *l, sv text) {
  arena_reset(&l->scratch);
  sv made = words_fold(&l->scratch, text);
  return sv_eq(made, text) ? text : arena_dup(&l->memory, made);
}

/* From the beginning of a line, so that what is looked at first of a word comes with its letters.
 */
static known_word *room_for(lexicon *l, size_t letters) {
  size_t lines = (sizeof(known_word) + letters + LINE - 1) / LINE;
  if (lines > l->lines_left) {
    l->lines_left = lines > LINES ? lines : LINES;
    char *at = arena_alloc(&l->memory, (l->lines_left + 1) * LINE);
    l->line = at + (-(uintptr_t)at & (LINE - 1));
  }
  known_word *made = (known_word *)(void *)l->line;
  l->line += lines * LINE;
  l->lines_left -= lines;
  return made;
}

static known_word *learn(lexicon *l, sv word) {
  known_word *made = room_for(l, word.len);
  *made = (known_word){.len = (uint32_t)word.len};
  memcpy(made->text, word.at, word.len);
  made->folded = folded(l, known_text(made));
  find_phrases(l, made);
  made->traits |= health__verb_traits(made->folded) | health__number_traits(made->folded) |
                  health__acronym_traits(known_text(made));
  return made;
}

/* "The" and "the" have one hash, and are two words here. */
static uint64_t code_of(const hashed_word *w) {
  bool capital = w->word.len && w->word.at[0] >= 'A' && w->word.at[0] <= 'Z';
  return w->hash ^ (capital ? CAPITAL : 0);
}

static known_word *add(lexicon *l, sv word, uint64_t code) {
  if (l->count * 2 > l->mask) grow(l);
  slot *found = slot_of(l, word, code);
  l->count++;
  *found = (slot){code, learn(l, word)};
  return found->word;
}

static known_word *find(lexicon *l, sv word, uint64_t code) {
  const slot *found = slot_of(l, word, code);
  return found->word ? found->word : add(l, word, code);
}

known_word *lexicon_word(lexicon *l, sv word) {
  return find(l, word, code_of(&(hashed_word){words_hash(word), word}));
}

/* What has the code of a word, and so nearly always is it; NULL: nothing has. */
static inline known_word *candidate(const slot *slots, size_t mask, uint64_t code) {
  size_t at = (size_t)code & mask;
  while (slots[at].word && slots[at].code != code) at = (at + 1) & mask;
  return slots[at].word;
}

/* Most words of an article are not in the processor's cache, and waiting for one after the other
 * took longer than all else that is done with them. */
void lexicon_words(lexicon *l, const hashed_word *words, size_t count, known_word **out) {
  uint64_t codes[LEXICON_AT_ONCE];
  const slot *slots = l->slots;
  size_t mask = l->mask;
  for (size_t i = 0; i < count; i++) {
    codes[i] = code_of(&words[i]);
    __builtin_prefetch(&slots[codes[i] & mask]);
  }
  for (size_t i = 0; i < count; i++) {
    out[i] = candidate(slots, mask, codes[i]);
    __builtin_prefetch(out[i]);
  }
  for (size_t i = 0; i < count; i++) {
    if (out[i] && sv_eq(known_text(out[i]), words[i].word)) continue;
    out[i] = find(l, words[i].word, codes[i]);
  }
}
