/* Words in bulk. Where an article is read for what it says, most of the time went into looking at
 * one byte after the other; here 64 bytes of text become a number with a bit for each, in which
 * words are runs of ones. */
#include "base/span.h"
#include "text/words.h"

enum { WINDOW = 64, PIECE = 8 };

/* The bits of a window's bytes, the first byte's lowest. */
typedef struct window {
  const char *bytes; /* [WINDOW + PIECE]: a piece may be read from any place in the window */
  uint64_t plain;    /* ASCII letters and digits */
  uint64_t odd;      /* apostrophes and all that is not ASCII: may be part of a word or not */
} window;

#define IN_EACH_BYTE(n) ((uint64_t)(n)*0x0101010101010101u)

/* The highest bit of every byte, side by side. */
static uint64_t highest_bits(uint64_t piece) {
  return (piece >> 7 & IN_EACH_BYTE(1)) * 0x0102040810204080u >> 56;
}

/* Adding 128 - n to a byte below 128 sets its highest bit where it is n or more. */
static window look_at(const char *bytes) {
  window w = {bytes, 0, 0};
  for (unsigned at = 0; at < WINDOW; at += PIECE) {
    uint64_t piece = span_eight(bytes + at), low = piece & IN_EACH_BYTE(0x7F);
    uint64_t lower = low | IN_EACH_BYTE(0x20), mark = low ^ IN_EACH_BYTE('\'');
    uint64_t letters = (lower + IN_EACH_BYTE(0x80 - 'a')) & ~(lower + IN_EACH_BYTE(0x7F - 'z'));
    uint64_t digits = (low + IN_EACH_BYTE(0x80 - '0')) & ~(low + IN_EACH_BYTE(0x7F - '9'));
    w.plain |= highest_bits((letters | digits) & ~piece) << at;
    w.odd |= highest_bits(piece | ~(mark + IN_EACH_BYTE(0x7F))) << at;
  }
  return w;
}

/* One step is a permutation of 64-bit numbers. */
static uint64_t mix(uint64_t hash, uint64_t piece) {
  hash = (hash ^ piece) * 0x9E3779B97F4A7C15u; /* 2^64 / golden ratio (Knuth) */
  return hash ^ hash >> 32;
}

/* Of letters and digits alone: all have the bit that makes a letter a small one. */
static uint64_t hash_of_plain(const char *at, size_t len) {
  uint64_t hash = 0;
  for (; len > PIECE; len -= PIECE, at += PIECE) {
    hash = mix(hash, span_eight(at) | IN_EACH_BYTE(0x20));
  }
  uint64_t last = span_eight(at) | IN_EACH_BYTE(0x20);
  return mix(hash, last & UINT64_MAX >> (PIECE - len) * 8);
}

/* The same for any word. */
static uint64_t hash_of(sv word) {
  uint64_t hash = 0;
  for (size_t i = 0; i < word.len;) {
    uint64_t piece = 0;
    for (unsigned shift = 0; shift < 64 && i < word.len; shift += 8, i++) {
      unsigned char c = (unsigned char)word.at[i];
      bool capital = c >= 'A' && c <= 'Z';
      piece |= (uint64_t)(capital ? c | 0x20 : c) << shift;
    }
    hash = mix(hash, piece);
  }
  return hash;
}

static unsigned zeros_below(uint64_t bits) {
  return bits ? (unsigned)__builtin_ctzll(bits) : WINDOW;
}

/* The slow way, for one word. */
static bool take_odd(sv *rest, hashed_word *out) {
  if (!words_next(rest, &out->word)) return false;
  out->hash = hash_of(out->word);
  return true;
}

/* Takes words from the window at the start of *rest. One that reaches its end is left for the next
 * window, so that it is seen whole. */
static size_t take_from_window(sv *rest, hashed_word *out, size_t most) {
  char padded[WINDOW + PIECE] = "";
  bool near_end = rest->len < sizeof padded;
  if (near_end) memcpy(padded, rest->at, rest->len);
  window w = look_at(near_end ? padded : rest->at);
  size_t at = 0, count = 0;
  while (count < most && at < WINDOW) {
    uint64_t words = (w.plain | w.odd) >> at;
    at = words ? at + zeros_below(words) : WINDOW;
    if (at == WINDOW) break;
    size_t len = zeros_below(~(w.plain >> at)), end = at + len;
    if (end >= WINDOW && at > 0) break;
    if (end >= WINDOW || (w.odd >> end & 1)) {
      sv left = sv_skip(*rest, at);
      count += take_odd(&left, &out[count]);
      at = rest->len - left.len;
    } else {
      out[count++] = (hashed_word){hash_of_plain(w.bytes + at, len), sv_make(rest->at + at, len)};
      at = end;
    }
  }
  *rest = sv_skip(*rest, at < rest->len ? at : rest->len);
  return count;
}

size_t words_take(sv *rest, hashed_word *out, size_t most) {
  size_t count = 0;
  while (count < most && rest->len) count += take_from_window(rest, out + count, most - count);
  return count;
}
