/* Words in bulk. Where an article is read for what it says, most of the time went into looking at
 * one byte after the other; here 64 bytes of text become a number with a bit for each, in which
 * words are runs of ones. */
#include "base/mix.h"
#include "base/span.h"
#include "text/words.h"

enum { WINDOW = 64, PIECE = 8, PADDED = WINDOW + 2 * PIECE };

/* The bits of a window's bytes, the first byte's lowest. */
typedef struct window {
  const char *bytes; /* [PADDED]: two pieces may be read from any place in the window */
  uint64_t plain;    /* ASCII letters and digits */
  uint64_t odd;      /* apostrophes and all that is not ASCII: may be part of a word or not */
} window;

static bytes16 is_plain(bytes16 b) {
  bytes16 lower = b | 0x20;
  return (bytes16)(((bytes16)(lower - 'a') < 26) | ((bytes16)(b - '0') < 10));
}

/* What is not ASCII has its highest bit set already. */
static bytes16 is_odd(bytes16 b) {
  return b | (bytes16)(b == '\'');
}

static inline void look_at_piece(window *w, unsigned at) {
  bytes16 b;
  memcpy(&b, w->bytes + at, sizeof b);
  w->plain |= span_bits(is_plain(b)) << at;
  w->odd |= span_bits(is_odd(b)) << at;
}

static window look_at(const char *bytes) {
  window w = {bytes, 0, 0};
  look_at_piece(&w, 0);
  look_at_piece(&w, 16);
  look_at_piece(&w, 32);
  look_at_piece(&w, 48);
  return w;
}

/* The window at the start of a text; at its end, in a copy that is filled up with zeros. */
static inline window window_of(sv text, char padded[PADDED]) {
  if (text.len >= PADDED) return look_at(text.at);
  memset(padded, 0, PADDED);
  memcpy(padded, text.at, text.len);
  return look_at(padded);
}

#define IN_EACH_BYTE(n) ((uint64_t)(n)*0x0101010101010101u)

/* Of a word's first sixteen bytes, which most have no more of; none of these steps waits for the
 * other. */
static uint64_t hash_of_two(uint64_t first, uint64_t second) {
  uint64_t hash = first * 0x9E3779B97F4A7C15u + second * 0xC2B2AE3D27D4EB4Fu;
  return hash ^ hash >> 32;
}

/* Of eight bytes those that `keep` has; all have the bit that makes a letter a small one. */
static inline uint64_t small_letters(const char *at, uint64_t keep) {
  return (span_eight(at) | IN_EACH_BYTE(0x20)) & keep;
}

static size_t piece_of(size_t len) {
  return len < PIECE ? len : PIECE;
}

/* Of more than two pieces; apart, so that the short words have the registers. */
__attribute__((noinline)) static uint64_t hash_of_long(const char *at, size_t len) {
  uint64_t hash = hash_of_two(small_letters(at, UINT64_MAX), small_letters(at + PIECE, UINT64_MAX));
  for (size_t done = 2 * PIECE; done < len; done += PIECE) {
    hash = mix_in(hash, small_letters(at + done, UINT64_MAX >> (PIECE - piece_of(len - done)) * 8));
  }
  return hash;
}

#define FIRST(count) (UINT64_MAX >> (PIECE - (count)) * 8)

/* Of letters and digits alone, one at the least. */
static inline uint64_t hash_of_plain(const char *at, size_t len) {
  static const uint64_t keep[3 * PIECE + 1] = {
      0,          0,          0,          0,          0,          0,          0,
      0,          0,          FIRST(1),   FIRST(2),   FIRST(3),   FIRST(4),   FIRST(5),
      FIRST(6),   FIRST(7),   UINT64_MAX, UINT64_MAX, UINT64_MAX, UINT64_MAX, UINT64_MAX,
      UINT64_MAX, UINT64_MAX, UINT64_MAX, UINT64_MAX};
  if (len > 2 * PIECE) return hash_of_long(at, len);
  return hash_of_two(small_letters(at, keep[len + PIECE]), small_letters(at + PIECE, keep[len]));
}

/* The next eight bytes of a word, or as many as there are. */
static uint64_t next_piece(sv *word) {
  uint64_t piece = 0;
  size_t count = piece_of(word->len);
  for (size_t i = 0; i < count; i++) {
    unsigned char c = (unsigned char)word->at[i];
    bool capital = c >= 'A' && c <= 'Z';
    piece |= (uint64_t)(capital ? c | 0x20 : c) << i * 8;
  }
  *word = sv_skip(*word, count);
  return piece;
}

/* The same for any word. */
uint64_t words_hash(sv word) {
  uint64_t first = next_piece(&word), second = next_piece(&word);
  uint64_t hash = hash_of_two(first, second);
  while (word.len) hash = mix_in(hash, next_piece(&word));
  return hash;
}

static unsigned zeros_below(uint64_t bits) {
  return bits ? (unsigned)__builtin_ctzll(bits) : WINDOW;
}

/* The slow way, for one word. */
static bool take_odd(sv *rest, hashed_word *out) {
  if (!words_next(rest, &out->word)) return false;
  out->hash = words_hash(out->word);
  return true;
}

