/* A set of phrases to look for. A phrase is words with a blank between: a word may be a choice
 * ("cure|cures"), may end in * for whatever follows ("guarant*"), and ... stands for up to three
 * words of any kind. The first word is one or a choice, without a *. */
#ifndef PAMPHLET_HEALTH_PHRASES_H
#define PAMPHLET_HEALTH_PHRASES_H

#include "base/map.h"
#include "health/tokens.h"

typedef struct phrase {
  sv_list parts;
  const uint64_t *begin; /* [parts.len]: a bit for each way in which a word for it may begin */
  const void *about;
  uint64_t second;           /* the same for the second word, of this and all behind it; all ones
                                where there may be any, or none */
  const struct phrase *next; /* another that begins alike */
} phrase;

typedef struct phrase_set {
  map by_first;
} phrase_set;

/* The sets of the checks: words with a plain word, claims, places told by colour or side, and words
 * before a birth date. */
typedef enum phrase_kind {
  PHRASES_JARGON,
  PHRASES_CLAIMS,
  PHRASES_SIGHTS,
  PHRASES_BIRTHS,
  PHRASE_KINDS
} phrase_kind;

/* The pattern is kept, not copied; `about` is what a match gives back. */
void phrases_add(arena *a, phrase_set *set, sv pattern, const void *about);

/* The longest phrase of that kind, in the lexicon's sets, that starts at the first of `count`
 * tokens: how many of them it takes, 0 for none. */
size_t phrases_match(phrase_kind kind, const token *tokens, size_t count, const phrase **found);

#endif
