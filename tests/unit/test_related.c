/* Related articles. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>

#include "graph/links.h"
#include "graph/related.h"
#include "graph/related_index.h"
#include "site.h"

static void relate(test_site *t) {
  test_site_link(t);
  arena *kept[] = {&t->memory};
  crew alone = crew_alone(kept);
  links_resolve(&t->site, &t->addresses, &t->files, &(sv_list){0}, &alone, t->sink);
  related_reader *reader = related_reader_open(&t->site.settings);
  related_link(&t->site, &reader, 1, t->sink);
  related_reader_close(reader);
}

static sv related_to(test_site *t, const page *p) {
  sv out = {"", 0};
  for (size_t i = 0; i < p->related_pages.len; i++) {
    sv slug = p->related_pages.at[i].page->slug;
    out = arena_cat(&t->memory, (sv[]){out, out.len ? SV(" ") : SV(""), slug}, 3);
  }
  return out;
}

/* Six articles: two about nerves, two about knees, two about nothing else. */
static void add_articles(test_site *t) {
  static const char *const articles[][3] = {
      {"content/articles/a.md", "Epidural injections", "The needle goes near the nerve root."},
      {"content/articles/b.md", "Nerve blocks", "A needle numbs the nerve. An epidural is one."},
      {"content/articles/c.md", "Knee exercises", "Bend the knee ten times. Kneecap pain fades."},
      {"content/articles/d.md", "Knee braces", "A brace holds the kneecap of the knee."},
      {"content/articles/e.md", "Opening hours", "We open at nine."},
      {"content/articles/f.md", "Parking", "Park behind the house."},
  };
  for (int i = 0; i < 6; i++) {
    page *p = test_article(t, articles[i][0], articles[i][1], 2026, 1, i + 1);
    test_text(t, p, articles[i][2]);
  }
}

/* The reasons as they are told, parted by " | ". */
static sv why_of(test_site *t, const related_page *r) {
  sv_list why = {0};
  sv out = {"", 0};
  related_why(&t->memory, &t->site.settings, r, &why);
  for (size_t i = 0; i < why.len; i++) {
    out = arena_cat(&t->memory, (sv[]){out, out.len ? SV(" | ") : SV(""), why.at[i]}, 3);
  }
  return out;
}

static void articles_about_the_same_come_first(void **state) {
  test_site *t = *state;
  add_articles(t);
  relate(t);
  page *const *all = t->site.all.at;
  assert_ptr_equal(all[0]->related_pages.at[0].page, all[1]);
  assert_ptr_equal(all[1]->related_pages.at[0].page, all[0]);
  assert_ptr_equal(all[2]->related_pages.at[0].page, all[3]);
  assert_ptr_equal(all[3]->related_pages.at[0].page, all[2]);
}

static void a_list_is_always_filled_and_says_why(void **state) {
  test_site *t = *state;
  add_articles(t);
  relate(t);
  const page *parking = t->site.all.at[5];
  assert_sv_is(related_to(t, parking), "e d c");
  for (int i = 0; i < 3; i++) {
    assert_sv_is(why_of(t, &parking->related_pages.at[i]), "section");
    assert_true(parking->related_pages.at[i].score == 0);
  }
  assert_sv_is(why_of(t, &t->site.all.at[2]->related_pages.at[0]), "words: knee, kneecap");
}

static void pins_come_first_and_bans_never(void **state) {
  test_site *t = *state;
  add_articles(t);
  page *a = t->site.all.at[0];
  vec_push(&t->memory, &a->related, (placed){SV("parking.md"), 0, 1});
  vec_push(&t->memory, &a->related, (placed){SV("f"), 0, 1});
  vec_push(&t->memory, &a->more->related_exclude, (placed){SV("/articles/b.md"), 0, 1});
  diag_source_text(t->sink, a->source, SV("x"));
  relate(t);
  assert_sv_is(related_to(t, a), "f e d");
  assert_sv_is(why_of(t, &a->related_pages.at[0]), "pinned");
  assert_reports(t,
                 "1:1 RL001 there is no article \"parking.md\"; write the article's "
                 "file without its ending, such as \"epidural\"\n");
}