/* Where words stand one by one, what follows is known without looking at the one before. */
static size_t take_plain(const window *w, sv *rest, hashed_word *out, size_t most) {
  uint64_t starts = w->plain & ~(w->plain << 1), ends = ~w->plain & w->plain << 1;
  size_t count = 0, end = 0;
  for (; ends && count < most; starts &= starts - 1, ends &= ends - 1) {
    size_t at = (size_t)__builtin_ctzll(starts);
    end = (size_t)__builtin_ctzll(ends);
    out[count++] =
        (hashed_word){hash_of_plain(w->bytes + at, end - at), sv_make(rest->at + at, end - at)};
  }
  /* What is left is blank, or a word that reaches the window's end. */
  if (!ends) end = zeros_below(starts);
  *rest = sv_skip(*rest, end < rest->len ? end : rest->len);
  return count;
}

/* The first word of a window from *at on: its place, and the end of its letters and digits. False:
 * there is none, or it has to be seen whole in the next window, since it reaches the end of this.
 */
static inline bool seek_word(const window *w, size_t *at, size_t *end) {
  if (*at >= WINDOW) return false;
  uint64_t words = (w->plain | w->odd) >> *at;
  *at = words ? *at + zeros_below(words) : WINDOW;
  if (*at == WINDOW) return false;
  *end = *at + zeros_below(~(w->plain >> *at));
  return *end < WINDOW || *at == 0;
}

/* True where more than letters and digits may belong to the word that ends there. */
static inline bool may_go_on(const window *w, size_t end) {
  return end >= WINDOW || (w->odd >> end & 1);
}

/* Takes words from the window at the start of *rest. One that reaches its end is left for the next
 * window, so that it is seen whole. */
static size_t take_from_window(sv *rest, hashed_word *out, size_t most) {
  char padded[PADDED];
  window w = window_of(*rest, padded);
  if (!w.odd && w.plain != UINT64_MAX) return take_plain(&w, rest, out, most);
  size_t at = 0, end, count = 0;
  while (count < most && seek_word(&w, &at, &end)) {
    if (may_go_on(&w, end)) {
      sv left = sv_skip(*rest, at);
      count += take_odd(&left, &out[count]);
      at = rest->len - left.len;
    } else {
      size_t len = end - at;
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

/* ---- Only words that start in certain ways ---- */

static bool is_letter(char c) {
  return ((c | 32) >= 'a' && (c | 32) <= 'z') || (c >= '0' && c <= '9');
}

/* The letter without accent of "\xC3" and this byte (U+00C0 to U+00FF); 0: another sort of letter.
 */
static char latin(unsigned char second) {
  static const char letters[] =
      "aaaaaa\0ceeeeiiii\0nooooo\0\0uuuuy\0\0"
      "aaaaaa\0ceeeeiiii\0nooooo\0\0uuuuy\0y";
  return second >= 0x80 && second < 0xC0 ? letters[second - 0x80] : '\0';
}

bool words_start(sv word, size_t *start) {
  *start = 0;
  for (size_t letter = 0, i = 0; letter < 3; letter++) {
    char c = i < word.len ? word.at[i] : ' ';
    if (c == '\xC3' && i + 1 < word.len) c = latin((unsigned char)word.at[++i]);
    if (c == '\0' || (unsigned char)c >= 0x80 || c == '\'') return false;
    *start = *start << 5 | (is_letter(c) ? c & 31u : 0);
    i += is_letter(c);
  }
  return true;
}

/* The same of a word of letters and digits alone, whose bits are these. */
static size_t start_of_plain(const char *at, uint64_t bits) {
  size_t second = bits >> 1 & 1, third = second & bits >> 2;
  return (size_t)(at[0] & 31) << 10 | (size_t)(at[1] & 31) * second << 5 |
         (size_t)(at[2] & 31) * third;
}

static bool is_among(const uint8_t *starts, size_t start) {
  return starts[start / 8] >> start % 8 & 1;
}

/* Goes through a window that holds nothing odd, and whose last word ends in it or starts at `end`.
 */
static bool find_plain(const window *w, size_t end, sv *rest, sv *word, const uint8_t *starts) {
  uint64_t firsts = w->plain & ~(w->plain << 1);
  if (end < WINDOW) firsts &= ((uint64_t)1 << end) - 1;
  for (; firsts; firsts &= firsts - 1) {
    size_t at = zeros_below(firsts);
    if (!is_among(starts, start_of_plain(w->bytes + at, w->plain >> at))) continue;
    *word = sv_make(rest->at + at, zeros_below(~(w->plain >> at)));
    *rest = sv_skip(*rest, at + word->len);
    return true;
  }
  *rest = sv_skip(*rest, end < rest->len ? end : rest->len);
  return false;
}

/* Goes through the window at the start of *rest: true once there is such a word, which is taken off
 * *rest with all before it. */
static bool find_in_window(sv *rest, sv *word, const uint8_t *starts) {
  char padded[PADDED];
  window w = window_of(*rest, padded);
  size_t whole = WINDOW - (~w.plain ? (size_t)__builtin_clzll(~w.plain) : WINDOW);
  if (!w.odd && whole) return find_plain(&w, whole, rest, word, starts);
  size_t at = 0, end;
  for (; seek_word(&w, &at, &end); at = end) {
    if (may_go_on(&w, end)) {
      size_t start;
      *rest = sv_skip(*rest, at);
      return words_next(rest, word) && (!words_start(*word, &start) || is_among(starts, start));
    }
    if (is_among(starts, start_of_plain(w.bytes + at, w.plain >> at))) {
      *word = sv_make(rest->at + at, end - at);
      *rest = sv_skip(*rest, end);
      return true;
    }
  }
  *rest = sv_skip(*rest, at < rest->len ? at : rest->len);
  return false;
}

bool words_next_starting(sv *rest, sv *word, const uint8_t *starts) {
  while (rest->len) {
    if (find_in_window(rest, word, starts)) return true;
  }
  return false;
}
