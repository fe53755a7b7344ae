/* What joins one page to others: series, neighbours, translations, people, popularity. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>

#include "base/limits.h"
#include "graph/neighbours.h"
#include "graph/people.h"
#include "graph/popular.h"
#include "graph/series.h"
#include "graph/threads.h"
#include "graph/translations.h"
#include "site.h"

static void parts_of_a_series_stand_in_order(void **state) {
  test_site *t = *state;
  page *c = test_article(t, "content/articles/c.md", "C", 2026, 1, 1);
  page *b = test_article(t, "content/articles/b.md", "B", 2026, 1, 2);
  page *x = test_article(t, "content/articles/x.md", "X", 2026, 1, 3);
  page *y = test_article(t, "content/articles/y.md", "Y", 2026, 1, 4);
  test_article(t, "content/articles/z.md", "Z", 2026, 1, 4);
  c->more->series = SV("First Aid");
  b->more->series = x->more->series = y->more->series = SV("first aid");
  c->more->series_part = 2;
  b->more->series_part = 1;
  test_site_link(t);
  series_link(&t->site);
  assert_sv_is(test_sources(&t->memory, &c->more->series_pages), "b.md c.md x.md y.md");
  assert_int_equal(t->site.all.at[4]->more->series_pages.len, 0);
}

static void neighbours_stay_in_section_and_language(void **state) {
  test_site *t = *state;
  page *a = test_article(t, "content/articles/a.md", "A", 2026, 1, 1);
  page *es = test_article(t, "content/articles/b.es.md", "B", 2026, 1, 2);
  page *c = test_article(t, "content/articles/c.md", "C", 2026, 1, 3);
  page *n = test_article(t, "content/news/n.md", "N", 2026, 1, 2);
  test_site_link(t);
  neighbours_link(&t->site);
  assert_ptr_equal(c->previous, a);
  assert_ptr_equal(a->next, c);
  assert_null(a->previous);
  assert_null(c->next);
  assert_null(es->previous);
  assert_null(n->next);
}

static void translations_are_found_by_file_name(void **state) {
  test_site *t = *state;
  page *es = test_page(t, "content/articles/a.es.md", "A");
  page *en = test_page(t, "content/articles/a.md", "A");
  page *other = test_page(t, "content/articles/b.es.md", "B");
  test_site_link(t);
  translations_link(&t->site, t->sink);
  assert_int_equal(en->more->translations.len, 1);
  assert_ptr_equal(en->more->translations.at[0], es);
  assert_ptr_equal(es->more->translations.at[0], en);
  assert_int_equal(other->more->translations.len, 0);
}

static void a_translation_can_name_its_original(void **state) {
  test_site *t = *state;
  page *es = test_page(t, "content/articles/dolor.es.md", "D");
  page *en = test_page(t, "content/articles/pain.md", "P");
  page *lost = test_page(t, "content/articles/z.es.md", "Z");
  es->more->translation_of = (placed){SV("pain"), 0, 4};
  lost->more->translation_of = (placed){SV("paim"), 0, 4};
  diag_source_text(t->sink, lost->source, SV("paim"));
  test_site_link(t);
  translations_link(&t->site, t->sink);
  assert_ptr_equal(en->more->translations.at[0], es);
  assert_reports(t, "1:1 RL001 there is no article \"paim\"; did you mean \"pain\"?\n");
}

static void a_language_has_one_translation(void **state) {
  test_site *t = *state;
  page *dos = test_page(t, "content/articles/dos.md", "Dos");
  page *dolor = test_page(t, "content/articles/dolor.es.md", "Dolor");
  page *es = test_page(t, "content/articles/pain.es.md", "Dolor");
  page *en = test_page(t, "content/articles/pain.md", "Pain");
  page *self = test_page(t, "content/articles/self.md", "Self");
  dos->more->translation_of = dolor->more->translation_of = (placed){SV("pain"), 0, 4};
  self->more->translation_of = (placed){SV("self"), 0, 4};
  diag_source_text(t->sink, dos->source, SV("pain"));
  diag_source_text(t->sink, dolor->source, SV("pain"));
  diag_source_text(t->sink, self->source, SV("self"));
  test_site_link(t);
  translations_link(&t->site, t->sink);
  assert_ptr_equal(en->more->translations.at[0], es);
  assert_ptr_equal(es->more->translations.at[0], en);
  assert_reports(t,
                 "1:1 RL003 there are two translations into es: content/articles/pain.es.md and "
                 "content/articles/dolor.es.md; keep one of them, or take translation_of out here\n"
                 "1:1 RL003 content/articles/dos.md is in the language en, as "
                 "content/articles/pain.md is, so it is no translation; take translation_of out, "
                 "or give this page its language in the file's name, as in name.es.md\n"
                 "1:1 RL003 a page cannot be its own translation; name the file that this page "
                 "was translated from, or take translation_of out\n");
}

static void add_ref(test_site *t, person_refs *refs, const char *name) {
  person_ref ref = {.as_written = {sv_of(name), 0, 3}};
  vec_push(&t->memory, refs, ref);
}

static void people_are_credited_newest_first(void **state) {
  test_site *t = *state;
  page *a = test_article(t, "content/articles/a.md", "A", 2026, 1, 1);
  page *b = test_article(t, "content/articles/b.md", "B", 2026, 1, 2);
  page *ann = test_page(t, "content/people/ann.md", "Ann Lee");
  add_ref(t, &a->authors, "ann");
  add_ref(t, &b->authors, "ann");
  add_ref(t, &b->answered_by, "ann");
  add_ref(t, &a->reviewed_by, "ann");
  test_site_link(t);
  people_link(&t->site, t->sink);
  assert_ptr_equal(a->authors.at[0].person, ann);
  assert_sv_is(test_sources(&t->memory, &ann->more->authored), "b.md a.md");
  assert_sv_is(test_sources(&t->memory, &ann->more->reviewed_pages), "a.md");
  assert_reports(t, "");
}

static void an_unknown_slug_is_an_error_and_a_name_a_warning(void **state) {
  test_site *t = *state;
  page *a = test_article(t, "content/articles/a.md", "A", 2026, 1, 1);
  page *ann = test_page(t, "content/people/ann-lee.md", "Ann Lee");
  add_ref(t, &a->authors, "ann-le");
  add_ref(t, &a->authors, "ANN LEE");
  add_ref(t, &a->authors, "Dr. Nobody");
  diag_source_text(t->sink, a->source, SV("abc"));
  test_site_link(t);
  people_link(&t->site, t->sink);
  assert_null(a->authors.at[0].person);
  assert_ptr_equal(a->authors.at[1].person, ann);
  assert_null(a->authors.at[2].person);
  assert_int_equal(diag_count(t->sink, DIAG_ERROR), 1);
  assert_reports(
      t,
      "1:1 FM006 there is no person \"ann-le\" in content/people/; did you mean "
      "\"ann-lee\"?\n"
      "1:1 FM007 \"ANN LEE\" is a name, not a file of content/people/; write ann-lee, the "
      "name of the file\n"
      "1:1 FM007 \"Dr. Nobody\" is a name, not a file of content/people/; give the person "
      "a page in content/people/ and name its file here\n");
}

static void counts_of_readers_decide_what_is_popular(void **state) {
  test_site *t = *state;
  test_article(t, "content/articles/a.md", "A", 2026, 1, 1);
  test_article(t, "content/articles/b.md", "B", 2026, 1, 2);
  test_article(t, "content/articles/c.md", "C", 2026, 1, 3);
  t->site.all.at[2]->links_in = 9;
  val_member counts[] = {{val_key_of(SV("a")), val_int(3)},
                         {val_key_of(SV("/clinic/articles/b/")), val_int(5)}};
  val_member popular = {val_key_of(SV("popular")), val_object_of(&t->memory, counts, 2)};
  t->site.data = val_object_of(&t->memory, &popular, 1);
  test_site_link(t);
  popular_rank(&t->site);
  assert_sv_is(test_sources(&t->memory, &t->site.popular), "b.md a.md c.md");
}

static void without_counts_links_and_relations_decide(void **state) {
  test_site *t = *state;
  page *a = test_article(t, "content/articles/a.md", "A", 2026, 1, 1);
  page *b = test_article(t, "content/articles/b.md", "B", 2026, 1, 2);
  page *c = test_article(t, "content/articles/c.md", "C", 2026, 1, 3);
  a->links_in = 1;
  vec_push(&t->memory, &b->related_pages, (related_page){.page = a});
  vec_push(&t->memory, &c->related_pages, (related_page){.page = b});
  test_site_link(t);
  popular_rank(&t->site);
  assert_sv_is(test_sources(&t->memory, &t->site.popular), "a.md b.md c.md");
}

static page_comment comment(const char *id, const char *reply_to) {
  return (page_comment){
      .id = sv_of(id), .reply_to = sv_of(reply_to), .source = SV("content/comments/a/x.yaml")};
}

/* "one; two < one": each comment, and what it answers. */
static sv threads_of(test_site *t, const page *p) {
  sv out = {"", 0};
  for (size_t i = 0; i < p->more->comments.len; i++) {
    const page_comment *c = &p->more->comments.at[i];
    out = arena_cat(&t->memory, (sv[]){out, i ? SV("; ") : SV(""), c->id}, 3);
    if (c->reply_to.len) out = arena_cat(&t->memory, (sv[]){out, SV(" < "), c->reply_to}, 3);
  }
  return out;
}

