/* Inside the engine: texts by what they hang on, on a tape of which the last stretch is kept; all
 * threads use it at once and none waits for another.
 *
 * The tape is written part by part, and what stands in a part stays where it is until the whole
 * part goes. So a text is found and printed without a lock, and one is added by taking some room of
 * the newest part and then showing it in a slot. Parts have numbers that only grow; whoever looks
 * says from which one on its thread may, and the caller sees to it that none goes that somebody may
 * still look into (memo.c). */
#ifndef PAMPHLET_LIQUID_TAPE_H
#define PAMPHLET_LIQUID_TAPE_H

#include <stdatomic.h>

#include "liquid/memo.h"

/* An entry's head; behind it come the words of its key, its things and its text, and the next
 * begins at a multiple of its alignment. */
typedef struct liq__entry {
  uint64_t sum; /* of the key */
  size_t steps;
  uint32_t words, text_len, thing_count, depth;
} liq__entry;

enum { LIQ_TAPE_PARTS = 12 };

typedef struct liq__tape {
  unsigned shift; /* a part has so many units of an entry's alignment, as a power of two */
  uint32_t groups;
  char *parts[LIQ_TAPE_PARTS]; /* by number, modulo; NULL: there was none yet */
  _Atomic size_t used[LIQ_TAPE_PARTS];
  _Atomic uint64_t *slots;         /* see tape.c; 0: free */
  _Atomic uint64_t newest, oldest; /* parts that are there */
} liq__tape;

/* An empty tape that keeps so many bytes at the most; the caller closes it. */
liq__tape *liq__tape_open(size_t bytes);
void liq__tape_close(liq__tape *t);

/* The entry of the key, or NULL; it stays where it is as long as its part does. `from`: the first
 * part to look into. */
const liq__entry *liq__tape_find(const liq__tape *t, uint64_t from, const liq__key *key);

/* Copies it, unless it is there or larger than a part may hold of one text. Things that are named
 * twice are kept once. False: there is no room left in the newest part, whose number `*full` is. */
bool liq__tape_put(liq__tape *t, uint64_t from, const liq__key *key, const liq__kept *kept,
                   uint64_t *full);

/* Goes on with an empty part, and lets the oldest go where all are there. Nobody looks into those
 * before it any more; from one thread at a time. */
void liq__tape_turn(liq__tape *t);

/* What an entry holds. */
liq__kept liq__entry_kept(const liq__entry *e);

#endif