static void drafts_overdue_and_other_languages_are_never_offered(void **state) {
  test_site *t = *state;
  page *a = test_article(t, "content/articles/a.md", "Knee pain", 2026, 1, 1);
  test_article(t, "content/articles/b.es.md", "Knee pain", 2026, 1, 1);
  test_article(t, "content/articles/c.md", "Knee pain", 2026, 1, 1)->draft = true;
  page *overdue = test_article(t, "content/articles/d.md", "Knee pain", 2026, 1, 1);
  overdue->next_review = (page_date){true, test_day(2026, 6, 14)};
  page *due_today = test_article(t, "content/articles/e.md", "Knee pain", 2026, 1, 1);
  due_today->next_review = (page_date){true, test_day(2026, 6, 15)};
  relate(t);
  assert_sv_is(related_to(t, a), "e");
  assert_sv_is(related_to(t, overdue), "a e");
}

static void a_common_rare_tag_relates(void **state) {
  test_site *t = *state;
  add_articles(t);
  page *const *all = t->site.all.at;
  for (int i = 0; i < 6; i++) test_term(t, all[i], 0, "clinic");
  test_term(t, all[4], 0, "visit");
  test_term(t, all[5], 0, "visit");
  relate(t);
  const related_page *first = &all[5]->related_pages.at[0];
  assert_ptr_equal(first->page, all[4]);
  assert_sv_is(why_of(t, first), "tag: clinic | tag: visit");
  assert_true(first->score > all[5]->related_pages.at[1].score);
}

static void near_duplicates_are_not_listed_side_by_side(void **state) {
  test_site *t = *state;
  const char *text = "The knee joint bends. Cartilage cushions the kneecap while walking stairs.";
  page *a = test_article(t, "content/articles/a.md", "Knee joints", 2026, 1, 1);
  test_text(t, a, "A knee joint has cartilage under its kneecap.");
  test_text(t, test_article(t, "content/articles/b.md", "Knee health", 2026, 1, 2), text);
  test_text(t, test_article(t, "content/articles/c.md", "Knee care", 2026, 1, 3), text);
  test_text(t, test_article(t, "content/articles/d.md", "Hip care", 2026, 1, 4),
            "Hips and a joint.");
  t->site.settings.related.count = 3;
  test_article(t, "content/articles/e.md", "Parking", 2026, 1, 5);
  relate(t);
  assert_sv_is(related_to(t, a), "c d e");
}

static void a_list_is_filled_with_duplicates_where_there_is_nothing_else(void **state) {
  test_site *t = *state;
  const char *text = "The hip joint bends. Cartilage cushions the thigh bone while walking stairs.";
  page *a = test_article(t, "content/articles/a.md", "Parking", 2026, 1, 1);
  test_text(t, test_article(t, "content/articles/b.md", "Hips", 2026, 1, 2), text);
  test_text(t, test_article(t, "content/news/c.md", "Hip care", 2026, 1, 3), text);
  relate(t);
  assert_sv_is(related_to(t, a), "b c");
  assert_sv_is(why_of(t, &a->related_pages.at[1]), "recent");
}

