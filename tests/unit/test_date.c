/* Dates; the moments that are not worked out here come from `date -u -d @SECONDS`. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "value/date.h"

static void days_and_calendar_agree(void **state) {
  (void)state;
  assert_true(date_days(1970, 1, 1) == 0);
  assert_true(date_days(2000, 3, 1) == 11017);
  assert_true(date_days(1969, 12, 31) == -1);
  int64_t days = date_days(-400, 1, 1);
  for (int64_t year = -400; year < 2400; year++) {
    for (int month = 1; month <= 12; month++) {
      for (int day = 1; day <= date_days_in_month(year, month); day++, days++) {
        int64_t y;
        int m, d;
        date_civil(days, &y, &m, &d);
        if (date_days(year, month, day) != days || y != year || m != month || d != day) {
          fail_msg("%lld-%d-%d", (long long)year, month, day);
        }
      }
    }
  }
}

static void leap_years_are_gregorian(void **state) {
  (void)state;
  assert_int_equal(date_days_in_month(2024, 2), 29);
  assert_int_equal(date_days_in_month(2026, 2), 28);
  assert_int_equal(date_days_in_month(1900, 2), 28);
  assert_int_equal(date_days_in_month(2000, 2), 29);
}

static void a_moment_is_shown_at_its_offset(void **state) {
  (void)state;
  date d = {.seconds = 1780185600, .offset = -8 * 3600, .has_time = true};
  date_parts p = date_split(d); /* 2026-05-31T00:00:00Z, a Sunday in UTC */
  assert_true(p.year == 2026);
  assert_int_equal(p.month, 5);
  assert_int_equal(p.day, 30);
  assert_int_equal(p.hour, 16);
  assert_int_equal(p.weekday, 6);
  assert_int_equal(p.yearday, 150);
  date before = {.seconds = -1, .has_time = true};
  p = date_split(before);
  assert_true(p.year == 1969);
  assert_int_equal(p.second, 59);
  assert_int_equal(p.weekday, 3);
  assert_int_equal(p.yearday, 365);
}

static void assert_moment(const char *text, date_form form, int64_t seconds, int32_t offset) {
  date d = {0};
  if (date_parse(sv_of(text), &d) != form) fail_msg("%s", text);
  if (d.seconds != seconds || d.offset != offset) fail_msg("%s", text);
  assert_int_equal(d.has_time, form != DATE_DAY);
}

static void the_forms_of_rfc_3339_and_yaml_are_read(void **state) {
  (void)state;
  assert_moment("2026-02-13", DATE_DAY, 1770940800, 0);
  assert_moment("2026-2-3", DATE_DAY, 1770076800, 0);
  assert_moment("2024-02-29", DATE_DAY, 1709164800, 0);
  assert_moment("0001-01-01", DATE_DAY, -62135596800, 0);
  assert_moment("2026-02-13 09:30", DATE_LOCAL, 1770975000, 0);
  assert_moment("2026-02-13T09:30:15", DATE_LOCAL, 1770975015, 0);
  assert_moment("2026-02-13t09:30:15.5z", DATE_MOMENT, 1770975015, 0);
  assert_moment("2026-02-13T09:30:15Z", DATE_MOMENT, 1770975015, 0);
  assert_moment("2026-02-13T09:30:15+01:00", DATE_MOMENT, 1770971415, 3600);
  assert_moment("2026-02-13 09:30:15 -0800", DATE_MOMENT, 1771003815, -28800);
  assert_moment("2026-02-13 09:30:15 +05:45", DATE_MOMENT, 1770954315, 20700);
  assert_moment("2026-02-13 09:30 +01", DATE_MOMENT, 1770971400, 3600);
}

static void what_is_no_date_is_told_from_an_impossible_one(void **state) {
  (void)state;
  static const char *const none[] = {"",
                                     "tomorrow",
                                     "2026",
                                     "2026-02",
                                     "13.02.2026",
                                     "02/13/2026",
                                     "2026-02-13x",
                                     "2026-02-13 9",
                                     "2026-02-13T09:30:15,5",
                                     "26-02-13",
                                     "2026-02-13T",
                                     "2026-02-13 09:30:15 CET",
                                     "20260213",
                                     "2026-02-13 09:3",
                                     "2026-02-13 09:30:15."};
  static const char *const impossible[] = {"2026-13-02", "2026-00-10",       "2026-02-29",
                                           "2026-04-31", "2026-02-13 24:00", "2026-02-13 23:60",
                                           "1900-02-29", "2026-01-00",       "2026-02-13 12:00:60"};
  date d;
  for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
    if (date_parse(sv_of(none[i]), &d) != DATE_NOT) fail_msg("%s", none[i]);
  }
  for (size_t i = 0; i < sizeof impossible / sizeof *impossible; i++) {
    if (date_parse(sv_of(impossible[i]), &d) != DATE_IMPOSSIBLE) fail_msg("%s", impossible[i]);
  }
}

static void assert_shown(const char *written, const char *day, const char *moment) {
  char text[DATE_TEXT];
  date d;
  date_parse(sv_of(written), &d);
  assert_int_equal(date_day_text(d, text), strlen(day));
  assert_string_equal(text, day);
  assert_int_equal(date_rfc3339(d, text), strlen(moment));
  assert_string_equal(text, moment);
}

static void dates_are_written_as_rfc_3339_has_them(void **state) {
  (void)state;
  assert_shown("2026-02-03", "2026-02-03", "2026-02-03T00:00:00Z");
  assert_shown("2026-02-13 09:05:07+05:45", "2026-02-13", "2026-02-13T09:05:07+05:45");
  assert_shown("2026-02-13 01:00:00 -0330", "2026-02-13", "2026-02-13T01:00:00-03:30");
  assert_shown("0001-01-01", "0001-01-01", "0001-01-01T00:00:00Z");
}

static void assert_months_later(const char *from, int months, const char *to) {
  char text[DATE_TEXT];
  date d;
  date_parse(sv_of(from), &d);
  date_day_text(date_add_months(d, months), text);
  assert_string_equal(text, to);
}

static void months_end_on_their_last_day(void **state) {
  (void)state;
  assert_months_later("2026-01-31", 1, "2026-02-28");
  assert_months_later("2024-01-31", 1, "2024-02-29");
  assert_months_later("2026-01-15", 24, "2028-01-15");
  assert_months_later("2026-03-31", -1, "2026-02-28");
  assert_months_later("2026-01-31", -13, "2024-12-31");
  assert_months_later("2024-02-29", 12, "2025-02-28");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(days_and_calendar_agree),
      cmocka_unit_test(leap_years_are_gregorian),
      cmocka_unit_test(a_moment_is_shown_at_its_offset),
      cmocka_unit_test(the_forms_of_rfc_3339_and_yaml_are_read),
      cmocka_unit_test(what_is_no_date_is_told_from_an_impossible_one),
      cmocka_unit_test(dates_are_written_as_rfc_3339_has_them),
      cmocka_unit_test(months_end_on_their_last_day),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
