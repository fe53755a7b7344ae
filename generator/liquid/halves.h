/* Inside the engine: texts by what they hang on, in a room of fixed size, which all threads use at
 * once and none waits for.
 *
 * A half only fills: what stands in it stays where it is until the whole half goes. So a text is
 * found and printed without a lock, and one is added by taking some of the room and then showing it
 * in a slot. */
#ifndef PAMPHLET_LIQUID_HALVES_H
#define PAMPHLET_LIQUID_HALVES_H

#include <stdatomic.h>

#include "liquid/memo.h"

/* An entry's head; behind it come the words of its key, its things and its text, and the next
 * begins at a multiple of its alignment. */
typedef struct liq__entry {
  uint64_t sum; /* of the key */
  size_t steps;
  uint32_t words, text_len, thing_count, depth;
} liq__entry;

typedef struct liq__half {
  char *memory;
  size_t size;
  uint32_t most;           /* entries, a power of two */
  unsigned users;          /* memo.c: who may still look into it */
  _Atomic uint32_t *slots; /* an entry's place in units of its alignment, + 1; 0: free */
  _Atomic size_t used;
  _Atomic uint32_t count;
} liq__half;

/* An empty half of so many bytes; the caller closes it once no thread uses it any more. */
liq__half *liq__half_open(size_t bytes);
void liq__half_close(liq__half *h);

/* Forgets all, for another use of the memory, which no thread uses at the moment. */
void liq__half_clear(liq__half *h);

/* The entry of the key, or NULL; it stays where it is as long as the half does. */
const liq__entry *liq__half_find(const liq__half *h, const liq__key *key);

/* Copies it, unless it is there or larger than a half may hold of one text. Things that are named
 * twice are kept once. False: there is no room left. */
bool liq__half_put(liq__half *h, const liq__key *key, const liq__kept *kept);

/* What an entry holds. */
liq__kept liq__entry_kept(const liq__entry *e);

#endif
