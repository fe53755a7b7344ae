#include "liquid/text.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/limits.h"
#include "base/utf8.h"

size_t liq__length(sv text) {
  return utf8_count(text);
}

int liq__shortest(double d, char digits[20], int *point) {
  char text[40];
  int precision = 14;
  do {
    snprintf(text, sizeof text, "%.*e", precision, d);
  } while (strtod(text, NULL) != d && ++precision < 17);
  int len = 0;
  const char *at = text;
  for (; *at && *at != 'e'; at++) {
    if (*at >= '0' && *at <= '9') digits[len++] = *at;
  }
  *point = *at ? atoi(at + 1) + 1 : 1;
  while (len > 1 && digits[len - 1] == '0') len--;
  return len;
}

static size_t special_text(double d, char out[LIQ_NUMBER_TEXT]) {
  return (size_t)snprintf(out, LIQ_NUMBER_TEXT, "%s",
                          isnan(d) ? "NaN"
                          : d < 0  ? "-Infinity"
                                   : "Infinity");
}

size_t liq__decimal_text(double d, char out[LIQ_NUMBER_TEXT]) {
  if (!isfinite(d)) return special_text(d, out);
  char digits[20];
  int point, len = liq__shortest(fabs(d), digits, &point);
  size_t at = 0;
  if (signbit(d)) out[at++] = '-';
  if (d == 0) {
    memcpy(out + at, "0.0", 3);
    return at + 3;
  }
  /* Whole numbers from 1e15 on, and all from 1e16 on, have an exponent. */
  if (point > 16 || (point == 16 && len <= point) || point <= -4) {
    at += (size_t)snprintf(out + at, LIQ_NUMBER_TEXT - at, "%c.%.*se%+03d", digits[0],
                           len > 1 ? len - 1 : 1, len > 1 ? digits + 1 : "0", point - 1);
    return at;
  }
  if (point <= 0) {
    out[at++] = '0';
    out[at++] = '.';
    for (int i = point; i < 0; i++) out[at++] = '0';
  }
  for (int i = 0; i < len || i < point; i++) {
    if (i == point && point > 0) out[at++] = '.';
    out[at++] = i < len ? digits[i] : '0';
  }
  if (point >= len) {
    out[at++] = '.';
    out[at++] = '0';
  }
  return at;
}

static void add_inspected_text(buf *out, sv s) {
  buf_byte(out, '"');
  for (size_t i = 0; i < s.len; i++) {
    unsigned char c = (unsigned char)s.at[i];
    static const char letters[] = "abtnvfr"; /* \a is 7 … \r is 13 */
    if (c == '"' || c == '\\') buf_byte(out, '\\');
    if (c == '#' && i + 1 < s.len && strchr("{$@", s.at[i + 1]) && s.at[i + 1]) buf_byte(out, '\\');
    if (c >= 7 && c <= 13) {
      buf_byte(out, '\\');
      buf_byte(out, letters[c - 7]);
    } else if (c == 27) {
      buf_lit(out, "\\e");
    } else if (c < 32 || c == 127) {
      buf_printf(out, "\\x%02X", c);
    } else {
      buf_byte(out, (char)c);
    }
  }
  buf_byte(out, '"');
}

static void add_inspected(buf *out, val v, unsigned depth);

static void add_object(buf *out, const val_object *object, unsigned depth) {
  buf_byte(out, '{');
  for (size_t i = 0; i < object->len; i++) {
    if (i) buf_lit(out, ", ");
    add_inspected_text(out, object->members[i].key.name);
    buf_lit(out, "=>");
    add_inspected(out, object->members[i].value, depth + 1);
  }
  buf_byte(out, '}');
}

static void add_inspected(buf *out, val v, unsigned depth) {
  if (depth > LIMIT_LIQUID_DEPTH) {
    buf_lit(out, "...");
  } else if (v.kind == VAL_NIL) {
    buf_lit(out, "nil");
  } else if (val_is_text(v)) {
    add_inspected_text(out, val_text(v));
  } else if (v.kind == VAL_ARRAY) {
    buf_byte(out, '[');
    for (size_t i = 0; i < v.len; i++) {
      if (i) buf_lit(out, ", ");
      add_inspected(out, v.as.items[i], depth + 1);
    }
    buf_byte(out, ']');
  } else {
    liq__add_text(out, v, depth);
  }
}

