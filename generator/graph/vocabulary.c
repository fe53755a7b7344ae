#include "graph/vocabulary.h"

#include <stdlib.h>

#include "base/oom.h"
#include "text/words.h"
#include "wrap/unicode.h"

enum { LONGEST_WORD = 64, FIRST_SLOTS = 1024 }; /* longer: a web address, not a word */

/* What a slot holds: the hash's upper 39 bits, a one, so that it is not 0 (a free slot), and the
 * form's number. The lower bits of the hash say where it stands: of a million forms two share all
 * once in some hundred thousand sites. */
static uint64_t slot_of(uint64_t hash, uint32_t number) {
  return (hash & ~(uint64_t)VOCABULARY_MOST) | (VOCABULARY_MOST + 1) | number;
}

static void put(vocabulary *v, uint64_t hash, uint32_t number) {
  size_t at = hash & v->slot_mask;
  while (v->slots[at]) at = (at + 1) & v->slot_mask;
  v->slots[at] = slot_of(hash, number);
}

static void grow(vocabulary *v) {
  size_t count = v->slots ? (v->slot_mask + 1) * 2 : FIRST_SLOTS;
  v->slots = oom_realloc(v->slots, count * sizeof *v->slots);
  memset(v->slots, 0, count * sizeof *v->slots);
  v->slot_mask = count - 1;
  for (uint32_t i = 0; i < v->passed.len; i++) put(v, v->passed.at[i], VOCABULARY_NONE);
  for (uint32_t i = 0; i < v->forms.len; i++) put(v, v->forms.at[i], i);
}

void vocabulary_open(arena *a, sv lang, vocabulary *v) {
  *v = (vocabulary){.memory = a, .lang = lang, .stems = stem_open(lang)};
  grow(v);
}

void vocabulary_close(vocabulary *v) {
  stem_close(v->stems);
  v->stems = NULL;
  free(v->forms.at);
  free(v->stem_of.at);
  free(v->passed.at);
  free(v->slots);
  free(v->shown.at);
  free(v->spellings.at);
  map_free(&v->by_stem);
}

sv vocabulary_better_form(sv a, sv b) {
  if (a.len != b.len) return a.len < b.len ? a : b;
  return sv_cmp(a, b) <= 0 ? a : b;
}

/* Most stems are the start of their word. */
static sv stem_of(vocabulary *v, sv folded) {
  sv stem = stem_word(v->stems, folded);
  return sv_starts(folded, stem) ? sv_first(folded, stem.len) : arena_dup(v->memory, stem);
}

static vocabulary_spelling spelling_of(sv plain, sv folded, uint32_t stem) {
  return (vocabulary_spelling){plain, stem, (uint32_t)folded.len, folded.at};
}

static uint32_t stem_number(vocabulary *v, sv word) {
  arena *a = v->memory;
  sv folded = words_fold(a, word);
  if (!folded.len || words_is_stop(v->lang, folded)) return VOCABULARY_NONE;
  /* Accents go after stemming: endings are told by them, and writers leave them out. */
  sv stem = unicode_plain(a, stem_of(v, folded));
  if (v->shown.len == VOCABULARY_MOST && !map_find(&v->by_stem, stem)) return VOCABULARY_NONE;
  bool fresh;
  map_entry *entry = map_entry_for(NULL, &v->by_stem, stem, &fresh);
  size_t number = (size_t)(entry - v->by_stem.entries);
  if (fresh) {
    vec_push(NULL, &v->shown, folded);
  } else {
    v->shown.at[number] = vocabulary_better_form(v->shown.at[number], folded);
  }
  vec_push(NULL, &v->spellings, spelling_of(unicode_plain(a, folded), folded, (uint32_t)number));
  return (uint32_t)number;
}

