/* Dates and times in the proleptic Gregorian calendar, with the offset they were written in. */
#ifndef PAMPHLET_VALUE_DATE_H
#define PAMPHLET_VALUE_DATE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/sv.h"

typedef struct date {
  int64_t seconds; /* since 1970-01-01T00:00:00Z, without leap seconds */
  int32_t offset;  /* seconds east of UTC that the date is shown in */
  bool has_time;   /* false: a day, whose seconds are its first moment at `offset` */
} date;

/* A date taken apart, as a calendar on the wall at `offset` shows it. */
typedef struct date_parts {
  int64_t year;
  int month, day; /* 1..12, 1..31 */
  int hour, minute, second;
  int weekday; /* 0 Sunday .. 6 Saturday */
  int yearday; /* 1..366 */
} date_parts;

/* Days since 1970-01-01 of a calendar day, and back. Month 1..12. The algorithm is Howard
 * Hinnant's "chrono-compatible low-level date algorithms" (days_from_civil). */
int64_t date_days(int64_t year, int month, int day);
void date_civil(int64_t days, int64_t *year, int *month, int *day);

int date_days_in_month(int64_t year, int month);
date_parts date_split(date d);
date date_join(int64_t year, int month, int day, int hour, int minute, int second, int32_t offset);

/* Adds months, keeping to the last day of a shorter month: 31 January + 1 is 28 or 29 February. */
date date_add_months(date d, int months);

/* What a text is: a day, a local time without an offset, or a moment. */
typedef enum date_form { DATE_NOT, DATE_IMPOSSIBLE, DATE_DAY, DATE_LOCAL, DATE_MOMENT } date_form;

/* Reads `2026-02-13`, `2026-02-13 09:30`, `2026-02-13T09:30:00`, with `.fraction` and with `Z`,
 * `+01:00`, `+0100` or `+01` behind it, a blank before the offset allowed (the forms of RFC 3339
 * and of YAML's timestamps). DATE_IMPOSSIBLE: the right form, but no such day or time. For
 * DATE_DAY and DATE_LOCAL the offset is 0: the caller moves it into a zone. */
date_form date_parse(sv text, date *out);

/* "2026-02-13" and "2026-02-13T09:30:00+01:00" (RFC 3339; Z for offset 0). `out` has room for
 * DATE_TEXT bytes; returns the length. */
enum { DATE_TEXT = 40 };
size_t date_day_text(date d, char out[DATE_TEXT]);
size_t date_rfc3339(date d, char out[DATE_TEXT]);

#endif
