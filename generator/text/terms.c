#include "text/terms.h"

#include "base/limits.h"
#include "base/map.h"
#include "base/vec.h"
#include "text/trie.h"
#include "text/words.h"
#include "wrap/stem.h"
#include "wrap/unicode.h"

/* One word of a text or term. */
typedef struct word {
  sv raw;
  sv plain;      /* folded, without accents */
  uint32_t stem; /* by number, from 1; 0: no term has it */
} word;
typedef VEC(word) word_list;

/* A way of writing a term. */
typedef struct form {
  const word *words;
  size_t count;
  uint32_t number;
  struct form *next; /* another with the same stems */
} form;

struct term_set {
  arena *memory;
  sv lang;
  stemmer *stems;
  map by_stem;                  /* to its number */
  trie tree;                    /* of stems */
  VEC(form *) ends;             /* by node: what ends there */
  uint8_t starts[WORDS_STARTS]; /* how a term may start */
};

/* What a word came to when it was last met: articles say the same words again and again. */
enum { MEMO = 512, MEMO_WORD = 28 };
typedef struct known_word {
  uint32_t stem;
  uint8_t length, plain_length; /* 0: nothing is kept here */
  char raw[MEMO_WORD], plain[MEMO_WORD];
} known_word;

struct term_search {
  const term_set *set;
  arena *memory, *scratch;
  stemmer *stems;
  sv text, rest;          /* the rest of it is still to be looked at */
  word_list words;        /* those that a term may be made of, from its first one on */
  known_word known[MEMO]; /* by hash */
};

/* Without its accents, which writers leave out. */
static sv plain_word(arena *a, sv raw) {
  return unicode_plain(a, words_fold(a, raw));
}

static sv stem_of(arena *a, stemmer *stems, sv raw) {
  return unicode_plain(a, stem_word(stems, words_fold(a, raw)));
}

/* ---- Words ---- */

/* True where nothing but a blank or a hyphen parts a word from the one before: two that can be of
 * one term. */
static bool is_joined(const word *w) {
  static const sv joints[] = {SV_INIT(" "), SV_INIT("\n"), SV_INIT("-"), SV_INIT("\xC2\xA0"),
                              SV_INIT("\xE2\x80\x91")};
  const char *end = w[-1].raw.at + w[-1].raw.len;
  sv between = sv_make(end, (size_t)(w->raw.at - end));
  for (size_t i = 0; i < sizeof joints / sizeof *joints; i++) {
    if (sv_eq(between, joints[i])) return true;
  }
  return between.len > 0 && sv_trim(between).len == 0;
}

static void split(arena *a, sv text, word_list *out) {
  for (sv raw; words_next(&text, &raw);) vec_push(a, out, (word){.raw = raw});
}

/* ---- Building ---- */

term_set *terms_open(arena *a, sv lang) {
  term_set *set = arena_new(a, term_set);
  set->memory = a;
  set->lang = lang;
  set->stems = stem_open(lang);
  vec_push(a, &set->ends, NULL); /* the root */
  return set;
}

void terms_close(term_set *set) {
  stem_close(set->stems);
  set->stems = NULL;
}

static uint32_t stem_number(term_set *set, sv stem) {
  map_entry *known = map_find(&set->by_stem, stem);
  if (known) return (uint32_t)(uintptr_t)known->value;
  uint32_t number = (uint32_t)set->by_stem.len + 1;
  map_put(set->memory, &set->by_stem, arena_dup(set->memory, stem), (void *)(uintptr_t)number);
  return number;
}

static bool same_words(const form *f, const word_list *words) {
  if (f->count != words->len) return false;
  for (size_t i = 0; i < f->count; i++) {
    if (!sv_eq(f->words[i].plain, words->at[i].plain)) return false;
  }
  return true;
}

/* A short word may change its third letter, as "dry" does in "dries". */
static void note_start(term_set *set, sv plain) {
  enum { ENDINGS = 6, THIRDS = 32 };
  size_t start;
  if (!words_start(plain, &start))
    return; /* words of other alphabets are not told by their start */
  size_t least = plain.len < ENDINGS ? start & ~(size_t)(THIRDS - 1) : start;
  size_t most = plain.len < ENDINGS ? least + THIRDS - 1 : start;
  for (size_t i = least; i <= most; i++) set->starts[i / 8] |= (uint8_t)(1u << i % 8);
}

