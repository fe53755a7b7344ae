/* English syllables. The rules are about vowels as they are written: a run of them is a syllable,
 * unless a pair in it is read apart; a final e is silent, unless it is not. */
#include "health/syllables.h"

#include "base/utf8.h"

enum { LONGEST = 64 }; /* letters looked at; no word is longer */

typedef struct letters {
  char at[LONGEST + 1];
  size_t len;
} letters;

static bool is_in(char c, const char *set) {
  return c && strchr(set, c);
}

static bool is_letter(char c) {
  return c >= 'a' && c <= 'z';
}

static bool is_plain_vowel(char c) {
  return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u';
}

/* y is a vowel, except where it begins a syllable: "yes", "player". */
static bool is_vowel(const letters *w, size_t i) {
  if (w->at[i] != 'y') return is_plain_vowel(w->at[i]);
  bool before_vowel = is_plain_vowel(w->at[i + 1]);
  return !(before_vowel && (i == 0 || is_in(w->at[i - 1], "aeou")));
}

/* Vowels that are read apart: the pair, unless one of `not_after` stands before it or what follows
 * starts with one of `not_before`; with `only_before`, only where one of those follows. A '.' in a
 * set is the end of the word, a '^' its start. */
typedef struct parting {
  const char *pair, *not_after, *only_before, *not_before;
} parting;

static const parting partings[] = {
    {"ia", "ctsxg", NULL, NULL}, {"ia", "s", ".", NULL},    {"ia", "", "gt", NULL},
    {"io", "tscgx", NULL, NULL}, {"io", "", NULL, "nu"},    {"iu", "", NULL, NULL},
    {"ii", "", NULL, NULL},      {"ie", "ct", "tn", NULL},  {"ie", "^ptfhc", "r", NULL},
    {"eo", "g", NULL, NULL},     {"ea", "tpls", ".", NULL}, {"ua", "qg", NULL, NULL},
    {"uo", "q", NULL, NULL},     {"ue", "qg", "lnt", NULL}, {"ui", "qgrbns", "dt", NULL},
    {"ao", "", NULL, NULL},      {"uu", "", NULL, NULL},    {"oe", "", "lnp", NULL},
    {"yi", "", NULL, NULL},      {"ya", "^", NULL, NULL},   {"aa", "", NULL, NULL},
    {"eu", "^", "s", NULL},      {"oa", "", "g", NULL},     {"yo", "^", NULL, NULL},
    {"ye", "^", NULL, "sd."},
};

static bool applies(const parting *rule, const letters *w, size_t i) {
  if (w->at[i] != rule->pair[0] || w->at[i + 1] != rule->pair[1]) return false;
  char before = i ? w->at[i - 1] : '^', after = i + 2 < w->len ? w->at[i + 2] : '.';
  if (is_in(before, rule->not_after)) return false;
  if (rule->only_before && !is_in(after, rule->only_before)) return false;
  return !(rule->not_before && is_in(after, rule->not_before));
}

static bool is_parted(const letters *w, size_t i) {
  for (size_t k = 0; k < sizeof partings / sizeof *partings; k++) {
    if (applies(&partings[k], w, i)) return true;
  }
  return false;
}

static unsigned vowel_runs(const letters *w) {
  unsigned count = 0;
  bool inside = false;
  for (size_t i = 0; i < w->len; i++) {
    bool vowel = is_vowel(w, i);
    if (vowel && (!inside || is_parted(w, i - 1))) count++;
    inside = vowel;
  }
  return count;
}

static inline bool ends(const letters *w, const char *suffix) {
  size_t len = strlen(suffix);
  if (w->len < len || w->at[w->len - 1] != suffix[len - 1]) return false;
  return memcmp(w->at + w->len - len, suffix, len) == 0;
}

static void cut(letters *w, size_t len) {
  w->len = len;
  w->at[len] = '\0';
}

/* A final e that is silent: "care", "tongue", but not "be", "table", "acre". */
static bool ends_silent(const letters *w) {
  if (ends(w, "que") || ends(w, "gue")) return true;
  if (w->len < 3 || w->at[w->len - 1] != 'e' || is_vowel(w, w->len - 2)) return false;
  char last = w->at[w->len - 2];
  return !(last == 'l' && !is_vowel(w, w->len - 3)) &&
         !(last == 'r' && is_in(w->at[w->len - 3], "ct"));
}

