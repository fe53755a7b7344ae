#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "model/front_matter.h"
#include "report.h"
#include "wrap/yaml.h"

/* A page read from a file of a site in Los Angeles, in English and Spanish, with one taxonomy
 * more than the usual ones. */
typedef struct reading {
  arena a;
  diag_sink *sink;
  settings settings;
  page *page;
  front_matter parts;
  buf report;
  bool good;
} reading;

static reading read_with(const char *path, const char *text, const char *cascade) {
  static const char site[] =
      "title: Clinic\nbase_url: https://x.example\ntime_zone: America/Los_Angeles\n"
      "languages: [en, es]\ntaxonomies: [seasons]\nreview_months: 12\n";
  reading r = {.sink = diag_sink_new()};
  sv file = arena_printf(&r.a, "content/%s", path), index = SV("content/articles/_index.md");
  diag_source_text(r.sink, file, sv_of(text));
  diag_source_text(r.sink, index, sv_of(cascade));
  settings_read(&r.a, SV("site.yaml"), yaml_parse(&r.a, SV("site.yaml"), SV(site), 0, r.sink),
                SV(""), r.sink, &r.settings);
  const node *defaults = *cascade ? yaml_parse(&r.a, index, sv_of(cascade), 0, r.sink) : NULL;
  r.good = front_matter_split(&r.a, file, sv_of(text), r.sink, &r.parts);
  page_file named = {file, sv_of(path), index};
  r.page = page_read(&r.a, &r.a, &r.settings, &named, r.parts.root, defaults, r.sink);
  report_of(r.sink, &r.report);
  return r;
}

static reading read_file(const char *path, const char *text) {
  return read_with(path, text, "");
}

static reading read_fields(const char *lines) {
  arena a = {0};
  sv text = arena_printf(&a, "---\n%s---\nText.\n", lines);
  /* The text must outlive the reading, whose messages are made at once. */
  reading r = read_file("articles/epidural.md", arena_cstr(&a, text));
  arena_free(&a);
  return r;
}

static void done(reading *r) {
  buf_free(&r->report);
  diag_sink_free(r->sink);
  arena_free(&r->a);
}

static void expect(sv got, const char *wanted) {
  if (!sv_is(got, wanted)) fail_msg("\"%.*s\" is not \"%s\"", SV_ARG(got), wanted);
}

static void expect_problems(const char *lines, const char *report) {
  reading r = read_fields(lines);
  assert_string_equal(r.report.at ? buf_cstr(&r.report) : "", report);
  done(&r);
}

static void the_text_starts_behind_the_fences(void **state) {
  (void)state;
  static const char *const texts[] = {
      "---\ntitle: A\n---\nText.",    "\xEF\xBB\xBF---\r\ntitle: A\r\n---\r\nText.",
      "---  \ntitle: A\n--- \nText.", "---\ntitle: A\n...\nText.",
      "{\"title\": \"A\"}\nText.",    "{\n \"title\": \"A\",\n \"x\": \"}\"\n}\r\nText."};
  for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
    reading r = read_file("articles/a.md", texts[i]);
    assert_true(r.good);
    assert_string_equal(texts[i] + r.parts.body, "Text.");
    expect(r.page->title, "A");
    assert_string_equal(buf_cstr(&r.report), "");
    done(&r);
  }
}

static void a_dashed_line_inside_a_value_is_no_fence(void **state) {
  (void)state;
  reading r = read_file("articles/a.md", "---\ntitle: A\nb: --- x\n---\nText.\n\n---\n\nMore.");
  assert_true(r.good);
  expect(node_get(r.parts.root, SV("b"))->as.scalar.text, "--- x");
  done(&r);
}

static void a_file_without_front_matter_says_how_to_write_it(void **state) {
  (void)state;
  reading r = read_file("articles/a-b.md", "Just text.\n");
  assert_false(r.good);
  assert_string_equal(buf_cstr(&r.report),
                      "1:1 FM001 this file has no front matter; start the file with three lines: "
                      "---, then title: What it is called, then ---\n");
  expect(r.page->title, "A b"); /* so that links to it can be checked */
  done(&r);
  r = read_file("articles/a.md", "\n---\ntitle: A\n---\n");
  assert_string_equal(buf_cstr(&r.report),
                      "1:1 FM001 this file has no front matter; delete the empty lines above the "
                      "first ---\n");
  done(&r);
  r = read_file("articles/a.md", "");
  assert_non_null(strstr(buf_cstr(&r.report), "FM001"));
  done(&r);
}

