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
  v->slots = arena_array(v->memory, uint32_t, count);
  v->slot_mask = count - 1;
  for (size_t i = 0; i < v->word_count; i++) {
    size_t at = v->words[i].hash & v->slot_mask;
    while (v->slots[at]) at = (at + 1) & v->slot_mask;
    v->slots[at] = (uint32_t)(i + 1);
  }
}

static uint32_t stem_number(vocabulary *v, sv word) {
  arena *a = v->memory;
  sv folded = words_fold(a, word);
  if (!folded.len || words_is_stop(v->lang, folded)) return VOCABULARY_NONE;
  /* Accents go after stemming: endings are told by them, and writers leave them out. */
  sv stem = unicode_plain(a, arena_dup(a, stem_word(v->stems, folded)));
  bool fresh;
  map_entry *entry = map_entry_for(a, &v->by_stem, stem, &fresh);
  if (fresh) vec_push(a, &v->shown, folded);
  return (uint32_t)(entry - v->by_stem.entries);
}

/* The number of a word in the form that `vocabulary_word.text` has. */
static uint32_t number_of(vocabulary *v, sv lowered, unsigned hash) {
  if (!v->slots || (v->word_count + 1) * 2 > v->slot_mask + 1) grow(v);
  size_t at = hash & v->slot_mask;
  for (; v->slots[at]; at = (at + 1) & v->slot_mask) {
    const vocabulary_word *known = &v->words[v->slots[at] - 1];
    if (known->hash == hash && sv_eq(known->text, lowered)) return known->stem;
  }
  sv text = arena_dup(v->memory, lowered);
  if (v->word_count == v->word_cap) {
    v->words = vec__grow(v->memory, v->words, v->word_count, &v->word_cap, sizeof *v->words);
  }
  v->words[v->word_count++] = (vocabulary_word){text, hash, stem_number(v, text)};
  v->slots[at] = (uint32_t)v->word_count;
  return v->words[v->word_count - 1].stem;
}

bool vocabulary_next(vocabulary *v, sv *text, uint32_t *stem) {
  char lowered[LONGEST_WORD];
  sv word;
  while (words_next(text, &word)) {
    if (word.len > LONGEST_WORD) continue;
    uint64_t hash = 14695981039346656037u; /* FNV-1a, mixed at the end: words come by millions */
    for (size_t i = 0; i < word.len; i++) {
      unsigned char c = (unsigned char)word.at[i];
      c = (unsigned char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
      lowered[i] = (char)c;
      hash = (hash ^ c) * 1099511628211u;
    }
    *stem = number_of(v, sv_make(lowered, word.len), (unsigned)(hash ^ hash >> 29));
    if (*stem != VOCABULARY_NONE) return true;
  }
  return false;
}
