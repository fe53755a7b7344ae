/* String views: a pointer and a length, never owning, never NUL-terminated.
 * An empty view may point anywhere; compare lengths first. */
#ifndef PAMPHLET_BASE_SV_H
#define PAMPHLET_BASE_SV_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

typedef struct sv {
  const char *at;
  size_t len;
} sv;

/* A view of a string literal: SV("draft"). SV_INIT is the same for static tables. */
#define SV(literal) ((sv){(literal), sizeof(literal) - 1})
#define SV_INIT(literal) \
  { (literal), sizeof(literal) - 1 }
/* For printf: printf("%.*s", SV_ARG(name)). */
#define SV_ARG(view) (int)(view).len, (view).at

static inline sv sv_of(const char *c_string) {
  return (sv){c_string, strlen(c_string)};
}

static inline sv sv_make(const char *at, size_t len) {
  return (sv){at, len};
}

static inline bool sv_eq(sv a, sv b) {
  return a.len == b.len && (a.len == 0 || memcmp(a.at, b.at, a.len) == 0);
}

/* Whether `size` bytes, known where it is compiled, are the same. */
static inline bool sv__same_bytes(const char *a, const char *b, size_t size) {
  return memcmp(a, b, size) == 0;
}

/* sv_eq for names: up to sixteen bytes take two steps, and no call. */
static inline bool sv_same_name(sv a, sv b) {
  if (a.len != b.len) return false;
  if (a.len > 16) return memcmp(a.at, b.at, a.len) == 0;
  if (a.len >= 8) {
    return sv__same_bytes(a.at, b.at, 8) && sv__same_bytes(a.at + a.len - 8, b.at + a.len - 8, 8);
  }
  if (a.len >= 4) {
    return sv__same_bytes(a.at, b.at, 4) && sv__same_bytes(a.at + a.len - 4, b.at + a.len - 4, 4);
  }
  for (size_t i = 0; i < a.len; i++) {
    if (a.at[i] != b.at[i]) return false;
  }
  return true;
}

static inline bool sv_is(sv a, const char *c_string) {
  return sv_eq(a, sv_of(c_string));
}

static inline bool sv_starts(sv s, sv prefix) {
  return s.len >= prefix.len && (prefix.len == 0 || memcmp(s.at, prefix.at, prefix.len) == 0);
}

static inline bool sv_ends(sv s, sv suffix) {
  return s.len >= suffix.len &&
         (suffix.len == 0 || memcmp(s.at + s.len - suffix.len, suffix.at, suffix.len) == 0);
}

/* The view without its first n bytes (all of them when n is too large). */
static inline sv sv_skip(sv s, size_t n) {
  n = n < s.len ? n : s.len;
  return (sv){n ? s.at + n : s.at, s.len - n}; /* at may be NULL */
}

/* The view's first n bytes (all of them when n is too large). */
static inline sv sv_first(sv s, size_t n) {
  return (sv){s.at, n < s.len ? n : s.len};
}

#define SV_NONE ((size_t)-1)

/* Byte order, shorter first where one starts the other; <0, 0 or >0. */
int sv_cmp(sv a, sv b);

/* The same for qsort and bsearch over an array of sv. */
int sv_order(const void *left, const void *right);

/* ASCII letters compared without case; all other bytes exactly. */
bool sv_eq_nocase(sv a, sv b);

/* Without leading and trailing ASCII white space (space, \t \n \v \f \r). */
sv sv_trim(sv s);

/* Offset of the first byte or text at or after `from`, or SV_NONE. */
static inline size_t sv_find_byte(sv s, char byte, size_t from) {
  if (from >= s.len) return SV_NONE;
  const char *hit = (const char *)memchr(s.at + from, byte, s.len - from);
  return hit ? (size_t)(hit - s.at) : SV_NONE;
}
size_t sv_find(sv s, sv needle, size_t from);
/* Offset of the last such byte, or SV_NONE. */
size_t sv_find_last_byte(sv s, char byte);

/* Takes the next piece before `separator` off *rest; false after the last one.
 * "a,,b" by ',' gives "a", "", "b", and "" gives one empty piece. */
bool sv_split(sv *rest, char separator, sv *piece);

/* Takes the next line off *text, without its LF or CRLF. False at the end. */
bool sv_line(sv *text, sv *line);

/* A whole decimal number with an optional minus sign. False if it is anything else
 * or does not fit. */
bool sv_to_long(sv s, long long *out);

/* Edits (insert, delete, replace, swap of neighbours) that lead from a to b, counted up
 * to `most`; anything further is most + 1. ASCII case counts as equal. For "did you mean". */
unsigned sv_distance(sv a, sv b, unsigned most);

/* A well-mixed 32-bit hash, the same on every machine and run. */
unsigned sv_hash(sv s);

/* A sum of all bytes, eight at a time and never 0: to notice that a text was damaged. */
uint64_t sv_sum(sv s);

#endif
