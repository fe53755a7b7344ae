#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "model/url.h"

static void expect(sv got, const char *wanted) {
  if (!sv_is(got, wanted)) fail_msg("\"%.*s\" is not \"%s\"", SV_ARG(got), wanted);
}

static void paths_are_percent_encoded(void **state) {
  (void)state;
  arena a = {0};
  expect(url_path(&a, SV("/a b/é?#%\"<>/")), "/a%20b/%C3%A9%3F%23%25%22%3C%3E/");
  expect(url_path(&a, SV("/a-b._~!$&'()*+,;=:@/")), "/a-b._~!$&'()*+,;=:@/");
  expect(url_path(&a, SV("")), "");
  arena_free(&a);
}

static void decoding_undoes_it(void **state) {
  (void)state;
  arena a = {0};
  expect(url_decode(&a, SV("/a%20b/%C3%A9%3f/")), "/a b/é?/");
  expect(url_decode(&a, SV("100%")), "100%");
  expect(url_decode(&a, SV("%zz%4")), "%zz%4");
  expect(url_decode(&a, SV("%2541")), "%41");
  arena_free(&a);
}

static void a_target_has_three_parts(void **state) {
  (void)state;
  url_parts p = url_split(SV("x.md?q=1#risks?a"));
  expect(p.path, "x.md");
  expect(p.query, "q=1");
  expect(p.fragment, "risks?a");
  assert_true(p.has_query && p.has_fragment);
  p = url_split(SV("#"));
  expect(p.path, "");
  assert_true(p.has_fragment && !p.has_query);
  p = url_split(SV("x.md"));
  assert_false(p.has_fragment || p.has_query);
}

static void what_leads_elsewhere_has_a_scheme_or_a_host(void **state) {
  (void)state;
  static const char *const out[] = {"https://x", "mailto:a@b", "tel:+1",
                                    "//host/x",  "HTTP://x",   "javascript:alert(1)"};
  static const char *const in[] = {"",      "x.md",    "/a:b/", "#a:b", "?a:b",
                                   "a/b:c", "1x:y.md", ":x",    "a b:c"};
  for (size_t i = 0; i < sizeof out / sizeof out[0]; i++) {
    if (!url_is_external(sv_of(out[i]))) fail_msg("%s", out[i]);
  }
  for (size_t i = 0; i < sizeof in / sizeof in[0]; i++) {
    if (url_is_external(sv_of(in[i]))) fail_msg("%s", in[i]);
  }
  expect(url_scheme(SV("https://x")), "https");
}

static void a_path_is_a_file(void **state) {
  (void)state;
  arena a = {0};
  expect(url_output(&a, SV("/a/b/")), "a/b/index.html");
  expect(url_output(&a, SV("/")), "index.html");
  expect(url_output(&a, SV("/404.html")), "404.html");
  expect(url_output(&a, SV("/a/b")), "a/b/index.html");
  expect(url_output(&a, SV("/a.b/c")), "a.b/c/index.html");
  expect(url_output(&a, SV("/blog/x.html")), "blog/x.html");
  arena_free(&a);
}

static void a_permalink_is_filled_in(void **state) {
  (void)state;
  arena a = {0};
  permalink_facts facts = {SV("articles"), SV("epidural"), SV("Epidural: what?"), true,
                           date_join(2026, 2, 3, 0, 0, 0, 0)};
  sv out, problem;
  assert_true(url_permalink(&a, SV("/:year/:month/:day/:slug/"), &facts, &out, &problem));
  expect(out, "/2026/02/03/epidural/");
  assert_true(url_permalink(&a, SV(":section//:title.html"), &facts, &out, &problem));
  expect(out, "/articles/epidural-what.html");
  assert_false(url_permalink(&a, SV("/:yeer/"), &facts, &out, &problem));
  expect(problem, "yeer");
  facts.dated = false;
  assert_false(url_permalink(&a, SV("/:year/:slug/"), &facts, &out, &problem));
  expect(problem, "year");
  arena_free(&a);
}

static void a_site_path_stays_in_the_site(void **state) {
  (void)state;
  static const char *const good[] = {"/", "/a/", "/a/b.html", "/é 1/", "/a..b/", "/.well-known/x"};
  static const char *const bad[] = {"",     "a/",   "//host", "/../x", "/a/../b", "/a/..",
                                    "/./a", "/a?b", "/a#b",   "/a\\b", "/a\nb",   "http://x/"};
  for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
    if (!url_is_site_path(sv_of(good[i]))) fail_msg("%s", good[i]);
  }
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
    if (url_is_site_path(sv_of(bad[i]))) fail_msg("%s", bad[i]);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(paths_are_percent_encoded),
      cmocka_unit_test(decoding_undoes_it),
      cmocka_unit_test(a_target_has_three_parts),
      cmocka_unit_test(what_leads_elsewhere_has_a_scheme_or_a_host),
      cmocka_unit_test(a_path_is_a_file),
      cmocka_unit_test(a_permalink_is_filled_in),
      cmocka_unit_test(a_site_path_stays_in_the_site),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
