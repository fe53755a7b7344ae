/* Pages of a kept site, made again ahead of a build. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "build/preview.h"
#include "build/run.h"
#include "folder.h"

static arena memory;

#define OUTPUT "out"
#define ONE "content/articles/one.md"
#define ONE_HTML OUTPUT "/articles/one/index.html"

/* Prints everything that link gives to a page. */
static const char article_layout[] =
    "<h1>{{ page.title }}</h1> {{ page.url }} {{ page.description }} {{ page.updated }}\n"
    "{{ page.kind }} {{ page.state }} {{ page.reading_time }}\n"
    "{% for a in page.authors %}by {{ a.title }} {{ a.url }}\n{% endfor %}"
    "{% for a in page.answered_by %}answered {{ a.title }}\n{% endfor %}"
    "{% for a in page.reviewed_by %}reviewed {{ a.title }}\n{% endfor %}"
    "{% for g in page.terms %}{{ g.title }}:{% for t in g.terms %} {{ t.title }} {{ t.url }} "
    "{{ t.count }}{% endfor %}\n{% endfor %}"
    "{% for h in page.toc %}{{ h.id }}\n{% endfor %}"
    "{% for k in page.key_points %}{{ k }}\n{% endfor %}"
    "{% for r in page.references %}{{ r.number }} {{ r.title }} {{ r.anchor }}\n{% endfor %}"
    "{{ page.image.src }} {{ page.image.width }}\n"
    "{% for r in page.related %}{{ r.title }} {{ r.why | join: ', ' }}\n{% endfor %}"
    "{{ page.series.part }} of {{ page.series.total }}\n"
    "{% for c in page.comments %}{{ c.author }} {{ c.html }}\n{% endfor %}"
    "{{ page.previous.title }} {{ page.next.title }}\n"
    "{% for c in page.breadcrumb %}{{ c.title }} {{ c.url }}\n{% endfor %}"
    "{% for t in page.translations %}{{ t.lang }} {{ t.url }}\n{% endfor %}{{ page.original.url "
    "}}\n"
    "{% for a in page.authored %}wrote {{ a.title }}\n{% endfor %}"
    "{% for a in page.reviewed_pages %}reviewed {{ a.title }}\n{% endfor %}"
    "{{ page.json_ld }}\n{{ content }}\n"
    "{% for a in site.articles %}{{ a.title }} {{ a.state }}\n{% endfor %}";

static const char one[] =
    "---\n"
    "title: One\n"
    "date: 2026-01-05\n"
    "updated: 2026-02-01\n"
    "author: ann\n"
    "reviewed_by: ben\n"
    "tags: [spine, pain]\n"
    "series: {name: First, part: 1}\n"
    "related: [three]\n"
    "aliases: [/old/]\n"
    "image: {src: /a.svg, alt: A}\n"
    "key_points: ['A *point*, as in [two](two.md)']\n"
    "references:\n  - {id: nhs, title: The source}\n"
    "---\n\n"
    "A needle near the spine.[^nhs] See [two](two.md#more) and [below](#risks).\n"
    "\n{% box text: \"Said\" %}\n\n## Risks\n\nFew. ![A](/a.svg)\n";

