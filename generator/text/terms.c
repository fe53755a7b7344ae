#include "text/terms.h"

#include "base/limits.h"
#include "base/map.h"
#include "base/vec.h"
#include "text/trie.h"
#include "text/words.h"
#include "wrap/stem.h"
#include "wrap/unicode.h"

/* One word of a text or term, made ready when it is first asked for. */
typedef struct word {
  sv raw;
  sv plain;      /* folded, without accents; empty: not made yet */
  uint32_t stem; /* by number, from 1; 0: no term has it */
  bool joined;   /* nothing but a blank or a hyphen parts it from the word before */
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
  map by_stem;          /* to its number */
  trie tree;            /* of stems */
  VEC(form *) ends;     /* by node: what ends there */
  uint8_t starts[8192]; /* a bit for the first two bytes of a term: most words need no stem */
};

struct term_search {
  const term_set *set;
  arena *scratch;
  stemmer *stems;
  sv text;
  word_list words;
  size_t at;
};

static size_t start_of(sv plain) {
  unsigned char first = plain.len > 0 ? (unsigned char)plain.at[0] : 0;
  unsigned char second = plain.len > 1 ? (unsigned char)plain.at[1] : 0;
  return (size_t)first << 8 | second;
}

/* Without its accents, which writers leave out. */
static sv plain_word(arena *a, sv raw) {
  return unicode_plain(a, words_fold(a, raw));
}

static sv stem_of(arena *a, stemmer *stems, sv raw) {
  return unicode_plain(a, stem_word(stems, words_fold(a, raw)));
}

/* ---- Words ---- */

/* True where two words beside each other can be of one term. */
static bool joins(sv between) {
  static const sv joints[] = {SV_INIT(" "), SV_INIT("\n"), SV_INIT("-"), SV_INIT("\xC2\xA0"),
                              SV_INIT("\xE2\x80\x91")};
  for (size_t i = 0; i < sizeof joints / sizeof *joints; i++) {
    if (sv_eq(between, joints[i])) return true;
  }
  return between.len > 0 && sv_trim(between).len == 0;
}

static void split(arena *a, sv text, word_list *out) {
  sv rest = text, raw;
  const char *end = text.at;
  while (words_next(&rest, &raw)) {
    word w = {.raw = raw, .joined = out->len && joins(sv_make(end, (size_t)(raw.at - end)))};
    vec_push(a, out, w);
    end = raw.at + raw.len;
  }
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
  size_t start = start_of(words.at[0].plain);
  set->starts[start / 8] |= (uint8_t)(1u << start % 8);
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

static bool can_start(const term_set *set, sv raw) {
  if ((unsigned char)raw.at[0] >= 0x80 || (raw.len > 1 && (unsigned char)raw.at[1] >= 0x80)) {
    return true;
  }
  char two[2] = {raw.at[0], raw.len > 1 ? raw.at[1] : '\0'};
  for (size_t i = 0; i < 2; i++) {
    if (is_capital(two[i])) two[i] = (char)(two[i] | 32);
  }
  size_t start = start_of(sv_make(two, raw.len > 1 ? 2 : 1));
  return set->starts[start / 8] >> start % 8 & 1;
}

static void make_ready(term_search *s, word *w) {
  if (w->plain.len) return;
  if (!s->stems) s->stems = stem_open(s->set->lang);
  w->plain = plain_word(s->scratch, w->raw);
  w->stem = (uint32_t)(uintptr_t)map_get(&s->set->by_stem, stem_of(s->scratch, s->stems, w->raw));
}

/* The longest term that starts at a word: how many words it takes, 0 for none. */
static size_t longest_at(term_search *s, size_t at, uint32_t *number) {
  const term_set *set = s->set;
  size_t best = 0;
  uint32_t node = 0;
  for (size_t i = at; i < s->words.len; i++) {
    word *w = &s->words.at[i];
    if (i > at && !w->joined) break;
    make_ready(s, w);
    node = w->stem ? trie_step(&set->tree, node, w->stem) : 0;
    if (!node) break;
    const form *found = form_of(set, node, &s->words.at[at]);
    if (!found) continue;
    best = i + 1 - at;
    *number = found->number;
  }
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

term_search *terms_search(const term_set *set, arena *scratch, sv text) {
  term_search *s = arena_new(scratch, term_search);
  *s = (term_search){.set = set, .scratch = scratch, .text = text};
  split(scratch, text, &s->words);
  return s;
}

bool terms_next(term_search *s, term_found *out) {
  while (s->at < s->words.len) {
    size_t at = s->at++;
    if (!can_start(s->set, s->words.at[at].raw)) continue;
    size_t count = longest_at(s, at, &out->number);
    if (!count) continue;
    sv last = s->words.at[at + count - 1].raw;
    out->from = (size_t)(s->words.at[at].raw.at - s->text.at);
    out->to = (size_t)(last.at + last.len - s->text.at);
    if (is_part_of_compound(s, out->from, out->to)) continue;
    s->at = at + count;
    return true;
  }
  stem_close(s->stems);
  s->stems = NULL;
  return false;
}

bool terms_find(const term_set *set, arena *scratch, sv words, uint32_t *number) {
  term_search *s = terms_search(set, scratch, words);
  bool found = s->words.len && longest_at(s, 0, number) == s->words.len;
  stem_close(s->stems);
  return found;
}
