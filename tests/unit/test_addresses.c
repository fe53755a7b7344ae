/* Where pages stand, and what stands in each other's way. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>

#include "site.h"

static void check_page(const page *p, const char *url, const char *output) {
  assert_sv_is(p->url, url);
  assert_sv_is(p->output, output);
}

static void each_kind_has_its_place(void **state) {
  test_site *t = *state;
  page *article = test_page(t, "content/articles/epidural.md", "Epidural");
  page *bundle = test_page(t, "content/articles/nerve/index.md", "Nerve");
  page *about = test_page(t, "content/pages/about.md", "About");
  page *person = test_page(t, "content/people/ann.md", "Ann");
  test_term(t, article, 0, "Low Back");
  test_site_link(t);
  check_page(article, "/articles/epidural/", "articles/epidural/index.html");
  check_page(bundle, "/articles/nerve/", "articles/nerve/index.html");
  check_page(about, "/about/", "about/index.html");
  check_page(person, "/people/ann/", "people/ann/index.html");
  assert_sv_is(t->site.taxonomies.at[0]->url, "/tags/");
  assert_sv_is(t->site.taxonomies.at[0]->terms.at[0]->url, "/tags/low-back/");
  assert_sv_is(t->site.sections.at[0]->url, "/articles/");
  assert_ptr_equal(address_at(&t->addresses, SV("/about/"), &t->memory)->page, about);
  assert_reports(t, "");
}

static void another_language_stands_in_its_folder(void **state) {
  test_site *t = *state;
  page *article = test_page(t, "content/articles/epidural.es.md", "Epidural");
  page *about = test_page(t, "content/pages/about.es.md", "Acerca");
  test_term(t, article, 0, "dolor");
  test_site_link(t);
  check_page(article, "/es/articles/epidural/", "es/articles/epidural/index.html");
  check_page(about, "/es/about/", "es/about/index.html");
  assert_sv_is(t->site.taxonomies.at[0]->terms.at[0]->url, "/es/tags/dolor/");
}

static void letters_outside_ascii_are_encoded_in_addresses_alone(void **state) {
  test_site *t = *state;
  page *p = test_page(t, "content/articles/ci\xC3\xA1tica.md", "C");
  test_site_link(t);
  check_page(p, "/articles/ci%C3%A1tica/", "articles/ci\xC3\xA1tica/index.html");
}

static void a_url_of_its_own_wins(void **state) {
  test_site *t = *state;
  page *p = test_page(t, "content/articles/a.es.md", "A");
  page *q = test_page(t, "content/articles/b.md", "B");
  p->more->url_wanted = SV("/hola/mundo");
  q->more->url_wanted = SV("/old.html");
  test_site_link(t);
  check_page(p, "/hola/mundo/", "hola/mundo/index.html");
  check_page(q, "/old.html", "old.html");
}

static void permalinks_set_sections_and_taxonomies(void **state) {
  test_site *t = *state;
  permalink_settings *links = &t->site.settings.permalinks;
  vec_push(&t->memory, links,
           (permalink_setting){.section = SV("articles"), .pattern = SV("/:year/:month/:slug/")});
  vec_push(&t->memory, links,
           (permalink_setting){.section = SV("tags"), .pattern = SV("/topics/:slug/")});
  page *p = test_article(t, "content/articles/a.md", "A", 2026, 3, 9);
  test_page(t, "content/articles/b.md", "B")->name_offset = 4;
  test_term(t, p, 0, "Pain");
  diag_source_text(t->sink, SV("content/articles/b.md"), SV("---\ntitle: B\n---\n"));
  test_site_link(t);
  check_page(p, "/2026/03/a/", "2026/03/a/index.html");
  assert_sv_is(t->site.taxonomies.at[0]->url, "/topics/");
  assert_sv_is(t->site.taxonomies.at[0]->terms.at[0]->url, "/topics/pain/");
  assert_reports(t,
                 "2:1 FM002 this page has no date, and its address needs one; give it a `date`, or "
                 "take :year out of \"/:year/:month/:slug/\" in the settings\n");
}

static void two_pages_at_one_address_are_told_at_the_second(void **state) {
  test_site *t = *state;
  test_page(t, "content/articles/a.md", "A");
  test_page(t, "content/articles/a/index.md", "B");
  diag_source_text(t->sink, SV("content/articles/a/index.md"), SV("title: B"));
  test_site_link(t);
  assert_reports(
      t,
      "1:1 LK003 the address /articles/a/ is taken by content/articles/a.md; give one of "
      "them a slug: of its own\n");
}

static void case_alone_does_not_part_addresses(void **state) {
  test_site *t = *state;
  test_page(t, "content/articles/a.md", "A")->more->url_wanted = SV("/Pain/");
  test_page(t, "content/articles/b.md", "B")->more->url_wanted = SV("/pain/");
  diag_source_text(t->sink, SV("content/articles/b.md"), SV("title: B"));
  test_site_link(t);
  assert_reports(t,
                 "1:1 LK003 the address /pain/ differs only in case from /Pain/, which is "
                 "content/articles/a.md; give one of them a slug: of its own\n");
}

static void a_page_in_the_place_of_a_list_is_told(void **state) {
  test_site *t = *state;
  page *a = test_page(t, "content/articles/a.md", "A");
  test_term(t, a, 0, "pain");
  test_page(t, "content/pages/search.md", "S");
  test_page(t, "content/pages/tags.md", "T");
  diag_source_text(t->sink, SV("content/pages/search.md"), SV("title: S"));
  diag_source_text(t->sink, SV("content/pages/tags.md"), SV("title: T"));
  test_site_link(t);
  assert_reports(
      t,
      "1:1 LK003 the address /search/ is taken by the search page; give this page another "
      "slug: or url:\n"
      "1:1 LK003 the address /tags/ is taken by the list of all tags; give this page another "
      "slug: or url:\n");
}

static void an_alias_must_be_free(void **state) {
  test_site *t = *state;
  page *a = test_page(t, "content/articles/a.md", "A");
  page *b = test_page(t, "content/articles/b.md", "B");
  vec_push(&t->memory, &a->more->aliases, (placed){SV("/articles/b"), 3, 11});
  vec_push(&t->memory, &b->more->aliases, (placed){SV("/old/b"), 3, 6});
  diag_source_text(t->sink, SV("content/articles/a.md"), SV("12 /articles/b"));
  test_site_link(t);
  assert_reports(t,
                 "1:4 LK003 the address /articles/b/ is taken by content/articles/b.md; take this "
                 "alias out; the address is in use\n");
  const address *alias = address_at(&t->addresses, SV("/old/b/"), &t->memory);
  assert_non_null(alias);
  assert_int_equal(alias->kind, ADDRESS_ALIAS);
  assert_sv_is(alias->output, "old/b/index.html");
}

static void a_draft_takes_no_address(void **state) {
  test_site *t = *state;
  page *draft = test_page(t, "content/articles/a.md", "A");
  draft->draft = true;
  test_page(t, "content/articles/a/index.md", "B");
  test_site_link(t);
  assert_reports(t, "");
  assert_sv_is(draft->url, "/articles/a/");
}

static void addresses_are_found_as_people_write_them(void **state) {
  test_site *t = *state;
  page *about = test_page(t, "content/pages/about.md", "About");
  test_site_link(t);
  const char *ways[] = {"/about/", "/about", "/about/index.html"};
  for (int i = 0; i < 3; i++) {
    const address *found = address_at(&t->addresses, sv_of(ways[i]), &t->memory);
    assert_non_null(found);
    assert_ptr_equal(found->page, about);
  }
  assert_null(address_at(&t->addresses, SV("/About/"), &t->memory));
  assert_null(address_at(&t->addresses, SV("/about/us/"), &t->memory));
  assert_non_null(address_at(&t->addresses, SV("/atom.xml"), &t->memory));
}

static void files_go_to_the_root_or_beside_their_article(void **state) {
  test_site *t = *state;
  test_page(t, "content/articles/nerve/index.md", "N");
  test_page(t, "content/articles/secret/index.md", "S")->draft = true;
  test_file_of(t, "content/articles/nerve/img/a b.png", 0, 0);
  test_file_of(t, "content/articles/secret/x.png", 0, 0);
  test_file_of(t, "content/articles/shared.png", 0, 0);
  test_file_of(t, "content/files/CNAME", 0, 0);
  test_site_link(t);
  const site_file *files = t->files.all.at;
  assert_sv_is(files[0].output, "articles/nerve/img/a b.png");
  assert_sv_is(files[0].url, "/articles/nerve/img/a%20b.png");
  assert_sv_is(files[1].output, "");
  assert_sv_is(files[2].output, "articles/shared.png");
  assert_sv_is(files[3].output, "CNAME");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      test_with_site(each_kind_has_its_place),
      test_with_site(another_language_stands_in_its_folder),
      test_with_site(letters_outside_ascii_are_encoded_in_addresses_alone),
      test_with_site(a_url_of_its_own_wins),
      test_with_site(permalinks_set_sections_and_taxonomies),
      test_with_site(two_pages_at_one_address_are_told_at_the_second),
      test_with_site(case_alone_does_not_part_addresses),
      test_with_site(a_page_in_the_place_of_a_list_is_told),
      test_with_site(an_alias_must_be_free),
      test_with_site(a_draft_takes_no_address),
      test_with_site(addresses_are_found_as_people_write_them),
      test_with_site(files_go_to_the_root_or_beside_their_article),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
