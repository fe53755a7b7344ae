#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "model/records.h"
#include "model/settings.h"
#include "report.h"
#include "wrap/yaml.h"

typedef struct reading {
  arena a;
  diag_sink *sink;
  settings s;
  buf report;
} reading;

static reading read_with(const char *text, const char *base_url) {
  reading r = {.sink = diag_sink_new()};
  sv file = SV("content/site.yaml");
  diag_source_text(r.sink, file, sv_of(text));
  const node *root = yaml_parse(&r.a, file, sv_of(text), 0, r.sink);
  settings_read(&r.a, file, root, sv_of(base_url), r.sink, &r.s);
  report_of(r.sink, &r.report);
  return r;
}

static reading read_text(const char *text) {
  return read_with(text, "");
}

static void done(reading *r) {
  buf_free(&r->report);
  diag_sink_free(r->sink);
  arena_free(&r->a);
}

static void expect(sv got, const char *wanted) {
  if (!sv_is(got, wanted)) fail_msg("\"%.*s\" is not \"%s\"", SV_ARG(got), wanted);
}

static void expect_problems(const char *text, const char *report) {
  reading r = read_text(text);
  assert_string_equal(buf_cstr(&r.report), report);
  done(&r);
}

static void what_is_not_said_has_its_default(void **state) {
  (void)state;
  reading r = read_text("title: Hill Clinic\nbase_url: https://hill.example\n");
  const settings *s = &r.s;
  assert_string_equal(buf_cstr(&r.report), "");
  expect(s->name, "Hill Clinic");
  expect(s->language, "en");
  assert_int_equal(s->languages.len, 1);
  assert_int_equal(zone_offset(s->zone, 0), 0);
  assert_int_equal(s->paginate, 20);
  assert_int_equal(s->review, REVIEW_OFF);
  assert_int_equal(s->review_months, 24);
  assert_true(s->readability.warn == 6 && s->readability.fail == 8);
  expect(s->readability.method, "flesch-kincaid");
  assert_int_equal(s->related.count, 4);
  assert_true(s->related.title == 3 && s->related.headings == 1 && s->related.body == 0.25);
  assert_true(s->related.terms == 1 && s->related.links == 0.5);
  assert_int_equal(s->raw_html, HTML_LEAVE_OUT);
  assert_true(s->comments.show);
  static const char *const usual[] = {"tags", "conditions", "procedures", "specialties"};
  assert_int_equal(s->taxonomies.len, 4);
  for (size_t i = 0; i < 4; i++) expect(s->taxonomies.at[i].name, usual[i]);
  done(&r);
}

static void the_address_is_taken_apart(void **state) {
  (void)state;
  static const struct {
    const char *url, *base_url, *origin, *path;
  } cases[] = {
      {"https://x.example", "https://x.example", "https://x.example", ""},
      {"https://x.example/", "https://x.example", "https://x.example", ""},
      {"https://x.example/über/%C3%BC/", "https://x.example/%C3%BCber/%C3%BC", "https://x.example",
       "/%C3%BCber/%C3%BC"},
      {"http://x.example:8080/a/b//", "http://x.example:8080/a/b", "http://x.example:8080", "/a/b"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    reading r = read_with("title: A\nbase_url: https://other.example\n", cases[i].url);
    expect(r.s.base_url, cases[i].base_url);
    expect(r.s.origin, cases[i].origin);
    expect(r.s.base_path, cases[i].path);
    assert_string_equal(buf_cstr(&r.report), "");
    done(&r);
  }
}

static void a_site_must_say_where_it_will_stand(void **state) {
  (void)state;
  expect_problems("title: A\n",
                  "0:0 CF002 base_url is missing; add a line with the address of the site: "
                  "base_url: https://www.example.com\n");
  expect_problems("title: A\nbase_url: clinic.example\n",
                  "2:11 CF003 \"clinic.example\" is not a web address; start it with https://, as "
                  "in https://clinic.example\n");
  static const char *const bad[] = {
      "ftp://x.example",      "https://",        "https://x.example/?a=1", "https://x.example/#a",
      "https://me@x.example", "https:x.example", "https://x.example/../a", "https://x .example"};
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
    reading r = read_with("title: A\n", bad[i]);
    if (diag_count(r.sink, DIAG_ERROR) != 1 || r.s.base_url.len) fail_msg("%s", bad[i]);
    done(&r);
  }
}

