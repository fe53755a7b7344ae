#include "liquid/number.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "liquid/text.h"

__extension__ typedef unsigned __int128 wide;

/* sign * digits * 10^exponent, with up to 38 digits. */
typedef struct decimal {
  bool negative;
  wide digits;
  int exponent;
} decimal;

enum { WIDE_DIGITS = 38, DOUBLE_DIGITS = 20 };

static wide power_of_ten(int n) {
  wide power = 1;
  while (n-- > 0) power *= 10;
  return power;
}

static int digit_count(wide digits) {
  int count = 0;
  for (; digits; digits /= 10) count++;
  return count;
}

static decimal of_integer(int64_t i) {
  return (decimal){i < 0, i < 0 ? (wide)0 - (wide)i : (wide)i, 0};
}

static decimal decimal_of(val v) {
  if (v.kind == VAL_INT) return of_integer(v.as.integer);
  char text[DOUBLE_DIGITS];
  int point, len = liq__shortest(fabs(v.as.decimal), text, &point);
  decimal d = {signbit(v.as.decimal) != 0, 0, point - len};
  for (int i = 0; i < len; i++) d.digits = d.digits * 10 + (unsigned)(text[i] - '0');
  if (!d.digits) d.exponent = 0;
  return d;
}

static val val_of(decimal d) {
  char text[WIDE_DIGITS + 24], *at = text + WIDE_DIGITS + 2;
  snprintf(at, 20, "e%d", d.exponent);
  do {
    *--at = (char)('0' + (int)(d.digits % 10));
    d.digits /= 10;
  } while (d.digits);
  double number = strtod(at, NULL);
  return val_decimal(d.negative ? -number : number);
}

static double as_double(val v) {
  return v.kind == VAL_INT ? (double)v.as.integer : v.as.decimal;
}

static bool finite_numbers(val a, val b) {
  return isfinite(as_double(a)) && isfinite(as_double(b));
}

/* Writes both with the smaller exponent; false: they are too far apart for that. */
static bool align(decimal *a, decimal *b) {
  decimal *high = a->exponent > b->exponent ? a : b;
  int lowest = high == a ? b->exponent : a->exponent;
  int shift = high->exponent - lowest;
  if (shift + digit_count(high->digits) >= WIDE_DIGITS) return false;
  high->digits *= power_of_ten(shift);
  high->exponent = lowest;
  return true;
}

static decimal sum(decimal a, decimal b) {
  if (a.negative == b.negative) return (decimal){a.negative, a.digits + b.digits, a.exponent};
  if (a.digits == b.digits) return (decimal){false, 0, a.exponent};
  if (a.digits > b.digits) return (decimal){a.negative, a.digits - b.digits, a.exponent};
  return (decimal){b.negative, b.digits - a.digits, a.exponent};
}

static val add_decimals(val a, val b, bool negate) {
  double other = negate ? -as_double(b) : as_double(b);
  if (!finite_numbers(a, b)) return val_decimal(as_double(a) + other);
  decimal x = decimal_of(a), y = decimal_of(b);
  y.negative = y.negative != negate;
  if (!align(&x, &y)) return val_decimal(as_double(a) + other);
  return val_of(sum(x, y));
}

static bool integers(val a, val b) {
  return a.kind == VAL_INT && b.kind == VAL_INT;
}

val liq__add(val a, val b) {
  int64_t out;
  if (integers(a, b) && !__builtin_add_overflow(a.as.integer, b.as.integer, &out)) {
    return val_int(out);
  }
  return add_decimals(a, b, false);
}

val liq__subtract(val a, val b) {
  int64_t out;
  if (integers(a, b) && !__builtin_sub_overflow(a.as.integer, b.as.integer, &out)) {
    return val_int(out);
  }
  return add_decimals(a, b, true);
}

val liq__multiply(val a, val b) {
  int64_t out;
  if (integers(a, b) && !__builtin_mul_overflow(a.as.integer, b.as.integer, &out)) {
    return val_int(out);
  }
  if (!finite_numbers(a, b)) return val_decimal(as_double(a) * as_double(b));
  decimal x = decimal_of(a), y = decimal_of(b);
  return val_of((decimal){x.negative != y.negative, x.digits * y.digits, x.exponent + y.exponent});
}

static bool is_zero(val v) {
  return v.kind == VAL_INT ? v.as.integer == 0 : v.as.decimal == 0;
}

bool liq__divide(val a, val b, val *out) {
  if (is_zero(b)) {
    double number = as_double(a);
    *out = val_decimal(number == 0 ? NAN : number > 0 ? INFINITY : -INFINITY);
    return !integers(a, b);
  }
  if (integers(a, b) && !(a.as.integer == INT64_MIN && b.as.integer == -1)) {
    int64_t x = a.as.integer, y = b.as.integer;
    *out = val_int(x / y - (x % y != 0 && (x < 0) != (y < 0)));
    return true;
  }
  if (!finite_numbers(a, b)) return *out = val_decimal(as_double(a) / as_double(b)), true;
  decimal x = decimal_of(a), y = decimal_of(b);
  /* As many digits as there is room for, more than a double can tell apart. */
  int shift = WIDE_DIGITS - 1 - digit_count(x.digits);
  if (shift < 0 || !x.digits) shift = 0;
  x.digits *= power_of_ten(shift);
  *out = val_of(
      (decimal){x.negative != y.negative, x.digits / y.digits, x.exponent - shift - y.exponent});
  return true;
}