static char lower(char c) {
  return (char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
}

/* A form that was not met before; its letters are in lower case already. */
static uint32_t learn(vocabulary *v, sv text, uint64_t hash) {
  size_t met = (size_t)v->forms.len + v->passed.len;
  /* A fourth is taken at the most, so that nearly all words are where they are looked for first. */
  if ((met + 1) * 4 > v->slot_mask + 1) grow(v);
  if (met == VOCABULARY_MOST) return VOCABULARY_NONE;
  uint32_t stem = stem_number(v, text), number = VOCABULARY_NONE;
  if (stem == VOCABULARY_NONE) {
    vec_push(NULL, &v->passed, hash);
  } else {
    number = v->forms.len;
    vec_push(NULL, &v->forms, hash);
    vec_push(NULL, &v->stem_of, stem);
  }
  put(v, hash, number);
  return number;
}

/* Where the form is, else what a free slot says: 0. */
static inline uint64_t look_up(const vocabulary *v, uint64_t hash) {
  uint64_t wanted = slot_of(hash, 0);
  for (size_t at = hash & v->slot_mask; v->slots[at]; at = (at + 1) & v->slot_mask) {
    if ((v->slots[at] ^ wanted) <= VOCABULARY_MOST) return v->slots[at];
  }
  return 0;
}

void vocabulary_expect_stems(vocabulary *v, size_t stems) {
  map_reserve(NULL, &v->by_stem, stems);
}

void vocabulary_put_stem(vocabulary *v, sv stem) {
  map_put(NULL, &v->by_stem, stem, NULL);
}

void vocabulary_expect_forms(vocabulary *v, size_t stems, size_t forms) {
  vec_reserve(NULL, &v->shown, stems);
  while (v->shown.len < stems) vec_push(NULL, &v->shown, SV(""));
  vec_reserve(NULL, &v->spellings, forms);
}

void vocabulary_put_form(vocabulary *v, sv folded, sv plain, uint32_t stem) {
  sv *shown = &v->shown.at[stem];
  *shown = shown->len ? vocabulary_better_form(*shown, folded) : folded;
  vec_push(NULL, &v->spellings, spelling_of(plain, folded, stem));
}

static uint32_t learn_word(vocabulary *v, const hashed_word *w) {
  if (w->word.len > LONGEST_WORD) return VOCABULARY_NONE;
  char *text = arena_chars(v->memory, w->word.len);
  for (size_t i = 0; i < w->word.len; i++) text[i] = lower(w->word.at[i]);
  return learn(v, sv_make(text, w->word.len), w->hash);
}

static uint32_t form_of(vocabulary *v, const hashed_word *w) {
  uint64_t found = look_up(v, w->hash);
  return found ? (uint32_t)(found & VOCABULARY_MOST) : learn_word(v, w);
}

size_t vocabulary_take(vocabulary *v, sv *text, uint32_t forms[VOCABULARY_BATCH]) {
  hashed_word words[VOCABULARY_BATCH];
  const hashed_word *end = words + words_take(text, words, VOCABULARY_BATCH);
  const uint64_t *slots = v->slots;
  size_t mask = v->slot_mask;
  uint32_t *out = forms;
  /* The table is larger than the nearest caches; all is fetched while the first is looked at. */
  for (const hashed_word *w = words; w < end; w++) __builtin_prefetch(&slots[w->hash & mask]);
  for (const hashed_word *w = words; w < end; w++) {
    /* Most words are where they are looked for first. */
    uint64_t apart = slots[w->hash & mask] ^ slot_of(w->hash, 0);
    uint32_t form = (uint32_t)apart;
    if (apart > VOCABULARY_MOST) {
      form = form_of(v, w);
      slots = v->slots;
      mask = v->slot_mask;
    }
    *out = form;
    out += form != VOCABULARY_NONE;
  }
  return (size_t)(out - forms);
}

bool vocabulary_next(vocabulary *v, sv *text, uint32_t *stem) {
  hashed_word word;
  while (words_take(text, &word, 1)) {
    uint32_t form = form_of(v, &word);
    if (form == VOCABULARY_NONE) continue;
    *stem = v->stem_of.at[form];
    return true;
  }
  return false;
}
