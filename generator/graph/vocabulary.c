#include "graph/vocabulary.h"

#include "text/words.h"
#include "wrap/unicode.h"

enum { LONGEST_WORD = 64, FIRST_SLOTS = 1024 }; /* longer: a web address, not a word */

void vocabulary_open(arena *a, sv lang, vocabulary *v) {
  *v = (vocabulary){.memory = a, .lang = lang, .stems = stem_open(lang)};
}

void vocabulary_close(vocabulary *v) {
  stem_close(v->stems);
  v->stems = NULL;
}

static void grow(vocabulary *v) {
  size_t count = v->slots ? (v->slot_mask + 1) * 2 : FIRST_SLOTS;
  const vocabulary_slot *old = v->slots;
  size_t old_count = v->slots ? v->slot_mask + 1 : 0;
  v->slots = arena_array(v->memory, vocabulary_slot, count);
  v->slot_mask = count - 1;
  for (size_t i = 0; i < old_count; i++) {
    if (!old[i].used) continue;
    size_t at = old[i].hash & v->slot_mask;
    while (v->slots[at].used) at = (at + 1) & v->slot_mask;
    v->slots[at] = old[i];
  }
}

sv vocabulary_better_form(sv a, sv b) {
  if (a.len != b.len) return a.len < b.len ? a : b;
  return sv_cmp(a, b) <= 0 ? a : b;
}

static uint32_t stem_number(vocabulary *v, sv word) {
  arena *a = v->memory;
  sv folded = words_fold(a, word);
  if (!folded.len || words_is_stop(v->lang, folded)) return VOCABULARY_NONE;
  /* Accents go after stemming: endings are told by them, and writers leave them out. */
  sv stem = unicode_plain(a, arena_dup(a, stem_word(v->stems, folded)));
  if (v->shown.len == VOCABULARY_MOST && !map_find(&v->by_stem, stem)) return VOCABULARY_NONE;
  bool fresh;
  map_entry *entry = map_entry_for(a, &v->by_stem, stem, &fresh);
  size_t number = (size_t)(entry - v->by_stem.entries);
  if (fresh) {
    vec_push(a, &v->shown, folded);
  } else {
    v->shown.at[number] = vocabulary_better_form(v->shown.at[number], folded);
  }
  return (uint32_t)number;
}

static char lower(char c) {
  return (char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
}

/* Eight bytes at a time, put together one by one: a word is short, and what stands behind it may
 * not be ours. One step is a permutation of 64-bit numbers. */
static uint64_t hash_of(sv word) {
  uint64_t hash = word.len;
  for (size_t i = 0; i < word.len;) {
    uint64_t piece = 0;
    size_t end = i + 8 < word.len ? i + 8 : word.len;
    for (; i < end; i++) piece = piece << 8 | (unsigned char)lower(word.at[i]);
    hash = (hash ^ piece) * 0x9E3779B97F4A7C15u; /* 2^64 / golden ratio (Knuth) */
    hash ^= hash >> 32;
  }
  return hash;
}

static uint32_t stem_of(vocabulary *v, sv word) {
  if (!v->slots || (v->used + 1) * 2 > v->slot_mask + 1) grow(v);
  uint64_t hash = hash_of(word);
  size_t at = hash & v->slot_mask;
  for (; v->slots[at].used; at = (at + 1) & v->slot_mask) {
    if (v->slots[at].hash == hash) return v->slots[at].stem;
  }
  char *text = arena_chars(v->memory, word.len);
  for (size_t i = 0; i < word.len; i++) text[i] = lower(word.at[i]);
  v->slots[at] = (vocabulary_slot){hash, stem_number(v, sv_make(text, word.len)), true};
  v->used++;
  return v->slots[at].stem;
}

bool vocabulary_next(vocabulary *v, sv *text, uint32_t *stem) {
  sv word;
  while (words_next(text, &word)) {
    if (word.len > LONGEST_WORD) continue;
    *stem = stem_of(v, word);
    if (*stem != VOCABULARY_NONE) return true;
  }
  return false;
}