static void a_fence_that_is_missing_is_named(void **state) {
  (void)state;
  reading r = read_file("articles/a.md", "---\ntitle: A\n\nText.\n");
  assert_false(r.good);
  assert_string_equal(buf_cstr(&r.report),
                      "1:1 YM004 the front matter is never closed; put a line with --- below the "
                      "last field\n");
  done(&r);
}

static void json_that_is_never_closed_is_named_where_it_opens(void **state) {
  (void)state;
  reading r = read_file("articles/a.md", "{\n  \"title\": \"A\"\n\nText.\n");
  assert_int_equal(r.parts.body, strlen("{\n  \"title\": \"A\"\n\nText.\n"));
  assert_string_equal(buf_cstr(&r.report),
                      "1:1 YM004 the front matter is never closed; put a line with } below the "
                      "last field\n");
  done(&r);
}

static void a_missing_title_is_an_error_at_the_start(void **state) {
  (void)state;
  expect_problems("date: 2026-01-06\n",
                  "1:1 FM002 the title is missing; give it one, as in title: Epidural\n");
  expect_problems("", "1:1 FM002 the title is missing; give it one, as in title: Epidural\n");
  expect_problems("title: \"\"\n",
                  "2:8 FM002 the title is empty; give it one, as in title: Epidural\n");
}

static void yes_is_no_truth_value(void **state) {
  (void)state;
  expect_problems("title: A\ndraft: yes\n",
                  "3:8 FM003 \"draft\" is true or false, not \"yes\"; write draft: true\n");
  expect_problems(
      "title: A\ntoc: \"true\"\n",
      "3:6 FM003 \"toc\" is true or false, not \"true\"; write toc: true, without quotes\n");
}

static void dates_stand_in_the_sites_zone(void **state) {
  (void)state;
  reading r = read_fields(
      "title: A\ndate: 2026-02-13\nupdated: 2026-07-01 09:30\n"
      "expires: 2026-02-13T09:30:00+01:00\nreviewed: \"2026-01-31\"\n");
  const page *p = r.page;
  assert_true(p->date.at.seconds == date_join(2026, 2, 13, 8, 0, 0, 0).seconds);
  assert_false(p->date.at.has_time);
  assert_true(p->updated.at.seconds == date_join(2026, 7, 1, 16, 30, 0, 0).seconds);
  assert_true(p->more->expires.at.seconds == date_join(2026, 2, 13, 8, 30, 0, 0).seconds);
  assert_int_equal(p->more->expires.at.offset, 3600);
  assert_true(p->reviewed.given);
  assert_int_equal(date_split(p->next_review.at).year, 2027); /* review_months: 12 */
  assert_int_equal(date_split(p->next_review.at).day, 31);
  done(&r);
}

static void what_is_no_date_is_an_error(void **state) {
  (void)state;
  expect_problems("title: A\ndate: 2026-13-02\nupdated: last spring\nreviewed: [2026-01-01]\n",
                  "3:7 FM004 \"2026-13-02\" is not a date; write year-month-day, as in "
                  "2026-02-13\n"
                  "4:10 FM004 \"last spring\" is not a date; write year-month-day, as in "
                  "2026-02-13\n"
                  "5:11 FM004 \"reviewed\" must be a date, but this is a list; write "
                  "year-month-day, as in 2026-02-13\n");
}

static void other_systems_names_are_read_as_the_same(void **state) {
  (void)state;
  reading r = read_fields(
      "title: A\nlastmod: 2026-01-06\nredirect_from: /old/\npermalink: /new/\npublished: false\n"
      "expiryDate: 2027-01-01\npublishDate: 2026-01-05\nexcerpt: Short.\nauthor: ann\n");
  const page *p = r.page;
  assert_true(p->updated.given && p->more->expires.given && p->date.given && p->draft);
  expect(p->more->aliases.at[0].text, "/old/");
  expect(p->more->url_wanted, "/new/");
  expect(p->description, "Short.");
  expect(p->authors.at[0].as_written.text, "ann");
  assert_string_equal(buf_cstr(&r.report), "");
  done(&r);
}