static void the_order_of_reading_changes_nothing(void **state) {
  test_site *t = *state;
  add_articles(t);
  related_reader *readers[2] = {related_reader_open(&t->site.settings),
                                related_reader_open(&t->site.settings)};
  for (size_t i = t->site.all.len; i > 0; i--) {
    related_read(readers[i % 2], &t->memory, t->site.all.at[i - 1]);
  }
  test_site_link(t);
  related_link(&t->site, readers, 2, t->sink);
  related_reader_close(readers[0]);
  related_reader_close(readers[1]);
  test_site *other = test_site_new();
  add_articles(other);
  relate(other);
  for (size_t i = 0; i < t->site.all.len; i++) {
    const page *here = t->site.all.at[i], *there = other->site.all.at[i];
    assert_int_equal(here->related_pages.len, there->related_pages.len);
    for (size_t j = 0; j < here->related_pages.len; j++) {
      const related_page *left = &here->related_pages.at[j], *right = &there->related_pages.at[j];
      assert_true(sv_eq(left->page->slug, right->page->slug));
      assert_true(left->score == right->score);
      assert_int_equal(left->why.len, right->why.len);
      for (size_t k = 0; k < left->why.len; k++) {
        assert_true(left->why.at[k].kind == right->why.at[k].kind);
        assert_true(sv_eq(related_what(&left->why.at[k]), related_what(&right->why.at[k])));
      }
    }
  }
  test_site_free(other);
}

static void with_all_weights_at_zero_lists_still_say_why(void **state) {
  test_site *t = *state;
  add_articles(t);
  t->site.settings.related = (related_settings){.count = 2};
  relate(t);
  const page *a = t->site.all.at[0];
  assert_sv_is(related_to(t, a), "f e");
  assert_sv_is(why_of(t, &a->related_pages.at[0]), "section");
}

static void another_section_fills_a_list_last(void **state) {
  test_site *t = *state;
  page *a = test_article(t, "content/articles/a.md", "Knee", 2026, 1, 1);
  test_article(t, "content/articles/b.md", "Hip", 2025, 1, 1);
  test_article(t, "content/news/c.md", "Parking", 2026, 3, 1);
  relate(t);
  assert_sv_is(related_to(t, a), "b c");
  assert_sv_is(why_of(t, &a->related_pages.at[0]), "section");
  assert_sv_is(why_of(t, &a->related_pages.at[1]), "recent");
}

static void one_article_alone_has_no_list(void **state) {
  test_site *t = *state;
  page *a = test_article(t, "content/articles/a.md", "The", 2026, 1, 1);
  test_text(t, a, "Knee");
  relate(t);
  assert_int_equal(a->related_pages.len, 0);
}

static void a_title_found_in_a_text_relates_other_names_of_a_thing(void **state) {
  test_site *t = *state;
  add_articles(t);
  page *sotos = test_article(t, "content/articles/s.md", "Sotos syndrome", 2026, 2, 1);
  page *gigantism = test_article(t, "content/articles/t.md", "Cerebral gigantism", 2026, 2, 2);
  test_text(t, sotos, "Children grow early.");
  test_text(t, gigantism, "Also called Sotos syndrome.");
  relate(t);
  assert_ptr_equal(sotos->related_pages.at[0].page, gigantism);
  assert_ptr_equal(gigantism->related_pages.at[0].page, sotos);
}

static void link_to(test_site *t, page *from, const char *target) {
  body_link link = {.target = sv_of(target), .text = SV("here"), .slot = 0};
  vec_push(&t->memory, &from->body.links, link);
}

static const related_page *entry_of(const page *p, const page *other) {
  for (size_t i = 0; i < p->related_pages.len; i++) {
    if (p->related_pages.at[i].page == other) return &p->related_pages.at[i];
  }
  return NULL;
}

static void a_link_relates_both_ends(void **state) {
  test_site *t = *state;
  add_articles(t);
  page *const *all = t->site.all.at;
  link_to(t, all[5], "a.md#top");
  link_to(t, all[5], "a.md");
  link_to(t, all[5], "f.md");
  relate(t);
  const related_page *there = &all[5]->related_pages.at[0];
  assert_ptr_equal(there->page, all[0]);
  assert_sv_is(why_of(t, there), "links to it");
  const related_page *back = entry_of(all[0], all[5]);
  assert_sv_is(why_of(t, back), "linked from it");
  assert_true(there->score > 0.4 && there->score <= 0.5 && there->score == back->score);
  assert_ptr_equal(all[0]->related_pages.at[0].page, all[1]);
}

