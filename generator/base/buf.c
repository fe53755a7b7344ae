#include "base/buf.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/oom.h"

enum { FIRST_SIZE = 256 };

void buf_free(buf *b) {
  free(b->at);
  *b = BUF_EMPTY;
}

char *buf_reserve(buf *b, size_t more) {
  if (more >= SIZE_MAX / 2 - b->len) oom_abort(more);
  size_t needed = b->len + more + 1;
  if (needed > b->cap) {
    size_t cap = b->cap ? b->cap + b->cap / 2 : FIRST_SIZE;
    if (cap < needed) cap = needed;
    b->at = oom_realloc(b->at, cap);
    b->cap = cap;
  }
  return b->at + b->len;
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

void buf_long(buf *b, long long number) {
  char digits[24], *at = digits + sizeof digits;
  unsigned long long rest =
      number < 0 ? 0ull - (unsigned long long)number : (unsigned long long)number;
  do {
    *--at = (char)('0' + rest % 10);
    rest /= 10;
  } while (rest);
  if (number < 0) *--at = '-';
  buf_add(b, sv_make(at, (size_t)(digits + sizeof digits - at)));
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

void buf_html(buf *b, sv text) {
  static const unsigned char marks[256] = {['&'] = 1, ['<'] = 1, ['>'] = 1, ['"'] = 1, ['\''] = 1};
  size_t from = 0;
  for (size_t i = 0; i < text.len; i++) {
    if (!marks[(unsigned char)text.at[i]]) continue;
    buf_add(b, sv_make(text.at + from, i - from));
    buf_add(b, entity(text.at[i]));
    from = i + 1;
  }
  buf_add(b, sv_skip(text, from));
}
