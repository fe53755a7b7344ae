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
#include <string.h>

#include "base/sv.h"

static inline uint64_t mix_in(uint64_t all, uint64_t next) {
  all = (all ^ next) * 0x9E3779B97F4A7C15u;
  return all ^ all >> 32;
}

/* A text's bytes, eight at a time. Texts of several lengths are told apart where `all` holds the
 * length. */
static inline uint64_t mix_text(uint64_t all, sv text) {
  uint64_t piece = 0;
  for (; text.len > sizeof piece; text = sv_skip(text, sizeof piece)) {
    memcpy(&piece, text.at, sizeof piece);
    all = mix_in(all, piece);
  }
  piece = 0;
  if (text.len >= 4) { /* two halves, which may share bytes */
    uint32_t first, last;
    memcpy(&first, text.at, sizeof first);
    memcpy(&last, text.at + text.len - sizeof last, sizeof last);
    piece = (uint64_t)first << 32 | last;
  } else if (text.len) {
    piece = (uint64_t)(unsigned char)text.at[0] << 16 |
            (uint64_t)(unsigned char)text.at[text.len / 2] << 8 |
            (unsigned char)text.at[text.len - 1];
  }
  return mix_in(all, piece);
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
