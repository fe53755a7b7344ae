/* Openings counted from logs. The fixture's site is at https://example.org/clinic, its day is
 * 2026-06-15. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>

#include "graph/readers.h"
#include "site.h"

static readers *counter(test_site *t, const char *zone_name) {
  test_article(t, "content/articles/a.md", "A", 2026, 1, 1);
  test_article(t, "content/articles/b.md", "B", 2026, 1, 2);
  t->site.settings.zone = zone_open(&t->memory, sv_of(zone_name));
  assert_non_null(t->site.settings.zone);
  test_site_link(t);
  return readers_new(&t->memory, &t->site);
}

static void open_page(readers *r, const char *slug, const char *client, const char *time) {
  char line[300];
  int length =
      snprintf(line, sizeof line, "%s - - [%s] \"GET /clinic/articles/%s/ HTTP/1.1\" 200 5", client,
               time, slug);
  assert_true(readers_line(r, sv_make(line, (size_t)length)));
}

/* "b 2.00, a 0.50" */
static void check_result(test_site *t, const readers *r, const char *expected) {
  readers_counts counts = {0};
  readers_result(&t->memory, r, &counts);
  buf out = BUF_EMPTY;
  for (size_t i = 0; i < counts.len; i++) {
    buf_printf(&out, "%s%.*s %.2f", i ? ", " : "", SV_ARG(counts.at[i].page->slug),
               counts.at[i].count);
  }
  assert_string_equal(buf_cstr(&out), expected);
  buf_free(&out);
}

static const char *const days[][2] = {{"a", "16/Apr/2026:12:00:00 +0000"},
                                      {"b", "16/May/2026:12:00:00 +0000"},
                                      {"a", "01/Jun/2026:12:00:00 +0000"},
                                      {"b", "15/Jun/2026:12:00:00 +0000"}};

static void logs_count_alike_in_any_order(void **state) {
  test_site *t = *state;
  readers *r = counter(t, "UTC");
  for (size_t i = 0; i < 4; i++) open_page(r, days[i][0], "::1", days[i][1]);
  check_result(t, r, "b 1.50, a 0.97"); /* 1 + 2^-1, 2^-(14/30) + 2^-2 */
  readers *back = readers_new(&t->memory, &t->site);
  for (size_t i = 4; i-- > 0;) open_page(back, days[i][0], "::1", days[i][1]);
  check_result(t, back, "b 1.50, a 0.97");
}

static void repeats_are_known_in_any_order(void **state) {
  test_site *t = *state;
  readers *r = counter(t, "UTC");
  open_page(r, "a", "::1", "15/Jun/2026:10:20:00 +0000");
  open_page(r, "a", "::1", "15/Jun/2026:10:00:00 +0000");
  open_page(r, "a", "::2", "15/Jun/2026:10:00:00 +0000");
  check_result(t, r, "a 2.00");
  assert_int_equal(readers_sorted(r)->repeats, 1);
}

static void a_clock_that_is_ahead_makes_nothing_older(void **state) {
  test_site *t = *state;
  readers *r = counter(t, "UTC");
  open_page(r, "a", "::1", "15/Jun/2026:10:00:00 +0000");
  open_page(r, "b", "::1", "15/Jun/2036:10:00:00 +0000");
  check_result(t, r, "a 1.00, b 1.00");
}

static void the_day_is_that_of_the_site(void **state) {
  test_site *t = *state;
  readers *r = counter(t, "America/Los_Angeles"); /* midnight there is seven in UTC, in summer */
  open_page(r, "a", "::1", "16/May/2026:06:59:00 +0000");
  open_page(r, "b", "::1", "14/Jun/2026:07:01:00 +0000");
  check_result(t, r, "b 1.00, a 0.50"); /* 30 days, from 15 May to 14 June */
}

static void broken_lines_are_counted(void **state) {
  test_site *t = *state;
  readers *r = counter(t, "UTC");
  assert_false(readers_line(r, SV("nothing")));
  readers_broken_line(r);
  assert_int_equal(readers_sorted(r)->broken, 2);
  check_result(t, r, "");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      test_with_site(logs_count_alike_in_any_order),
      test_with_site(repeats_are_known_in_any_order),
      test_with_site(a_clock_that_is_ahead_makes_nothing_older),
      test_with_site(the_day_is_that_of_the_site),
      test_with_site(broken_lines_are_counted),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
