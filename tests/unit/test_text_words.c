/* Splitting texts into words, folding them, stop words, and stems. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>

#include "text/words.h"
#include "wrap/stem.h"

static sv joined(arena *a, const char *text) {
  sv rest = sv_of(text), word, out = {"", 0};
  while (words_next(&rest, &word)) out = arena_cat(a, (sv[]){out, SV("|"), word}, 3);
  return out;
}

static void check_words(const char *text, const char *expected) {
  arena a = {0};
  assert_string_equal(arena_cstr(&a, joined(&a, text)), expected);
  arena_free(&a);
}

static void words_end_at_blanks_and_marks(void **state) {
  (void)state;
  check_words("Back pain, or: sciatica?", "|Back|pain|or|sciatica");
  check_words("two  lines\nof\ttext", "|two|lines|of|text");
  check_words("", "");
  check_words(" ,.- ", "");
}

static void a_hyphen_parts_words_and_an_apostrophe_does_not(void **state) {
  (void)state;
  check_words("X-ray of Crohn's disease", "|X|ray|of|Crohn's|disease");
  check_words("Crohn\xE2\x80\x99s 'quoted' dogs'", "|Crohn\xE2\x80\x99s|quoted|dogs");
}

static void letters_of_any_script_make_words(void **state) {
  (void)state;
  check_words(
      "\xC2\xBF"
      "Duele la ci\xC3\xA1tica?",
      "|Duele|la|ci\xC3\xA1tica");
  check_words(
      "COVID\xE2\x80\x93"
      "19 T4",
      "|COVID|19|T4");
}

static void bytes_that_are_no_text_part_words(void **state) {
  (void)state;
  check_words("pain\xFFrelief\xC3", "|pain|relief");
}

static void check_fold(const char *word, const char *expected) {
  arena a = {0};
  assert_string_equal(arena_cstr(&a, words_fold(&a, sv_of(word))), expected);
  arena_free(&a);
}

static void folding_drops_case_and_possessives(void **state) {
  (void)state;
  check_fold("MRI", "mri");
  check_fold("Crohn's", "crohn");
  check_fold("Crohn\xE2\x80\x99s", "crohn");
  check_fold("don't", "dont");
  check_fold("CI\xC3\x81TICA", "ci\xC3\xA1tica");
  check_fold(
      "stra\xC3\x9F"
      "e",
      "strasse");
}

static void stop_words_belong_to_their_language(void **state) {
  (void)state;
  assert_true(words_is_stop(SV("en"), SV("the")));
  assert_true(words_is_stop(SV("en-GB"), SV("dont")));
  assert_true(words_is_stop(SV("es"), SV("tambi\xC3\xA9n")));
  assert_false(words_is_stop(SV("en"), SV("pain")));
  assert_false(words_is_stop(SV("es"), SV("the")));
  assert_false(words_is_stop(SV("de"), SV("the")));
}

static void stems_follow_the_language(void **state) {
  (void)state;
  stemmer *english = stem_open(SV("en-US")), *spanish = stem_open(SV("es"));
  assert_non_null(english);
  assert_non_null(spanish);
  /* Snowball's English and Spanish vocabularies. */
  assert_true(sv_is(stem_word(english, SV("injections")), "inject"));
  assert_true(sv_is(stem_word(english, SV("generally")), "general"));
  assert_true(sv_is(stem_word(spanish, SV("inyecciones")), "inyeccion"));
  stem_close(english);
  stem_close(spanish);
}

static void a_language_without_stemmer_keeps_its_words(void **state) {
  (void)state;
  assert_null(stem_open(SV("xx")));
  assert_null(stem_open(SV("")));
  assert_null(stem_open(SV("english")));
  assert_true(sv_is(stem_word(NULL, SV("injections")), "injections"));
  stem_close(NULL);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(words_end_at_blanks_and_marks),
      cmocka_unit_test(a_hyphen_parts_words_and_an_apostrophe_does_not),
      cmocka_unit_test(letters_of_any_script_make_words),
      cmocka_unit_test(bytes_that_are_no_text_part_words),
      cmocka_unit_test(folding_drops_case_and_possessives),
      cmocka_unit_test(stop_words_belong_to_their_language),
      cmocka_unit_test(stems_follow_the_language),
      cmocka_unit_test(a_language_without_stemmer_keeps_its_words),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