static void wrong_settings_are_all_reported(void **state) {
  (void)state;
  expect_problems(
      "base_url: https://x.example\npaginate: many\ntime_zone: America/Los_Angelos\n"
      "review: sometimes\nreadability: {warn: low}\nraw_html: yes\nrelated: 4\n",
      "2:11 CF003 \"paginate\" must be a whole number from 1 to 10000; write digits only, without "
      "quotes\n"
      "3:12 CF003 \"America/Los_Angelos\" is not a time zone that this machine knows; write "
      "continent and city, as in America/Los_Angeles, or UTC\n"
      "4:9 CF003 \"review\" cannot be \"sometimes\"; write off, warn or required\n"
      "5:21 CF003 \"warn\" must be a number from 0 to 100; write digits, with a point before the "
      "decimals, without quotes\n"
      "6:11 CF003 \"raw_html\" cannot be \"yes\"; write off, listed or everything-even-scripts\n"
      "7:10 CF003 \"related\" is a group of settings, but this is a number; write related: "
      "{count: 4}\n");
}

static void html_passes_as_far_as_the_site_says(void **state) {
  (void)state;
  static const struct {
    const char *value;
    html_policy policy;
  } cases[] = {{"off", HTML_LEAVE_OUT},
               {"false", HTML_LEAVE_OUT},
               {"listed", HTML_LISTED},
               {"true", HTML_LISTED},
               {"{a: href}", HTML_LISTED}};
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    char text[80];
    snprintf(text, sizeof text, "base_url: https://x.example\nraw_html: %s\n", cases[i].value);
    reading r = read_text(text);
    assert_string_equal(buf_cstr(&r.report), "");
    assert_int_equal(r.s.raw_html, cases[i].policy);
    bool links = html_rules_has(&r.s.html, html_element_named(SV("A")), SV("href"));
    assert_int_equal(links, cases[i].policy == HTML_LISTED);
    bool bold = html_rules_has_element(&r.s.html, html_element_named(SV("b")));
    assert_int_equal(bold, cases[i].policy == HTML_LISTED && i != 4);
    done(&r);
  }
  expect_problems("base_url: https://x.example\nraw_html: everything-even-scripts\n",
                  "2:11 CF006 every article may now run scripts in your readers' browsers; whoever "
                  "can change an article can read what readers type; raw_html: listed lets only "
                  "harmless HTML through\n");
  expect_problems("base_url: https://x.example\nraw_html: everything\n",
                  "2:11 CF003 \"raw_html\" cannot be \"everything\"; write off, listed or "
                  "everything-even-scripts\n");
}

/* What can do harm is not to be had by listing it. */
static void a_site_cannot_list_what_does_harm(void **state) {
  (void)state;
  expect_problems(
      "base_url: https://x.example\n"
      "raw_html:\n"
      "  iframe: [src]\n"
      "  a: [href, onclick]\n"
      "  detials: [open]\n"
      "  p: style\n"
      "  \"*\": [class, srcdoc]\n",
      "3:3 CF003 raw_html cannot list the element \"iframe\"; what could run a program, send a "
      "form "
      "or ask another server cannot be listed\n"
      "4:6 CF003 raw_html cannot list the attribute \"onclick\" of a; an element may have its own "
      "attributes, in small letters, and class, id, lang, title, role and aria-…; never style or "
      "on…\n"
      "5:3 CF003 raw_html cannot list the element \"detials\"; did you mean \"details\"?\n"
      "6:6 CF003 raw_html cannot list the attribute \"style\" of p; an element may have its own "
      "attributes, in small letters, and class, id, lang, title, role and aria-…; never style or "
      "on…\n"
      "7:8 CF003 raw_html cannot list the attribute \"srcdoc\" of *; an element may have its own "
      "attributes, in small letters, and class, id, lang, title, role and aria-…; never style or "
      "on…\n");
}

static void an_unknown_setting_is_a_warning(void **state) {
  (void)state;
  expect_problems(
      "base_url: https://x.example\nlangauge: en\nfax: 555\nparams: {anything: 1}\n"
      "comments: {shwo: true}\n",
      "2:1 CF004 \"langauge\" is no setting that Pamphlet knows; did you mean \"language\"?\n"
      "3:1 CF004 \"fax\" is no setting that Pamphlet knows; what layouts alone read can stand "
      "under \"params\", without a warning\n"
      "5:12 CF004 \"shwo\" is no setting that Pamphlet knows; did you mean \"show\"?\n");
}