static void two_names_for_one_field_must_agree(void **state) {
  (void)state;
  expect_problems("title: A\nupdated: 2026-01-06\nlastmod: 2026-01-07\n",
                  "4:1 FM008 \"lastmod\" means the same as \"updated\" above, and says something "
                  "else; keep one of the two\n");
  expect_problems("title: A\nupdated: 2026-01-06\nlastmod: 2026-01-06\n", "");
  expect_problems("title: A\ndraft: true\npublished: false\nauthor: ann\nauthors: [ann]\n", "");
  expect_problems("title: A\ndraft: true\npublished: true\n",
                  "4:1 FM008 \"published\" means the same as \"draft\" above, and says something "
                  "else; keep one of the two\n");
}

static void tags_are_texts_whatever_they_look_like(void **state) {
  (void)state;
  reading r = read_fields("title: A\ntags: [needle, 2024, true, 1.50]\nseasons: winter\n");
  assert_int_equal(r.page->terms.len, 2);
  const page_terms *seasons = &r.page->terms.at[0], *tags = &r.page->terms.at[1];
  expect(r.settings.taxonomies.at[seasons->taxonomy].name, "seasons");
  expect(seasons->names.at[0].text, "winter");
  assert_int_equal(tags->names.len, 4);
  expect(tags->names.at[1].text, "2024");
  expect(tags->names.at[2].text, "true");
  expect(tags->names.at[3].text, "1.50");
  done(&r);
  r = read_fields("title: A\ntags: 2024\n");
  expect(r.page->terms.at[0].names.at[0].text, "2024");
  done(&r);
}

static void tags_with_commas_are_no_list(void **state) {
  (void)state;
  expect_problems("title: A\ntags: back, neck\n",
                  "3:7 FM003 \"tags\" is a list, but this is one text with commas; write tags: "
                  "[back, neck], or put it in quotes if it is one name\n");
  reading r = read_fields("title: A\ntags: \"back, neck\"\nauthor: Ann Hill, MD\n");
  expect(r.page->terms.at[0].names.at[0].text, "back, neck");
  expect(r.page->authors.at[0].as_written.text, "Ann Hill, MD");
  done(&r);
}

static void a_near_miss_of_a_name_is_a_warning(void **state) {
  (void)state;
  expect_problems("title: A\ndescripton: x\nTags: [a]\nmy_own: y\nsaesons: z\n",
                  "3:1 FM005 \"descripton\" is no field that Pamphlet knows; did you mean "
                  "\"description\"?\n"
                  "4:1 FM005 \"Tags\" is no field that Pamphlet knows; did you mean \"tags\"?\n"
                  "6:1 FM005 \"saesons\" is no field that Pamphlet knows; did you mean "
                  "\"seasons\"?\n");
}

static void a_slip_that_would_publish_a_page_is_an_error(void **state) {
  (void)state;
  static const char *const slips[][2] = {
      {"Draft: true", "draft"},          {"DRAFT: maybe", "draft"},
      {"drafts: true", "draft"},         {"draf: yes", "draft"},
      {"expire: 2026-03-01", "expires"}, {"Expires: 1 March 2026", "expires"},
      {"Expires:", "expires"},           {"expiry_date: 2026-03-01", "expiryDate"},
      {"Published: false", "published"}, {"publish: false", "published"},
      {"no_index: true", "noindex"},     {"noIndex: on", "noindex"},
      {"Date: 2030-01-01", "date"},      {"publish_date: 2030-01-01", "publishDate"},
      {"dates: 2030-01-01", "date"}};
  arena a = {0};
  for (size_t i = 0; i < sizeof slips / sizeof *slips; i++) {
    sv slip = sv_of(slips[i][0]), key = sv_first(slip, sv_find_byte(slip, ':', 0));
    sv text = arena_printf(&a, "title: A\n%s\n", slips[i][0]);
    sv wanted = arena_printf(&a,
                             "3:1 FM012 \"%.*s\" is no field that Pamphlet knows; did you mean "
                             "\"%s\"?\n",
                             SV_ARG(key), slips[i][1]);
    expect_problems(arena_cstr(&a, text), arena_cstr(&a, wanted));
  }
  arena_free(&a);
  reading r = read_with("articles/x.md", "---\ntitle: A\n---\n", "x: 1\n");
  assert_string_equal(buf_cstr(&r.report), "");
  done(&r);
  r = read_file("news/_index.md", "---\ntitle: A\ncascade:\n  Draft: true\n---\n");
  assert_string_equal(buf_cstr(&r.report),
                      "4:3 FM012 \"Draft\" is no field that Pamphlet knows; did you mean "
                      "\"draft\"?\n");
  done(&r);
  /* Near by chance, as what stands there tells. */
  expect_problems("title: A\npublisher: Hill Press\n",
                  "3:1 FM005 \"publisher\" is no field that Pamphlet knows; did you mean "
                  "\"published\"?\n");
  expect_problems("title: A\ndata: [pain, sleep]\n",
                  "3:1 FM005 \"data\" is no field that Pamphlet knows; did you mean \"date\"?\n");
}

