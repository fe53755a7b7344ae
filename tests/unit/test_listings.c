/* The pages that no file holds, and how long lists are parted. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>

#include "emit/sitemap_index.h"
#include "graph/archive.h"
#include "graph/letters.h"
#include "graph/pagination.h"
#include "graph/sitemap.h"
#include "site.h"

static const listing *find(const test_site *t, const char *url) {
  for (size_t i = 0; i < t->listings.len; i++) {
    if (sv_is(t->listings.at[i]->url, url)) return t->listings.at[i];
  }
  return NULL;
}

static void a_list_has_parts_of_equal_size_and_a_rest(void **state) {
  (void)state;
  assert_int_equal(pagination_parts(0, 20), 1);
  assert_int_equal(pagination_parts(20, 20), 1);
  assert_int_equal(pagination_parts(21, 20), 2);
  page pages[5];
  page *pointers[5];
  for (int i = 0; i < 5; i++) pointers[i] = &pages[i];
  page_list all = {pointers, 5, 5};
  page_list last = pagination_slice(&all, 2, 3);
  assert_int_equal(last.len, 1);
  assert_ptr_equal(last.at[0], &pages[4]);
  assert_int_equal(pagination_slice(&all, 2, 4).len, 0);
  assert_int_equal(pagination_slice(&all, 2, 0).len, 0);
}

static void the_first_part_is_the_list_itself(void **state) {
  test_site *t = *state;
  arena *a = &t->memory;
  assert_sv_is(pagination_url(a, SV("/tags/spine/"), 1), "/tags/spine/");
  assert_sv_is(pagination_url(a, SV("/tags/spine/"), 12), "/tags/spine/page/12/");
  assert_sv_is(pagination_output(a, SV("tags/spine/index.html"), 2),
               "tags/spine/page/2/index.html");
  assert_sv_is(pagination_output(a, SV("index.html"), 2), "page/2/index.html");
}

static void the_archive_groups_by_year_and_month_newest_first(void **state) {
  test_site *t = *state;
  test_article(t, "content/articles/a.md", "A", 2025, 12, 31);
  test_article(t, "content/articles/b.md", "B", 2026, 1, 1);
  test_article(t, "content/articles/c.md", "C", 2026, 3, 5);
  test_article(t, "content/articles/d.md", "D", 2026, 3, 9);
  test_page(t, "content/articles/undated.md", "U");
  test_site_link(t);
  const listing *archive = find(t, "/archive/");
  assert_non_null(archive);
  assert_int_equal(archive->groups.len, 2);
  const listing_group *year = &archive->groups.at[0];
  assert_sv_is(year->name, "2026");
  assert_sv_is(year->url, "/archive/2026/");
  assert_sv_is(test_sources(&t->memory, &year->pages), "d.md c.md b.md");
  assert_int_equal(year->parts.len, 2);
  assert_sv_is(year->parts.at[0].name, "03");
  assert_int_equal(date_split(year->parts.at[0].at).month, 3);
  const listing *month = find(t, "/archive/2026/03/");
  assert_non_null(month);
  assert_sv_is(test_sources(&t->memory, &month->pages), "d.md c.md");
  assert_ptr_equal(month->above, find(t, "/archive/2026/"));
  assert_true(month->paginated);
}

static void midnight_elsewhere_makes_no_year_twice(void **state) {
  test_site *t = *state;
  page *p = test_page(t, "content/articles/a.md", "A");
  p->date = (page_date){true, date_join(2025, 12, 31, 23, 0, 0, -8 * 3600)};
  page *q = test_page(t, "content/articles/b.md", "B");
  q->date = (page_date){true, date_join(2026, 1, 1, 1, 0, 0, 10 * 3600)};
  page *r = test_page(t, "content/articles/c.md", "C");
  r->date = (page_date){true, date_join(2025, 12, 30, 1, 0, 0, 0)};
  test_site_link(t);
  assert_int_equal(find(t, "/archive/")->groups.len, 2);
}

static void titles_are_sorted_by_letter_without_accent(void **state) {
  test_site *t = *state;
  const char *titles[] = {"\xC3\x89pidural",
                          "ankle",
                          "5 questions",
                          "\xC2\xBFQu\xC3\xA9 es?",
                          "Elbow",
                          "!!!",
                          "\xD0\x91\xD0\xBE\xD0\xBB\xD1\x8C"};
  for (int i = 0; i < 7; i++) {
    char *source = arena_cstr(&t->memory, arena_printf(&t->memory, "content/articles/%d.md", i));
    test_page(t, source, titles[i]);
  }
  state_decide(&t->site, (state_options){false, false, false});
  listing_groups groups = {0};
  letters_group(&t->memory, &t->site.articles, &groups);
  const char *letters[] = {"A", "E", "Q", "\xD0\x91", "#"};
  assert_int_equal(groups.len, 5);
  for (int i = 0; i < 5; i++) assert_sv_is(groups.at[i].name, letters[i]);
  assert_sv_is(test_sources(&t->memory, &groups.at[1].pages), "4.md 0.md");
  assert_int_equal(groups.at[4].pages.len, 2);
}

/* "\xC3\x91" is a letter in Spanish, and an accent on one in English. */
static void the_alphabet_is_that_of_the_language(void **state) {
  test_site *t = *state;
  const char *titles[] = {"\303\221ame", "Nuez", "Oso"};
  for (int i = 0; i < 3; i++) {
    char *source = arena_cstr(&t->memory, arena_printf(&t->memory, "content/articles/%d.md", i));
    test_page(t, source, titles[i]);
  }
  state_decide(&t->site, (state_options){false, false, false});
  listing_groups english = {0}, spanish = {0};
  letters_group(&t->memory, &t->site.articles, &english);
  assert_int_equal(english.len, 2);
  assert_sv_is(test_sources(&t->memory, &english.at[0].pages), "0.md 1.md");
  for (size_t i = 0; i < t->site.articles.len; i++) t->site.articles.at[i]->lang = SV("es");
  letters_group(&t->memory, &t->site.articles, &spanish);
  assert_int_equal(spanish.len, 3);
  assert_sv_is(spanish.at[1].name, "\xC3\x91");
}

