/* A growing byte buffer on the heap, for output: kept by a worker and cleared between tasks.
 * An empty buffer needs no allocation: `buf out = BUF_EMPTY;`. Growth is geometric. */
#ifndef PAMPHLET_BASE_BUF_H
#define PAMPHLET_BASE_BUF_H

#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include "base/sv.h"

typedef struct buf {
  char *at; /* always NUL-terminated once anything was added */
  size_t len, cap;
} buf;

#define BUF_EMPTY ((buf){NULL, 0, 0})

void buf_free(buf *b);

/* The slow path of what needs room: a larger buffer. */
void buf__grow(buf *b, size_t more);

/* Room for `more` bytes (and a NUL) behind the present end; returns that end. */
static inline char *buf_reserve(buf *b, size_t more) {
  if (b->cap - b->len <= more) buf__grow(b, more);
  return b->at + b->len;
}

static inline void buf_clear(buf *b) {
  b->len = 0;
}

static inline sv buf_sv(const buf *b) {
  return (sv){b->at ? b->at : "", b->len};
}

static inline void buf_add(buf *b, sv text) {
  if (text.len == 0) return;
  memcpy(buf_reserve(b, text.len), text.at, text.len);
  b->len += text.len;
}

static inline void buf_byte(buf *b, char byte) {
  *buf_reserve(b, 1) = byte;
  b->len++;
}

#define buf_lit(b, literal) buf_add((b), SV(literal))

/* The text so far as a C string; valid until the next addition. */
const char *buf_cstr(buf *b);

void buf_printf(buf *b, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The digits of a number, with zeros in front up to `width` (20 at the most), in `room`. */
enum { BUF_DIGITS = 20 };
sv buf_digits(char room[BUF_DIGITS], unsigned long long number, size_t width);

/* A whole number in decimal. */
void buf_long(buf *b, long long number);

/* Text with & < > " ' written as entities (&amp; &lt; &gt; &quot; &#39;): safe in the text and
 * the quoted attributes of HTML and XML. */
void buf_html(buf *b, sv text);
bool buf_html_as_it_is(sv text); /* true where it is so already */

#endif
