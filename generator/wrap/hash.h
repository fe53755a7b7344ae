/* Fingerprints of content: XXH3 with 128 bits. The same on every machine; not for secrets. */
#ifndef PAMPHLET_WRAP_HASH_H
#define PAMPHLET_WRAP_HASH_H

#include <stdint.h>

#include "base/arena.h"
#include "base/sv.h"

typedef struct hash {
  uint64_t high, low;
} hash;

hash hash_of(sv bytes);

static inline bool hash_eq(hash a, hash b) {
  return a.high == b.high && a.low == b.low;
}

/* The first `digits` (32 at the most) of the hash in lower-case hexadecimal. Asset names carry
 * HASH_NAME_DIGITS of them: "main.0123456789abcdef.css". */
enum { HASH_DIGITS = 32, HASH_NAME_DIGITS = 16 };
sv hash_hex(arena *a, hash h, unsigned digits);

#endif
