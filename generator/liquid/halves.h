/* Inside the engine: texts by what they hang on, in a fixed room.
 *
 * There are two halves. New texts go into the younger one; when that is full the older one is
 * emptied and becomes the younger. A text found in the older half moves over, so what goes is what
 * nobody has asked for since the halves last changed. Nothing is freed one by one. */
#ifndef PAMPHLET_LIQUID_HALVES_H
#define PAMPHLET_LIQUID_HALVES_H

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
  size_t used;
  uint32_t count;
  uint32_t *slots; /* an entry's place in units of its alignment, + 1; 0: free */
} liq__half;

typedef struct liq__halves {
  liq__half halves[2];
  unsigned younger;
  size_t size;   /* of a half */
  uint32_t most; /* entries in a half, a power of two */
} liq__halves;

void liq__halves_open(liq__halves *h, size_t bytes, uint32_t most);
void liq__halves_close(liq__halves *h);

/* The entry of the key, or NULL; it stays where it is until something is put. */
const liq__entry *liq__halves_find(liq__halves *h, const liq__key *key);
/* Copies it, unless it is there or too large. Things that are named twice are kept once. */
void liq__halves_put(liq__halves *h, const liq__key *key, const liq__kept *kept);

/* The bytes of an entry, by which it can be copied, and what it holds. */
size_t liq__entry_size(const liq__entry *e);
liq__kept liq__entry_kept(const liq__entry *e);

#endif