bool liq__modulo(val a, val b, val *out) {
  if (is_zero(b)) return false;
  if (integers(a, b)) {
    int64_t y = b.as.integer, rest = y == -1 ? 0 : a.as.integer % y;
    *out = val_int(rest != 0 && (rest < 0) != (y < 0) ? rest + y : rest);
    return true;
  }
  decimal x = decimal_of(a), y = decimal_of(b);
  if (!finite_numbers(a, b) || !align(&x, &y) || !y.digits) {
    double rest = fmod(as_double(a), as_double(b));
    *out = val_decimal(rest != 0 && (rest < 0) != (as_double(b) < 0) ? rest + as_double(b) : rest);
    return true;
  }
  decimal rest = {x.negative, x.digits % y.digits, x.exponent};
  if (!rest.digits)
    rest.negative = false;
  else if (rest.negative != y.negative)
    rest = sum(rest, y);
  *out = val_of(rest);
  return true;
}

static bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/* Digits with single '_' between them. */
static size_t take_digits(sv s, size_t at, int64_t *out) {
  size_t from = at;
  while (at < s.len && (is_digit(s.at[at]) || (s.at[at] == '_' && at > from && at + 1 < s.len &&
                                               is_digit(s.at[at + 1])))) {
    if (s.at[at] != '_') {
      int64_t next;
      if (__builtin_mul_overflow(*out, 10, &next) ||
          __builtin_add_overflow(next, s.at[at] - '0', &next)) {
        next = INT64_MAX;
      }
      *out = next;
    }
    at++;
  }
  return at;
}

static size_t take_integer(sv s, int64_t *out) {
  size_t at = s.len && (s.at[0] == '-' || s.at[0] == '+');
  bool negative = at && s.at[0] == '-';
  *out = 0;
  size_t end = take_digits(s, at, out);
  if (end == at) return 0;
  if (negative) *out = -*out;
  return end;
}

int64_t liq__leading_integer(sv text) {
  int64_t out;
  return take_integer(sv_trim(text), &out) ? out : 0;
}

bool liq__whole_integer(sv text, int64_t *out) {
  text = sv_trim(text);
  return text.len && take_integer(text, out) == text.len;
}

bool liq__beyond_integers(val v, int64_t *out) {
  if (v.kind != VAL_DECIMAL || fabs(v.as.decimal) < 9.2e18) return false;
  *out = liq__truncated(v.as.decimal);
  return true;
}

int64_t liq__truncated(double d) {
  if (!(d > -9.2e18)) return INT64_MIN;
  return d < 9.2e18 ? (int64_t)d : INT64_MAX;
}

static bool is_decimal_text(sv s) {
  size_t at = s.len && s.at[0] == '-', from = at;
  while (at < s.len && is_digit(s.at[at])) at++;
  if (at == from || at >= s.len || s.at[at] != '.') return false;
  from = ++at;
  while (at < s.len && is_digit(s.at[at])) at++;
  return at > from && at == s.len;
}

val liq__number(val v) {
  if (v.kind == VAL_INT || v.kind == VAL_DECIMAL) return v;
  if (!val_is_text(v)) return val_int(0);
  sv text = sv_trim(val_text(v));
  if (!is_decimal_text(text)) return val_int(liq__leading_integer(text));
  char digits[400];
  if (text.len >= sizeof digits) text.len = sizeof digits - 1;
  memcpy(digits, text.at, text.len);
  digits[text.len] = '\0';
  return val_decimal(strtod(digits, NULL));
}

static val round_integer(int64_t i, int64_t places) {
  if (places >= 0 || places < -18) return val_int(places >= 0 ? i : 0);
  int64_t unit = (int64_t)power_of_ten((int)-places);
  int64_t rest = i % unit;
  bool up = (rest < 0 ? -rest : rest) >= unit / 2;
  return liq__add(val_int(i - rest), val_int(!up ? 0 : i < 0 ? -unit : unit));
}

val liq__round(val v, int64_t places) {
  if (v.kind == VAL_INT) return round_integer(v.as.integer, places);
  if (!isfinite(v.as.decimal)) return v;
  decimal d = decimal_of(v);
  if (places > 400) return v;
  if (places < -400) return val_int(0);
  int drop = -d.exponent - (int)places;
  if (drop > 0 && drop <= WIDE_DIGITS) {
    wide unit = power_of_ten(drop), rest = d.digits % unit;
    d.digits = d.digits / unit + (rest >= unit / 2 && unit > 1);
    d.exponent += drop;
  } else if (drop > WIDE_DIGITS) {
    d.digits = 0;
  }
  val rounded = val_of(d);
  return places < 1 ? val_int(liq__truncated(rounded.as.decimal)) : rounded;
}
