#include "health/sentences.h"

#include <stdint.h>

#include "base/span.h"
#include "base/utf8.h"
#include "wrap/unicode.h"

static bool is_blank(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

/* Never the end of a sentence, whatever follows; without their last full stop. */
static const char *const titles[] = {"dr",  "drs", "mr",  "mrs",    "ms",    "prof", "st", "e.g",
                                     "i.e", "vs",  "cf",  "approx", "viz",   "sra",  "sr", "jr",
                                     "dra", "ud",  "uds", "p.ej",   "p. ej", "al"};

/* Never the end before a number. */
static const char *const counters[] = {"no", "fig", "vol", "p", "pp", "ca", "art"};

/* The end only where the next word begins with a capital and is one that begins sentences. */
static const char *const short_forms[] = {"u.s",  "u.k", "u.s.a", "a.m",   "p.m", "etc", "m.d",
                                          "ph.d", "inc", "dept",  "ee.uu", "d.o", "r.n", "n.p"};

static const char *const openers[] = {
    "A",    "An",   "The",  "This", "These", "That", "It",   "If",   "In",   "He",
    "She",  "They", "We",   "You",  "Your",  "Our",  "But",  "And",  "When", "Ask",
    "Call", "Do",   "Most", "Some", "There", "For",  "Many", "Then", "El",   "La",
    "Los",  "Las",  "Si",   "Su",   "No",    "Se",   "Para", "Al"};

enum { LONGEST_LISTED = 6 }; /* bytes of any of these */

static bool is_among(sv word, const char *const *list, size_t count) {
  if (word.len > LONGEST_LISTED) return false;
  for (size_t i = 0; i < count; i++) {
    if (word.len == 0 || (word.at[0] | 0x20) != (list[i][0] | 0x20)) continue;
    if (sv_eq_nocase(word, sv_of(list[i]))) return true;
  }
  return false;
}

#define IS_AMONG(word, list) is_among((word), (list), sizeof(list) / sizeof *(list))

/* The word that ends before `end`, without an opening bracket. */
static sv word_before(sv text, size_t end) {
  size_t from = end;
  while (from && !is_blank(text.at[from - 1]) && text.at[from - 1] != '(') from--;
  return sv_make(text.at + from, end - from);
}

static sv word_at(sv text, size_t from) {
  size_t end = from;
  while (end < text.len && !is_blank(text.at[end]) && text.at[end] != ',') end++;
  return sv_make(text.at + from, end - from);
}

static bool is_initial(sv word) {
  return word.len == 1 && word.at[0] >= 'A' && word.at[0] <= 'Z' && word.at[0] != 'I';
}

/* Whether the full stop at `stop` ends its sentence; the next word begins at `next`. */
static bool stop_ends(sv text, size_t stop, size_t next) {
  if (next >= text.len) return true;
  if (text.at[next] >= 'a' && text.at[next] <= 'z') return false;
  sv word = word_before(text, stop);
  if (text.at[next] >= '0' && text.at[next] <= '9' && IS_AMONG(word, counters)) return false;
  if (IS_AMONG(word, titles) || is_initial(word)) return false;
  return !IS_AMONG(word, short_forms) || IS_AMONG(word_at(text, next), openers);
}

/* The length of a closing quote or bracket there, or 0. */
static size_t closing(sv text, size_t i) {
  if (i >= text.len) return 0;
  switch (text.at[i]) {
    case '"':
    case '\'':
    case ')':
    case ']':
    case '*': return 1;
    case '\xE2':
    case '\xC2': break;
    default: return 0;
  }
  sv rest = sv_skip(text, i);
  if (sv_starts(rest, SV("\xE2\x80\x9D")) || sv_starts(rest, SV("\xE2\x80\x99"))) return 3;
  return sv_starts(rest, SV("\xC2\xBB")) ? 2 : 0;
}

static bytes16 may_end(bytes16 b) {
  return (bytes16)((b == '.') | (b == '!') | (b == '?') | (b == 0xE2));
}

/* The length of a mark that can end a sentence there, or 0. */
static size_t terminator(sv text, size_t i) {
  if (text.at[i] == '.' || text.at[i] == '!' || text.at[i] == '?') return 1;
  if (text.at[i] != '\xE2') return 0;
  return sv_starts(sv_skip(text, i), SV("\xE2\x80\xA6")) ? 3 : 0;
}

static size_t skip_blanks(sv text, size_t i) {
  while (i < text.len && is_blank(text.at[i])) i++;
  return i;
}

bool sentences_next(sv *rest, sv *sentence) {
  sv text = sv_skip(*rest, skip_blanks(*rest, 0));
  if (text.len == 0) return false;
  size_t i = 0;
  while (i < text.len) {
    i = span_until(text, i, may_end);
    size_t mark = i < text.len ? terminator(text, i) : 0;
    if (!mark) {
      i += i < text.len;
      continue;
    }
    size_t stop = i, end = i + mark;
    bool only_stop = text.at[stop] == '.';
    for (size_t more; end < text.len && (more = terminator(text, end)) != 0; end += more) {
      only_stop = false;
    }
    for (size_t more; (more = closing(text, end)) != 0;) end += more;
    i = end;
    if (end < text.len && !is_blank(text.at[end])) continue;
    if (!only_stop && end < text.len) {
      size_t next = skip_blanks(text, end);
      if (next < text.len && text.at[next] >= 'a' && text.at[next] <= 'z') continue;
      break;
    }
    if (stop_ends(text, stop, skip_blanks(text, end))) break;
  }
  *sentence = sv_trim(sv_first(text, i));
  *rest = sv_skip(text, i);
  return true;
}

bool sentences_is_ended(sv text) {
  text = sv_trim(text);
  for (size_t back = 0; back < 8 && text.len; back++) {
    if (strchr(".!?", text.at[text.len - 1])) return true;
    if (sv_ends(text, SV("\xE2\x80\xA6"))) return true;
    size_t cut = strchr("\"')]", text.at[text.len - 1])                                   ? 1
                 : sv_ends(text, SV("\xE2\x80\x9D")) || sv_ends(text, SV("\xE2\x80\x99")) ? 3
                 : sv_ends(text, SV("\xC2\xBB"))                                          ? 2
                                                                                          : 0;
    if (!cut) return false;
    text.len -= cut;
  }
  return false;
}

bool sentences_is_address(sv word) {
  bool marked = false;
  for (size_t i = 0; i < word.len; i++) marked = marked || word.at[i] == '@' || word.at[i] == ':';
  if (!marked) return sv_starts(word, SV("www."));
  return sv_find(word, SV("://"), 0) != SV_NONE || sv_starts(word, SV("www.")) ||
         sv_find_byte(word, '@', 0) != SV_NONE;
}

static bool is_ascii_word(char c) {
  return (unsigned)((c | 0x20) - 'a') < 26 || (unsigned)(c - '0') < 10;
}

static bool is_of_word(uint32_t c) {
  if (c < 0x80) return is_ascii_word((char)c);
  return unicode_is_letter(c) || unicode_is_number(c) || unicode_is_mark(c);
}

/* An en or em dash, a horizontal bar or an ellipsis: it parts words. */
static bool is_dash(uint32_t c) {
  return (c >= 0x2013 && c <= 0x2015) || c == 0x2026;
}

/* A blank that keeps its words on one line. */
static bool is_nbsp(sv text, size_t i) {
  return text.at[i] == '\xC2' && i + 1 < text.len && text.at[i + 1] == '\xA0';
}

/* What stands up to the next blank. `plain`: it is ASCII letters and digits alone. */
static sv run_at(sv text, bool *plain) {
  size_t end = 0;
  while (end < text.len && is_ascii_word(text.at[end])) end++;
  *plain = end == text.len || is_blank(text.at[end]);
  while (end < text.len && !is_blank(text.at[end]) && !is_nbsp(text, end)) end++;
  return sv_first(text, end);
}

/* From the first to the last letter or digit of a run, up to a mark that parts words. */
static sv core_of(sv run, size_t *taken) {
  size_t from = SV_NONE, to = 0, i = 0;
  while (i < run.len) {
    uint32_t c = (unsigned char)run.at[i];
    size_t size = c < 0x80 ? 1 : utf8_decode(sv_skip(run, i), &c);
    if (is_of_word(c)) {
      if (from == SV_NONE) from = i;
      to = i + size;
    } else if (from != SV_NONE &&
               (c == '/' || is_dash(c) || (c == '-' && sv_starts(sv_skip(run, i), SV("--"))))) {
      i += size;
      break;
    }
    i += size;
  }
  *taken = i;
  return from == SV_NONE ? sv_first(run, 0) : sv_make(run.at + from, to - from);
}

bool sentences_word(sv *rest, sv *word) {
  while (rest->len) {
    if (is_blank(rest->at[0])) {
      *rest = sv_skip(*rest, 1);
      continue;
    }
    if (is_nbsp(*rest, 0)) {
      *rest = sv_skip(*rest, 2);
      continue;
    }
    bool plain;
    sv run = run_at(*rest, &plain);
    size_t taken = run.len;
    *word = plain || sentences_is_address(run) ? run : core_of(run, &taken);
    *rest = sv_skip(*rest, taken);
    if (word->len) return true;
  }
  return false;
}