static void an_empty_switch_that_holds_a_page_back_is_an_error(void **state) {
  (void)state;
  expect_problems("title: A\ndraft:\n",
                  "3:7 FM003 \"draft\" is empty; write draft: true or draft: false\n");
  expect_problems("title: A\npublished: ~\n",
                  "3:12 FM003 \"published\" is empty; write published: true or published: false\n");
  expect_problems("title: A\nnoindex: ''\n",
                  "3:10 FM003 \"noindex\" is empty; write noindex: true or noindex: false\n");
  expect_problems("title: A\ndraft:\ndraft_of:\nexpires:\ntoc:\npublished: true\n", "");
}

static void everything_reaches_the_layouts(void **state) {
  (void)state;
  reading r = read_fields("title: A\nmood: calm\nnumbers: {one: 1}\n");
  expect(val_text(val_at(r.page->params, SV("mood"), &r.a)), "calm");
  assert_int_equal(val_at(val_at(r.page->params, SV("numbers"), &r.a), SV("one"), &r.a).as.integer,
                   1);
  done(&r);
}

static void the_file_name_gives_slug_date_and_language(void **state) {
  (void)state;
  reading r = read_file("articles/2026-02-03-Foo_Bar baz.es.md", "---\ntitle: A\n---\n");
  expect(r.page->slug, "foo_bar-baz");
  expect(r.page->lang, "es");
  expect(r.page->section, "articles");
  expect(r.page->folder, "content/articles");
  assert_int_equal(date_split(r.page->date.at).day, 3);
  assert_false(r.page->bundle);
  done(&r);
  r = read_file("articles/2026-02-03-x.md", "---\ntitle: A\ndate: 2026-05-06\nslug: My Own\n---\n");
  expect(r.page->slug, "my-own");
  expect(r.page->lang, "en");
  assert_int_equal(date_split(r.page->date.at).day, 6);
  done(&r);
  r = read_file("articles/2026-02-31-x.md", "---\ntitle: A\n---\n");
  expect(r.page->slug, "2026-02-31-x"); /* no such day: part of the name */
  done(&r);
}

static void a_folder_of_its_own_names_the_page(void **state) {
  (void)state;
  reading r = read_file("articles/2026-02-03-epidural/index.es.md", "---\ntitle: A\n---\n");
  assert_true(r.page->bundle);
  expect(r.page->slug, "epidural");
  expect(r.page->lang, "es");
  expect(r.page->folder, "content/articles/2026-02-03-epidural");
  assert_true(r.page->date.given);
  done(&r);
}

static void the_folder_says_what_a_page_is(void **state) {
  (void)state;
  static const struct {
    const char *path;
    page_type type;
  } cases[] = {{"articles/x.md", PAGE_ARTICLE},         {"news/x.md", PAGE_ARTICLE},
               {"pages/about.md", PAGE_PLAIN},          {"pages/legal/privacy.md", PAGE_PLAIN},
               {"people/ann.md", PAGE_PERSON},          {"articles/_index.md", PAGE_SECTION},
               {"articles/_index.es.md", PAGE_SECTION}, {"about.md", PAGE_PLAIN}};
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    reading r = read_file(cases[i].path, "---\ntitle: A\n---\n");
    assert_int_equal(r.page->type, cases[i].type);
    done(&r);
  }
}

static void a_language_that_the_site_lacks_is_a_warning(void **state) {
  (void)state;
  reading r = read_file("articles/x.fr.md", "---\ntitle: A\n---\n");
  expect(r.page->slug, "x.fr");
  assert_string_equal(buf_cstr(&r.report),
                      "0:0 FM009 \"fr\" is not among the languages of the site, so it is part of "
                      "the name; add it to languages in the site's settings, or rename the file\n");
  done(&r);
}

