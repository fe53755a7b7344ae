#include <fcntl.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <time.h>

#include <cmocka.h>

#include "folder.h"
#include "serve/client.h"
#include "serve/host_name.h"
#include "serve/hosting.h"
#include "serve/media_type.h"
#include "serve/policy.h"
#include "serve/problems.h"
#include "serve/range.h"
#include "serve/request_path.h"
#include "serve/saves.h"
#include "sys/watch.h"

static arena memory;

/* --- the path of a request -------------------------------------------------------------------- */

static const char *path_of(const char *target) {
  request_path out;
  if (!request_path_read(&memory, sv_of(target), &out)) return "refused";
  return arena_cstr(&memory, out.path);
}

static void a_path_is_decoded_once(void **state) {
  (void)state;
  assert_string_equal(path_of("/"), "/");
  assert_string_equal(path_of("/articles/epidural/?q=%zz"), "/articles/epidural/");
  assert_string_equal(path_of("/a%20b/%C3%BE"), "/a b/\xC3\xBE");
  assert_string_equal(path_of("/100%25"), "/100%");
  assert_string_equal(path_of("/%252e%252e/x"), "/%2e%2e/x");
  assert_string_equal(path_of("/.well-known/x"), "/.well-known/x");
}

static void a_path_that_is_a_trick_is_refused(void **state) {
  (void)state;
  static const char *const tricks[] = {"",
                                       "articles",
                                       "*",
                                       "http://localhost/",
                                       "//evil.example/",
                                       "/a//b",
                                       "/../etc/passwd",
                                       "/a/../../b",
                                       "/a/..",
                                       "/%2e%2e/x",
                                       "/%2E./x",
                                       "/..%2fx",
                                       "/..%5cx",
                                       "/a\\b",
                                       "/./a",
                                       "/.git/config",
                                       "/a/.pamphlet-stage/x",
                                       "/%00",
                                       "/a%00.html",
                                       "/%0d%0aX:y",
                                       "/%",
                                       "/%4",
                                       "/%zz",
                                       "/%ff",
                                       "/%c0%ae%c0%ae/",
                                       "/a\x7f"};
  for (size_t i = 0; i < sizeof tricks / sizeof *tricks; i++) {
    assert_string_equal(path_of(tricks[i]), "refused");
  }
}

static void a_path_too_long_for_any_file_is_refused(void **state) {
  (void)state;
  char *long_path = arena_chars(&memory, 5001);
  memset(long_path, 'a', 5000);
  long_path[0] = '/';
  long_path[5000] = 0;
  assert_string_equal(path_of(long_path), "refused");
}

/* --- whom it answers -------------------------------------------------------------------------- */

static void only_its_own_names_with_its_own_port_are_its_own(void **state) {
  (void)state;
  assert_true(host_is_own(SV("localhost:8000"), 8000));
  assert_true(host_is_own(SV("LocalHost:8000"), 8000));
  assert_true(host_is_own(SV("127.0.0.1:8000"), 8000));
  assert_true(host_is_own(SV("[::1]:8000"), 8000));
  assert_true(host_is_own(SV("localhost"), 80));
  static const char *const others[] = {"",
                                       "localhost",
                                       "localhost:",
                                       "localhost:80",
                                       "localhost:80000",
                                       "localhost:-8000",
                                       "localhost:8000 ",
                                       "localhost.evil.example:8000",
                                       "evil.example:8000",
                                       "localhost:8000.evil.example",
                                       "127.0.0.1.nip.example:8000",
                                       "127.0.0.2:8000",
                                       "::1:8000",
                                       "evil@localhost:8000"};
  for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
    assert_false(host_is_own(sv_of(others[i]), 8000));
  }
}

static void an_origin_is_scheme_and_own_host(void **state) {
  (void)state;
  assert_true(origin_is_own(SV("http://localhost:8000"), 8000));
  assert_false(origin_is_own(SV("https://localhost:8000"), 8000));
  assert_false(origin_is_own(SV("http://localhost:8001"), 8000));
  assert_false(origin_is_own(SV("null"), 8000));
}

/* --- ranges: the examples of RFC 9110, section 14.1.2, for 10000 bytes ------------------------ */

static void assert_range(const char *header, uint64_t size, uint64_t from, uint64_t length) {
  uint64_t f = 0, l = 0;
  assert_int_equal(range_read(sv_of(header), size, &f, &l), RANGE_PART);
  assert_int_equal(f, from);
  assert_int_equal(l, length);
}

static range_kind kind_of(const char *header, uint64_t size) {
  uint64_t from, length;
  return range_read(sv_of(header), size, &from, &length);
}

