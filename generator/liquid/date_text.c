#include "liquid/date_text.h"

#include "liquid/scan.h"

enum { MISSING = -1 };

/* What was read so far. */
typedef struct reading {
  sv rest;
  int64_t year;
  int month, day, hour, minute, second, weekday;
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
  int weekday = name_number(word, "sunmontuewedthufrisat");
  if (weekday)
    r->weekday = weekday - 1;
  else if (month && r->month == MISSING)
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

/* The second and third of "a-b-c", "a/b/c" or "a.b.c". */
static bool take_parts(reading *r, sv first) {
  char mark = r->rest.len ? r->rest.at[0] : '\0';
  if (mark != '-' && mark != '/' && mark != '.') return false;
  sv after = sv_skip(r->rest, 1);
  sv second = sv_first(after, run_of(after, true));
  bool named = second.len == 0;
  if (named) second = sv_first(after, run_of(after, false));
  int month = named ? name_number(second, "janfebmaraprmayjunjulaugsepoctnovdec") : 0;
  if (!second.len || (named && !month)) return false;
  sv rest = sv_skip(after, second.len), third = {NULL, 0};
  if (rest.len > 1 && rest.at[0] == mark) {
    third = sv_first(sv_skip(rest, 1), run_of(sv_skip(rest, 1), true));
    if (third.len) rest = sv_skip(rest, 1 + third.len);
  }
  if (!third.len && mark == '.') return false;
  r->rest = rest;
  if (first.len > 2) { /* year-month-day */
    set_year(r, first);
    r->month = named ? month : number_of(second);
    r->day = third.len ? number_of(third) : 1;
  } else if (mark == '/' && !named) { /* as Ruby: year/month/day or month/day */
    if (third.len > 2) {
      r->day = number_of(first);
      r->month = number_of(second);
      set_year(r, third);
    } else if (third.len) {
      set_year(r, first);
      r->month = number_of(second);
      r->day = number_of(third);
    } else {
      r->month = number_of(first);
      r->day = number_of(second);
    }
  } else {
    r->day = number_of(first);
    r->month = named ? month : number_of(second);
    if (third.len) set_year(r, third);
  }
  return true;
}

/* "20160314" and "20160314103000". */
static bool take_compact(reading *r, sv digits) {
  if (digits.len != 8 && digits.len != 12 && digits.len != 14) return false;
  set_year(r, sv_first(digits, 4));
  r->month = number_of(sv_first(sv_skip(digits, 4), 2));
  r->day = number_of(sv_first(sv_skip(digits, 6), 2));
  if (digits.len > 8) {
    r->hour = number_of(sv_first(sv_skip(digits, 8), 2));
    r->minute = number_of(sv_first(sv_skip(digits, 10), 2));
    if (digits.len > 12) r->second = number_of(sv_skip(digits, 12));
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

/* The next day of that name, today counted, as Ruby's Date does within the week. */
static void use_weekday(reading *r, date now) {
  date_parts today = date_split(now);
  int64_t day = date_days(today.year, today.month, today.day) + r->weekday - today.weekday;
  date_civil(day, &r->year, &r->month, &r->day);
  r->has_year = true;
}

bool liq__date_of_text(sv text, date now, date *out) {
  reading r = {.rest = text, .month = MISSING, .day = MISSING, .hour = MISSING, .weekday = MISSING};
  read_all(&r);
  bool any = r.has_year || r.month != MISSING || r.day != MISSING || r.hour != MISSING;
  if (r.bad || (!any && r.weekday == MISSING)) return false;
  date_parts today = date_split(now);
  bool dated = r.has_year || r.month != MISSING || r.day != MISSING;
  if (!dated && r.weekday != MISSING) use_weekday(&r, now);
  if (!r.has_year) r.year = today.year;
  if (r.month == MISSING) r.month = r.has_year ? 1 : today.month;
  if (r.day == MISSING) r.day = dated ? 1 : today.day;
  if (r.month < 1 || r.month > 12 || r.day < 1 || r.day > date_days_in_month(r.year, r.month)) {
    return false;
  }
  if (r.hour > 24 || r.minute > 59 || r.second > 60) return false;
  bool timed = r.hour != MISSING;
  *out = date_join(r.year, r.month, r.day, timed ? r.hour : 0, r.minute, r.second,
                   r.has_offset ? r.offset : 0);
  return true;
}
