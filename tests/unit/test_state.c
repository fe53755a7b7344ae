/* Which pages a build shows. The clock of the fixture stands at 2026-06-15, noon. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>

#include "site.h"

static void check_lists(test_site *t, const char *articles, const char *drafts,
                        const char *scheduled, const char *expired) {
  assert_sv_is(test_sources(&t->memory, &t->site.articles), articles);
  assert_sv_is(test_sources(&t->memory, &t->site.left_out[0]), drafts);
  assert_sv_is(test_sources(&t->memory, &t->site.left_out[1]), scheduled);
  assert_sv_is(test_sources(&t->memory, &t->site.left_out[2]), expired);
}

static void add_pages(test_site *t) {
  test_article(t, "content/articles/draft.md", "D", 2026, 1, 1)->draft = true;
  page *expired = test_article(t, "content/articles/expired.md", "E", 2026, 1, 2);
  expired->more->expires = (page_date){true, test_day(2026, 6, 15)};
  test_article(t, "content/articles/future.md", "F", 2026, 6, 16);
  page *kept = test_article(t, "content/articles/kept.md", "K", 2026, 1, 3);
  kept->more->expires = (page_date){true, test_day(2026, 6, 16)};
  test_article(t, "content/articles/today.md", "T", 2026, 6, 15);
}

static void only_published_pages_are_shown(void **state) {
  test_site *t = *state;
  add_pages(t);
  state_decide(&t->site, (state_options){false, false, false});
  check_lists(t, "today.md kept.md", "draft.md", "future.md", "expired.md");
  assert_true(t->site.all.at[0]->left_out);
  assert_false(t->site.all.at[4]->left_out);
  assert_ptr_equal(map_get(&t->site.by_source, SV("content/articles/draft.md")), t->site.all.at[0]);
}

static void each_option_lets_its_own_pages_in(void **state) {
  test_site *t = *state;
  add_pages(t);
  state_decide(&t->site, (state_options){.future = true});
  check_lists(t, "future.md today.md kept.md", "draft.md", "", "expired.md");
  assert_int_equal(t->site.all.at[2]->state, PAGE_SCHEDULED);
}

static void a_draft_let_in_may_still_be_scheduled(void **state) {
  test_site *t = *state;
  test_article(t, "content/articles/both.md", "B", 2026, 7, 1)->draft = true;
  test_article(t, "content/articles/draft.md", "D", 2026, 1, 1)->draft = true;
  state_decide(&t->site, (state_options){.drafts = true});
  check_lists(t, "draft.md", "", "both.md", "");
  assert_int_equal(t->site.all.at[1]->state, PAGE_DRAFT);
}

static void pages_and_people_have_lists_of_their_own(void **state) {
  test_site *t = *state;
  test_page(t, "content/pages/about.md", "About");
  test_page(t, "content/people/b.md", "\xC3\x81lvaro Ruiz");
  test_page(t, "content/people/c.md", "Zo\xC3\xAB Hart");
  test_page(t, "content/people/d.md", "beth Jones");
  state_decide(&t->site, (state_options){false, false, false});
  assert_sv_is(test_sources(&t->memory, &t->site.plain), "about.md");
  assert_sv_is(test_sources(&t->memory, &t->site.people), "b.md d.md c.md");
  assert_ptr_equal(map_get(&t->site.people_by_slug, SV("c")), t->site.all.at[2]);
}

static void an_update_shows_where_it_is_later_than_the_date(void **state) {
  test_site *t = *state;
  page *later = test_article(t, "content/articles/a.md", "A", 2026, 1, 1);
  later->updated = (page_date){true, test_day(2026, 2, 1)};
  page *earlier = test_article(t, "content/articles/b.md", "B", 2026, 1, 1);
  earlier->updated = (page_date){true, test_day(2025, 2, 1)};
  state_decide(&t->site, (state_options){false, false, false});
  assert_true(later->shown_updated.given);
  assert_false(earlier->shown_updated.given);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      test_with_site(only_published_pages_are_shown),
      test_with_site(each_option_lets_its_own_pages_in),
      test_with_site(a_draft_let_in_may_still_be_scheduled),
      test_with_site(pages_and_people_have_lists_of_their_own),
      test_with_site(an_update_shows_where_it_is_later_than_the_date),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
