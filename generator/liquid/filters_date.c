/* Filters on dates. */
#include <stdio.h>

#include "liquid/date_text.h"
#include "liquid/filter.h"
#include "liquid/scan.h"
#include "value/date_format.h"

static bool all_digits(sv s) {
  for (size_t i = 0; i < s.len; i++) {
    if (!liq__is_digit(s.at[i])) return false;
  }
  return s.len > 0;
}

/* A text such as "12:30" leaves its day to the clock; whether it does, another clock tells. */
static bool date_beside_now(liq_run *run, sv text, date *out) {
  static const date another = {.seconds = 88888888, .has_time = true};
  date elsewhere;
  if (!liq__date_of_text(text, run->now, out)) return false;
  liq__date_of_text(text, another, &elsewhere);
  if (elsewhere.seconds != out->seconds) run->now_read = true;
  return true;
}

/* The date that a value means; false: none. */
static bool date_of(const liq_call *call, val v, date *out) {
  if (v.kind == VAL_DATE) return *out = val_as_date(v), true;
  if (v.kind == VAL_INT) {
    *out = (date){.seconds = v.as.integer, .has_time = true};
    return v.as.integer > -100000000000000 && v.as.integer < 100000000000000;
  }
  if (!val_is_text(v)) return false;
  sv text = val_text(v);
  if (sv_eq_nocase(text, SV("now")) || sv_eq_nocase(text, SV("today"))) {
    call->run->now_read = true;
    return *out = call->run->now, true;
  }
  if (all_digits(text)) return date_of(call, val_int(liq__leading_integer(text)), out);
  return date_beside_now(call->run, text, out);
}

static bool format_as(liq_call *call, sv pattern, val like, val *out) {
  date d;
  *out = call->input;
  if (!pattern.len || !date_of(call, call->input, &d)) return true;
  buf *text = &liq__state_of(call)->work;
  buf_clear(text);
  date_format(text, d, pattern, NULL);
  *out = liq__text_like(like, arena_dup(liq__scratch(call), buf_sv(text)));
  return true;
}

static bool format_date(liq_call *call, val *out) {
  return format_as(call, liq__arg_text(call, 0), call->args[0], out);
}

static bool fixed(liq_call *call, const char *pattern, val *out) {
  return format_as(call, sv_of(pattern), liq__own_text(SV("")), out);
}

/* Where RFC 3339 has years of four digits and whole minutes, it writes the same but for "Z". */
static bool is_usual(date d) {
  const int64_t first = -62135596800, behind = 253402300800; /* 0001-01-01, 10000-01-01 */
  enum { DAY = 24 * 60 * 60 };
  return d.seconds >= first + DAY && d.seconds < behind - DAY && d.offset % 60 == 0 &&
         d.offset > -DAY && d.offset < DAY;
}

static bool date_to_xmlschema(liq_call *call, val *out) {
  date d;
  *out = call->input;
  if (!date_of(call, call->input, &d)) return true;
  if (!is_usual(d)) return fixed(call, "%Y-%m-%dT%H:%M:%S%:z", out);
  enum { UTC = 6 }; /* +00:00 */
  char text[DATE_TEXT + UTC];
  size_t len = date_rfc3339(d, text);
  if (text[len - 1] == 'Z') {
    memcpy(text + len - 1, "+00:00", UTC);
    len += UTC - 1;
  }
  *out = liq__own_text(arena_dup(liq__scratch(call), sv_make(text, len)));
  return true;
}

static bool date_to_rfc822(liq_call *call, val *out) {
  return fixed(call, "%a, %d %b %Y %H:%M:%S %z", out);
}

static const char *ordinal(int day) {
  if (day % 100 >= 11 && day % 100 <= 13) return "th";
  return day % 10 == 1 ? "st" : day % 10 == 2 ? "nd" : day % 10 == 3 ? "rd" : "th";
}

/* "07 Nov 2008"; with "ordinal" "7th Nov 2008", and with "ordinal", "US" "Nov 7th, 2008". */
static bool named_date(liq_call *call, const char *month, val *out) {
  char pattern[40];
  date d;
  bool counted = call->count > 0 && sv_is(liq__arg_text(call, 0), "ordinal");
  bool american = call->count > 1 && sv_is(liq__arg_text(call, 1), "US");
  *out = call->input;
  if (!date_of(call, call->input, &d)) return true;
  const char *end = ordinal(date_split(d).day);
  if (counted && american)
    snprintf(pattern, sizeof pattern, "%s %%-d%s, %%Y", month, end);
  else if (counted)
    snprintf(pattern, sizeof pattern, "%%-d%s %s %%Y", end, month);
  else
    snprintf(pattern, sizeof pattern, "%%d %s %%Y", month);
  return fixed(call, pattern, out);
}

static bool date_to_string(liq_call *call, val *out) {
  return named_date(call, "%b", out);
}

static bool date_to_long_string(liq_call *call, val *out) {
  return named_date(call, "%B", out);
}

const liq__builtin liq__filters_date[] = {
    {"date", 1, 1, format_date, 0},
    {"date_to_long_string", 0, 2, date_to_long_string, 0},
    {"date_to_rfc822", 0, 0, date_to_rfc822, 0},
    {"date_to_string", 0, 2, date_to_string, 0},
    {"date_to_xmlschema", 0, 0, date_to_xmlschema, 0},
    {NULL, 0, 0, NULL, 0},
};