static void the_section_gives_what_the_article_lacks(void **state) {
  (void)state;
  static const char cascade[] = "author: pat\nkind: news\ntags: [a]\nmood: calm\n";
  reading r = read_with("articles/x.md", "---\ntitle: A\nauthors: [ann]\n---\n", cascade);
  assert_int_equal(r.page->authors.len, 1);
  expect(r.page->authors.at[0].as_written.text, "ann");
  assert_int_equal(r.page->kind, ARTICLE_NEWS);
  expect(r.page->terms.at[0].names.at[0].text, "a");
  expect(val_text(val_at(r.page->params, SV("mood"), &r.a)), "calm");
  done(&r);
  r = read_with("articles/x.md", "---\ntitle: A\n---\n", "draft: yes\n");
  assert_non_null(strstr(buf_cstr(&r.report), "1:8 FM003 \"draft\" is true or false"));
  done(&r);
}

static void a_slip_in_the_sections_defaults_is_shown_once_there(void **state) {
  (void)state;
  reading r = read_file("news/_index.md", "---\ntitle: A\ncascade:\n  auther: pat\n---\n");
  assert_string_equal(buf_cstr(&r.report),
                      "4:3 FM005 \"auther\" is no field that Pamphlet knows; did you mean "
                      "\"author\"?\n");
  done(&r);
}

static void a_person_has_a_name(void **state) {
  (void)state;
  reading r = read_file("people/ann.md",
                        "---\nname: Ann Hill\ncredentials: MD\nrole: Lead\nphoto: ann.jpg\n---\n");
  expect(r.page->title, "Ann Hill");
  expect(r.page->more->credentials, "MD");
  expect(r.page->more->role, "Lead");
  expect(r.page->more->image.src.text, "ann.jpg");
  assert_string_equal(buf_cstr(&r.report), "");
  done(&r);
  r = read_file("people/ann.md", "---\nrole: Lead\n---\n");
  assert_string_equal(buf_cstr(&r.report),
                      "1:1 FM002 the name is missing; give it one, as in name: Ann\n");
  done(&r);
}

static void addresses_stay_in_the_site(void **state) {
  (void)state;
  expect_problems("title: A\nurl: /a/../../b/\naliases: [/ok/, old, \"https://x/\"]\nslug: a/b\n",
                  "3:6 IO007 the address \"/a/../../b/\" leaves the site; write the whole path "
                  "from the front page on, without ..\n"
                  "4:17 FM003 \"old\" is not an address of this site; begin it with a slash: "
                  "/old\n"
                  "4:22 FM003 \"https://x/\" is not an address of this site; write the path from "
                  "the front page on, as in /articles/epidural/\n"
                  "5:7 FM003 a slug is one part of an address, without a slash; for a whole "
                  "address, write url: /a/b/\n");
  expect_problems("title: A\nurl: /%2e%2e/x/\n",
                  "3:6 IO007 the address \"/%2e%2e/x/\" leaves the site; write the whole path "
                  "from the front page on, without ..\n");
}

static void groups_are_read(void **state) {
  (void)state;
  reading r = read_fields(
      "title: A\nimage: {src: a.jpg, alt: Alt, caption: Cap}\nseries: {name: S, part: 2}\n"
      "references: [{id: nhs, title: T, url: \"https://x\", year: 2024, pmid: 123}]\n"
      "also_read: [{title: U, url: \"https://y\"}]\nkey_points: [One, Two]\n"
      "questions_to_ask: What?\n");
  const page *p = r.page;
  expect(p->more->image.src.text, "a.jpg");
  expect(p->more->image.alt, "Alt");
  expect(p->more->series, "S");
  assert_int_equal(p->more->series_part, 2);
  expect(p->more->references.at[0].id.text, "nhs");
  expect(p->more->references.at[0].year, "2024");
  expect(p->more->references.at[0].pmid, "123");
  expect(p->more->also_read.at[0].url, "https://y");
  assert_int_equal(p->key_points.len, 2);
  expect(p->questions_to_ask.at[0].written.text, "What?");
  assert_string_equal(buf_cstr(&r.report), "");
  done(&r);
}

static void groups_with_mistakes_are_reported(void **state) {
  (void)state;
  expect_problems(
      "title: A\nkey_points:\n  - Risk: none\nalso_read: [{title: x, url: \"javascript:x\"}]\n"
      "kind: questoin\nimage: {alt: x}\nweight: heavy\n",
      "4:5 FM003 \"key_points\" must be text, but this is a group of settings; put it in quotes: "
      "\"Risk: none\"\n"
      "5:29 FM003 \"javascript:x\" is not a web address; write it as in "
      "https://medlineplus.gov/pain.html\n"
      "6:7 FM003 \"kind\" cannot be \"questoin\"; did you mean \"question\"?\n"
      "7:8 FM003 \"image\" names no file; write image: {src: needle.jpg, alt: What it shows}\n"
      "8:9 FM003 \"weight\" must be a whole number from -1000000 to 1000000; write digits only, "
      "without quotes\n");
}

