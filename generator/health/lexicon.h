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

/* Small enough that most have room in one line of the processor's cache. */
typedef struct known_word {
  sv folded;                   /* as compared */
  const phrase *const *starts; /* [PHRASE_KINDS]: the phrases that begin with it */
  unsigned traits;
  uint32_t letters;
  uint32_t syllables[2]; /* English, Spanish; 0: not counted yet */
  uint32_t len;
  char text[]; /* [len]: as written */
} known_word;

static inline sv known_text(const known_word *w) {
  return sv_make(w->text, w->len);
}

typedef struct lexicon lexicon;

/* `sets` are of PHRASE_KINDS, and outlive the lexicon; NULL: no phrase is looked for. */
lexicon *lexicon_open(const phrase_set *sets);
void lexicon_close(lexicon *l);

/* Before each article: a lexicon that has grown too large is begun anew. */
void lexicon_begin(lexicon *l);

/* A word as text/words or health/sentences give it. Holds until lexicon_begin. */
known_word *lexicon_word(lexicon *l, sv word);

/* The same of LEXICON_AT_ONCE words at the most: memory is asked for all of them before the first
 * is looked at. */
enum { LEXICON_AT_ONCE = 64 };
void lexicon_words(lexicon *l, const hashed_word *words, size_t count, known_word **out);

#endif
