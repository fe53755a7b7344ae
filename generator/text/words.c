#include "text/words.h"

#include "base/utf8.h"
#include "wrap/unicode.h"

static bool is_ascii_word(unsigned char c) {
  return (unsigned)((c | 0x20) - 'a') < 26 || (unsigned)(c - '0') < 10;
}

/* Bytes of the word character at `i`; 0: it is none. */
static size_t word_char(sv text, size_t i) {
  if (i >= text.len) return 0;
  if ((unsigned char)text.at[i] < 0x80) return is_ascii_word((unsigned char)text.at[i]);
  uint32_t c;
  size_t len = utf8_decode(sv_skip(text, i), &c);
  return unicode_is_letter(c) || unicode_is_number(c) || unicode_is_mark(c) ? len : 0;
}

static size_t char_length(sv text, size_t i) {
  uint32_t c;
  return (unsigned char)text.at[i] < 0x80 ? 1 : utf8_decode(sv_skip(text, i), &c);
}

#define CURLY_APOSTROPHE SV("\xE2\x80\x99")

static size_t apostrophe(sv text, size_t i) {
  if (i >= text.len) return 0;
  if (text.at[i] == '\'') return 1;
  return sv_starts(sv_skip(text, i), CURLY_APOSTROPHE) ? CURLY_APOSTROPHE.len : 0;
}

bool words_next(sv *rest, sv *word) {
  sv text = *rest;
  size_t start = 0, len;
  while (start < text.len && !word_char(text, start)) start += char_length(text, start);
  size_t end = start;
  for (;;) {
    while (end < text.len && is_ascii_word((unsigned char)text.at[end])) end++;
    if (end < text.len && text.at[end] == ' ') break;
    size_t mark = end > start ? apostrophe(text, end) : 0;
    len = word_char(text, end + mark);
    if (!len) break;
    end += mark + len;
  }
  *word = sv_make(text.at + start, end - start);
  *rest = sv_skip(text, end);
  return word->len > 0;
}

/* Without the English possessive and with no apostrophe left. */
static sv without_apostrophes(arena *a, sv word) {
  if (sv_ends(word, SV("'s"))) word.len -= 2;
  if (sv_ends(word, SV("\xE2\x80\x99s"))) word.len -= CURLY_APOSTROPHE.len + 1;
  char *out = arena_chars(a, word.len);
  size_t len = 0;
  for (size_t i = 0; i < word.len;) {
    size_t mark = apostrophe(word, i);
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
