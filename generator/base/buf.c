#include "base/buf.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/oom.h"
#include "base/span.h"

enum { FIRST_SIZE = 256 };

void buf_free(buf *b) {
  free(b->at);
  *b = BUF_EMPTY;
}

void buf__grow(buf *b, size_t more) {
  if (more >= SIZE_MAX / 2 - b->len) oom_abort(more);
  size_t needed = b->len + more + 1;
  size_t cap = b->cap ? b->cap + b->cap / 2 : FIRST_SIZE;
  if (cap < needed) cap = needed;
  b->at = oom_realloc(b->at, cap);
  b->cap = cap;
}

const char *buf_cstr(buf *b) {
  *buf_reserve(b, 0) = '\0';
  return b->at;
}

void buf_printf(buf *b, const char *format, ...) {
  va_list args, again;
  va_start(args, format);
  va_copy(again, args);
  int len = vsnprintf(NULL, 0, format, args);
  va_end(args);
  if (len > 0) {
    vsnprintf(buf_reserve(b, (size_t)len), (size_t)len + 1, format, again);
    b->len += (size_t)len;
  }
  va_end(again);
}

sv buf_digits(char room[BUF_DIGITS], unsigned long long number, size_t width) {
  size_t at = BUF_DIGITS;
  do {
    room[--at] = (char)('0' + number % 10);
    number /= 10;
  } while (number);
  while (BUF_DIGITS - at < width && at > 0) room[--at] = '0';
  return sv_make(room + at, BUF_DIGITS - at);
}

void buf_long(buf *b, long long number) {
  char room[BUF_DIGITS];
  if (number < 0) buf_byte(b, '-');
  unsigned long long value = (unsigned long long)number;
  buf_add(b, buf_digits(room, number < 0 ? 0ull - value : value, 0));
}

static sv entity(char c) {
  switch (c) {
    case '&': return SV("&amp;");
    case '<': return SV("&lt;");
    case '>': return SV("&gt;");
    case '"': return SV("&quot;");
    default: return SV("&#39;");
  }
}

static bytes16 is_mark(bytes16 b) {
  return (bytes16)((b == '&') | (b == '<') | (b == '>') | (b == '"') | (b == '\''));
}

bool buf_html_as_it_is(sv text) {
  return span_until(text, 0, is_mark) == text.len;
}

void buf_html(buf *b, sv text) {
  size_t from = 0;
  for (size_t i; (i = span_until(text, from, is_mark)) < text.len; from = i + 1) {
    buf_add(b, sv_make(text.at + from, i - from));
    buf_add(b, entity(text.at[i]));
  }
  buf_add(b, sv_skip(text, from));
}