static void how_articles_relate_can_be_tuned(void **state) {
  (void)state;
  reading r = read_text(
      "base_url: https://x.example\n"
      "related: {count: 6, title: 2, headings: 3, body: 0.5, terms: 0, links: 1.5}\n");
  assert_string_equal(buf_cstr(&r.report), "");
  assert_int_equal(r.s.related.count, 6);
  assert_true(r.s.related.title == 2 && r.s.related.headings == 3 && r.s.related.body == 0.5);
  assert_true(r.s.related.terms == 0 && r.s.related.links == 1.5);
  done(&r);
}

static void nonsense_about_how_articles_relate_is_an_error(void **state) {
  (void)state;
  static const char *const bad[] = {"count: -1",    "count: 2.5",    "count: 101", "count: many",
                                    "title: -1",    "headings: 101", "body: .nan", "terms: .inf",
                                    "links: close", "links: -0.5",   "body: [1]"};
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
    arena a = {0};
    sv text = arena_printf(&a, "base_url: https://x.example\nrelated: {%s}\n", bad[i]);
    reading r = read_text(arena_cstr(&a, text));
    if (diag_count(r.sink, DIAG_ERROR) != 1) fail_msg("%s: %s", bad[i], buf_cstr(&r.report));
    done(&r);
    arena_free(&a);
  }
  expect_problems("base_url: https://x.example\nrelated: {linsk: 1}\n",
                  "2:11 CF004 \"linsk\" is no setting that Pamphlet knows; did you mean "
                  "\"links\"?\n");
}

static void review_off_is_the_word_and_no_truth_value(void **state) {
  (void)state;
  reading r = read_text("base_url: https://x.example\nreview: off\n");
  assert_string_equal(buf_cstr(&r.report), "");
  done(&r);
  r = read_text("base_url: https://x.example\nreview: required\nreview_months: 6\n");
  assert_int_equal(r.s.review, REVIEW_REQUIRED);
  assert_int_equal(r.s.review_months, 6);
  done(&r);
}

static void languages_start_with_the_main_one(void **state) {
  (void)state;
  reading r = read_text("base_url: https://x.example\nlanguage: es\nlanguages: [en, es, pt-BR]\n");
  assert_int_equal(r.s.languages.len, 3);
  expect(r.s.languages.at[0], "es");
  expect(r.s.languages.at[1], "en");
  expect(r.s.languages.at[2], "pt-BR");
  done(&r);
  r = read_text("base_url: https://x.example\nlanguage: English please\n");
  assert_non_null(strstr(buf_cstr(&r.report), "2:11 CF003"));
  expect(r.s.language, "en");
  done(&r);
}

static void taxonomies_keep_their_order_and_gain_the_usual_ones(void **state) {
  (void)state;
  static const char *const texts[] = {
      "base_url: https://x.example\ntaxonomies: [seasons, conditions]\n",
      "base_url: https://x.example\ntaxonomies: {seasons: Time of year, conditions: }\n"};
  for (size_t i = 0; i < 2; i++) {
    reading r = read_text(texts[i]);
    assert_string_equal(buf_cstr(&r.report), "");
    assert_int_equal(r.s.taxonomies.len, 5);
    expect(r.s.taxonomies.at[0].name, "seasons");
    expect(r.s.taxonomies.at[0].title, i ? "Time of year" : "");
    expect(r.s.taxonomies.at[1].name, "conditions");
    expect(r.s.taxonomies.at[2].name, "tags");
    done(&r);
  }
  expect_problems("base_url: https://x.example\ntaxonomies: [title]\n",
                  "2:13 CF003 \"title\" is a field of its own already; choose another name for the "
                  "taxonomy\n");
}

static void permalinks_are_checked(void **state) {
  (void)state;
  reading r = read_text("base_url: https://x.example\npermalinks: {articles: /:year/:slug/}\n");
  expect(r.s.permalinks.at[0].section, "articles");
  expect(r.s.permalinks.at[0].pattern, "/:year/:slug/");
  done(&r);
  expect_problems(
      "base_url: https://x.example\npermalinks:\n  a: /:yeer/:slug/\n  b: /x/\n  c: y\n",
      "3:6 CF003 a permalink has no \":yeer\"; did you mean \":year\"?\n"
      "4:6 CF003 all pages would stand at one address; write it as in /:year/:slug/; "
      "there are :section :slug :title :year :month :day\n"
      "5:6 CF003 \"y\" is not the pattern of an address; write it as in "
      "/:year/:slug/; there are :section :slug :title :year :month :day\n");
}