static void an_empty_site_has_a_home_a_search_and_a_404(void **state) {
  test_site *t = *state;
  t->site.settings.languages.len = 1;
  test_site_link(t);
  assert_int_equal(t->listings.len, 3);
  assert_int_equal(t->listings.at[0]->type, LISTING_HOME);
  assert_sv_is(t->listings.at[0]->output, "index.html");
  assert_non_null(find(t, "/search/"));
  assert_non_null(find(t, "/404.html"));
}

static void each_language_has_lists_of_its_own(void **state) {
  test_site *t = *state;
  page *p = test_article(t, "content/articles/a.es.md", "A", 2026, 1, 1);
  test_article(t, "content/articles/b.md", "B", 2026, 1, 1);
  test_term(t, p, 0, "dolor");
  test_page(t, "content/people/ann.md", "Ann");
  test_site_link(t);
  assert_sv_is(test_sources(&t->memory, &find(t, "/")->pages), "b.md");
  assert_sv_is(test_sources(&t->memory, &find(t, "/es/")->pages), "a.es.md");
  assert_non_null(find(t, "/es/archive/2026/01/"));
  assert_non_null(find(t, "/es/a-z/"));
  assert_non_null(find(t, "/es/tags/"));
  assert_null(find(t, "/tags/"));
  assert_non_null(find(t, "/people/"));
  assert_true(find(t, "/es/tags/dolor/")->feeds);
}

/* "k0001.md" and so on. */
static void many(test_site *t, const char *title, int count) {
  for (int i = 0; i < count; i++) {
    sv source = arena_printf(&t->memory, "content/articles/%s%04d.md", title, i);
    test_article(t, source.at, title, 2026, 1, 1 + i % 28);
  }
}

