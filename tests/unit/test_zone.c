#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "value/zone.h"
#include "value/zone_rule.h"

/* The clocks of Los Angeles in 2026: forward on 8 March, back on 1 November, at 2 in the
 * morning (rule "PST8PDT,M3.2.0,M11.1.0"). */
static date wall(int month, int day, int hour, int minute) {
  return date_join(2026, month, day, hour, minute, 0, 0);
}

static const zone *los_angeles(arena *a) {
  const zone *z = zone_open(a, SV("America/Los_Angeles"));
  assert_non_null(z);
  return z;
}

static void names_outside_the_zone_folder_are_no_zones(void **state) {
  (void)state;
  arena a = {0};
  static const char *const names[] = {"",          "/etc/localtime", "../../../etc/passwd", "Mars",
                                      "Europe/",   "America",        "America/Los_Angelos", ".",
                                      "Europe/../"};
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
    assert_null(zone_open(&a, sv_of(names[i])));
  }
  assert_non_null(zone_open(&a, SV("UTC")));
  arena_free(&a);
}

static void summer_and_winter_differ(void **state) {
  (void)state;
  arena a = {0};
  const zone *z = los_angeles(&a);
  assert_int_equal(zone_local(z, wall(1, 15, 12, 0)).offset, -8 * 3600);
  assert_int_equal(zone_local(z, wall(7, 15, 12, 0)).offset, -7 * 3600);
  date summer = zone_local(z, wall(7, 15, 12, 0));
  assert_true(summer.seconds == wall(7, 15, 19, 0).seconds);
  assert_int_equal(zone_shift(z, wall(7, 15, 19, 0)).offset, -7 * 3600);
  assert_int_equal(date_split(zone_shift(z, wall(7, 15, 19, 0))).hour, 12);
  arena_free(&a);
}

static void a_skipped_time_takes_the_offset_before_it(void **state) {
  (void)state;
  arena a = {0};
  date d = zone_local(los_angeles(&a), wall(3, 8, 2, 30));
  assert_true(d.seconds == wall(3, 8, 10, 30).seconds);
  arena_free(&a);
}

static void a_time_that_comes_twice_is_the_first(void **state) {
  (void)state;
  arena a = {0};
  const zone *z = los_angeles(&a);
  assert_true(zone_local(z, wall(11, 1, 1, 30)).seconds == wall(11, 1, 8, 30).seconds);
  assert_true(zone_local(z, wall(11, 1, 0, 59)).seconds == wall(11, 1, 7, 59).seconds);
  assert_true(zone_local(z, wall(11, 1, 2, 0)).seconds == wall(11, 1, 10, 0).seconds);
  arena_free(&a);
}

static void the_rule_holds_in_far_years(void **state) {
  (void)state;
  arena a = {0};
  const zone *z = los_angeles(&a);
  date july = date_join(2100, 7, 1, 0, 0, 0, 0), january = date_join(2101, 1, 1, 0, 0, 0, 0);
  assert_int_equal(zone_offset(z, july.seconds), -7 * 3600);
  assert_int_equal(zone_offset(z, january.seconds), -8 * 3600);
  arena_free(&a);
}

static void the_file_knows_the_past(void **state) {
  (void)state;
  arena a = {0};
  /* Local mean time until 18 November 1883, and war time in the winter of 1943 (tz database). */
  date long_ago = date_join(1880, 1, 1, 0, 0, 0, 0), war = date_join(1943, 1, 1, 0, 0, 0, 0);
  assert_int_equal(zone_offset(los_angeles(&a), long_ago.seconds), -(7 * 3600 + 52 * 60 + 58));
  assert_int_equal(zone_offset(los_angeles(&a), war.seconds), -7 * 3600);
  arena_free(&a);
}

static int32_t offset_of(const char *rule, int month, int day, int hour) {
  zone__rule r;
  assert_true(zone__rule_parse(sv_of(rule), &r));
  return zone__rule_offset(&r, wall(month, day, hour, 0).seconds);
}

static void rules_of_every_form_are_read(void **state) {
  (void)state;
  assert_int_equal(offset_of("<+0545>-5:45", 1, 1, 0), 5 * 3600 + 45 * 60);
  /* South: summer runs over the new year. */
  assert_int_equal(offset_of("AEST-10AEDT,M10.1.0,M4.1.0/3", 1, 1, 0), 11 * 3600);
  assert_int_equal(offset_of("AEST-10AEDT,M10.1.0,M4.1.0/3", 7, 1, 0), 10 * 3600);
  /* Ireland: winter time is the exception. */
  assert_int_equal(offset_of("IST-1GMT0,M10.5.0,M3.5.0/1", 1, 1, 0), 0);
  assert_int_equal(offset_of("IST-1GMT0,M10.5.0,M3.5.0/1", 7, 1, 0), 3600);
  /* Greenland: the evening before, 24 hours and more as a time of day. */
  assert_int_equal(offset_of("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", 7, 1, 0), -3600);
  /* Day 60 of a year, counted without 29 February, is 1 March. */
  assert_int_equal(offset_of("AAA0BBB,J60/0,J61/0", 3, 1, 12), 3600);
  assert_int_equal(offset_of("AAA0BBB,59/0,60/0", 3, 1, 12), 3600);
}

static void other_texts_are_no_rules(void **state) {
  (void)state;
  static const char *const texts[] = {"",
                                      "X",
                                      "PST",
                                      "PST8PDT",
                                      "PST8PDT,M3.2.0",
                                      "PST8PDT,M13.2.0,M11.1.0",
                                      "PST8PDT,M3.2.0,M11.1.0x",
                                      "<PST8",
                                      "PST8PDT,M3.6.0,M11.1.0"};
  for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
    zone__rule r;
    if (zone__rule_parse(sv_of(texts[i]), &r)) fail_msg("\"%s\" was read as a rule", texts[i]);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(names_outside_the_zone_folder_are_no_zones),
      cmocka_unit_test(summer_and_winter_differ),
      cmocka_unit_test(a_skipped_time_takes_the_offset_before_it),
      cmocka_unit_test(a_time_that_comes_twice_is_the_first),
      cmocka_unit_test(the_rule_holds_in_far_years),
      cmocka_unit_test(the_file_knows_the_past),
      cmocka_unit_test(rules_of_every_form_are_read),
      cmocka_unit_test(other_texts_are_no_rules),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
