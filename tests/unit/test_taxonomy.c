/* Sections, taxonomies and terms. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>

#include "site.h"

static void collect(test_site *t) {
  state_decide(&t->site, (state_options){false, false, false});
  taxonomy_collect(&t->site);
}

static void names_that_differ_in_case_are_one_term(void **state) {
  test_site *t = *state;
  page *a = test_article(t, "content/articles/a.md", "A", 2026, 1, 1);
  page *b = test_article(t, "content/articles/b.md", "B", 2026, 2, 1);
  test_term(t, a, 0, "Back Pain");
  test_term(t, b, 0, "back pain");
  test_term(t, b, 0, "BACK  PAIN");
  collect(t);
  assert_int_equal(t->site.taxonomies.len, 1);
  const taxonomy *tags = t->site.taxonomies.at[0];
  assert_int_equal(tags->terms.len, 1);
  assert_sv_is(tags->terms.at[0]->name, "Back Pain");
  assert_sv_is(tags->terms.at[0]->slug, "back-pain");
  assert_sv_is(test_sources(&t->memory, &tags->terms.at[0]->pages), "b.md a.md");
}

static void a_taxonomy_without_terms_is_not_there(void **state) {
  test_site *t = *state;
  test_article(t, "content/articles/a.md", "A", 2026, 1, 1);
  collect(t);
  assert_int_equal(t->site.taxonomies.len, 0);
  assert_int_equal(t->site.sections.len, 1);
}

static void the_first_spelling_by_path_is_shown(void **state) {
  test_site *t = *state;
  page *a = test_article(t, "content/articles/a.md", "A", 2020, 1, 1);
  page *b = test_article(t, "content/articles/b.md", "B", 2026, 2, 1);
  test_term(t, a, 1, "sciatica");
  test_term(t, b, 1, "Sciatica");
  collect(t);
  assert_sv_is(t->site.taxonomies.at[0]->terms.at[0]->name, "sciatica");
}

static void terms_stand_by_name_without_case_or_accent(void **state) {
  test_site *t = *state;
  page *a = test_article(t, "content/articles/a.md", "A", 2026, 1, 1);
  const char *names[] = {"Zoster", "\xC3\x89pidural", "epicondylitis", "Facet joint"};
  for (int i = 0; i < 4; i++) test_term(t, a, 0, names[i]);
  collect(t);
  const term_list *terms = &t->site.taxonomies.at[0]->terms;
  assert_sv_is(terms->at[0]->name, "epicondylitis");
  assert_sv_is(terms->at[1]->name, "\xC3\x89pidural");
  assert_sv_is(terms->at[2]->name, "Facet joint");
  assert_sv_is(terms->at[3]->name, "Zoster");
}

static void languages_have_terms_and_sections_of_their_own(void **state) {
  test_site *t = *state;
  page *a = test_article(t, "content/articles/a.es.md", "A", 2026, 1, 1);
  page *b = test_article(t, "content/articles/a.md", "A", 2026, 1, 1);
  test_term(t, a, 0, "dolor");
  test_term(t, b, 0, "pain");
  collect(t);
  assert_int_equal(t->site.taxonomies.len, 2);
  assert_sv_is(t->site.taxonomies.at[0]->lang, "en");
  assert_sv_is(t->site.taxonomies.at[1]->lang, "es");
  assert_int_equal(t->site.sections.len, 2);
  assert_non_null(taxonomy_section(&t->site, SV("articles"), SV("es")));
  assert_null(taxonomy_section(&t->site, SV("news"), SV("es")));
}

static void drafts_leave_no_terms(void **state) {
  test_site *t = *state;
  page *a = test_article(t, "content/articles/a.md", "A", 2026, 1, 1);
  a->draft = true;
  test_term(t, a, 0, "pain");
  collect(t);
  assert_int_equal(t->site.taxonomies.len, 0);
  assert_int_equal(t->site.sections.len, 0);
}

static void a_section_is_named_by_its_index_or_its_folder(void **state) {
  test_site *t = *state;
  test_page(t, "content/articles/_index.md", "All articles");
  test_article(t, "content/articles/a.md", "A", 2026, 1, 1);
  test_article(t, "content/news/n.md", "N", 2026, 1, 1);
  collect(t);
  assert_sv_is(taxonomy_section(&t->site, SV("articles"), SV("en"))->title, "All articles");
  assert_sv_is(taxonomy_section(&t->site, SV("news"), SV("en"))->title, "News");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      test_with_site(names_that_differ_in_case_are_one_term),
      test_with_site(a_taxonomy_without_terms_is_not_there),
      test_with_site(the_first_spelling_by_path_is_shown),
      test_with_site(terms_stand_by_name_without_case_or_accent),
      test_with_site(languages_have_terms_and_sections_of_their_own),
      test_with_site(drafts_leave_no_terms),
      test_with_site(a_section_is_named_by_its_index_or_its_folder),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
