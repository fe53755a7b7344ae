#include "wrap/stem.h"

#include <libstemmer.h>

#include "base/oom.h"

/* The handle is the library's own, under a name of ours. */
static struct sb_stemmer *handle(stemmer *s) {
  return (struct sb_stemmer *)s;
}

enum { LANGUAGE_CODE = 3 }; /* ISO 639 codes have two or three letters */

stemmer *stem_open(sv lang) {
  char code[LANGUAGE_CODE + 1] = "";
  size_t len = 0;
  while (len < lang.len && lang.at[len] != '-' && lang.at[len] != '_') {
    if (len == LANGUAGE_CODE) return NULL;
    char c = lang.at[len];
    code[len++] = (char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
  }
  if (len < 2) return NULL;
  return (stemmer *)sb_stemmer_new(code, NULL);
}

void stem_close(stemmer *s) {
  sb_stemmer_delete(handle(s));
}

sv stem_word(stemmer *s, sv word) {
  if (!s) return word;
  const sb_symbol *stem = sb_stemmer_stem(handle(s), (const sb_symbol *)word.at, (int)word.len);
  if (!stem) oom_abort(word.len);
  return sv_make((const char *)stem, (size_t)sb_stemmer_length(handle(s)));
}
