/* The sentences and words of an article that cost its readers most. */
#ifndef PAMPHLET_HEALTH_HARDEST_H
#define PAMPHLET_HEALTH_HARDEST_H

#include "base/arena.h"
#include "diag/diag.h"
#include "health/measure.h"

enum { HARDEST = 5 };

typedef struct hard_sentence {
  sv text;
  double grade; /* Flesch-Kincaid's, of this sentence alone; for Spanish 100 less INFLESZ */
  size_t words;
  diag_span where;
} hard_sentence;

typedef struct hard_word {
  sv text; /* as it first stands */
  unsigned syllables;
  size_t times;
  diag_span where; /* the first time */
} hard_word;

typedef struct hardest {
  text_counts counts;
  hard_sentence sentences[HARDEST]; /* hardest first */
  hard_word words[HARDEST];         /* most syllables first, then most often */
  size_t sentence_count, word_count;
} hardest;

/* Measures an article and finds them. `source` is the whole file; texts live in the arena or in the
 * blocks. A sentence of fewer than four words is never one of them, nor a word of one syllable. */
void hardest_find(arena *a, sv lang, const prose *blocks, sv file, sv source, hardest *out);

#endif