static void a_picture_says_what_it_shows(void **state) {
  (void)state;
#define SAID                                                                                  \
  " MD006 this image has no alternative text; say what it shows: image: {src: a.jpg, alt: A " \
  "needle "                                                                                   \
  "beside a joint}, or that it only decorates: alt: \"\"\n"
  expect_problems("title: A\nimage: a.jpg\n", "3:8" SAID);
  expect_problems("title: A\nimage: {src: a.jpg}\n", "3:14" SAID);
#undef SAID
  expect_problems("title: A\nimage: {src: a.jpg, alt: \"\"}\n", "");
  expect_problems("title: A\nimage: {src: a.jpg, alt: Knee}\n", "");
}

static void a_review_holds_through_its_last_day(void **state) {
  (void)state;
  date day = date_join(2026, 6, 1, 0, 0, 0, 0), next = date_join(2026, 6, 2, 0, 0, 0, 0);
  page p = {.next_review = {true, day}};
  assert_false(page_is_overdue(&p, day));
  assert_true(page_is_overdue(&p, next));
  p.next_review.given = false;
  assert_false(page_is_overdue(&p, next));
}

static void newest_pages_come_first(void **state) {
  (void)state;
  page old = {.date = {true, date_join(2025, 1, 1, 0, 0, 0, 0)}, .source = SV("a")};
  page fresh = {.date = {true, date_join(2026, 1, 1, 0, 0, 0, 0)}, .source = SV("b")};
  page undated = {.title = SV("A"), .source = SV("c")},
       other = {.title = SV("A"), .source = SV("d")};
  assert_true(page_newest_first(&fresh, &old) < 0);
  assert_true(page_newest_first(&old, &undated) < 0);
  assert_true(page_newest_first(&undated, &other) < 0);
  assert_true(page_newest_first(&other, &undated) > 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_text_starts_behind_the_fences),
      cmocka_unit_test(a_dashed_line_inside_a_value_is_no_fence),
      cmocka_unit_test(a_file_without_front_matter_says_how_to_write_it),
      cmocka_unit_test(a_fence_that_is_missing_is_named),
      cmocka_unit_test(json_that_is_never_closed_is_named_where_it_opens),
      cmocka_unit_test(a_missing_title_is_an_error_at_the_start),
      cmocka_unit_test(yes_is_no_truth_value),
      cmocka_unit_test(dates_stand_in_the_sites_zone),
      cmocka_unit_test(what_is_no_date_is_an_error),
      cmocka_unit_test(other_systems_names_are_read_as_the_same),
      cmocka_unit_test(two_names_for_one_field_must_agree),
      cmocka_unit_test(tags_are_texts_whatever_they_look_like),
      cmocka_unit_test(tags_with_commas_are_no_list),
      cmocka_unit_test(a_near_miss_of_a_name_is_a_warning),
      cmocka_unit_test(a_slip_that_would_publish_a_page_is_an_error),
      cmocka_unit_test(an_empty_switch_that_holds_a_page_back_is_an_error),
      cmocka_unit_test(everything_reaches_the_layouts),
      cmocka_unit_test(the_file_name_gives_slug_date_and_language),
      cmocka_unit_test(a_folder_of_its_own_names_the_page),
      cmocka_unit_test(the_folder_says_what_a_page_is),
      cmocka_unit_test(a_language_that_the_site_lacks_is_a_warning),
      cmocka_unit_test(the_section_gives_what_the_article_lacks),
      cmocka_unit_test(a_slip_in_the_sections_defaults_is_shown_once_there),
      cmocka_unit_test(a_person_has_a_name),
      cmocka_unit_test(addresses_stay_in_the_site),
      cmocka_unit_test(groups_are_read),
      cmocka_unit_test(groups_with_mistakes_are_reported),
      cmocka_unit_test(a_picture_says_what_it_shows),
      cmocka_unit_test(a_review_holds_through_its_last_day),
      cmocka_unit_test(newest_pages_come_first),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