/* The rules alone, for a stem without ending. */
static unsigned by_rules(const letters *w) {
  unsigned count = vowel_runs(w);
  if (count > 1 && ends_silent(w)) count--;
  if (count && (ends(w, "sm") || ends(w, "thm"))) count++;
  return count ? count : 1;
}

static unsigned stem(const letters *w) {
  unsigned listed = syllables__listed(sv_make(w->at, w->len));
  return listed ? listed : by_rules(w);
}

/* An ending that is read by itself, and so tells how its stem is read: "care-ful-ly". */
typedef struct ending {
  const char *text;
  size_t len;
  unsigned syllables;
} ending;

#define ENDING(text, syllables) \
  { (text), sizeof(text) - 1, (syllables) }
static const ending endings[] = {
    ENDING("lessness", 2), ENDING("fulness", 2), ENDING("ically", 2), ENDING("fully", 2),
    ENDING("lessly", 2),   ENDING("ness", 1),    ENDING("less", 1),   ENDING("ment", 1),
    ENDING("ments", 1),    ENDING("ful", 1),     ENDING("ly", 1),     ENDING("ship", 1),
    ENDING("hood", 1),     ENDING("like", 1),    ENDING("self", 1),   ENDING("where", 1),
    ENDING("thing", 1),    ENDING("side", 1),    ENDING("time", 1),   ENDING("body", 2),
    ENDING("work", 1),     ENDING("ware", 1),    ENDING("ings", 1),   ENDING("ing", 1),
};

/* Beginnings that end in a silent e. */
static const char *const beginnings[] = {"some",  "home",  "life", "there", "where", "here",
                                         "side",  "time",  "like", "fore",  "bone",  "care",
                                         "every", "whole", "face", "note",  "safe",  "base",
                                         "nose",  "live",  "eye",  "guide", "mile"};

static bool has_vowel(const letters *w) {
  for (size_t i = 0; i < w->len; i++) {
    if (is_vowel(w, i)) return true;
  }
  return false;
}

/* "runs" as "run", "boxes" as "box" and one more, "ended" as "end" and one more. */
static unsigned cut_inflection(letters *w) {
  size_t n = w->len;
  if (n > 3 && ends(w, "es") &&
      (is_in(w->at[n - 3], "szxcg") || ends(w, "shes") || ends(w, "ches"))) {
    cut(w, n - (is_in(w->at[n - 3], "cgsz") ? 1 : 2));
    return 1;
  }
  if (n > 3 && ends(w, "ied")) {
    cut(w, n - 2);
    w->at[n - 3] = 'y';
    return 0;
  }
  if (n > 3 && ends(w, "ed") && !is_vowel(w, n - 3)) {
    bool doubled = n > 4 && w->at[n - 3] == w->at[n - 4];
    size_t of_stem = !doubled ? n - 1 : is_in(w->at[n - 3], "lsf") ? n - 2 : n - 3;
    unsigned more = is_in(w->at[n - 3], "td");
    cut(w, of_stem);
    return more;
  }
  if (n > 4 && ends(w, "ies")) {
    cut(w, n - 2);
    w->at[n - 3] = 'y';
    return 0;
  }
  if (n > 3 && ends(w, "s") && !is_in(w->at[n - 2], "su")) cut(w, n - 1);
  return 0;
}

static bool cut_ending(letters *w, unsigned *more) {
  if (!is_in(w->at[w->len - 1], "slytpdefgk")) return false; /* none ends otherwise */
  for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
    const char *text = endings[i].text;
    size_t len = endings[i].len;
    if (w->len < len + 2 || w->at[w->len - 1] != text[len - 1]) continue;
    if (memcmp(w->at + w->len - len, text, len) != 0) continue;
    letters rest = *w;
    cut(&rest, w->len - len);
    if (!has_vowel(&rest)) continue;
    *w = rest;
    *more += endings[i].syllables;
    return true;
  }
  return false;
}