static void letters_of_a_large_site_have_pages_of_their_own(void **state) {
  test_site *t = *state;
  many(t, "Knee", 1998);
  test_article(t, "content/articles/e.md", "\xC3\x89pine", 2026, 1, 1);
  test_article(t, "content/articles/digit.md", "5 ways to walk", 2026, 1, 1);
  test_article(t, "content/articles/cyrillic.md", "\xD0\x96 is a letter", 2026, 1, 1);
  test_site_link(t);
  const listing *knees = find(t, "/a-z/k/"), *all = find(t, "/a-z/");
  assert_non_null(knees);
  assert_int_equal(knees->pages.len, 1998);
  assert_true(knees->paginated);
  assert_ptr_equal(knees->above, all);
  assert_sv_is(all->groups.at[1].url, "/a-z/k/");
  assert_int_equal(find(t, "/a-z/e/")->pages.len, 1);
  assert_int_equal(find(t, "/a-z/other/")->pages.len, 1);
  assert_int_equal(find(t, "/a-z/u0416/")->pages.len, 1);
}

static void letters_of_a_small_site_share_a_page(void **state) {
  test_site *t = *state;
  many(t, "Knee", 2000);
  test_site_link(t);
  assert_null(find(t, "/a-z/k/"));
  assert_int_equal(find(t, "/a-z/")->groups.at[0].url.len, 0);
}

static void a_site_map_holds_what_the_protocol_lets_it(void **state) {
  test_site *t = *state;
  assert_int_equal(sitemap_parts(0), 1);
  assert_int_equal(sitemap_parts(50000), 1);
  assert_int_equal(sitemap_parts(50001), 2);
  assert_int_equal(sitemap_parts(1000000), 20);
  assert_sv_is(sitemap_name(&t->memory, 20), "sitemap-20.xml");
  buf out = BUF_EMPTY;
  t->site.settings.base_url = SV("https://clinic.example/blog");
  emit_sitemap_index(&out, &t->site, 2, &t->memory);
  assert_string_equal(buf_cstr(&out),
                      "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
                      "<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n"
                      "  <sitemap>\n    <loc>https://clinic.example/blog/sitemap-1.xml</loc>\n"
                      "  </sitemap>\n"
                      "  <sitemap>\n    <loc>https://clinic.example/blog/sitemap-2.xml</loc>\n"
                      "  </sitemap>\n</sitemapindex>\n");
  buf_free(&out);
}

static void a_site_map_leaves_out_what_asks_for_it(void **state) {
  test_site *t = *state;
  test_article(t, "content/articles/a.md", "A", 2026, 1, 1);
  test_article(t, "content/articles/thanks.md", "Thanks", 2026, 1, 2)->noindex = true;
  test_site_link(t);
  sitemap all;
  sitemap_collect(&t->site, &t->listings, &all);
  assert_int_equal(all.at[0].listing->type, LISTING_HOME);
  size_t pages = 0;
  for (size_t i = 0; i < all.len; i++) {
    if (all.at[i].page) assert_sv_is(all.at[i].page->title, "A");
    pages += all.at[i].page != NULL;
    if (all.at[i].listing) assert_int_not_equal(all.at[i].listing->type, LISTING_SEARCH);
  }
  assert_int_equal(pages, 1);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_list_has_parts_of_equal_size_and_a_rest),
      test_with_site(the_first_part_is_the_list_itself),
      test_with_site(the_archive_groups_by_year_and_month_newest_first),
      test_with_site(midnight_elsewhere_makes_no_year_twice),
      test_with_site(titles_are_sorted_by_letter_without_accent),
      test_with_site(the_alphabet_is_that_of_the_language),
      test_with_site(an_empty_site_has_a_home_a_search_and_a_404),
      test_with_site(each_language_has_lists_of_its_own),
      test_with_site(letters_of_a_large_site_have_pages_of_their_own),
      test_with_site(letters_of_a_small_site_share_a_page),
      test_with_site(a_site_map_holds_what_the_protocol_lets_it),
      test_with_site(a_site_map_leaves_out_what_asks_for_it),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