static void a_link_both_ways_says_more_than_one(void **state) {
  test_site *t = *state;
  add_articles(t);
  page *const *all = t->site.all.at;
  link_to(t, all[4], "f.md");
  link_to(t, all[4], "c.md");
  link_to(t, all[5], "e.md");
  relate(t);
  const related_page *both = entry_of(all[4], all[5]), *one = entry_of(all[4], all[2]);
  assert_sv_is(why_of(t, both), "links to it | linked from it");
  assert_true(both->score > one->score && one->score > 0);
}

static void a_page_of_many_links_says_less_with_each(void **state) {
  test_site *t = *state;
  add_articles(t);
  page *const *all = t->site.all.at;
  for (int i = 0; i < 4; i++) link_to(t, all[5], arena_cstr(&t->memory, all[i]->slug));
  link_to(t, all[4], "d.md");
  t->site.settings.related.count = 5;
  relate(t);
  assert_true(entry_of(all[4], all[3])->score > entry_of(all[5], all[3])->score);
}

static void links_that_weigh_nothing_are_no_reason(void **state) {
  test_site *t = *state;
  add_articles(t);
  link_to(t, t->site.all.at[5], "a.md");
  t->site.settings.related.links = 0;
  relate(t);
  assert_sv_is(related_to(t, t->site.all.at[5]), "e d c");
}

static void links_to_drafts_and_other_languages_relate_nothing(void **state) {
  test_site *t = *state;
  page *a = test_article(t, "content/articles/a.md", "Knee", 2026, 1, 1);
  test_article(t, "content/articles/b.es.md", "Rodilla", 2026, 1, 1);
  page *c = test_article(t, "content/articles/c.md", "Hip", 2026, 1, 1);
  c->next_review = (page_date){true, test_day(2026, 6, 14)};
  test_article(t, "content/articles/d.md", "Parking", 2026, 1, 1);
  link_to(t, a, "b.es.md");
  link_to(t, a, "c.md");
  relate(t);
  assert_sv_is(related_to(t, a), "d");
}

/* Every field at the greatest weight that a setting takes: the best is still the best. */
static void great_weights_do_not_overflow(void **state) {
  test_site *t = *state;
  add_articles(t);
  page *const *all = t->site.all.at;
  page *twin = test_article(t, "content/articles/g.md", "Knee exercises", 2026, 1, 7);
  test_text(t, twin, "Bend the knee ten times. Kneecap pain fades.");
  test_term(t, all[2], 0, "knee");
  test_term(t, twin, 0, "knee");
  link_to(t, all[2], "g.md");
  link_to(t, twin, "c.md");
  t->site.settings.related = (related_settings){3, 100, 1, 100, 100, 100};
  relate(t);
  assert_ptr_equal(all[2]->related_pages.at[0].page, twin);
  assert_true(all[2]->related_pages.at[0].score > 400);
}

static void both_directions_agree(void **state) {
  test_site *t = *state;
  add_articles(t);
  test_term(t, t->site.all.at[0], 0, "spine");
  test_term(t, t->site.all.at[3], 0, "spine");
  link_to(t, t->site.all.at[4], "b.md");
  t->site.settings.related.count = 5;
  relate(t);
  for (size_t i = 0; i < t->site.all.len; i++) {
    const page *p = t->site.all.at[i];
    assert_int_equal(p->related_pages.len, 5);
    for (size_t j = 0; j < 5; j++) {
      const related_page *there = &p->related_pages.at[j], *back = entry_of(there->page, p);
      double apart = there->score - back->score;
      assert_true(apart < 0.001 && apart > -0.001);
    }
  }
}

static void equals_stand_newest_first_then_by_title_and_path(void **state) {
  test_site *t = *state;
  page *a = test_article(t, "content/articles/a.md", "Knee", 2026, 1, 9);
  test_article(t, "content/articles/b.md", "Knee", 2026, 1, 1);
  test_article(t, "content/articles/c.md", "Knee", 2026, 1, 1);
  test_article(t, "content/articles/d.md", "Knee", 2026, 1, 2);
  relate(t);
  assert_sv_is(related_to(t, a), "d b c");
}

