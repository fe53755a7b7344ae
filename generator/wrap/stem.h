/* Word stems by libstemmer (Snowball): "injections" and "injected" meet in "inject". A stemmer
 * belongs to one thread at a time. */
#ifndef PAMPHLET_WRAP_STEM_H
#define PAMPHLET_WRAP_STEM_H

#include "base/sv.h"

typedef struct stemmer stemmer;

/* The stemmer of a language tag ("en", "es-MX": its first part counts), or NULL where Snowball
 * has none. Close it. */
stemmer *stem_open(sv lang);
void stem_close(stemmer *s);

/* The stem of a word in lower case. Without a stemmer (NULL) the word itself. The view lives
 * until the next call with this stemmer. */
sv stem_word(stemmer *s, sv word);

#endif
