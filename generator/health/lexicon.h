/* What the checks know of words, found out once for each: an article repeats most of its words,
 * and a site repeats nearly all. A worker has a lexicon of its own. */
#ifndef PAMPHLET_HEALTH_LEXICON_H
#define PAMPHLET_HEALTH_LEXICON_H

#include <stdint.h>

#include "health/phrases.h"
#include "text/words.h"

/* What a word can be by itself. */
typedef enum word_trait {
  WORD_BE = 1,          /* "is", "were" */
  WORD_PARTICIPLE = 2,  /* "done", "injected" */
  WORD_ACRONYM = 4,     /* "MRI", "MRIs", but not "US" */
  WORD_FIGURE = 8,      /* digits only */
  WORD_MULTIPLIES = 16, /* "twice", "doubles" */
  WORD_STARTS = 32      /* << a phrase_kind: a phrase of that kind may begin with it */
} word_trait;

typedef struct known_word {
  sv text;                            /* as written */
  sv folded;                          /* as compared */
  const phrase *starts[PHRASE_KINDS]; /* the phrases that begin with it */
  unsigned traits;
  uint32_t letters;
  uint32_t syllables[2]; /* English, Spanish; 0: not counted yet */
} known_word;

typedef struct lexicon lexicon;

/* `sets` are of PHRASE_KINDS, and outlive the lexicon; NULL: no phrase is looked for. */
lexicon *lexicon_open(const phrase_set *sets);
void lexicon_close(lexicon *l);

/* Before each article: a lexicon that has grown too large is begun anew. */
void lexicon_begin(lexicon *l);

/* A word as text/words or health/sentences give it. Holds until lexicon_begin. */
known_word *lexicon_word(lexicon *l, sv word);
known_word *lexicon_hashed(lexicon *l, const hashed_word *word);

#endif