static void a_range_is_a_part_of_the_file(void **state) {
  (void)state;
  assert_range("bytes=0-499", 10000, 0, 500);
  assert_range("bytes=500-999", 10000, 500, 500);
  assert_range("bytes=-500", 10000, 9500, 500);
  assert_range("bytes=9500-", 10000, 9500, 500);
  assert_range("bytes=9999-20000", 10000, 9999, 1);
  assert_range("bytes=-20000", 10000, 0, 10000);
  assert_range("bytes=0-99999999999999999999999", 10, 0, 10);
  assert_range("bytes=0-0", 1, 0, 1);
}

static void a_range_outside_the_file_is_unsatisfiable(void **state) {
  (void)state;
  assert_int_equal(kind_of("bytes=10000-", 10000), RANGE_BEYOND);
  assert_int_equal(kind_of("bytes=-0", 10000), RANGE_BEYOND);
  assert_int_equal(kind_of("bytes=0-", 0), RANGE_BEYOND);
  assert_int_equal(kind_of("bytes=99999999999999999999999-", 10), RANGE_BEYOND);
}

static void a_range_that_is_none_is_passed_over(void **state) {
  (void)state;
  static const char *const others[] = {"bytes=",    "bytes=-",       "bytes=a-b",   "bytes=5-4",
                                       "lines=1-2", "bytes=0-1,5-6", "bytes=1-2-3", "bytes=+1-2"};
  for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
    assert_int_equal(kind_of(others[i], 100), RANGE_WHOLE);
  }
}

/* --- _headers and _redirects ------------------------------------------------------------------ */

static hosting host_files(const char *headers, const char *redirects) {
  hosting h;
  hosting_read(&memory, sv_of(headers), sv_of(redirects), &h);
  return h;
}

/* "Name: value|Name: value" */
static const char *headers_of(const hosting *h, const char *path) {
  hosting_headers found = {0};
  hosting_headers_of(&memory, h, sv_of(path), &found);
  sv all = SV("");
  for (size_t i = 0; i < found.len; i++) {
    sv pieces[] = {all, i ? SV("|") : SV(""), found.at[i].name, SV(": "), found.at[i].value};
    all = arena_cat(&memory, pieces, 5);
  }
  return arena_cstr(&memory, all);
}

/* "301 /new/" */
static const char *redirect_of(const hosting *h, const char *path) {
  sv to;
  unsigned status;
  if (!hosting_redirect(&memory, h, sv_of(path), &to, &status)) return "none";
  return arena_printf(&memory, "%u %.*s", status, SV_ARG(to)).at;
}

static void headers_go_with_the_paths_they_name(void **state) {
  (void)state;
  hosting h = host_files(
      "# all\n/*\n  X-All: yes\n/assets/*\n\tCache-Control: max-age=1\n"
      "  X-All: too\r\n/p/:name/end\n  X-Step: one\n"
      "https://other.example/*\n  X-Other: no\n/assets/raw/*\n  ! X-All\n",
      "");
  assert_string_equal(headers_of(&h, "/"), "X-All: yes");
  assert_string_equal(headers_of(&h, "/assets/a.css"), "X-All: yes, too|Cache-Control: max-age=1");
  assert_string_equal(headers_of(&h, "/p/x/end"), "X-All: yes|X-Step: one");
  assert_string_equal(headers_of(&h, "/p/x/y/end"), "X-All: yes");
  assert_string_equal(headers_of(&h, "/assets/raw/x"), "Cache-Control: max-age=1");
}

static void header_lines_that_are_none_are_passed_over(void **state) {
  (void)state;
  hosting h = host_files(
      "  X-Before: any path\n/*\n  no colon\n  : no name\n  X y: blank\n"
      "/a/*/b/*\n  X-Two: stars\n",
      "");
  assert_string_equal(headers_of(&h, "/a/1/b/2"), "");
}

static void redirects_lead_on(void **state) {
  (void)state;
  hosting h =
      host_files("",
                 "/old/ /new/ 301\n# a comment\n/temp /there 302!\n/plain /x\n"
                 "/blog/:year/:slug /articles/:slug/ 308\n/docs/* /guide/:splat 301\n"
                 "/c%C3%A9ad /plain/\n/out https://other.example/a 302\n/shown /seen/ 200\n");
  assert_string_equal(redirect_of(&h, "/old/"), "301 /new/");
  assert_string_equal(redirect_of(&h, "/old"), "301 /new/");
  assert_string_equal(redirect_of(&h, "/temp/"), "302 /there");
  assert_string_equal(redirect_of(&h, "/plain"), "301 /x");
  assert_string_equal(redirect_of(&h, "/blog/2026/spine"), "308 /articles/spine/");
  assert_string_equal(redirect_of(&h, "/docs/a b/c"), "301 /guide/a%20b/c");
  assert_string_equal(redirect_of(&h,
                                  "/c\xC3\xA9"
                                  "ad"),
                      "301 /plain/");
  assert_string_equal(redirect_of(&h, "/out"), "302 https://other.example/a");
  assert_string_equal(redirect_of(&h, "/shown"), "200 /seen/");
  assert_string_equal(redirect_of(&h, "/older/"), "none");
}

