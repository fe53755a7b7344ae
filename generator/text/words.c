#include "text/words.h"

#include "base/utf8.h"
#include "wrap/unicode.h"

static bool is_ascii_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

static bool is_word_char(uint32_t c) {
  return unicode_is_letter(c) || unicode_is_number(c) || unicode_is_mark(c);
}

/* Bytes of the word character that starts here; 0: it is none. */
static size_t word_char(sv text) {
  if (!text.len) return 0;
  if ((unsigned char)text.at[0] < 0x80) return is_ascii_word(text.at[0]);
  uint32_t c;
  size_t len = utf8_decode(text, &c);
  return is_word_char(c) ? len : 0;
}

#define CURLY_APOSTROPHE SV("\xE2\x80\x99")

static size_t apostrophe(sv text) {
  if (text.len && text.at[0] == '\'') return 1;
  return sv_starts(text, CURLY_APOSTROPHE) ? CURLY_APOSTROPHE.len : 0;
}

static size_t char_length(sv text) {
  uint32_t c;
  return (unsigned char)text.at[0] < 0x80 ? 1 : utf8_decode(text, &c);
}

bool words_next(sv *rest, sv *word) {
  sv text = *rest;
  size_t len;
  while (text.len && !(len = word_char(text))) text = sv_skip(text, char_length(text));
  if (!text.len) {
    *rest = text;
    return false;
  }
  size_t end = 0;
  while ((len = word_char(sv_skip(text, end))) != 0) {
    end += len;
    size_t mark = apostrophe(sv_skip(text, end));
    if (mark && word_char(sv_skip(text, end + mark))) end += mark;
  }
  *word = sv_first(text, end);
  *rest = sv_skip(text, end);
  return true;
}

/* Without the English possessive and with no apostrophe left. */
static sv without_apostrophes(arena *a, sv word) {
  if (sv_ends(word, SV("'s"))) word.len -= 2;
  if (sv_ends(word, SV("\xE2\x80\x99s"))) word.len -= CURLY_APOSTROPHE.len + 1;
  char *out = arena_chars(a, word.len);
  size_t len = 0;
  for (size_t i = 0; i < word.len;) {
    size_t mark = apostrophe(sv_skip(word, i));
    if (!mark) out[len++] = word.at[i];
    i += mark ? mark : 1;
  }
  return sv_make(out, len);
}

sv words_fold(arena *a, sv word) {
  sv folded = unicode_fold(a, word);
  bool has_apostrophe =
      sv_find_byte(folded, '\'', 0) != SV_NONE || sv_find(folded, CURLY_APOSTROPHE, 0) != SV_NONE;
  return has_apostrophe ? without_apostrophes(a, folded) : folded;
}
