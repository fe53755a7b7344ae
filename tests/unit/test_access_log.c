/* Lines of access logs. The first is the example of Apache's own documentation. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "graph/access_log.h"

static void assert_text(sv actual, const char *expected) {
  assert_int_equal(actual.len, strlen(expected));
  assert_memory_equal(actual.at, expected, actual.len);
}

static void reads_the_common_format(void **state) {
  access_hit hit;
  assert_true(access_log_read(SV("127.0.0.1 - frank [10/Oct/2000:13:55:36 -0700] "
                                 "\"GET /apache_pb.gif HTTP/1.0\" 200 2326"),
                              &hit));
  assert_text(hit.client, "127.0.0.1");
  assert_int_equal(hit.seconds, 971211336); /* date -d '2000-10-10 13:55:36 -0700' +%s */
  assert_text(hit.method, "GET");
  assert_text(hit.target, "/apache_pb.gif");
  assert_int_equal(hit.status, 200);
  assert_false(hit.has_agent);
}

static void reads_the_combined_format(void **state) {
  access_hit hit;
  assert_true(access_log_read(SV("2001:db8::7 - - [29/Feb/2024:23:59:59 +0530] "
                                 "\"GET /a \\\"b\\\" HTTP/2.0\" 304 - \"-\" \"Fire\\\"fox\" 0.003"),
                              &hit));
  assert_text(hit.target, "/a \\\"b\\\"");
  assert_int_equal(hit.status, 304);
  assert_int_equal(hit.seconds, 1709231399);
  assert_true(hit.has_agent);
  assert_text(hit.agent, "Fire\\\"fox");
}

static void a_request_that_is_none_is_no_broken_line(void **state) {
  static const char *const requests[] = {"-", "", "\\x16\\x03\\x01"};
  for (size_t i = 0; i < 3; i++) {
    char line[200];
    access_hit hit;
    int length = snprintf(line, sizeof line, "::1 - - [01/Jan/2026:00:00:00 +0000] \"%s\" 400 0",
                          requests[i]);
    assert_true(access_log_read(sv_make(line, (size_t)length), &hit));
    assert_int_equal(hit.method.len, 0);
  }
}

static void refuses_what_is_in_neither_format(void **state) {
  static const char *const lines[] = {
      "",
      "-",
      "::1 - - 01/Jan/2026:00:00:00 +0000 \"GET / HTTP/1.1\" 200 5",
      "::1 - [01/Jan/2026:00:00:00 +0000] \"GET / HTTP/1.1\" 200 5",
      "host:80 ::1 - - [01/Jan/2026:00:00:00 +0000] \"GET / HTTP/1.1\" 200 5",
      "::1 - - [32/Jan/2026:00:00:00 +0000] \"GET / HTTP/1.1\" 200 5",
      "::1 - - [01/anF/2026:00:00:00 +0000] \"GET / HTTP/1.1\" 200 5",
      "::1 - - [01/Jan/2026:24:00:00 +0000] \"GET / HTTP/1.1\" 200 5",
      "::1 - - [01/Jan/2026:00:00:00] \"GET / HTTP/1.1\" 200 5",
      "::1 - - [01/Jan/2026:00:00:00 +0000] \"GET / HTTP/1.1 200 5",
      "::1 - - [01/Jan/2026:00:00:00 +0000] \"GET / HTTP/1.1\"",
      "::1 - - [01/Jan/2026:00:00:00 +0000] \"GET / HTTP/1.1\" 2000 5",
      "::1 - - [01/Jan/2026:00:00:00 +0000] \"GET / HTTP/1.1\" 200 five",
      "::1 - - [01/Jan/2026:00:00:00 +0000] \"GET / HTTP/1.1\" 200 5 \"-\" \"Fire"};
  for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
    access_hit hit;
    if (access_log_read(sv_of(lines[i]), &hit)) fail_msg("taken: %s", lines[i]);
  }
}

static void tells_robots_from_people(void **state) {
  static const char *const robots[] = {
      "",
      "-",
      "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)",
      "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2; "
      "+https://openai.com/gptbot)",
      "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
      "Wget/1.21",
      "python-requests/2.31.0",
      "Go-http-client/1.1",
      "UptimeMonitor",
      "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) "
      "HeadlessChrome/121.0.0.0 Safari/537.36"};
  static const char *const people[] = {
      "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
      "Chrome/121.0.0.0 Safari/537.36 Edg/121.0.0.0",
      "Mozilla/5.0 (iPhone; CPU iPhone OS 17_3 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like "
      "Gecko) Version/17.3 Mobile/15E148 Safari/604.1",
      "Mozilla/5.0 (iPhone; CPU iPhone OS 17_3 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like "
      "Gecko) Mobile/21D50 [FBAN/FBIOS;FBAV/447.0;FBDV/iPhone14,7]",
      "Mozilla/5.0 (Linux; Android 14; SM-S911B) AppleWebKit/537.36 (KHTML, like Gecko) "
      "SamsungBrowser/23.0 Chrome/115.0.0.0 Mobile Safari/537.36",
      "Mozilla/5.0 (Linux; Android 10; CUBOT X30) AppleWebKit/537.36 (KHTML, like Gecko) "
      "Chrome/121.0.0.0 Mobile Safari/537.36",
      "Opera/9.80 (J2ME/MIDP; Opera Mini/7.1; U; en) Presto/2.12.423 Version/12.16"};
  for (size_t i = 0; i < sizeof robots / sizeof *robots; i++) {
    if (!access_log_is_robot(sv_of(robots[i]))) fail_msg("no robot: %s", robots[i]);
  }
  for (size_t i = 0; i < sizeof people / sizeof *people; i++) {
    if (access_log_is_robot(sv_of(people[i]))) fail_msg("a robot: %s", people[i]);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(reads_the_common_format),
      cmocka_unit_test(reads_the_combined_format),
      cmocka_unit_test(a_request_that_is_none_is_no_broken_line),
      cmocka_unit_test(refuses_what_is_in_neither_format),
      cmocka_unit_test(tells_robots_from_people),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
