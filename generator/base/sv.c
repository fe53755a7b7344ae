#include "base/sv.h"

#include <limits.h>
#include <stdint.h>

#include "base/mix.h"
#include "base/span.h"

static bool is_space(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

static unsigned char lower(char c) {
  return (unsigned char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
}

int sv_cmp(sv a, sv b) {
  size_t shared = a.len < b.len ? a.len : b.len;
  int order = shared ? memcmp(a.at, b.at, shared) : 0;
  return order ? order : (a.len > b.len) - (a.len < b.len);
}

int sv_order(const void *left, const void *right) {
  return sv_cmp(*(const sv *)left, *(const sv *)right);
}

bool sv_eq_nocase(sv a, sv b) {
  if (a.len != b.len) return false;
  for (size_t i = 0; i < a.len; i++) {
    if (lower(a.at[i]) != lower(b.at[i])) return false;
  }
  return true;
}

sv sv_trim(sv s) {
  while (s.len && is_space(s.at[0])) s = sv_skip(s, 1);
  while (s.len && is_space(s.at[s.len - 1])) s.len--;
  return s;
}

size_t sv_find(sv s, sv needle, size_t from) {
  if (needle.len == 0) return from <= s.len ? from : SV_NONE;
  for (;;) {
    size_t at = sv_find_byte(s, needle.at[0], from);
    if (at == SV_NONE || s.len - at < needle.len) return SV_NONE;
    if (memcmp(s.at + at, needle.at, needle.len) == 0) return at;
    from = at + 1;
  }
}

size_t sv_find_last_byte(sv s, char byte) {
  for (size_t i = s.len; i > 0; i--) {
    if (s.at[i - 1] == byte) return i - 1;
  }
  return SV_NONE;
}

bool sv_split(sv *rest, char separator, sv *piece) {
  if (rest->at == NULL) return false;
  size_t end = sv_find_byte(*rest, separator, 0);
  if (end == SV_NONE) {
    *piece = *rest;
    *rest = (sv){NULL, 0};
  } else {
    *piece = sv_first(*rest, end);
    *rest = sv_skip(*rest, end + 1);
  }
  return true;
}

bool sv_line(sv *text, sv *line) {
  if (text->len == 0) return false;
  size_t end = sv_find_byte(*text, '\n', 0);
  *line = end == SV_NONE ? *text : sv_first(*text, end);
  *text = sv_skip(*text, end == SV_NONE ? text->len : end + 1);
  if (line->len && line->at[line->len - 1] == '\r') line->len--;
  return true;
}

bool sv_to_long(sv s, long long *out) {
  bool negative = s.len > 0 && s.at[0] == '-';
  if (negative) s = sv_skip(s, 1);
  if (s.len == 0) return false;
  unsigned long long value = 0;
  unsigned long long most = negative ? (unsigned long long)LLONG_MAX + 1 : LLONG_MAX;
  for (size_t i = 0; i < s.len; i++) {
    unsigned digit = (unsigned)(s.at[i] - '0');
    if (digit > 9 || value > (most - digit) / 10) return false;
    value = value * 10 + digit;
  }
  *out = negative ? (long long)(0 - value) : (long long)value;
  return true;
}

enum { DISTANCE_WORD = 64 }; /* longer names are no typing slips of each other */

unsigned sv_distance(sv a, sv b, unsigned most) {
  if (a.len > DISTANCE_WORD || b.len > DISTANCE_WORD) return most + 1;
  unsigned rows[3][DISTANCE_WORD + 1];
  unsigned *before = rows[0], *last = rows[1], *now = rows[2];
  for (size_t j = 0; j <= b.len; j++) last[j] = (unsigned)j;
  for (size_t i = 1; i <= a.len; i++) {
    now[0] = (unsigned)i;
    for (size_t j = 1; j <= b.len; j++) {
      bool same = lower(a.at[i - 1]) == lower(b.at[j - 1]);
      unsigned best = last[j - 1] + !same;
      if (last[j] + 1 < best) best = last[j] + 1;
      if (now[j - 1] + 1 < best) best = now[j - 1] + 1;
      bool swapped = i > 1 && j > 1 && lower(a.at[i - 1]) == lower(b.at[j - 2]) &&
                     lower(a.at[i - 2]) == lower(b.at[j - 1]);
      if (swapped && before[j - 2] + 1 < best) best = before[j - 2] + 1;
      now[j] = best;
    }
    unsigned *spare = before;
    before = last;
    last = now;
    now = spare;
  }
  return last[b.len] <= most ? last[b.len] : most + 1;
}

unsigned sv_hash(sv s) {
  /* FNV-1a (Fowler, Noll, Vo), folded to 32 bits and finished with MurmurHash3's mixer so
   * that the low bits alone can index a table. */
  uint64_t hash = 14695981039346656037u;
  for (size_t i = 0; i < s.len; i++) {
    hash = (hash ^ (unsigned char)s.at[i]) * 1099511628211u;
  }
  uint32_t mixed = (uint32_t)(hash ^ (hash >> 32));
  mixed ^= mixed >> 16;
  mixed *= 0x85ebca6bu;
  mixed ^= mixed >> 13;
  return mixed;
}

/* Four sums side by side, so that one multiplication need not wait for another. */
typedef struct lanes {
  uint64_t a, b, c, d;
} lanes;

static inline void mix_lanes(lanes *l, const char *at) {
  l->a = mix_in(l->a, span_eight(at));
  l->b = mix_in(l->b, span_eight(at + 8));
  l->c = mix_in(l->c, span_eight(at + 16));
  l->d = mix_in(l->d, span_eight(at + 24));
}

static uint64_t join_lanes(uint64_t sum, lanes l) {
  return mix_in(mix_in(mix_in(mix_in(sum, l.a), l.b), l.c), l.d);
}

uint64_t sv_sum(sv s) {
  enum { FOUR = 32, EIGHT = 64 }; /* bytes that so many lanes take at a time */
  uint64_t sum = s.len;
  if (s.len >= EIGHT) {
    lanes one = {1, 2, 3, 4}, other = {5, 6, 7, 8};
    for (; s.len >= EIGHT; s = sv_skip(s, EIGHT)) {
      mix_lanes(&one, s.at);
      mix_lanes(&other, s.at + FOUR);
    }
    sum = join_lanes(join_lanes(sum, one), other);
  }
  for (; s.len >= 8; s = sv_skip(s, 8)) sum = mix_in(sum, span_eight(s.at));
  for (size_t i = 0; i < s.len; i++) sum = mix_in(sum, (unsigned char)s.at[i]);
  return sum | 1;
}