static void write_site(void) {
  test_file("content/site.yaml",
            "title: Clinic\nbase_url: https://clinic.example/site\n"
            "languages: [en, es]\n");
  test_file("content/articles/_index.md", "---\ntitle: Articles\ncascade: {toc: true}\n---\n");
  test_file(ONE, one);
  test_file("content/articles/one.es.md", "---\ntitle: Uno\ndate: 2026-01-05\n---\n\nUna aguja.\n");
  test_file("content/articles/two.md",
            "---\ntitle: Two\ndate: 2026-01-06\ntags: [pain]\n"
            "series: {name: First, part: 2}\n---\n\nA needle.\n\n"
            "## More\n\nMore of [one](one.md).\n");
  test_file("content/articles/three.md",
            "---\ntitle: Three\ndate: 2026-01-07\nkind: question\n"
            "answered_by: ann\n---\n\nAnother needle.\n");
  test_file("content/articles/later.md", "---\ntitle: Later\ndraft: true\n---\n\nNot yet.\n");
  test_file("content/pages/about.md", "---\ntitle: About\n---\n\nAbout us.\n");
  test_file("content/people/ann.md", "---\nname: Ann\n---\n\nShe writes.\n");
  test_file("content/people/ben.md", "---\nname: Ben\n---\n\nHe reads.\n");
  test_file("content/data/glossary.yaml", "- {term: needle, definition: A thin tube.}\n");
  test_file("content/comments/one/a.yaml", "author: C\ndate: 2026-02-02\ntext: Thanks.\n");
  test_file("content/files/a.svg",
            "<svg xmlns='http://www.w3.org/2000/svg' width='4' height='2'/>");
  test_file("layouts/page.html", article_layout);
  test_file("layouts/inserts/box.html", "---\narguments:\n  text: {}\n---\n<p>{{ text }}</p>");
  test_file("layouts/i18n/en.yaml", "home: Home\n");
  test_file("layouts/i18n/es.yaml", "home: Inicio\n");
}

static kept_site *build(void) {
  static sv designs[] = {SV_INIT("layouts")};
  kept_site *kept = NULL;
  diag_sink *sink = diag_sink_new();
  build_result result;
  build_options options = {.content = SV("content"),
                           .layouts = {designs, 1, 0},
                           .output = SV(OUTPUT),
                           .drafts = true,
                           .threads = 2,
                           .today = SV("2026-03-01"),
                           .version = SV("Pamphlet"),
                           .keep = &kept};
  build_run(&options, sink, &result);
  diag_sink_free(sink);
  return kept;
}

static kept_site *build_new(void) {
  write_site();
  kept_site *kept = build();
  assert_non_null(kept);
  return kept;
}

static sv text_of(const char *path) {
  sv text;
  assert_true(fs_read(&memory, path, SIZE_MAX, &text));
  return text;
}

/* The page of one file; empty: only a build can tell. */
static sv seen(kept_site *kept, const char *file) {
  sv path = sv_of(file);
  preview_pages pages = {0};
  bool all = preview_make(kept, &(sv_list){&path, 1, 0}, &memory, &pages);
  assert_int_equal(all, pages.len == 1);
  return all ? pages.at[0].bytes : SV("");
}

static void assert_same(sv got, sv wanted) {
  if (sv_eq(got, wanted)) return;
  size_t at = 0;
  while (at < got.len && at < wanted.len && got.at[at] == wanted.at[at]) at++;
  size_t from = at < 40 ? 0 : at - 40;
  got = sv_first(sv_skip(got, from), 120);
  wanted = sv_first(sv_skip(wanted, from), 120);
  fail_msg("seen \"%.*s\", built \"%.*s\"", SV_ARG(got), SV_ARG(wanted));
}

/* Text of `one` with `from` in another form. */
static const char *one_with(const char *from, const char *to) {
  const char *at = strstr(one, from);
  assert_non_null(at);
  return arena_printf(&memory, "%.*s%s%s", (int)(at - one), one, to, at + strlen(from)).at;
}

static void test_a_page_as_it_was_is_as_it_was_built(void **state) {
  kept_site *kept = build_new();
  static const char *const pages[][2] = {
      {ONE, ONE_HTML},
      {"content/articles/one.es.md", OUTPUT "/es/articles/one/index.html"},
      {"content/articles/two.md", OUTPUT "/articles/two/index.html"},
      {"content/articles/three.md", OUTPUT "/articles/three/index.html"},
      {"content/articles/later.md", OUTPUT "/articles/later/index.html"},
      {"content/pages/about.md", OUTPUT "/about/index.html"},
      {"content/people/ann.md", OUTPUT "/people/ann/index.html"},
      {"content/people/ben.md", OUTPUT "/people/ben/index.html"}};
  for (int round = 0; round < 2; round++) {
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
      assert_same(seen(kept, pages[i][0]), text_of(pages[i][1]));
    }
  }
  build_let_go(kept);
}

