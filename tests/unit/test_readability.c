/* Readability: the formulas on counts alone, and what counts in an article. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <stdlib.h>

#include "health/hardest.h"
#include "health/sentences.h"

static void near(double actual, double expected) {
  if (fabs(actual - expected) > 1e-3) fail_msg("%.4f is not %.4f", actual, expected);
}

/* Figures worked out by hand from the published formulas. */
static void formulas_give_the_published_figures(void **state) {
  (void)state;
  text_counts one = {.words = 292,
                     .sentences = 1,
                     .syllables = 338,
                     .letters = 1125,
                     .polysyllables = 6,
                     .common_polysyllables = 5};
  near(flesch_reading_ease(&one), -187.4724);
  near(flesch_kincaid_grade(&one), 111.9489);
  near(gunning_fog(&one), 117.4849);
  near(automated_readability(&one), 142.7164);
  near(coleman_liau(&one), 6.7527);
  near(smog(&one), 17.1224);
  text_counts eight = {.words = 201,
                       .sentences = 8,
                       .letters = 884,
                       .polysyllables = 23,
                       .common_polysyllables = 22};
  near(smog(&eight), 12.816);
  near(gunning_fog(&eight), 14.428);
  near(automated_readability(&eight), 11.847);
  text_counts five = {.words = 5,
                      .sentences = 1,
                      .syllables = 7,
                      .letters = 24,
                      .polysyllables = 1,
                      .common_polysyllables = 1};
  near(flesch_reading_ease(&five), 83.32);
  near(flesch_kincaid_grade(&five), 2.88);
  near(smog(&five), 8.842);
  near(coleman_liau(&five), 6.504);
  near(automated_readability(&five), 3.678);
  near(fernandez_huerta(&five), 117.74);
  near(szigriszt_pazos(&five), 114.615);
}

static void nothing_has_no_grade(void **state) {
  (void)state;
  text_counts none = {0};
  assert_true(isnan(flesch_kincaid_grade(&none)) && isnan(smog(&none)));
  assert_true(isnan(coleman_liau(&none)) && isnan(szigriszt_pazos(&none)));
}

static void check_sentences(const char *text, size_t expected) {
  sv rest = sv_of(text), sentence;
  size_t count = 0;
  while (sentences_next(&rest, &sentence)) count++;
  if (count != expected) fail_msg("\"%s\" has %zu sentences, not %zu", text, count, expected);
}

static void sentences_end_at_their_marks_only(void **state) {
  (void)state;
  check_sentences("It helps. Does it? Yes! Good", 4);
  check_sentences("Dr. Ames saw 3.5 cases, e.g. a cyst, in the U.S. Army.", 1);
  check_sentences("She lives in the U.S. The trip took 2 days.", 2);
  check_sentences("Come at 8 a.m. on Monday. Bring J. Smith with you.", 2);
  check_sentences("Is it safe? No. You may bleed.", 3);
  check_sentences("See No. 5 below.", 1);
  check_sentences("He said \"Stop.\" Then he left.", 2);
  check_sentences("It is \xE2\x80\x9Cnumb.\xE2\x80\x9D Wait\xE2\x80\xA6 Now?!", 3);
  check_sentences("Lines\nrun on. The next\none too.", 2);
  check_sentences("", 0);
}

static void check_words(const char *text, const char *expected) {
  arena a = {0};
  sv rest = sv_of(text), word, all = {"", 0};
  while (sentences_word(&rest, &word)) all = arena_cat(&a, (sv[]){all, SV("|"), word}, 3);
  assert_string_equal(arena_cstr(&a, all), expected);
  arena_free(&a);
}

static void words_are_what_stands_between_blanks(void **state) {
  (void)state;
  check_words("An X-ray, (or two) of 3.5 mm \xE2\x80\x94 really.",
              "|An|X-ray|or|two|of|3.5|mm|really");
  check_words("and/or don\xE2\x80\x99t knee\xE2\x80\x94hip", "|and|or|don\xE2\x80\x99t|knee|hip");
  check_words("See https://a.example/b-c or me@a.example",
              "|See|https://a.example/b-c|or|me@a.example");
  check_words(" - * & ", "");
}

