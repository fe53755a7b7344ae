/* Feeds, structured data, redirects and what web hosts read. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>

#include "emit/host_files.h"
#include "emit/json_feed.h"
#include "emit/jsonld.h"
#include "emit/redirects.h"
#include "site.h"
#include "wrap/json.h"

/* One article by one person, with a link, an image, a tag and an alias. */
static page *start(test_site *t) {
  page *p = test_article(t, "content/articles/a&b.md", "Knees & </script>", 2026, 2, 13);
  page *ann = test_page(t, "content/people/ann.md", "Ann Lee");
  p->description = SV("About \"knees\"");
  p->more->image.url = SV("/knee.png");
  person_ref ref = {.as_written = {SV("ann"), 0, 0}, .person = ann};
  vec_push(&t->memory, &p->authors, ref);
  vec_push(&t->memory, &p->more->aliases, (placed){SV("/old page/"), 0, 0});
  test_term(t, p, 0, "Knee");
  p->body.html = SV("<p><a href=\"\">x</a></p>");
  p->body.words = 250;
  body_link link = {.slot = 12, .address = SV("/clinic/about/")};
  vec_push(&t->memory, &p->body.links, link);
  test_site_link(t);
  return p;
}

static const node *at(const node *in, const char *key) {
  const node *found = node_get(in, sv_of(key));
  assert_non_null(found);
  return found;
}

static void check(const node *in, const char *key, const char *expected) {
  assert_sv_is(at(in, key)->as.scalar.text, expected);
}

static const node *item(const node *list, size_t i) {
  assert_int_equal(list->kind, NODE_LIST);
  assert_true(i < list->as.list.count);
  return list->as.list.items[i];
}

/* The fields that jsonfeed.org/version/1.1 requires or names. */
static void a_json_feed_says_what_the_format_asks(void **state) {
  test_site *t = *state;
  start(t);
  buf out = BUF_EMPTY;
  emit_json_feed(&out, &t->site, t->listings.at[0], &t->memory);
  const node *feed = json_parse(&t->memory, SV("feed.json"), buf_sv(&out), 0, t->sink);
  assert_non_null(feed);
  check(feed, "version", "https://jsonfeed.org/version/1.1");
  check(feed, "title", "Test Clinic");
  check(feed, "home_page_url", "https://example.org/clinic/");
  check(feed, "feed_url", "https://example.org/clinic/feed.json");
  check(feed, "language", "en");
  const node *one = item(at(feed, "items"), 0);
  check(one, "id", "https://example.org/clinic/articles/a&b/");
  check(one, "url", "https://example.org/clinic/articles/a&b/");
  check(one, "title", "Knees & </script>");
  check(one, "summary", "About \"knees\"");
  check(one, "content_html", "<p><a href=\"https://example.org/clinic/about/\">x</a></p>");
  check(one, "image", "https://example.org/clinic/knee.png");
  check(one, "date_published", "2026-02-13T00:00:00Z");
  check(item(at(one, "authors"), 0), "name", "Ann Lee");
  check(item(at(one, "authors"), 0), "url", "https://example.org/clinic/people/ann/");
  assert_sv_is(item(at(one, "tags"), 0)->as.scalar.text, "Knee");
  buf_free(&out);
}

static void a_feed_holds_the_newest_twenty(void **state) {
  test_site *t = *state;
  for (int i = 0; i < 25; i++) {
    sv source = arena_printf(&t->memory, "content/articles/n%02d.md", i);
    test_article(t, arena_cstr(&t->memory, source), "N", 2026, 1, i + 1);
  }
  test_site_link(t);
  buf out = BUF_EMPTY;
  emit_json_feed(&out, &t->site, t->listings.at[0], &t->memory);
  const node *feed = json_parse(&t->memory, SV("feed.json"), buf_sv(&out), 0, t->sink);
  const node *items = at(feed, "items");
  assert_int_equal(items->as.list.count, 20);
  check(item(items, 0), "url", "https://example.org/clinic/articles/n24/");
  buf_free(&out);
}