static bool cut_beginning(letters *w, unsigned *more) {
  for (size_t i = 0; i < sizeof beginnings / sizeof *beginnings; i++) {
    if (beginnings[i][0] != w->at[0]) continue;
    size_t len = strlen(beginnings[i]);
    if (w->len < len + 3 || !sv_starts(sv_make(w->at, w->len), sv_of(beginnings[i]))) continue;
    if (is_in(w->at[len], "rnlsdt") && w->len < len + 4) continue;
    *more += beginnings[i][0] == 'e' ? 2 : 1;
    memmove(w->at, w->at + len, w->len - len + 1);
    w->len -= len;
    return true;
  }
  return false;
}

/* One part of a word, in lower case. */
static unsigned of_part(letters w) {
  unsigned listed = syllables__listed(sv_make(w.at, w.len)), more = 0;
  if (listed) return listed;
  if (w.len > 3 && ends(&w, "'s")) {
    cut(&w, w.len - 2);
    size_t last = w.len - (w.at[w.len - 1] == 'e' ? 2 : 1);
    more = is_in(w.at[last], last < w.len - 1 ? "cgsz" : "sxz") || ends(&w, "ch") || ends(&w, "sh");
    return of_part(w) + more;
  }
  if (w.len > 4 && ends(&w, "n't") && is_in(w.at[w.len - 4], "ds")) {
    cut(&w, w.len - 3);
    return of_part(w) + 1;
  }
  more += cut_inflection(&w);
  listed = syllables__listed(sv_make(w.at, w.len));
  if (listed) return listed + more;
  if (cut_beginning(&w, &more)) return of_part(w) + more;
  while (cut_ending(&w, &more)) {
    listed = syllables__listed(sv_make(w.at, w.len));
    if (listed) return listed + more;
  }
  return stem(&w) + more;
}

static unsigned spelled_out(sv part) {
  unsigned count = 0;
  for (size_t i = 0; i < part.len; i++) count += part.at[i] == 'W' ? 3 : 1;
  return count;
}

/* "CT", "HPV": capitals that nobody could read as a word. */
static bool is_spelled(sv part) {
  for (size_t i = 0; i < part.len; i++) {
    if (part.at[i] < 'A' || part.at[i] > 'Z' || is_in(part.at[i], "AEIOUY")) return false;
  }
  return part.len > 1;
}

/* The letter of ASCII that an accented one is read as; an accented e is never silent. */
static char plain_letter(uint32_t c) {
  static const char latin[] = "aaaaaaaciiiiiiiidnooooo*ouuuuyts";
  if (c >= 'A' && c <= 'Z') return (char)(c + 'a' - 'A');
  if (c < 0x80) return (char)c;
  if (c >= 0xC0 && c <= 0xFF) return latin[(c - 0xC0) % 32];
  return '*';
}

static unsigned count_part(sv part) {
  if (is_spelled(part)) return spelled_out(part);
  letters w = {.len = 0};
  bool number = false, letter = false;
  for (sv rest = part; rest.len && w.len < LONGEST;) {
    uint32_t c;
    rest = sv_skip(rest, utf8_decode(rest, &c));
    char plain = c == 0x2019 ? '\'' : plain_letter(c);
    number = number || (plain >= '0' && plain <= '9');
    letter = letter || is_letter(plain);
    if (is_letter(plain) || plain == '\'') w.at[w.len++] = plain;
  }
  w.at[w.len] = '\0';
  if (number) return 1;
  return letter ? of_part(w) : 0;
}

unsigned syllables_english(sv word) {
  unsigned count = 0;
  bool number = false;
  size_t from = 0;
  for (size_t i = 0; i <= word.len; i++) {
    if (i < word.len && (is_letter(word.at[i]) || !is_in(word.at[i], "-/.,&+"))) {
      number = number || (word.at[i] >= '0' && word.at[i] <= '9');
      continue;
    }
    count += count_part(sv_make(word.at + from, i - from));
    from = i + 1;
  }
  bool letter = false;
  for (size_t i = 0; i < word.len; i++) letter = letter || (word.at[i] | 0x20) >= 'a';
  if (number && !letter) return 1;
  return count ? count : 1;
}