static void add_block(arena *a, prose *to, prose_kind kind, const char *text) {
  prose_block block = {.kind = kind, .level = 2, .text = sv_of(text)};
  vec_push(a, to, block);
}

static void measure(arena *a, const prose *blocks, text_counts *out) {
  lexicon *words = lexicon_open(NULL);
  measure_prose(words, SV("en"), blocks, reading_of(words, a, blocks), NULL, NULL, out);
  lexicon_close(words);
}

static void only_running_text_counts(void **state) {
  (void)state;
  arena a = {0};
  prose blocks = {0};
  add_block(&a, &blocks, PROSE_HEADING, "What it is");
  add_block(&a, &blocks, PROSE_PARAGRAPH, "The doctor numbs your back. It takes 10 minutes.");
  add_block(&a, &blocks, PROSE_ITEM, "Rest for one day.");
  add_block(&a, &blocks, PROSE_ITEM, "a warm pack");
  add_block(&a, &blocks, PROSE_CELL, "A cell.");
  add_block(&a, &blocks, PROSE_CODE, "code();");
  add_block(&a, &blocks, PROSE_CAPTION, "A caption.");
  add_block(&a, &blocks, PROSE_NOTE, "A note.");
  add_block(&a, &blocks, PROSE_HEADING, "References");
  add_block(&a, &blocks, PROSE_PARAGRAPH, "Somebody. Something.");
  text_counts c;
  measure(&a, &blocks, &c);
  assert_int_equal(c.sentences, 3);
  assert_int_equal(c.words, 13);
  assert_int_equal(c.syllables, 6 + 5 + 4); /* "10" is one */
  assert_int_equal(c.letters, 22 + 16 + 13);
  assert_int_equal(c.left_out, 3);
  assert_string_equal(measure_confidence(&c).at, "low");
  arena_free(&a);
}

static void a_name_is_no_hard_word_for_fog(void **state) {
  (void)state;
  arena a = {0};
  prose blocks = {0};
  add_block(&a, &blocks, PROSE_PARAGRAPH, "Medicine from Alabama is medicine.");
  text_counts c;
  measure(&a, &blocks, &c);
  assert_int_equal(c.polysyllables, 3);
  assert_int_equal(c.common_polysyllables, 2);
  arena_free(&a);
}

static void hardest_come_with_their_places(void **state) {
  (void)state;
  arena a = {0};
  static const char source[] =
      "Sit down and rest.\n\nA [radiofrequency](x-ablation.md) ablation\ninterrupts "
      "**innervation**.\n";
  prose blocks = {0};
  add_block(&a, &blocks, PROSE_PARAGRAPH, "Sit down and rest.");
  add_block(&a, &blocks, PROSE_PARAGRAPH, "A radiofrequency ablation\ninterrupts innervation.");
  blocks.at[0].length = 18;
  blocks.at[1].offset = 20;
  blocks.at[1].length = sizeof source - 2 - 20;
  hardest found;
  hardest_find(&a, SV("en"), &blocks, SV("a.md"), sv_of(source), &found);
  assert_int_equal(found.sentence_count, 2);
  assert_int_equal(found.sentences[0].where.offset, 20);
  assert_true(sv_is(found.words[0].text, "radiofrequency"));
  assert_int_equal(found.words[0].where.offset, 23);
  assert_true(sv_is(found.words[1].text, "innervation"));
  assert_int_equal(found.words[1].where.offset, strstr(source, "innervation") - source);
  assert_int_equal(found.words[2].where.offset, strstr(source, " ablation") + 1 - source);
  arena_free(&a);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(formulas_give_the_published_figures),
      cmocka_unit_test(nothing_has_no_grade),
      cmocka_unit_test(sentences_end_at_their_marks_only),
      cmocka_unit_test(words_are_what_stands_between_blanks),
      cmocka_unit_test(only_running_text_counts),
      cmocka_unit_test(a_name_is_no_hard_word_for_fog),
      cmocka_unit_test(hardest_come_with_their_places),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
