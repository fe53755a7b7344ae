#include "value/zone_rule.h"

#include "value/date.h"

enum { DAY_SECONDS = 86400, MOST_HOURS = 167 };

static bool take(sv *text, char c) {
  if (text->len == 0 || text->at[0] != c) return false;
  *text = sv_skip(*text, 1);
  return true;
}

static bool take_number(sv *text, int least, int most, int *out) {
  size_t len = 0;
  int value = 0;
  while (len < text->len && len < 4 && text->at[len] >= '0' && text->at[len] <= '9') {
    value = value * 10 + (text->at[len++] - '0');
  }
  if (len == 0 || value < least || value > most) return false;
  *text = sv_skip(*text, len);
  *out = value;
  return true;
}

/* The zone's short name: letters, or anything within <>. */
static bool skip_name(sv *text) {
  size_t len = 0;
  if (take(text, '<')) {
    len = sv_find_byte(*text, '>', 0);
    if (len == SV_NONE) return false;
    *text = sv_skip(*text, len + 1);
    return true;
  }
  while (len < text->len && ((text->at[len] | 32) >= 'a' && (text->at[len] | 32) <= 'z')) len++;
  *text = sv_skip(*text, len);
  return len >= 3;
}

/* [+-]hh[:mm[:ss]] in seconds. */
static bool take_time(sv *text, int32_t *out) {
  int sign = 1, hours, minutes = 0, seconds = 0;
  if (take(text, '-')) {
    sign = -1;
  } else {
    take(text, '+');
  }
  if (!take_number(text, 0, MOST_HOURS, &hours)) return false;
  if (take(text, ':') && !take_number(text, 0, 59, &minutes)) return false;
  if (take(text, ':') && !take_number(text, 0, 59, &seconds)) return false;
  *out = sign * (hours * 3600 + minutes * 60 + seconds);
  return true;
}

static bool take_change(sv *text, zone__change *out) {
  bool good;
  out->time = 2 * 3600;
  if (take(text, 'M')) {
    out->form = 'M';
    good = take_number(text, 1, 12, &out->month) && take(text, '.') &&
           take_number(text, 1, 5, &out->week) && take(text, '.') &&
           take_number(text, 0, 6, &out->weekday);
  } else if (take(text, 'J')) {
    out->form = 'J';
    good = take_number(text, 1, 365, &out->day);
  } else {
    out->form = 'N';
    good = take_number(text, 0, 365, &out->day);
  }
  return good && (!take(text, '/') || take_time(text, &out->time));
}

bool zone__rule_parse(sv text, zone__rule *out) {
  *out = (zone__rule){0};
  int32_t west;
  if (!skip_name(&text) || !take_time(&text, &west)) return false;
  out->standard = -west;
  if (text.len == 0) return true;
  out->has_summer = true;
  out->summer = out->standard + 3600;
  if (!skip_name(&text)) return false;
  if (text.len && text.at[0] != ',') {
    if (!take_time(&text, &west)) return false;
    out->summer = -west;
  }
  return take(&text, ',') && take_change(&text, &out->start) && take(&text, ',') &&
         take_change(&text, &out->end) && text.len == 0;
}

/* The day, counted from 1970-01-01, on which a change falls in a year. */
static int64_t change_day(const zone__change *c, int64_t year) {
  int64_t first = date_days(year, 1, 1);
  if (c->form == 'N') return first + c->day;
  if (c->form == 'J') {
    bool leap = date_days_in_month(year, 2) == 29;
    return first + c->day - 1 + (leap && c->day >= 60);
  }
  int64_t month = date_days(year, c->month, 1);
  int64_t weekday = ((month + 4) % 7 + 7) % 7; /* 1970-01-01 was a Thursday */
  int64_t day = (c->weekday - weekday + 7) % 7 + 7 * (c->week - 1);
  while (day >= date_days_in_month(year, c->month)) day -= 7;
  return month + day;
}

int32_t zone__rule_offset(const zone__rule *rule, int64_t seconds) {
  if (!rule->has_summer) return rule->standard;
  int64_t local = seconds + rule->standard;
  int64_t days = local / DAY_SECONDS - (local % DAY_SECONDS < 0);
  int64_t year;
  int month, day;
  date_civil(days, &year, &month, &day);
  int64_t start = change_day(&rule->start, year) * DAY_SECONDS + rule->start.time - rule->standard;
  int64_t end = change_day(&rule->end, year) * DAY_SECONDS + rule->end.time - rule->summer;
  bool summer = start < end ? seconds >= start && seconds < end : seconds >= start || seconds < end;
  return summer ? rule->summer : rule->standard;
}
