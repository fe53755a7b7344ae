#include "wrap/yaml_scalar.h"

#include <math.h>
#include <stdlib.h>

enum { NUMBER_LONGEST = 128 }; /* a longer run of digits is text */

static bool is_one_of(sv text, const char *const *words, size_t count) {
  for (size_t i = 0; i < count; i++) {
    if (sv_is(text, words[i])) return true;
  }
  return false;
}

#define IS_ONE_OF(text, words) is_one_of((text), (words), sizeof(words) / sizeof(words)[0])

static size_t digits(sv text, size_t from) {
  while (from < text.len && text.at[from] >= '0' && text.at[from] <= '9') from++;
  return from;
}

/* 0o17 and 0xff. */
static bool based_integer(sv text, val *out) {
  if (!sv_starts(text, SV("0o")) && !sv_starts(text, SV("0x"))) return false;
  unsigned base = text.at[1] == 'o' ? 8 : 16;
  uint64_t value = 0;
  if (text.len == 2) return false;
  for (size_t i = 2; i < text.len; i++) {
    char c = text.at[i];
    unsigned digit = c >= '0' && c <= '9'   ? (unsigned)(c - '0')
                     : c >= 'a' && c <= 'f' ? (unsigned)(c - 'a') + 10
                     : c >= 'A' && c <= 'F' ? (unsigned)(c - 'A') + 10
                                            : 99;
    if (digit >= base || value > ((uint64_t)INT64_MAX - digit) / base) return false;
    value = value * base + digit;
  }
  *out = val_int((int64_t)value);
  return true;
}

/* [-+]? ( . digits | digits [. digits?] ) [ e [-+]? digits ] */
static bool is_decimal(sv text) {
  size_t at = text.len && (text.at[0] == '-' || text.at[0] == '+');
  size_t whole = digits(text, at), end = whole;
  if (end < text.len && text.at[end] == '.') {
    end = digits(text, end + 1);
    if (whole == at && end == whole + 1) return false;
  } else if (whole == at) {
    return false;
  }
  if (end < text.len && (text.at[end] == 'e' || text.at[end] == 'E')) {
    size_t power = end + 1;
    if (power < text.len && (text.at[power] == '-' || text.at[power] == '+')) power++;
    end = digits(text, power);
    if (end == power) return false;
  }
  return end == text.len;
}

static bool number(sv text, val *out) {
  if (text.len >= NUMBER_LONGEST || !is_decimal(text)) return based_integer(text, out);
  long long whole;
  if (sv_to_long(text.at[0] == '+' ? sv_skip(text, 1) : text, &whole)) {
    *out = val_int(whole);
    return true;
  }
  char copy[NUMBER_LONGEST];
  memcpy(copy, text.at, text.len);
  copy[text.len] = '\0';
  *out = val_decimal(strtod(copy, NULL));
  return true;
}

static bool special_number(sv text, val *out) {
  static const char *const infinite[] = {".inf", ".Inf", ".INF"};
  static const char *const nothing[] = {".nan", ".NaN", ".NAN"};
  bool negative = text.len && text.at[0] == '-';
  sv rest = text.len && (negative || text.at[0] == '+') ? sv_skip(text, 1) : text;
  if (IS_ONE_OF(rest, infinite)) {
    *out = val_decimal(negative ? -INFINITY : INFINITY);
    return true;
  }
  if (!IS_ONE_OF(text, nothing)) return false;
  *out = val_decimal(NAN);
  return true;
}

val yaml__plain_value(sv text) {
  static const char *const nil[] = {"", "~", "null", "Null", "NULL"};
  static const char *const yes[] = {"true", "True", "TRUE"};
  static const char *const no[] = {"false", "False", "FALSE"};
  val v;
  date d;
  bool word = text.len <= sizeof "false" - 1;
  if (word && IS_ONE_OF(text, nil)) return val_nil();
  if (word && IS_ONE_OF(text, yes)) return val_bool(true);
  if (word && IS_ONE_OF(text, no)) return val_bool(false);
  bool letter = text.len && ((text.at[0] | 32) >= 'a' && (text.at[0] | 32) <= 'z');
  if (letter) return val_str(text); /* no number begins so, and no date */
  if (number(text, &v) || special_number(text, &v)) return v;
  date_form form = date_parse(text, &d);
  return form == DATE_NOT || form == DATE_IMPOSSIBLE ? val_str(text) : val_date(d);
}
