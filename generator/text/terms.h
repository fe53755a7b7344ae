/* Terms found in running text: words and phrases, in any inflected form. "epidural injection" is
 * found in "Epidural injections", the longest term first.
 *
 * Words meet by their stems, and then must differ by an ending alone: the stem of "organization"
 * is "organ", but a reader of the one is not helped by the other. English and Spanish endings are
 * known; elsewhere the stem decides. A term written in capitals ("AIDS") is only found so.
 *
 * A set is built on one thread and then read by all; what a search takes does not grow with
 * the number of terms. */
#ifndef PAMPHLET_TEXT_TERMS_H
#define PAMPHLET_TEXT_TERMS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/sv.h"

typedef struct term_set term_set;

/* An empty set for texts of a language. Close it when all terms are in; it can be read then. */
term_set *terms_open(arena *a, sv lang);
void terms_close(term_set *set);

typedef enum term_added {
  TERM_ADDED,
  TERM_THERE,     /* the same words are there already */
  TERM_NO_WORD,   /* it has no letter or digit */
  TERM_TOO_LONG,  /* more than LIMIT_TERM_WORDS */
  TERM_TOO_ALIKE, /* more than LIMIT_TERMS_ALIKE whose words have the same stems */
} term_added;

/* Adds a way of writing term `number`. Of the same words twice the first stays, and *number
 * becomes the term that has it. The text is kept, not copied. */
term_added terms_add(term_set *set, sv text, uint32_t *number);

/* The term of exactly this text, inflected or not; false: there is none. */
bool terms_find(const term_set *set, arena *scratch, sv words, uint32_t *number);

/* A search through texts, one after the other, by one thread. It lives in `a` and keeps what words
 * came to, so that a worker has one for all of its texts. End it when it has done. */
typedef struct term_search term_search;
term_search *terms_search(arena *a, const term_set *set);
void terms_search_end(term_search *s);

/* Starts with a text, which lives in place until the next one, as does `scratch`. */
void terms_search_in(term_search *s, arena *scratch, sv text);

typedef struct term_found {
  uint32_t number;
  size_t from, to; /* in the text */
} term_found;

/* The next term of the text, behind the one before. False at its end. */
bool terms_next(term_search *s, term_found *out);

#endif