/* What a writer does all day; the build behind it then makes the same bytes. */
static void test_an_edit_is_seen_as_it_will_be_built(void **state) {
  static const char *const edits[][2] = {
      {"A needle near", "A thinner needle near"},
      {"title: One", "title: The first one"},
      {"updated: 2026-02-01", "updated: 2026-02-03"},
      {"{id: nhs, title: The source}", "{id: nhs, title: Another source}"},
      {"Few. ", "Few.\n\n### Rare ones\n\nSee [them](#rare-ones) and [two](two.md).\n\n"},
      {"text: \"Said\"", "text: \"Said again\""},
      {"src: /a.svg, alt: A", "src: /a.svg, alt: Other"},
      {"'A *point*", "'A **point**"},
      {"title: One\n", "title: One\ndescription: Short.\n"}};
  write_site();
  for (size_t i = 0; i < sizeof edits / sizeof *edits; i++) {
    test_file(ONE, one);
    kept_site *before = build();
    test_file(ONE, one_with(edits[i][0], edits[i][1]));
    sv ahead = seen(before, ONE);
    kept_site *after = build();
    assert_non_null(after);
    assert_same(ahead, text_of(ONE_HTML));
    build_let_go(before);
    build_let_go(after);
  }
}

static void test_what_reaches_further_is_for_a_build(void **state) {
  static const char *const edits[][2] = {{"title: One\n", "title: One\nurl: /elsewhere/\n"},
                                         {"title: One\n", "title: One\nslug: first\n"},
                                         {"title: One\n", "title: One\nkind: question\n"},
                                         {"title: One\n", "title: One\ndraft: true\n"},
                                         {"title: One\n", "title: One\nexpires: 2026-02-01\n"},
                                         {"title: One\n", "title: One\nfeatured: true\n"},
                                         {"title: One\n", "title: One\nweight: 3\n"},
                                         {"title: One\n", "title: One\nnoindex: true\n"},
                                         {"title: One\n", "title: One\nlayout: page\n"},
                                         {"date: 2026-01-05", "date: 2026-01-08"},
                                         {"author: ann", "author: ben"},
                                         {"reviewed_by: ben", "reviewed_by: [ben, ann]"},
                                         {"[spine, pain]", "[spine]"},
                                         {"[spine, pain]", "[spine, needle]"},
                                         {"part: 1", "part: 3"},
                                         {"related: [three]", "related: [two]"},
                                         {"aliases: [/old/]", "aliases: [/older/]"},
                                         /* Errors. */
                                         {"title: One", "title: [One"},
                                         {"two.md#more", "nowhere.md"},
                                         {"[^nhs]", "[^nobody]"},
                                         {"{% box text: \"Said\" %}", "{% bax text: \"Said\" %}"}};
  kept_site *kept = build_new();
  for (size_t i = 0; i < sizeof edits / sizeof *edits; i++) {
    test_file(ONE, one_with(edits[i][0], edits[i][1]));
    if (seen(kept, ONE).len) fail_msg("seen ahead: %s", edits[i][1]);
  }
  test_file(ONE, one);
  assert_same(seen(kept, ONE), text_of(ONE_HTML));
  build_let_go(kept);
}

static void test_a_title_in_an_address_is_for_a_build(void **state) {
  write_site();
  test_file("content/site.yaml",
            "title: Clinic\nbase_url: https://clinic.example/site\n"
            "languages: [en, es]\npermalinks: {articles: /a/:title/}\n");
  kept_site *kept = build();
  assert_non_null(kept);
  test_file(ONE, one_with("title: One", "title: The first"));
  assert_int_equal(seen(kept, ONE).len, 0);
  test_file(ONE, one_with("A needle near", "A thinner needle near"));
  assert_true(seen(kept, ONE).len > 0);
  build_let_go(kept);
}

