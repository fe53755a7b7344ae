/* The words that layouts print: languages, plurals, placeholders, dates. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "view/words.h"
#include "wrap/yaml.h"

typedef struct fixture {
  arena memory;
  diag_sink *sink;
  words words;
} fixture;

static void add(fixture *f, const char *lang, const char *yaml) {
  node *root = yaml_parse(&f->memory, SV("i18n"), sv_of(yaml), 0, f->sink);
  words_add(&f->memory, &f->words, sv_of(lang), SV("words.yaml"), root, &(node_gaps){0});
}

static int start(void **state) {
  static fixture f;
  f = (fixture){.sink = diag_sink_new()};
  add(&f, "en",
      "read_more: Read more\n"
      "minutes: {one: \"{count} minute\", other: \"{count} minutes\"}\n"
      "results: {zero: nothing, one: one, other: many}\n"
      "safe: Benefits & risks\n"
      "month_names: [January, February, March]\n"
      "date_long: \"{month} {day}, {year}\"\n"
      "taxonomy_tags: Topics\n");
  add(&f, "es",
      "read_more: Leer más\n"
      "month_names: [enero, febrero, marzo]\n"
      "date_long: \"{day} de {month} de {year}\"\n");
  *state = &f;
  return 0;
}

static int stop(void **state) {
  fixture *f = *state;
  diag_sink_free(f->sink);
  arena_free(&f->memory);
  return 0;
}

static void assert_text(sv text, const char *expected) {
  assert_int_equal(text.len, strlen(expected));
  assert_memory_equal(text.at, expected, text.len);
}

static sv three(void *context, sv name) {
  return sv_is(name, "count") ? SV("3") : SV("");
}

static void takes_the_pages_language_and_falls_back_to_english(void **state) {
  fixture *f = *state;
  assert_text(words_text(&f->words, SV("es"), SV("read_more")), "Leer m\xC3\xA1s");
  assert_text(words_text(&f->words, SV("es"), SV("safe")), "Benefits & risks");
  assert_text(words_text(&f->words, SV("fr"), SV("read_more")), "Read more");
  assert_text(words_text(&f->words, SV("en"), SV("no_such_word")), "");
}

static void the_first_file_of_a_language_wins(void **state) {
  fixture *f = *state;
  add(f, "en", "read_more: Go on\nnew_word: New\n");
  assert_text(words_text(&f->words, SV("en"), SV("read_more")), "Read more");
  assert_text(words_text(&f->words, SV("en"), SV("new_word")), "New");
}

static void assert_printed(fixture *f, const char *name, long long count, const char *expected) {
  sv out;
  assert_true(words_print(&f->memory, &f->words, SV("en"), sv_of(name), count, three, NULL, &out));
  assert_text(out, expected);
}

static void chooses_the_plural_and_fills_in(void **state) {
  fixture *f = *state;
  assert_printed(f, "minutes", 1, "3 minute");
  assert_printed(f, "minutes", 3, "3 minutes");
  assert_printed(f, "minutes", 0, "3 minutes");
  assert_printed(f, "results", 0, "nothing");
}

static void says_that_a_word_is_missing(void **state) {
  fixture *f = *state;
  sv out = SV("");
  assert_false(words_print(&f->memory, &f->words, SV("en"), SV("nope"), 0, NULL, NULL, &out));
  assert_false(
      words_print(&f->memory, &f->words, SV("en"), SV("month_names"), 0, NULL, NULL, &out));
  assert_int_equal(out.len, 0);
}

static void escapes_for_html(void **state) {
  fixture *f = *state;
  assert_text(words_html(&f->words, SV("en"), SV("safe")), "Benefits &amp; risks");
}

static void writes_dates_as_the_language_does(void **state) {
  fixture *f = *state;
  date day = date_join(2026, 2, 3, 0, 0, 0, 0);
  assert_text(words_date(&f->memory, &f->words, SV("en"), day, SV("long")), "February 3, 2026");
  assert_text(words_date(&f->memory, &f->words, SV("es"), day, SV("long")), "3 de febrero de 2026");
  assert_text(words_date(&f->memory, &f->words, SV("en"), day, SV("no_such_style")), "2026-02-03");
}

static void names_taxonomies(void **state) {
  fixture *f = *state;
  assert_text(words_taxonomy(&f->words, SV("en"), SV("tags"), SV("")), "Topics");
  assert_text(words_taxonomy(&f->words, SV("en"), SV("tags"), SV("Themes")), "Themes");
  assert_text(words_taxonomy(&f->words, SV("en"), SV("regions"), SV("")), "regions");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(takes_the_pages_language_and_falls_back_to_english, start,
                                      stop),
      cmocka_unit_test_setup_teardown(the_first_file_of_a_language_wins, start, stop),
      cmocka_unit_test_setup_teardown(chooses_the_plural_and_fills_in, start, stop),
      cmocka_unit_test_setup_teardown(says_that_a_word_is_missing, start, stop),
      cmocka_unit_test_setup_teardown(escapes_for_html, start, stop),
      cmocka_unit_test_setup_teardown(writes_dates_as_the_language_does, start, stop),
      cmocka_unit_test_setup_teardown(names_taxonomies, start, stop),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