term_added terms_add(term_set *set, sv text, uint32_t *number) {
  word_list words = {0};
  split(set->memory, text, &words);
  if (!words.len) return TERM_NO_WORD;
  if (words.len > LIMIT_TERM_WORDS) return TERM_TOO_LONG;
  uint32_t node = 0;
  for (size_t i = 0; i < words.len; i++) {
    word *w = &words.at[i];
    w->plain = plain_word(set->memory, w->raw);
    w->stem = stem_number(set, stem_of(set->memory, set->stems, w->raw));
    node = trie_grow(set->memory, &set->tree, node, w->stem);
    if (node >= set->ends.len) vec_push(set->memory, &set->ends, NULL);
  }
  size_t alike = 0;
  form **last = &set->ends.at[node];
  for (; *last; last = &(*last)->next, alike++) {
    if (!same_words(*last, &words)) continue;
    *number = (*last)->number;
    return TERM_THERE;
  }
  if (alike == LIMIT_TERMS_ALIKE) return TERM_TOO_ALIKE;
  form *made = arena_new(set->memory, form);
  *made = (form){words.at, words.len, *number, NULL};
  *last = made;
  note_start(set, words.at[0].plain);
  return TERM_ADDED;
}

/* ---- Inflections ---- */

static bool is_one_of(sv ending, const char *const *all, size_t count) {
  for (size_t i = 0; i < count; i++) {
    if (sv_is(ending, all[i])) return true;
  }
  return false;
}

static bool is_ending(sv lang, sv ending) {
  static const char *const english[] = {"", "s", "es", "e", "ed", "d", "ing", "y", "ies", "ied"};
  static const char *const spanish[] = {"", "s", "es", "e", "a", "o", "as", "os"};
  if (sv_starts(lang, SV("en")))
    return is_one_of(ending, english, sizeof english / sizeof *english);
  if (sv_starts(lang, SV("es")))
    return is_one_of(ending, spanish, sizeof spanish / sizeof *spanish);
  return true;
}

/* "stop" and "stopped": the last letter stands twice. */
static sv without_double(sv written, size_t shared) {
  sv ending = sv_skip(written, shared);
  bool twice = shared > 0 && ending.len > 1 && ending.at[0] == written.at[shared - 1];
  return twice ? sv_skip(ending, 1) : ending;
}

static bool is_inflected(sv lang, sv a, sv b) {
  enum { LEAST_SHARED = 2 };
  size_t shared = 0;
  while (shared < a.len && shared < b.len && a.at[shared] == b.at[shared]) shared++;
  if (shared == a.len && shared == b.len) return true;
  if (shared < LEAST_SHARED) return false;
  return is_ending(lang, without_double(a, shared)) && is_ending(lang, without_double(b, shared));
}

static bool is_capital(char c) {
  return c >= 'A' && c <= 'Z';
}

/* "AIDS", "CT": a short form, which is another word in small letters. */
static bool is_acronym(sv raw) {
  for (size_t i = 0; i < raw.len; i++) {
    if (!is_capital(raw.at[i]) && !(raw.at[i] >= '0' && raw.at[i] <= '9')) return false;
  }
  return raw.len > 1 && is_capital(raw.at[0]);
}

static bool matches(const term_set *set, const form *f, const word *words) {
  for (size_t i = 0; i < f->count; i++) {
    if (is_acronym(f->words[i].raw) && !sv_starts(words[i].raw, f->words[i].raw)) return false;
    if (!is_inflected(set->lang, f->words[i].plain, words[i].plain)) return false;
  }
  return true;
}

/* Of forms with the same stems the one that is written so, else the first that is only inflected
 * otherwise. */
