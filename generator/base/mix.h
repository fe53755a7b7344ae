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

/* A number of which sums are taken, so that it does not matter in which order they come: for that
 * one step is too little, and what two numbers exchange would go unnoticed. The finish of
 * SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, 2014). */
static inline uint64_t mix_summand(uint64_t n) {
  n = (n ^ n >> 30) * 0xBF58476D1CE4E5B9u;
  n = (n ^ n >> 27) * 0x94D049BB133111EBu;
  return n ^ n >> 31;
}

#endif