static void an_article_is_a_medical_page_with_its_posting_and_breadcrumb(void **state) {
  test_site *t = *state;
  const page *p = start(t);
  jsonld_crumb way[] = {
      {SV("Home"), SV("/")}, {SV("Articles"), SV("/articles/")}, {p->title, p->url}};
  jsonld_crumbs shown = {way, 3, 3};
  jsonld_site all = emit_jsonld_site(&t->memory, &t->site);
  sv text = emit_jsonld_page(&t->memory, &all, p, &shown);
  assert_true(sv_find(text, SV("</script>"), 0) == SV_NONE);
  const node *root = json_parse(&t->memory, SV("ld"), text, 0, t->sink);
  check(root, "@context", "https://schema.org");
  const node *graph = at(root, "@graph"), *web = item(graph, 0), *posting = item(graph, 1);
  check(web, "@type", "MedicalWebPage");
  check(web, "@id", "https://example.org/clinic/articles/a&b/");
  check(at(web, "mainEntity"), "@id", "https://example.org/clinic/articles/a&b/#article");
  check(posting, "@type", "BlogPosting");
  check(posting, "@id", "https://example.org/clinic/articles/a&b/#article");
  check(posting, "headline", "Knees & </script>");
  check(posting, "datePublished", "2026-02-13");
  check(posting, "dateModified", "2026-02-13");
  check(posting, "inLanguage", "en");
  check(posting, "url", "https://example.org/clinic/articles/a&b/");
  check(posting, "timeRequired", "PT1M");
  check(at(posting, "image"), "url", "https://example.org/clinic/knee.png");
  const node *person = item(graph, 2), *trail = item(graph, 3), *clinic = item(graph, 4);
  check(person, "@type", "Person");
  check(person, "name", "Ann Lee");
  assert_sv_is(at(item(at(posting, "author"), 0), "@id")->as.scalar.text,
               "https://example.org/clinic/people/ann/#person");
  check(person, "@id", "https://example.org/clinic/people/ann/#person");
  check(clinic, "@type", "MedicalClinic");
  check(clinic, "name", "Test Clinic");
  assert_sv_is(at(at(posting, "publisher"), "@id")->as.scalar.text,
               "https://example.org/clinic/#clinic");
  check(trail, "@type", "BreadcrumbList");
  const node *crumbs = at(trail, "itemListElement");
  assert_int_equal(crumbs->as.list.count, 3);
  check(item(crumbs, 0), "name", "Home");
  check(at(item(crumbs, 0), "item"), "@id", "https://example.org/clinic/");
  check(at(item(crumbs, 1), "item"), "@id", "https://example.org/clinic/articles/");
  check(item(crumbs, 2), "name", "Knees & </script>");
  assert_true(at(item(crumbs, 2), "position")->as.scalar.plain.as.integer == 3);
}

static bool has(const buf *out, const char *text) {
  return sv_find(buf_sv(out), sv_of(text), 0) != SV_NONE;
}

static void a_redirect_page_leads_on_and_is_not_indexed(void **state) {
  test_site *t = *state;
  const page *p = start(t);
  buf out = BUF_EMPTY;
  emit_redirect(&out, &t->site, p);
  assert_true(has(&out, "<html lang=\"en\">"));
  assert_true(has(&out, "<title>Knees &amp; &lt;/script&gt;</title>"));
  assert_true(has(&out, "<meta name=\"robots\" content=\"noindex\">"));
  assert_true(has(&out,
                  "<link rel=\"canonical\" "
                  "href=\"https://example.org/clinic/articles/a&amp;b/\">"));
  assert_true(has(&out, "content=\"0; url=/clinic/articles/a&amp;b/\""));
  assert_true(has(&out, "<h1>Knees &amp; &lt;/script&gt;</h1>"));
  assert_true(has(&out, "<a href=\"/clinic/articles/a&amp;b/\">"));
  buf_free(&out);
}

static void redirects_are_lines_for_the_host(void **state) {
  test_site *t = *state;
  start(t);
  buf out = BUF_EMPTY;
  emit_redirects_file(&out, &t->site);
  assert_string_equal(buf_cstr(&out), "/clinic/old%20page/ /clinic/articles/a&b/ 301\n");
  buf_free(&out);
}

static void headers_let_no_inline_script_run(void **state) {
  test_site *t = *state;
  t->site.settings.comments.form = SV("https://forms.example.com/post?x=1");
  buf out = BUF_EMPTY;
  emit_headers_file(&out, &t->site);
  assert_true(sv_starts(buf_sv(&out), SV("/clinic/*\n  Content-Security-Policy: ")));
  assert_false(has(&out, "unsafe-inline"));
  assert_true(has(&out, "script-src 'self';"));
  assert_true(has(&out, "form-action 'self' https://forms.example.com\n"));
  assert_true(has(&out, "  X-Content-Type-Options: nosniff\n"));
  assert_true(has(&out, "  Referrer-Policy: strict-origin-when-cross-origin\n"));
  assert_true(
      has(&out, "/clinic/assets/*\n  Cache-Control: public, max-age=31536000, immutable\n"));
  buf_free(&out);
}

static void a_form_address_cannot_add_to_the_policy(void **state) {
  test_site *t = *state;
  t->site.settings.comments.form = SV("https://x;script-src *");
  buf out = BUF_EMPTY;
  emit_headers_file(&out, &t->site);
  assert_true(has(&out, "form-action 'self'\n"));
  buf_free(&out);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      test_with_site(a_json_feed_says_what_the_format_asks),
      test_with_site(a_feed_holds_the_newest_twenty),
      test_with_site(an_article_is_a_medical_page_with_its_posting_and_breadcrumb),
      test_with_site(a_redirect_page_leads_on_and_is_not_indexed),
      test_with_site(redirects_are_lines_for_the_host),
      test_with_site(headers_let_no_inline_script_run),
      test_with_site(a_form_address_cannot_add_to_the_policy),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