static void add_date(buf *out, date d) {
  date_parts p = date_split(d);
  buf_printf(out, "%04lld-%02d-%02d", (long long)p.year, p.month, p.day);
  if (!d.has_time) return;
  int minutes = abs(d.offset) / 60;
  buf_printf(out, " %02d:%02d:%02d ", p.hour, p.minute, p.second);
  if (d.offset)
    buf_printf(out, "%c%02d%02d", d.offset < 0 ? '-' : '+', minutes / 60, minutes % 60);
  else
    buf_lit(out, "UTC");
}

void liq__add_text(buf *out, val v, unsigned depth) {
  char number[LIQ_NUMBER_TEXT];
  switch (v.kind) {
    case VAL_NIL:
    case LIQ_BLANK:
    case LIQ_EMPTY: break;
    case VAL_BOOL: buf_add(out, v.as.boolean ? SV("true") : SV("false")); break;
    case VAL_INT: buf_long(out, v.as.integer); break;
    case VAL_DECIMAL: buf_add(out, sv_make(number, liq__decimal_text(v.as.decimal, number))); break;
    case VAL_STR:
    case VAL_SAFE: buf_add(out, val_text(v)); break;
    case VAL_DATE: add_date(out, val_as_date(v)); break;
    case VAL_ARRAY:
      if (depth > LIMIT_LIQUID_DEPTH) break;
      for (size_t i = 0; i < v.len; i++) liq__add_text(out, v.as.items[i], depth + 1);
      break;
    case VAL_OBJECT: add_object(out, v.as.object, depth); break;
    case VAL_LAZY: buf_add(out, sv_of(v.as.lazy->type->name)); break;
    case LIQ_RANGE:
      buf_printf(out, "%lld..%lld", (long long)liq__range_at(v).low,
                 (long long)liq__range_at(v).high);
      break;
    default: break;
  }
}

sv liq_text(arena *scratch, val v) {
  if (val_is_text(v)) return val_text(v);
  if (v.kind == VAL_NIL) return SV("");
  if (v.kind == VAL_INT && v.as.integer >= 0) {
    return buf_digits(arena_chars(scratch, BUF_DIGITS), (unsigned long long)v.as.integer, 0);
  }
  buf out = BUF_EMPTY;
  /* In a filter a list is text as Ruby inspects it, unlike where it is printed. */
  if (v.kind == VAL_ARRAY)
    add_inspected(&out, v, 0);
  else
    liq__add_text(&out, v, 0);
  sv text = arena_dup(scratch, buf_sv(&out));
  buf_free(&out);
  return text;
}

enum { SHORT_TEXT = 16 }; /* up to here the simple way is the fast one */

liq__finder liq__finder_of(arena *a, sv wanted) {
  liq__finder f = {.wanted = wanted};
  if (wanted.len <= SHORT_TEXT) return f;
  uint32_t *back = arena_array(a, uint32_t, wanted.len + 1);
  for (size_t i = 1, k = 0; i < wanted.len; i++) {
    while (k && wanted.at[i] != wanted.at[k]) k = back[k];
    if (wanted.at[i] == wanted.at[k]) k++;
    back[i + 1] = (uint32_t)k;
  }
  f.back = back;
  return f;
}

/* The first or last occurrence of a long text. */
static size_t find_long(const liq__finder *f, sv text, bool last) {
  size_t found = SV_NONE;
  for (size_t i = 0, k = 0; i < text.len; i++) {
    while (k && text.at[i] != f->wanted.at[k]) k = f->back[k];
    if (text.at[i] == f->wanted.at[k]) k++;
    if (k < f->wanted.len) continue;
    found = i + 1 - k;
    if (!last) return found;
    k = f->back[k];
  }
  return found;
}

size_t liq__find_first(const liq__finder *f, sv text) {
  return f->back ? find_long(f, text, false) : sv_find(text, f->wanted, 0);
}

size_t liq__find_last(const liq__finder *f, sv text) {
  if (f->back) return find_long(f, text, true);
  if (f->wanted.len > text.len) return SV_NONE;
  for (size_t at = text.len - f->wanted.len + 1; at-- > 0;) {
    if (memcmp(text.at + at, f->wanted.at, f->wanted.len) == 0) return at;
  }
  return SV_NONE;
}

sv liq__ascii_lower(arena *a, sv text) {
  char *at = arena_chars(a, text.len);
  for (size_t i = 0; i < text.len; i++) {
    char c = text.at[i];
    at[i] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
  }
  return sv_make(at, text.len);
}

/* 1 for the bytes that markup escapes. */
static const unsigned char marks[256] = {['&'] = 1, ['<'] = 1, ['>'] = 1, ['"'] = 1, ['\''] = 1};

bool liq__has_markup(sv text) {
  for (size_t i = 0; i < text.len; i++) {
    if (marks[(unsigned char)text.at[i]]) return true;
  }
  return false;
}
