#include "liquid/date_text.h"

#include "liquid/scan.h"

enum { MISSING = -1 };

/* What was read so far. */
typedef struct reading {
  sv rest;
  int64_t year;
  int month, day, hour, minute, second;
  int32_t offset;
  bool has_offset, has_year, bad;
} reading;

static bool is_letter(char c) {
  return liq__is_word(c) && !liq__is_digit(c) && c != '_';
}

static size_t run_of(sv s, bool digits) {
  size_t len = 0;
  while (len < s.len && (digits ? liq__is_digit(s.at[len]) : is_letter(s.at[len]))) len++;
  return len;
}

static int number_of(sv digits) {
  int number = 0;
  for (size_t i = 0; i < digits.len && i < 9; i++) number = number * 10 + (digits.at[i] - '0');
  return number;
}

/* 1 for a name that begins like the first of the list (three letters at least), or 0. */
static int name_number(sv word, const char *names) {
  if (word.len < 3) return 0;
  for (int i = 0; names[i * 3]; i++) {
    if (sv_eq_nocase(sv_first(word, 3), sv_make(names + i * 3, 3))) return i + 1;
  }
  return 0;
}

static void take_half_day(reading *r, sv word) {
  bool pm = sv_eq_nocase(word, SV("pm")) || sv_eq_nocase(word, SV("p"));
  bool am = sv_eq_nocase(word, SV("am")) || sv_eq_nocase(word, SV("a"));
  if ((am || pm) && r->hour != MISSING) r->hour = r->hour % 12 + (pm ? 12 : 0);
}

static bool take_zone_name(reading *r, sv word) {
  static const struct {
    const char *name;
    int hours;
  } zones[] = {{"utc", 0},  {"gmt", 0},  {"z", 0},    {"est", -5}, {"edt", -4},
               {"cst", -6}, {"cdt", -5}, {"mst", -7}, {"mdt", -6}, {"pst", -8},
               {"pdt", -7}, {"cet", 1},  {"cest", 2}, {"bst", 1}};
  for (size_t i = 0; i < sizeof zones / sizeof *zones; i++) {
    if (!sv_eq_nocase(word, sv_of(zones[i].name))) continue;
    r->offset = zones[i].hours * 3600;
    r->has_offset = true;
    return true;
  }
  return false;
}

static void take_word(reading *r, sv word) {
  int month = name_number(word, "janfebmaraprmayjunjulaugsepoctnovdec");
  if (name_number(word, "sunmontuewedthufrisat")) return; /* the rest says which day */
  if (month && r->month == MISSING)
    r->month = month;
  else if (!take_zone_name(r, word))
    take_half_day(r, word);
}

/* ":30" and ":30:15.5" behind an hour. */
static void take_time(reading *r, int hour) {
  r->hour = hour;
  int *fields[] = {&r->minute, &r->second};
  for (size_t i = 0; i < 2 && r->rest.len > 1 && r->rest.at[0] == ':'; i++) {
    sv digits = sv_first(sv_skip(r->rest, 1), run_of(sv_skip(r->rest, 1), true));
    if (!digits.len) return;
    *fields[i] = number_of(digits);
    r->rest = sv_skip(r->rest, 1 + digits.len);
  }
  if (r->rest.len > 1 && (r->rest.at[0] == '.' || r->rest.at[0] == ',')) {
    size_t len = run_of(sv_skip(r->rest, 1), true);
    if (len) r->rest = sv_skip(r->rest, 1 + len);
  }
}