static page *commented(test_site *t, const page_comment *comments, size_t count) {
  page *p = test_article(t, "content/articles/a.md", "A", 2026, 1, 1);
  for (size_t i = 0; i < count; i++) vec_push(&t->memory, &p->more->comments, comments[i]);
  test_site_link(t);
  threads_link(&t->site, t->sink);
  return p;
}

static void answers_stand_under_what_they_answer(void **state) {
  test_site *t = *state;
  page_comment comments[] = {comment("reply", "one"), comment("one", ""),
                             comment("deeper", "reply")};
  assert_sv_is(threads_of(t, commented(t, comments, 3)), "reply < one; one; deeper < reply");
  assert_reports(t, "");
}

static void a_comment_that_answers_none_is_still_shown(void **state) {
  test_site *t = *state;
  page_comment comments[] = {comment("one", "gone"), comment("two", "two")};
  assert_sv_is(threads_of(t, commented(t, comments, 2)), "one; two");
  assert_reports(t,
                 "0:0 LK009 this comment answers \"gone\", which is no other comment on the "
                 "article; write the name of the other comment's file, without its ending\n"
                 "0:0 LK009 this comment answers \"two\", which is no other comment on the "
                 "article; write the name of the other comment's file, without its ending\n");
}

static void comments_that_answer_each_other_are_shown(void **state) {
  test_site *t = *state;
  page_comment comments[] = {comment("one", "two"), comment("two", "three"),
                             comment("three", "one"), comment("four", "two")};
  assert_sv_is(threads_of(t, commented(t, comments, 4)),
               "one < two; two < three; three; four < two");
  assert_reports(t,
                 "0:0 LK009 this comment answers \"one\", which answers it in turn; take reply_to "
                 "out of the one that was written first\n");
}