static void words_are_compared_without_case_ending_and_accent(void **state) {
  test_site *t = *state;
  test_article(t, "content/articles/a.es.md", "Inyecciones", 2026, 1, 1);
  test_article(t, "content/articles/b.es.md", "INYECCIÓN", 2026, 1, 2);
  test_article(t, "content/articles/c.es.md", "Para la", 2026, 1, 3);
  test_article(t, "content/articles/d.md", "Injected KNEES", 2026, 1, 4);
  test_article(t, "content/articles/e.md", "Injecting a knee", 2026, 1, 5);
  test_article(t, "content/articles/f.md", "With the a of", 2026, 1, 6);
  relate(t);
  page *const *all = t->site.all.at;
  assert_true(entry_of(all[0], all[1])->score > 1);
  assert_true(entry_of(all[0], all[2])->score == 0);
  assert_sv_is(why_of(t, entry_of(all[3], all[4])), "words: injected, knee");
  assert_true(entry_of(all[4], all[5])->score == 0);
}

static void a_rare_word_says_more_than_a_common_one(void **state) {
  test_site *t = *state;
  page *a = test_article(t, "content/articles/a.md", "Kyphoplasty pain", 2026, 1, 1);
  page *rare = test_article(t, "content/articles/b.md", "Kyphoplasty visit", 2026, 1, 1);
  for (int i = 0; i < 9; i++) {
    sv source = arena_printf(&t->memory, "content/articles/c%d.md", i);
    test_article(t, arena_cstr(&t->memory, source), "Pain visit", 2026, 2, 1);
  }
  relate(t);
  assert_ptr_equal(a->related_pages.at[0].page, rare);
}

/* floor(2 * log2(n)), worked out by hand. */
static void numbers_enter_in_half_octaves(void **state) {
  (void)state;
  static const struct {
    uint64_t n;
    unsigned step;
  } cases[] = {
      {1, 0},   {2, 2},    {3, 3},     {4, 4},     {5, 4},     {6, 5},     {7, 5},
      {8, 6},   {11, 6},   {12, 7},    {16, 8},    {22, 8},    {23, 9},    {90, 12},
      {91, 13}, {128, 14}, {1000, 19}, {1024, 20}, {1448, 20}, {1449, 21}, {(uint64_t)1 << 40, 80}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    assert_int_equal(related__half_octaves(cases[i].n), cases[i].step);
  }
}

/* A site of ITS articles from a vocabulary in which each has words of its own, its reader kept. */
typedef struct kept_site {
  test_site *t;
  related_reader *reader;
} kept_site;

enum { ITS = 60, TEXT_WORDS = 12, WORDS = 499 };

static const char *invented(test_site *t, unsigned n) {
  return arena_cstr(&t->memory, arena_printf(&t->memory, "%c%cz%c%cq", 'b' + (int)(n % 19),
                                             'a' + (int)(n / 19 % 5), 'b' + (int)(n / 7 % 17),
                                             'a' + (int)(n / 95 % 11)));
}

/* `edited` has the first word of its text replaced by a new one; ITS: none has. */
static kept_site related_site(unsigned edited) {
  kept_site k = {.t = test_site_new()};
  test_site *t = k.t;
  for (unsigned i = 0; i < ITS; i++) {
    sv text = i == edited ? SV("newword") : sv_of(invented(t, i * 37 % WORDS));
    for (unsigned j = 1; j < TEXT_WORDS; j++) {
      sv word = sv_of(invented(t, (i * 31 + j * j * 17 + i * j) % WORDS));
      text = arena_cat(&t->memory, (sv[]){text, SV(" "), word}, 3);
    }
    sv source = arena_printf(&t->memory, "content/articles/a%02u.md", i);
    page *p =
        test_article(t, arena_cstr(&t->memory, source), invented(t, i * 53 % WORDS), 2026, 1, 1);
    test_text(t, p, arena_cstr(&t->memory, text));
  }
  test_site_link(t);
  k.reader = related_reader_open(&t->site.settings);
  related_link(&t->site, &k.reader, 1, t->sink);
  return k;
}

