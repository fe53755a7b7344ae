/* Where a link to an article that has none would fit. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>

#include "graph/link_places.h"
#include "site.h"

/* What is found for the first article, "Nerve blocks", in a text that is one paragraph of the
 * second: "words@offset", or nothing. */
static void check_place(test_site *t, const char *text, const char *expected) {
  link_places *l = link_places_open(&t->memory, &t->site);
  prose blocks = {0};
  prose_block block = {.kind = PROSE_PARAGRAPH, .length = (uint32_t)strlen(text)};
  vec_push(&t->memory, &blocks, block);
  link_places_read(l, t->site.all.at[1], sv_of(text), &blocks);
  size_t count;
  const link_wanted *found = link_places_found(l, &count);
  assert_true(count > 0);
  assert_ptr_equal(found[0].page, t->site.all.at[0]);
  buf out = BUF_EMPTY;
  for (size_t i = 0; i < found[0].place_count; i++) {
    const link_place *place = &found[0].places[i];
    buf_printf(&out, "%.*s@%zu", SV_ARG(place->words), place->offset);
  }
  assert_string_equal(buf_cstr(&out), expected);
  buf_free(&out);
  link_places_close(l);
}

static void add_articles(test_site *t) {
  test_article(t, "content/articles/a.md", "Nerve blocks", 2026, 1, 1);
  test_article(t, "content/articles/b.md", "Something else", 2026, 1, 2);
  test_article(t, "content/articles/c.md", "Nerves and knees", 2026, 1, 3);
  test_article(t, "content/articles/d.md", "Knee pain", 2026, 1, 4);
  test_site_link(t);
}

static void finds_the_words_of_the_title(void **state) {
  test_site *t = *state;
  add_articles(t);
  check_place(t, "A nerve block helps.", "nerve block@2");
  check_place(t, "Blocks of a nerve.", "Blocks@0"); /* two strangers between */
  check_place(t, "Block the nerve.", "Block the nerve@0");
  check_place(t, "A nerve\nblock.", "nerve\nblock@2");
  check_place(t, "Nerve. Blocks.", "Blocks@7"); /* a link does not cross a sentence */
  check_place(t, "A nerve.", "");               /* too little of the title: others have it, too */
  check_place(t, "A knee.", "");
}

static void passes_over_markup(void **state) {
  test_site *t = *state;
  add_articles(t);
  check_place(t, "[nerve block](x.md) and nerve blocks", "nerve blocks@24");
  check_place(t, "![nerve block][x] [nerve block] <https://x/nerve-block>", "");
  check_place(t, "`nerve block`, nerve **block**", "block@23");
  check_place(t, "a [ nerve block", "nerve block@4");
  check_place(t, "nerve block [", "nerve block@0");
  check_place(t, "[x](nerve block", "nerve block@4");
  check_place(t, "<", "");
}

static void names_the_target_from_the_page(void **state) {
  test_site *t = *state;
  const page *bundle = test_page(t, "content/articles/a/index.md", "A");
  const page *plain = test_page(t, "content/articles/b.md", "B");
  const page *news = test_page(t, "content/news/c.md", "C");
  assert_sv_is(link_places_target(&t->memory, &t->site, plain, bundle), "a/index.md");
  assert_sv_is(link_places_target(&t->memory, &t->site, bundle, plain), "/articles/b.md");
  assert_sv_is(link_places_target(&t->memory, &t->site, plain, news), "/news/c.md");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      test_with_site(finds_the_words_of_the_title),
      test_with_site(passes_over_markup),
      test_with_site(names_the_target_from_the_page),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