/* "+02:00" behind a time. */
static bool take_offset(reading *r) {
  char sign = r->rest.len ? r->rest.at[0] : '\0';
  if (r->hour == MISSING || (sign != '+' && sign != '-')) return false;
  sv digits = sv_first(sv_skip(r->rest, 1), run_of(sv_skip(r->rest, 1), true));
  if (!digits.len || digits.len > 4) return false;
  r->rest = sv_skip(r->rest, 1 + digits.len);
  int hours = number_of(sv_first(digits, digits.len > 2 ? digits.len - 2 : digits.len));
  int minutes = digits.len > 2 ? number_of(sv_skip(digits, digits.len - 2)) : 0;
  if (r->rest.len > 2 && r->rest.at[0] == ':' && liq__is_digit(r->rest.at[1])) {
    minutes = number_of(sv_first(sv_skip(r->rest, 1), 2));
    r->rest = sv_skip(r->rest, 3);
  }
  r->offset = (hours * 3600 + minutes * 60) * (sign == '-' ? -1 : 1);
  r->has_offset = true;
  return true;
}

static void set_year(reading *r, sv digits) {
  int year = number_of(digits);
  if (digits.len <= 2) year += year < 69 ? 2000 : 1900;
  r->year = year;
  r->has_year = true;
}

/* The parts of "a-b-c", "a/b/c" or "a.b.c"; the middle may be a month's name, and the last be
 * missing. */
typedef struct date_parts_text {
  sv first, second, third;
  int month; /* of a name, or 0 */
  char mark;
} date_parts_text;

static bool split_parts(reading *r, sv first, date_parts_text *parts) {
  char mark = r->rest.len ? r->rest.at[0] : '\0';
  *parts = (date_parts_text){.first = first, .mark = mark};
  if (mark != '-' && mark != '/' && mark != '.') return false;
  sv after = sv_skip(r->rest, 1);
  parts->second = sv_first(after, run_of(after, true));
  if (!parts->second.len) {
    parts->second = sv_first(after, run_of(after, false));
    parts->month = name_number(parts->second, "janfebmaraprmayjunjulaugsepoctnovdec");
    if (!parts->month) return false;
  }
  sv rest = sv_skip(after, parts->second.len);
  if (rest.len > 1 && rest.at[0] == mark) {
    parts->third = sv_first(sv_skip(rest, 1), run_of(sv_skip(rest, 1), true));
    if (parts->third.len) rest = sv_skip(rest, 1 + parts->third.len);
  }
  r->rest = rest;
  return true;
}

static void set_parts(reading *r, sv year, int month, sv day) {
  set_year(r, year);
  r->month = month;
  r->day = number_of(day);
}

static void set_day_of_year(reading *r, sv year, int day) {
  set_year(r, year);
  date_civil(date_days(r->year, 1, 1) + day - 1, &r->year, &r->month, &r->day);
}

/* Which part is which, as Ruby takes them. */
static bool take_parts(reading *r, sv first) {
  reading before = *r;
  date_parts_text t;
  if (!split_parts(r, first, &t)) return false;
  int middle = t.month ? t.month : number_of(t.second);
  if (!t.third.len) {
    if (t.mark != '/' || first.len > 2) { /* a year and month alone are no date, nor is 1.5 */
      bool year_day = t.mark == '-' && first.len == 4 && t.second.len == 3 && !t.month;
      bool day_month = t.mark == '-' && first.len <= 2 && t.month;
      if (!year_day && !day_month) *r = before, r->bad = true;
      if (year_day) set_day_of_year(r, first, number_of(t.second));
      if (day_month) r->day = number_of(first), r->month = middle;
      return true;
    }
    r->month = number_of(first);
    r->day = number_of(t.second);
  } else if (first.len > 2 || (t.third.len <= 2 && !t.month)) {
    set_parts(r, first, middle, t.third);
  } else {
    set_parts(r, t.third, middle, first);
  }
  return true;
}

static void take_clock(reading *r, sv digits) {
  r->hour = number_of(sv_first(digits, 2));
  r->minute = number_of(sv_first(sv_skip(digits, 2), 2));
  if (digits.len > 4) r->second = number_of(sv_skip(digits, 4));
}