static void redirects_that_are_none_are_passed_over(void **state) {
  (void)state;
  hosting h =
      host_files("",
                 "/a\n/b /x 418\n/c /x 301 Country=us\n/d id=:id /x\nhttps://h/e /x\n"
                 "/f javascript:alert(1)\n/g https://other.example/ 200\n/h /x\rSet-Cookie:y\n");
  for (const char *p = "abcdefgh"; *p; p++) {
    assert_string_equal(redirect_of(&h, (char[]){'/', *p, 0}), "none");
  }
}

/* --- the policy ------------------------------------------------------------------------------- */

static const char *allowed(const char *policy, bool framed) {
  return arena_cstr(&memory, policy_allow(&memory, sv_of(policy), SV("http://h:1"), framed));
}

static void a_policy_that_allows_its_own_host_stays(void **state) {
  (void)state;
  const char *own = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'";
  assert_string_equal(allowed(own, false), own);
  assert_string_equal(allowed("default-src 'self'", false), "default-src 'self'");
  assert_string_equal(allowed("img-src x.example", false), "img-src x.example");
}

static void a_stricter_policy_lets_the_server_in(void **state) {
  (void)state;
  assert_string_equal(allowed("script-src 'none'; style-src a.example;", false),
                      "script-src http://h:1; style-src a.example http://h:1");
  assert_string_equal(allowed("default-src 'none'; script-src 'self'", false),
                      "default-src 'none'; script-src 'self'; style-src http://h:1; "
                      "connect-src http://h:1");
}

static void only_a_framed_page_may_be_framed(void **state) {
  (void)state;
  assert_string_equal(allowed("frame-ancestors 'none'", false), "frame-ancestors 'none'");
  assert_string_equal(allowed("frame-ancestors 'none'", true), "frame-ancestors 'self'");
}

/* --- what goes to the browser ----------------------------------------------------------------- */

static void types_come_with_their_character_set(void **state) {
  (void)state;
  assert_sv(media_type_of(SV("a/index.html")), "text/html; charset=utf-8");
  assert_sv(media_type_of(SV("a.CSS")), "text/css; charset=utf-8");
  assert_sv(media_type_of(SV("a.woff2")), "font/woff2");
  assert_sv(media_type_of(SV("a.html/CNAME")), "application/octet-stream");
}

static void the_script_stands_at_the_end_of_the_body(void **state) {
  (void)state;
  sv html = client_page(&memory, SV("<p>a</body> b</BODY>\n</html>"), SV("1-2"));
  assert_true(sv_starts(html, SV("<p>a</body> b<script src=\"/_pamphlet/reload.js?v=")));
  assert_true(sv_ends(html, SV("\" data-mark=\"1-2\" async></script>\n</BODY>\n</html>")));
  assert_true(sv_starts(client_page(&memory, SV(""), SV("1-2")), SV("<script ")));
}

static void errors_are_shown_with_their_place_and_escaped(void **state) {
  (void)state;
  diag_sink *sink = diag_sink_new();
  diag_source_text(sink, SV("a.md"), SV("one\ntwo <b> three\n"));
  diag_hint(diag_add(sink, DIAG_FM004, diag_at(SV("a.md"), 8, 3), "\"<b>\" is not a date"),
            "a & b");
  buf out = BUF_EMPTY;
  problems_html(&out, sink);
  const char *html = buf_cstr(&out);
  assert_non_null(strstr(html, "1 error to mend"));
  assert_non_null(strstr(html, "a.md, line 2, column 5"));
  assert_non_null(strstr(html, "&quot;&lt;b&gt;&quot; is not a date"));
  assert_non_null(strstr(html, "two <mark>&lt;b&gt;</mark> three"));
  assert_non_null(strstr(html, "a &amp; b"));
  buf_free(&out);
  diag_sink_free(sink);
}

static void no_error_is_no_overlay(void **state) {
  (void)state;
  diag_sink *sink = diag_sink_new();
  diag_add(sink, DIAG_IO008, diag_file(SV("x")), "only a warning");
  buf out = BUF_EMPTY;
  problems_html(&out, sink);
  assert_int_equal(out.len, 0);
  buf_free(&out);
  diag_sink_free(sink);
}

/* --- what was saved --------------------------------------------------------------------------- */