static void test_what_is_no_page_is_for_a_build(void **state) {
  kept_site *kept = build_new();
  static const char *const files[] = {"content/articles/_index.md", "content/data/glossary.yaml",
                                      "content/files/a.svg",        "content/articles/new.md",
                                      "layouts/page.html",          "content/articles"};
  test_file("content/articles/new.md", "---\ntitle: New\n---\n");
  for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
    assert_int_equal(seen(kept, files[i]).len, 0);
  }
  assert_true(fs_remove(ONE));
  assert_int_equal(seen(kept, ONE).len, 0);
  assert_int_equal(seen(NULL, "content/articles/two.md").len, 0);
  build_let_go(kept);
}

static void test_of_several_files_those_are_seen_that_can_be(void **state) {
  kept_site *kept = build_new();
  sv files[] = {SV("content/articles/_index.md"), SV(ONE), SV("content/articles/two.md")};
  preview_pages pages = {0};
  assert_false(preview_make(kept, &(sv_list){files, 3, 0}, &memory, &pages));
  assert_int_equal(pages.len, 2);
  assert_sv(pages.at[0].output, "articles/one/index.html");
  assert_sv(pages.at[1].output, "articles/two/index.html");
  pages = (preview_pages){0};
  assert_true(preview_make(kept, &(sv_list){files + 1, 2, 0}, &memory, &pages));
  build_let_go(kept);
}

static void test_a_failed_build_keeps_nothing(void **state) {
  write_site();
  test_file(ONE, "---\ntitle: [\n---\n");
  assert_null(build());
}

static size_t held(const kept_site *kept) {
  size_t all = arena_held(&kept->memory);
  for (unsigned i = 0; i < pool_threads(kept->workers.pool); i++) {
    const worker_memory *w = &kept->workers.each[i];
    all += arena_held(&w->pages) + arena_held(&w->bulk) + arena_held(&w->scratch) + w->out.cap;
  }
  return all;
}

static void test_a_kept_site_does_not_grow(void **state) {
  kept_site *kept = build_new();
  size_t before = held(kept);
  for (int i = 0; i < 50; i++) {
    test_file(ONE, one_with("Few. ", arena_printf(&memory, "Few %d.\n\n## H %d\n\n", i, i).at));
    assert_true(seen(kept, ONE).len > 0);
    test_file(ONE, one_with("two.md#more", "nowhere.md"));
    assert_int_equal(seen(kept, ONE).len, 0);
    assert_int_equal(held(kept), before);
  }
  build_let_go(kept);
}

/* Hours later somebody copies another store over the one that the site's pages came from. */
static void test_a_kept_site_does_not_rely_on_the_store(void **state) {
  build_let_go(build_new());
  test_file("content/articles/two.md", "---\ntitle: Second\n---\n\n## More\n\nA needle.\n");
  kept_site *kept = build();
  assert_non_null(kept);
  assert_int_equal(truncate(".pamphlet/.pages/" OUTPUT ".0", 0), 0);
  assert_same(seen(kept, ONE), text_of(ONE_HTML));
  build_let_go(kept);
}

static int forget(void **state) {
  arena_free(&memory);
  return 0;
}

int main(void) {
  const struct CMUnitTest tests[] = {
      test_in_folder(test_a_page_as_it_was_is_as_it_was_built),
      test_in_folder(test_an_edit_is_seen_as_it_will_be_built),
      test_in_folder(test_what_reaches_further_is_for_a_build),
      test_in_folder(test_a_title_in_an_address_is_for_a_build),
      test_in_folder(test_what_is_no_page_is_for_a_build),
      test_in_folder(test_of_several_files_those_are_seen_that_can_be),
      test_in_folder(test_a_failed_build_keeps_nothing),
      test_in_folder(test_a_kept_site_does_not_grow),
      test_in_folder(test_a_kept_site_does_not_rely_on_the_store),
  };
  return cmocka_run_group_tests(tests, NULL, forget);
}