/* "20160314", "20160314103000" and "20160314T103000". */
static bool take_compact(reading *r, sv digits) {
  if (digits.len != 8 && digits.len != 12 && digits.len != 14) return false;
  set_parts(r, sv_first(digits, 4), number_of(sv_first(sv_skip(digits, 4), 2)),
            sv_first(sv_skip(digits, 6), 2));
  if (digits.len > 8) take_clock(r, sv_skip(digits, 8));
  if (r->rest.len && (r->rest.at[0] == 'T' || r->rest.at[0] == 't')) {
    sv clock = sv_first(sv_skip(r->rest, 1), run_of(sv_skip(r->rest, 1), true));
    if (clock.len != 4 && clock.len != 6) return true;
    take_clock(r, clock);
    r->rest = sv_skip(r->rest, 1 + clock.len);
  }
  return true;
}

static bool ends_ordinal(sv rest) {
  static const char *const ends[] = {"st", "nd", "rd", "th"};
  for (size_t i = 0; i < 4; i++) {
    if (rest.len >= 2 && sv_eq_nocase(sv_first(rest, 2), sv_of(ends[i]))) return true;
  }
  return false;
}

static bool half_day_follows(sv rest) {
  rest = sv_trim(rest);
  sv word = sv_first(rest, run_of(rest, false));
  return sv_eq_nocase(word, SV("am")) || sv_eq_nocase(word, SV("pm"));
}

static void take_digits(reading *r) {
  sv digits = sv_first(r->rest, run_of(r->rest, true));
  r->rest = sv_skip(r->rest, digits.len);
  if (take_compact(r, digits)) return;
  if (r->rest.len && r->rest.at[0] == ':' && digits.len <= 2) {
    take_time(r, number_of(digits));
  } else if (r->hour == MISSING && digits.len <= 2 && half_day_follows(r->rest)) {
    r->hour = number_of(digits);
  } else if (r->day == MISSING && take_parts(r, digits)) {
    if (r->rest.len && (r->rest.at[0] == 'T' || r->rest.at[0] == 't')) {
      r->rest = sv_skip(r->rest, 1);
    }
  } else if (digits.len > 4) {
    r->bad = true;
  } else if (digits.len > 2 || r->day != MISSING) {
    if (!r->has_year) set_year(r, digits);
  } else {
    r->day = number_of(digits);
    if (ends_ordinal(r->rest)) r->rest = sv_skip(r->rest, 2);
  }
}

static void read_all(reading *r) {
  while (r->rest.len) {
    char c = r->rest.at[0];
    if (liq__is_digit(c)) {
      take_digits(r);
    } else if (is_letter(c)) {
      sv word = sv_first(r->rest, run_of(r->rest, false));
      r->rest = sv_skip(r->rest, word.len);
      take_word(r, word);
    } else if (!take_offset(r)) {
      r->rest = sv_skip(r->rest, 1);
    }
  }
}

bool liq__date_of_text(sv text, date now, date *out) {
  reading r = {.rest = text, .month = MISSING, .day = MISSING, .hour = MISSING};
  read_all(&r);
  bool any = r.has_year || r.month != MISSING || r.day != MISSING || r.hour != MISSING;
  if (r.bad || !any || (r.day != MISSING && r.month == MISSING)) return false;
  date_parts today = date_split(now);
  bool dated = r.has_year || r.month != MISSING || r.day != MISSING;
  if (!r.has_year) r.year = today.year;
  if (r.month == MISSING) r.month = r.has_year ? 1 : today.month;
  if (r.day == MISSING) r.day = dated ? 1 : today.day;
  /* The 30th of February is the 1st or 2nd of March, as in Ruby. */
  if (r.month < 1 || r.month > 12 || r.day < 1 || r.day > 31) return false;
  if (r.hour > 24 || r.minute > 59 || r.second > 60) return false;
  bool timed = r.hour != MISSING;
  *out = date_join(r.year, r.month, r.day, timed ? r.hour : 0, r.minute, r.second,
                   r.has_offset ? r.offset : 0);
  return true;
}
