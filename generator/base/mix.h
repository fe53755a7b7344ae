/* The step behind hashes, sums and fingerprints: a number mixed into those before it.
 *
 *   uint64_t print = 0;
 *   for (size_t i = 0; i < len; i++) print = mix_in(print, at[i]);
 *
 * For each `all`, `next` to result is a permutation. 2^64 / golden ratio: Knuth, The Art of
 * Computer Programming 3, 6.4, on multiplicative hashing. */
#ifndef PAMPHLET_BASE_MIX_H
#define PAMPHLET_BASE_MIX_H

#include <stdint.h>

static inline uint64_t mix_in(uint64_t all, uint64_t next) {
  all = (all ^ next) * 0x9E3779B97F4A7C15u;
  return all ^ all >> 32;
}

#endif