static void a_menu_entry_knows_its_place(void **state) {
  (void)state;
  reading r = read_text(
      "base_url: https://x.example\nmenu:\n  - title: About\n    url: /about/\n  - title: X\n");
  assert_int_equal(r.s.menu.len, 1);
  expect(r.s.menu.at[0].title, "About");
  assert_int_equal(r.s.menu.at[0].length, strlen("/about/"));
  assert_string_equal(buf_cstr(&r.report),
                      "5:5 CF003 an entry of the menu needs a title and a url; as in - {title: "
                      "About us, url: /about/}\n");
  done(&r);
}

static void settings_that_are_no_map_are_an_error(void **state) {
  (void)state;
  expect_problems("just text\n",
                  "1:1 CF003 the settings must be lines of \"name: value\"; as in title: Your "
                  "clinic\n");
  expect_problems("",
                  "0:0 CF002 base_url is missing; add a line with the address of the site: "
                  "base_url: https://www.example.com\n");
}

static bool read_comment(reading *r, const char *text, page_comment *out, placed *said) {
  sv file = SV("content/comments/epidural/2026-01-10-one.yaml");
  diag_source_text(r->sink, file, sv_of(text));
  const node *root = yaml_parse(&r->a, file, sv_of(text), 0, r->sink);
  bool good = comment_read(&r->a, &r->s, file, root, r->sink, out, said);
  report_of(r->sink, &r->report);
  return good;
}

static void a_comment_is_read(void **state) {
  (void)state;
  reading r = read_text("base_url: https://x.example\ntime_zone: America/Los_Angeles\n");
  page_comment c;
  placed said;
  assert_true(read_comment(&r,
                           "author: Bo\ndate: 2026-01-10\nclinic: true\nreply_to: one\n"
                           "text: |\n  Thank you.\n\n  Bye.\n",
                           &c, &said));
  expect(c.author, "Bo");
  expect(c.id, "2026-01-10-one");
  expect(c.reply_to, "one");
  assert_true(c.clinic);
  assert_true(c.at.seconds == date_join(2026, 1, 10, 8, 0, 0, 0).seconds);
  expect(said.text, "Thank you.\n\nBye.");
  done(&r);
}

static void a_comment_that_lacks_something_is_none(void **state) {
  (void)state;
  reading r = read_text("base_url: https://x.example\n");
  page_comment c;
  placed said;
  assert_false(read_comment(&r, "author: Bo\ntext:\ndate: 2026-13-01\n", &c, &said));
  assert_string_equal(buf_cstr(&r.report),
                      "2:1 FM002 this comment has no text; add a line, as in text: Thank you.\n"
                      "3:7 FM004 \"2026-13-01\" is not a date; write year-month-day, as in "
                      "2026-02-13\n");
  done(&r);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(what_is_not_said_has_its_default),
      cmocka_unit_test(the_address_is_taken_apart),
      cmocka_unit_test(a_site_must_say_where_it_will_stand),
      cmocka_unit_test(wrong_settings_are_all_reported),
      cmocka_unit_test(html_passes_as_far_as_the_site_says),
      cmocka_unit_test(a_site_cannot_list_what_does_harm),
      cmocka_unit_test(an_unknown_setting_is_a_warning),
      cmocka_unit_test(how_articles_relate_can_be_tuned),
      cmocka_unit_test(nonsense_about_how_articles_relate_is_an_error),
      cmocka_unit_test(review_off_is_the_word_and_no_truth_value),
      cmocka_unit_test(languages_start_with_the_main_one),
      cmocka_unit_test(taxonomies_keep_their_order_and_gain_the_usual_ones),
      cmocka_unit_test(permalinks_are_checked),
      cmocka_unit_test(a_menu_entry_knows_its_place),
      cmocka_unit_test(settings_that_are_no_map_are_an_error),
      cmocka_unit_test(a_comment_is_read),
      cmocka_unit_test(a_comment_that_lacks_something_is_none),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
