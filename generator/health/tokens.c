#include "health/tokens.h"

#include "text/words.h"

/* A sign that counts as a word in the stretch between two words. */
static void add_signs(arena *a, const char *from, const char *to, token_list *out) {
  for (const char *at = from; at < to; at++) {
    if (*at != '%' && *at != '#') continue;
    sv sign = sv_make(at, 1);
    vec_push(a, out, (token){sign, sign});
  }
}

void tokens_read(arena *a, sv text, token_list *out) {
  sv rest = text, word;
  const char *behind = text.at;
  while (words_next(&rest, &word)) {
    add_signs(a, behind, word.at, out);
    vec_push(a, out, (token){word, words_fold(a, word)});
    behind = word.at + word.len;
  }
  if (text.len) add_signs(a, behind, text.at + text.len, out);
}

sv tokens_span(const token *first, size_t count) {
  const token *last = first + count - 1;
  return sv_make(first->raw.at, (size_t)(last->raw.at + last->raw.len - first->raw.at));
}