static const form *form_of(const term_set *set, uint32_t node, const word *words) {
  const form *found = NULL;
  for (const form *f = set->ends.at[node]; f; f = f->next) {
    if (!matches(set, f, words)) continue;
    bool exact = true;
    for (size_t i = 0; i < f->count && exact; i++) {
      exact = sv_eq(f->words[i].plain, words[i].plain);
    }
    if (exact) return f;
    if (!found) found = f;
  }
  return found;
}

/* ---- Searching ---- */

/* Works out a word for as long as the text is searched, and keeps what came out. */
static void work_out(term_search *s, word *w, known_word *keep) {
  if (!s->stems) s->stems = stem_open(s->set->lang);
  w->plain = plain_word(s->scratch, w->raw);
  sv stem = stem_of(s->scratch, s->stems, w->raw);
  w->stem = (uint32_t)(uintptr_t)map_get(&s->set->by_stem, stem);
  if (w->raw.len > MEMO_WORD || w->plain.len > MEMO_WORD || !w->plain.len) return;
  *keep = (known_word){w->stem, (uint8_t)w->raw.len, (uint8_t)w->plain.len, "", ""};
  memcpy(keep->raw, w->raw.at, w->raw.len);
  memcpy(keep->plain, w->plain.at, w->plain.len);
}

static void make_ready(term_search *s, word *w) {
  known_word *known = &s->known[words_hash(w->raw) % MEMO];
  if (known->length && sv_eq_nocase(sv_make(known->raw, known->length), w->raw)) {
    w->plain = arena_dup(s->scratch, sv_make(known->plain, known->plain_length));
    w->stem = known->stem;
  } else {
    work_out(s, w, known);
  }
}

/* The longest term that starts with a word, the rest of the text behind it: how many words it
 * takes, 0 for none. They are in s->words then. */
static size_t longest_from(term_search *s, sv raw, sv rest, uint32_t *number) {
  const term_set *set = s->set;
  size_t best = 0;
  uint32_t node = 0;
  s->words.len = 0;
  do {
    vec_push(s->memory, &s->words, (word){.raw = raw});
    word *w = &s->words.at[s->words.len - 1];
    if (s->words.len > 1 && !is_joined(w)) break;
    make_ready(s, w);
    node = w->stem ? trie_step(&set->tree, node, w->stem) : 0;
    if (!node) break;
    const form *found = form_of(set, node, s->words.at);
    if (!found) continue;
    best = s->words.len;
    *number = found->number;
  } while (words_next(&rest, &raw));
  return best;
}

/* "non-steroid" says the opposite of what stands in it. */
static bool is_part_of_compound(const term_search *s, size_t from, size_t to) {
  sv text = s->text;
  bool before = from > 1 && text.at[from - 1] == '-' && (unsigned char)text.at[from - 2] > ' ';
  bool after = to + 1 < text.len && text.at[to] == '-' && (unsigned char)text.at[to + 1] > ' ' &&
               text.at[to + 1] != '-';
  return (before && text.at[from - 2] != '-') || after;
}

term_search *terms_search(arena *a, const term_set *set) {
  term_search *s = arena_new(a, term_search);
  *s = (term_search){.set = set, .memory = a};
  return s;
}

void terms_search_end(term_search *s) {
  stem_close(s->stems);
  s->stems = NULL;
}

void terms_search_in(term_search *s, arena *scratch, sv text) {
  s->scratch = scratch;
  s->text = s->rest = text;
}

bool terms_next(term_search *s, term_found *out) {
  for (sv first; words_next_starting(&s->rest, &first, s->set->starts);) {
    size_t count = longest_from(s, first, s->rest, &out->number);
    if (!count) continue;
    sv last = s->words.at[count - 1].raw;
    out->from = (size_t)(first.at - s->text.at);
    out->to = (size_t)(last.at + last.len - s->text.at);
    if (is_part_of_compound(s, out->from, out->to)) continue;
    s->rest = sv_skip(s->text, out->to);
    return true;
  }
  return false;
}

bool terms_find(const term_set *set, arena *scratch, sv words, uint32_t *number) {
  term_search *s = terms_search(scratch, set);
  s->scratch = scratch;
  sv first;
  bool found = words_next(&words, &first) && longest_from(s, first, words, number) == s->words.len;
  terms_search_end(s);
  return found;
}