static void kept_site_free(kept_site *k) {
  related_reader_close(k->reader);
  test_site_free(k->t);
}

static bool same_list(const page *a, const page *b) {
  if (a->related_pages.len != b->related_pages.len) return false;
  for (size_t i = 0; i < a->related_pages.len; i++) {
    const related_page *left = &a->related_pages.at[i], *right = &b->related_pages.at[i];
    if (!sv_eq(left->page->source, right->page->source)) return false;
    if (left->score < right->score || left->score > right->score) return false;
  }
  return true;
}

static bool is_named(const page_list *named, const page *p) {
  for (size_t i = 0; i < named->len; i++) {
    if (named->at[i] == p) return true;
  }
  return false;
}

static void an_edit_changes_only_lists_that_can_be_named(void **state) {
  (void)state;
  size_t changed = 0, named_in_all = 0;
  for (unsigned edited = 0; edited < ITS; edited += 7) {
    kept_site before = related_site(ITS), after = related_site(edited);
    related_run then = {&before.t->site, &before.reader, 1},
                now = {&after.t->site, &after.reader, 1};
    page_list named = {0};
    related_affected(&after.t->memory, &then, &now, &named);
    for (unsigned i = 0; i < ITS; i++) {
      const page *p = after.t->site.all.at[i];
      if (same_list(before.t->site.all.at[i], p)) continue;
      changed++;
      if (!is_named(&named, p)) fail_msg("%u changes %u, which is not named", edited, i);
    }
    assert_true(is_named(&named, after.t->site.all.at[edited]));
    named_in_all += named.len;
    kept_site_free(&before);
    kept_site_free(&after);
  }
  assert_true(changed > 9);
  assert_true(named_in_all < 9 * ITS * 2 / 3);
}

static void where_nothing_was_edited_nothing_is_named(void **state) {
  (void)state;
  kept_site before = related_site(ITS), after = related_site(ITS);
  related_run then = {&before.t->site, &before.reader, 1}, now = {&after.t->site, &after.reader, 1};
  page_list named = {0};
  related_affected(&after.t->memory, &then, &now, &named);
  assert_int_equal(named.len, 0);
  kept_site_free(&before);
  kept_site_free(&after);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      test_with_site(articles_about_the_same_come_first),
      test_with_site(a_list_is_always_filled_and_says_why),
      test_with_site(pins_come_first_and_bans_never),
      test_with_site(drafts_overdue_and_other_languages_are_never_offered),
      test_with_site(a_common_rare_tag_relates),
      test_with_site(near_duplicates_are_not_listed_side_by_side),
      test_with_site(a_list_is_filled_with_duplicates_where_there_is_nothing_else),
      test_with_site(the_order_of_reading_changes_nothing),
      test_with_site(with_all_weights_at_zero_lists_still_say_why),
      test_with_site(another_section_fills_a_list_last),
      test_with_site(one_article_alone_has_no_list),
      test_with_site(a_title_found_in_a_text_relates_other_names_of_a_thing),
      test_with_site(a_link_relates_both_ends),
      test_with_site(a_link_both_ways_says_more_than_one),
      test_with_site(a_page_of_many_links_says_less_with_each),
      test_with_site(links_that_weigh_nothing_are_no_reason),
      test_with_site(links_to_drafts_and_other_languages_relate_nothing),
      test_with_site(both_directions_agree),
      test_with_site(equals_stand_newest_first_then_by_title_and_path),
      test_with_site(words_are_compared_without_case_ending_and_accent),
      test_with_site(a_rare_word_says_more_than_a_common_one),
      cmocka_unit_test(numbers_enter_in_half_octaves),
      test_with_site(great_weights_do_not_overflow),
      cmocka_unit_test(an_edit_changes_only_lists_that_can_be_named),
      cmocka_unit_test(where_nothing_was_edited_nothing_is_named),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
