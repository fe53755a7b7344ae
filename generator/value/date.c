#include "value/date.h"

#include <stdio.h>

enum { DAY_SECONDS = 86400 };

int64_t date_days(int64_t year, int month, int day) {
  year -= month <= 2;
  int64_t era = (year >= 0 ? year : year - 399) / 400;
  int64_t year_of_era = year - era * 400;
  int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146097 + day_of_era - 719468;
}

void date_civil(int64_t days, int64_t *year, int *month, int *day) {
  days += 719468;
  int64_t era = (days >= 0 ? days : days - 146096) / 146097;
  int64_t day_of_era = days - era * 146097;
  int64_t year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  int64_t shifted = (5 * day_of_year + 2) / 153;
  *day = (int)(day_of_year - (153 * shifted + 2) / 5 + 1);
  *month = (int)(shifted < 10 ? shifted + 3 : shifted - 9);
  *year = year_of_era + era * 400 + (*month <= 2);
}

static bool is_leap(int64_t year) {
  return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

int date_days_in_month(int64_t year, int month) {
  static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

static int64_t floor_div(int64_t a, int64_t b) {
  return a / b - (a % b != 0 && (a < 0) != (b < 0));
}

date_parts date_split(date d) {
  int64_t local = d.seconds + d.offset;
  int64_t days = floor_div(local, DAY_SECONDS);
  int rest = (int)(local - days * DAY_SECONDS);
  date_parts p = {.hour = rest / 3600, .minute = rest / 60 % 60, .second = rest % 60};
  date_civil(days, &p.year, &p.month, &p.day);
  p.weekday = (int)(days + 4 - 7 * floor_div(days + 4, 7)); /* 1970-01-01 was a Thursday */
  p.yearday = (int)(days - date_days(p.year, 1, 1)) + 1;
  return p;
}

date date_join(int64_t year, int month, int day, int hour, int minute, int second, int32_t offset) {
  int64_t local = date_days(year, month, day) * DAY_SECONDS + hour * 3600 + minute * 60 + second;
  return (date){.seconds = local - offset, .offset = offset, .has_time = true};
}

date date_add_months(date d, int months) {
  date_parts p = date_split(d);
  int64_t month = p.year * 12 + p.month - 1 + months;
  int64_t year = floor_div(month, 12);
  int new_month = (int)(month - year * 12) + 1;
  int last = date_days_in_month(year, new_month);
  date out =
      date_join(year, new_month, p.day < last ? p.day : last, p.hour, p.minute, p.second, d.offset);
  out.has_time = d.has_time;
  return out;
}

/* Takes 1..most digits off the text. */
static bool take_number(sv *text, size_t least, size_t most, int *out) {
  size_t len = 0;
  int value = 0;
  while (len < most && len < text->len && text->at[len] >= '0' && text->at[len] <= '9') {
    value = value * 10 + (text->at[len++] - '0');
  }
  if (len < least) return false;
  *text = sv_skip(*text, len);
  *out = value;
  return true;
}

static bool take_byte(sv *text, char byte) {
  if (text->len == 0 || text->at[0] != byte) return false;
  *text = sv_skip(*text, 1);
  return true;
}

static bool take_time(sv *text, int *hour, int *minute, int *second) {
  if (!take_number(text, 1, 2, hour) || !take_byte(text, ':')) return false;
  if (!take_number(text, 2, 2, minute)) return false;
  if (!take_byte(text, ':')) return true;
  if (!take_number(text, 2, 2, second)) return false;
  if (!take_byte(text, '.')) return true;
  int fraction; /* finer than a second makes no difference to a page */
  bool any = false;
  while (take_number(text, 1, 1, &fraction)) any = true;
  return any;
}

/* The offset, if there is one. False: something else stands there. */
static bool take_offset(sv *text, bool *given, int *offset_minutes) {
  *given = text->len > 0;
  if (!*given || take_byte(text, 'Z') || take_byte(text, 'z')) return true;
  int sign = text->at[0] == '-' ? -1 : 1, hours = 0, minutes = 0;
  if (!take_byte(text, '+') && !take_byte(text, '-')) return false;
  if (!take_number(text, 1, 2, &hours)) return false;
  if (text->len) {
    take_byte(text, ':');
    if (!take_number(text, 2, 2, &minutes)) return false;
  }
  *offset_minutes = sign * (hours * 60 + minutes);
  return hours <= 23 && minutes <= 59;
}

date_form date_parse(sv text, date *out) {
  int year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, offset = 0;
  bool moment = false;
  if (!take_number(&text, 4, 4, &year) || !take_byte(&text, '-')) return DATE_NOT;
  if (!take_number(&text, 1, 2, &month) || !take_byte(&text, '-')) return DATE_NOT;
  if (!take_number(&text, 1, 2, &day)) return DATE_NOT;
  bool timed = text.len > 0;
  if (timed) {
    if (text.at[0] != 'T' && text.at[0] != 't' && text.at[0] != ' ') return DATE_NOT;
    text = sv_trim(sv_skip(text, 1));
    if (!take_time(&text, &hour, &minute, &second)) return DATE_NOT;
    while (take_byte(&text, ' ')) continue;
    if (!take_offset(&text, &moment, &offset) || text.len) return DATE_NOT;
  }
  bool real = month >= 1 && month <= 12 && day >= 1 && day <= date_days_in_month(year, month);
  if (!real || hour > 23 || minute > 59 || second > 59) return DATE_IMPOSSIBLE;
  *out = date_join(year, month, day, hour, minute, second, offset * 60);
  out->has_time = timed;
  return moment ? DATE_MOMENT : timed ? DATE_LOCAL : DATE_DAY;
}

/* Writes two digits and returns what is behind them. */
static char *put_two(char *at, int number) {
  *at++ = (char)('0' + number / 10 % 10);
  *at++ = (char)('0' + number % 10);
  return at;
}

static char *put_day(char *at, const date_parts *p) {
  if (p->year >= 0 && p->year <= 9999) {
    at = put_two(put_two(at, (int)(p->year / 100)), (int)(p->year % 100));
  } else {
    at += snprintf(at, DATE_TEXT / 2, "%04lld", (long long)p->year);
  }
  *at++ = '-';
  at = put_two(at, p->month);
  *at++ = '-';
  return put_two(at, p->day);
}

size_t date_day_text(date d, char out[DATE_TEXT]) {
  date_parts p = date_split(d);
  char *end = put_day(out, &p);
  *end = '\0';
  return (size_t)(end - out);
}

size_t date_rfc3339(date d, char out[DATE_TEXT]) {
  date_parts p = date_split(d);
  char *at = put_day(out, &p);
  *at++ = 'T';
  at = put_two(at, p.hour);
  *at++ = ':';
  at = put_two(at, p.minute);
  *at++ = ':';
  at = put_two(at, p.second);
  if (d.offset == 0) {
    *at++ = 'Z';
  } else {
    int minutes = (d.offset < 0 ? -d.offset : d.offset) / 60;
    *at++ = d.offset < 0 ? '-' : '+';
    at = put_two(at, minutes / 60);
    *at++ = ':';
    at = put_two(at, minutes % 60);
  }
  *at = '\0';
  return (size_t)(at - out);
}