static void two_comments_never_have_one_id(void **state) {
  test_site *t = *state;
  page_comment comments[] = {comment("x", ""), comment("x", "x"), comment("x", ""),
                             comment("y", "x")};
  assert_sv_is(threads_of(t, commented(t, comments, 4)), "x; x-2 < x; x-3; y < x");
}

static void a_thread_has_a_depth(void **state) {
  test_site *t = *state;
  page_comment comments[LIMIT_THREAD_DEPTH + 2];
  for (size_t i = 0; i < LIMIT_THREAD_DEPTH + 2; i++) {
    comments[i] = comment("0", "");
    comments[i].id = arena_printf(&t->memory, "%zu", i);
    if (i > 0) comments[i].reply_to = comments[i - 1].id;
  }
  const page *p = commented(t, comments, LIMIT_THREAD_DEPTH + 2);
  assert_sv_is(p->more->comments.at[LIMIT_THREAD_DEPTH - 1].reply_to, "6");
  assert_sv_is(p->more->comments.at[LIMIT_THREAD_DEPTH].reply_to, "6");
  assert_sv_is(p->more->comments.at[LIMIT_THREAD_DEPTH + 1].reply_to, "6");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      test_with_site(answers_stand_under_what_they_answer),
      test_with_site(a_comment_that_answers_none_is_still_shown),
      test_with_site(comments_that_answer_each_other_are_shown),
      test_with_site(two_comments_never_have_one_id),
      test_with_site(a_thread_has_a_depth),
      test_with_site(parts_of_a_series_stand_in_order),
      test_with_site(neighbours_stay_in_section_and_language),
      test_with_site(translations_are_found_by_file_name),
      test_with_site(a_translation_can_name_its_original),
      test_with_site(a_language_has_one_translation),
      test_with_site(people_are_credited_newest_first),
      test_with_site(an_unknown_slug_is_an_error_and_a_name_a_warning),
      test_with_site(counts_of_readers_decide_what_is_popular),
      test_with_site(without_counts_links_and_relations_decide),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
