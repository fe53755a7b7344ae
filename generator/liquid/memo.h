/* Inside the engine: texts that were printed, by what they hang on.
 *
 * All threads share a store of them: the card of an article, say, which some lists show. Each
 * thread comes to it by a memo of its own, which knows what is the same in every render without
 * asking. */
#ifndef PAMPHLET_LIQUID_MEMO_H
#define PAMPHLET_LIQUID_MEMO_H

#include "liquid/liquid.h"

/* What a text hangs on, in words. A key that grew too long, or that has a part which only lives for
 * one render, is bad and finds nothing. */
enum { LIQ_KEY_WORDS = 32 };
typedef struct liq__key {
  uint64_t words[LIQ_KEY_WORDS];
  uint32_t count;
  bool bad;
  uint64_t sum; /* of the words so far */
} liq__key;

void liq__key_start(liq__key *key, const void *what, uint32_t variant);
/* A value under a name. */
void liq__key_add(liq__key *key, uint32_t name, val v);

/* A text with what printing it took and read. */
typedef struct liq__kept {
  sv text;
  const uint32_t *things; /* [thing_count] */
  size_t thing_count;
  size_t steps;
  unsigned depth; /* loops and partials inside each other */
} liq__kept;

/* A text that is the same in every render, by the number of its operation; NULL: none was put. */
const liq__kept *liq__memo_constant(const liq_memo *m, uint32_t number, uint32_t variant);
void liq__memo_put_constant(liq_memo *m, uint32_t number, uint32_t variant, const liq__kept *kept);

/* False for a while where few texts of a template were there when they were asked for: then what
 * keeping them costs is more than it saves. */
bool liq__memo_pays(liq_memo *m, const void *what);

/* The views hold until this memo is asked, given something or left. `what` is for
 * liq__memo_pays. */
bool liq__memo_find(liq_memo *m, const void *what, const liq__key *key, liq__kept *out);

/* Copies it, unless it is too large, or there is no room at the moment. Things that are named twice
 * are kept once. */
void liq__memo_put(liq_memo *m, const liq__key *key, const liq__kept *kept);

/* At the end of a render: until the next one asks, its thread keeps no others from making room. */
void liq__memo_leave(liq_memo *m);

#endif