static void what_editors_leave_about_is_not_news(void **state) {
  (void)state;
  static const char *const litter[] = {".a.md.swp", "a.md~", "#a.md#", ".#a.md", "4913", "a.tmp"};
  for (size_t i = 0; i < sizeof litter / sizeof *litter; i++) {
    assert_true(saves_ignore(sv_of(litter[i])));
  }
  static const char *const news[] = {"a.md", "2026", "2026-02-02-a.md", "#1.md", "a.jpg"};
  for (size_t i = 0; i < sizeof news / sizeof *news; i++) {
    assert_false(saves_ignore(sv_of(news[i])));
  }
}

static events_change change_of(const char *one, const char *other) {
  sv_list changed = {0};
  vec_push(&memory, &changed, sv_of(one));
  vec_push(&memory, &changed, sv_of(other));
  return saves_change(&changed);
}

static void only_styles_are_styles(void **state) {
  (void)state;
  const char *css = "layouts/assets/css/main.css";
  assert_int_equal(change_of(css, "layouts/theme.yaml"), EVENTS_STYLES);
  assert_int_equal(change_of(css, "content/articles/a.md"), EVENTS_PAGES);
  assert_int_equal(change_of(css, "content/files/images/a.jpg"), EVENTS_ALL);
}

static void saves_are_kept_in_order_and_once(void **state) {
  (void)state;
  saves waiting = {0};
  sv first[] = {SV("b.md"), SV("d.md")}, later[] = {SV("a.md"), SV("b.md"), SV("c.md")};
  saves_add(&waiting, &(sv_list){first, 2, 0});
  saves_add(&waiting, &(sv_list){later, 3, 0});
  static const char *const wanted[] = {"a.md", "b.md", "c.md", "d.md"};
  assert_int_equal(waiting.paths.len, 4);
  for (size_t i = 0; i < 4; i++) assert_true(sv_is(waiting.paths.at[i], wanted[i]));
  saves_clear(&waiting);
  assert_int_equal(waiting.paths.len, 0);
  arena_free(&waiting.memory);
}

static void *wake_soon(void *w) {
  nanosleep(&(struct timespec){.tv_nsec = 20000000}, NULL);
  watch_wake(w);
  return NULL;
}

/* A build that is over wakes the watch, perhaps in the middle of a save. */
static void a_woken_watch_loses_nothing(void **state) {
  (void)state;
  sv folder = SV(".");
  watch *w = watch_new(&(watch_options){.folders = {&folder, 1, 0}});
  int file = open("being-written.md", O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
  assert_true(file >= 0);
  pthread_t waker;
  assert_int_equal(pthread_create(&waker, NULL, wake_soon, w), 0);
  sv_list changed;
  watch_news news = watch_wait(w, &memory, 5000, &changed);
  if (news == WATCH_WOKEN) news = watch_wait(w, &memory, 5000, &changed);
  assert_int_equal(news, WATCH_CHANGED);
  assert_int_equal(changed.len, 1);
  assert_true(sv_ends(changed.at[0], SV("being-written.md")));
  pthread_join(waker, NULL);
  close(file);
  watch_free(w);
}

static int done(void **state) {
  (void)state;
  arena_free(&memory);
  return 0;
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_path_is_decoded_once),
      cmocka_unit_test(a_path_that_is_a_trick_is_refused),
      cmocka_unit_test(a_path_too_long_for_any_file_is_refused),
      cmocka_unit_test(only_its_own_names_with_its_own_port_are_its_own),
      cmocka_unit_test(an_origin_is_scheme_and_own_host),
      cmocka_unit_test(a_range_is_a_part_of_the_file),
      cmocka_unit_test(a_range_outside_the_file_is_unsatisfiable),
      cmocka_unit_test(a_range_that_is_none_is_passed_over),
      cmocka_unit_test(headers_go_with_the_paths_they_name),
      cmocka_unit_test(header_lines_that_are_none_are_passed_over),
      cmocka_unit_test(redirects_lead_on),
      cmocka_unit_test(redirects_that_are_none_are_passed_over),
      cmocka_unit_test(a_policy_that_allows_its_own_host_stays),
      cmocka_unit_test(a_stricter_policy_lets_the_server_in),
      cmocka_unit_test(only_a_framed_page_may_be_framed),
      cmocka_unit_test(types_come_with_their_character_set),
      cmocka_unit_test(the_script_stands_at_the_end_of_the_body),
      cmocka_unit_test(errors_are_shown_with_their_place_and_escaped),
      cmocka_unit_test(no_error_is_no_overlay),
      cmocka_unit_test(what_editors_leave_about_is_not_news),
      cmocka_unit_test(only_styles_are_styles),
      cmocka_unit_test(saves_are_kept_in_order_and_once),
      test_in_folder(a_woken_watch_loses_nothing),
  };
  return cmocka_run_group_tests(tests, NULL, done);
}
