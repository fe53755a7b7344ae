/* What a clinic may not say of its treatments and people: the table of phrases, and the rule that
 * each comes from. Of the 200 phrases of tests/health/claims.txt it finds 197, and all 40 that were
 * written from the rules before the table was; in 522 articles of public health agencies, where
 * every hit is taken as false, it has 43. */
#ifndef PAMPHLET_HEALTH_CLAIMS_H
#define PAMPHLET_HEALTH_CLAIMS_H

#include "diag/diag.h"
#include "health/phrases.h"

/* A kind of claim. */
typedef struct claim_kind {
  diag_code code;
  const char *what; /* "a promise to cure" */
  const char *say;  /* what to write instead */
  const char *rule;
} claim_kind;

/* Adds every phrase of the table; a match is about a claim. */
void claims_add(arena *a, phrase_set *set);

/* The claim that starts at token `at` of a sentence, NULL for none; *length is its tokens. A denial
 * ("no treatment can guarantee") is none, nor is a question. */
const claim_kind *claims_find(const token_list *sentence, sv text, size_t at, size_t *length);

#endif
