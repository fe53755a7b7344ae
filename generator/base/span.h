/* How far a text goes without a sign that means something: sixteen bytes are looked at at a time.
 *
 *   static bytes16 special(bytes16 b) { return (bytes16)((b == '<') | (b == '&')); }
 *   size_t at = span_until(text, from, special);     text.len: there is none
 *
 * `special` gives all ones for a byte to stop at. It is known where span_until is inlined, so that
 * no call is made. */
#ifndef PAMPHLET_BASE_SPAN_H
#define PAMPHLET_BASE_SPAN_H

#include <stdint.h>

#include "base/sv.h"

/* A vector as gcc and clang have it for any processor; comparing two gives 0 or all ones a byte. */
typedef unsigned char bytes16 __attribute__((vector_size(16)));
typedef uint64_t span_halves __attribute__((vector_size(16)));

/* Eight bytes as a number, the first lowest; compilers make one instruction of it. */
static inline uint64_t span_eight(const void *at) {
  uint64_t bytes;
  memcpy(&bytes, at, sizeof bytes);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
  bytes = __builtin_bswap64(bytes);
#endif
  return bytes;
}

static inline uint64_t span__four(const void *at) {
  uint32_t bytes;
  memcpy(&bytes, at, sizeof bytes);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
  bytes = __builtin_bswap32(bytes);
#endif
  return bytes;
}

/* A byte at its place in such a number. */
static inline uint64_t span__byte(const char *at, size_t place) {
  return (uint64_t)(unsigned char)at[place] << place * 8;
}

/* Up to sixteen bytes, filled up with zeros, and nothing read behind them. The halves become a
 * vector in registers: in memory it could not be read before both were written out. */
static inline bytes16 span_few(const char *at, size_t len) {
  uint64_t halves[2] = {0, 0};
  if (len >= 8) {
    halves[0] = span_eight(at);
    if (len > 8) halves[1] = span_eight(at + len - 8) >> (16 - len) * 8;
  } else if (len >= 4) {
    halves[0] = span__four(at) | span__four(at + len - 4) << (len - 4) * 8;
  } else if (len > 0) {
    size_t middle = len / 2;
    halves[0] = span__byte(at, 0) | span__byte(at, middle) | span__byte(at, len - 1);
  }
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
  halves[0] = __builtin_bswap64(halves[0]);
  halves[1] = __builtin_bswap64(halves[1]);
#endif
  return (bytes16)(span_halves){halves[0], halves[1]};
}

/* The halves of a vector as numbers. */
static inline uint64_t span_low(bytes16 b) {
  return span_eight(&b);
}
static inline uint64_t span_high(bytes16 b) {
  return span_eight((const char *)&b + 8);
}

/* A bit for each byte of a comparison, the first byte's lowest. */
static inline uint64_t span_bits(bytes16 b) {
#if defined(__SSE2__)
  typedef char signs __attribute__((vector_size(16)));
  return (uint64_t)(unsigned)__builtin_ia32_pmovmskb128((signs)b);
#else
  /* The multiplication puts the highest bits of eight bytes side by side. */
  const uint64_t lowest = UINT64_C(0x0101010101010101), gather = UINT64_C(0x0102040810204080);
  uint64_t low = (span_low(b) >> 7 & lowest) * gather >> 56;
  return low | (span_high(b) >> 7 & lowest) * gather >> 56 << 8;
#endif
}

/* How many bits are set. Where it is not known that the processor counts them, a compiler calls a
 * function for it. */
static inline unsigned span_count(uint64_t bits) {
#if defined(__POPCNT__)
  return (unsigned)__builtin_popcountll(bits);
#else
  bits -= bits >> 1 & UINT64_C(0x5555555555555555);
  bits = (bits & UINT64_C(0x3333333333333333)) + (bits >> 2 & UINT64_C(0x3333333333333333));
  bits = (bits + (bits >> 4)) & UINT64_C(0x0F0F0F0F0F0F0F0F);
  return (unsigned)(bits * UINT64_C(0x0101010101010101) >> 56);
#endif
}

/* The place of the first byte that is not 0; 16: there is none. */
static inline size_t span__first(bytes16 hits) {
  uint64_t bits = span_bits(hits);
  return bits ? (size_t)__builtin_ctzll(bits) : 16;
}

static inline size_t span_until(sv text, size_t from, bytes16 (*special)(bytes16)) {
  bytes16 bytes;
  size_t i = from;
  for (; i + sizeof bytes <= text.len; i += sizeof bytes) {
    memcpy(&bytes, text.at + i, sizeof bytes);
    size_t first = span__first(special(bytes));
    if (first < sizeof bytes) return i + first;
  }
  if (i >= text.len) return text.len;
  if (text.len >= sizeof bytes) {
    /* The last sixteen bytes, without those that were looked at. */
    memcpy(&bytes, text.at + text.len - sizeof bytes, sizeof bytes);
    uint64_t bits = span_bits(special(bytes)) >> (sizeof bytes - (text.len - i));
    return bits ? i + (size_t)__builtin_ctzll(bits) : text.len;
  }
  /* What fills up the rest lies behind the end, even if it is special. */
  i += span__first(special(span_few(text.at + i, text.len - i)));
  return i < text.len ? i : text.len;
}

/* Copies what comes before the next special byte, sixteen bytes at the most, and returns how many
 * that were; `to` has room for sixteen in any case. `special` takes a zero byte for special. */
static inline size_t span_copy(char *to, sv text, size_t from, bytes16 (*special)(bytes16)) {
  bytes16 bytes;
  if (text.len - from >= sizeof bytes) {
    memcpy(&bytes, text.at + from, sizeof bytes);
  } else {
    bytes = span_few(text.at + from, text.len - from);
  }
  memcpy(to, &bytes, sizeof bytes);
  return span__first(special(bytes));
}

#endif
