#include "health/lexicon.h"

enum { BYTES_A_WORD = 5 /* of most texts, with what stands between */ };

/* A sign that counts as a word in the stretch between two words. */
static void add_signs(lexicon *words, arena *a, const char *from, const char *to, token_list *out) {
  for (const char *at = from; at < to; at++) {
    if (*at != '%' && *at != '#') continue;
    sv sign = sv_make(at, 1);
    vec_push(a, out, (token){sign, lexicon_word(words, sign)});
  }
}

void tokens_read(lexicon *words, arena *a, sv text, token_list *out) {
  hashed_word found[LEXICON_AT_ONCE];
  known_word *known[LEXICON_AT_ONCE];
  sv rest = text;
  const char *behind = text.at;
  vec_reserve(a, out, out->len + text.len / BYTES_A_WORD + 1);
  for (size_t count; (count = words_take(&rest, found, LEXICON_AT_ONCE)) > 0;) {
    lexicon_words(words, found, count, known);
    for (size_t i = 0; i < count; i++) {
      sv word = found[i].word;
      bool one_blank = word.at == behind + 1 && *behind == ' ';
      if (!one_blank) add_signs(words, a, behind, word.at, out);
      vec_push(a, out, (token){word, known[i]});
      behind = word.at + word.len;
    }
  }
  if (text.len) add_signs(words, a, behind, text.at + text.len, out);
}

sv tokens_span(const token *first, size_t count) {
  const token *last = first + count - 1;
  return sv_make(first->raw.at, (size_t)(last->raw.at + last->raw.len - first->raw.at));
}
