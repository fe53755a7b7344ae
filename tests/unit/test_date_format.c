/* Expected values are what Ruby's Time#strftime gives. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "value/date_format.h"

static void check(date d, const char *pattern, const char *expected) {
  buf out = BUF_EMPTY;
  date_format(&out, d, sv_of(pattern), NULL);
  if (!sv_is(buf_sv(&out), expected)) {
    fail_msg("%s gave \"%s\", not \"%s\"", pattern, buf_cstr(&out), expected);
  }
  buf_free(&out);
}

static void fields(void **state) {
  date d = date_join(2016, 3, 4, 15, 6, 7, 0);
  check(d, "%Y-%m-%d %H:%M:%S", "2016-03-04 15:06:07");
  check(d, "%C %y %B %b %e %j %A %a %u %w", "20 16 March Mar  4 064 Friday Fri 5 5");
  check(d, "%I %l %k %p %P", "03  3 15 PM pm");
  check(d, "%c|%D|%F|%T|%R|%r|%v|%x|%X",
        "Fri Mar  4 15:06:07 2016|03/04/16|2016-03-04|15:06:07|15:06|03:06:07 PM| 4-MAR-2016|"
        "03/04/16|15:06:07");
  check(d, "%s %% %n%t%Q", "1457103967 % \n\t%Q");
}

static void flags_and_widths(void **state) {
  date d = date_join(2016, 3, 4, 5, 6, 7, 0);
  check(d, "%-m/%-d %_m %^b %^A %10Y %-H %010H %3d %_5d",
        "3/4  3 MAR FRIDAY 0000002016 5 0000000005 004     4");
  check(d, "%#p %^p %10A|%-10A", "am AM     Friday|Friday");
  check(d, "%EY %Ed %Od", "2016 %Ed 04");
}

static void weeks(void **state) {
  check(date_join(2016, 1, 3, 0, 0, 0, 0), "%U %W %V %G %g", "01 00 53 2015 15");
  check(date_join(2018, 12, 31, 0, 0, 0, 0), "%U %W %V %G", "52 53 01 2019");
  check(date_join(2020, 12, 31, 0, 0, 0, 0), "%V %G", "53 2020");
}

static void zones(void **state) {
  check(date_join(2016, 1, 1, 0, 0, 0, 0), "%z %:z %::z %Z", "+0000 +00:00 +00:00:00 UTC");
  check(date_join(2016, 1, 1, 0, 0, 0, 5 * 3600 + 1800), "%z %:z|%_z", "+0530 +05:30| +530");
  check(date_join(2016, 1, 1, 0, 0, 0, -3 * 3600 - 1800), "%z", "-0330");
}

static void names_of_another_language(void **state) {
  date_names names = date_names_english;
  buf out = BUF_EMPTY;
  names.months[1] = SV("febrero");
  date_format(&out, date_join(2026, 2, 13, 0, 0, 0, 0), SV("%-d de %B de %Y"), &names);
  assert_string_equal(buf_cstr(&out), "13 de febrero de 2026");
  buf_free(&out);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(fields),
      cmocka_unit_test(flags_and_widths),
      cmocka_unit_test(weeks),
      cmocka_unit_test(zones),
      cmocka_unit_test(names_of_another_language),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
