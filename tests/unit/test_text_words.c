/* Splitting texts into words, folding them, stop words, and stems. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
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

/* The same words one by one and in bulk, in takes of any size. */
static void check_take(sv text, size_t most) {
  hashed_word taken[8];
  sv rest = text, word;
  size_t count;
  for (sv bulk = text; (count = words_take(&bulk, taken, most)) > 0;) {
    for (size_t i = 0; i < count; i++) {
      assert_true(words_next(&rest, &word));
      assert_ptr_equal(taken[i].word.at, word.at);
      assert_int_equal(taken[i].word.len, word.len);
    }
  }
  assert_false(words_next(&rest, &word));
}

/* The same words that start in certain ways, one by one and in bulk. */
static void check_starting(sv text, const uint8_t *starts) {
  sv rest = text, word, found;
  for (sv bulk = text; words_next_starting(&bulk, &found, starts);) {
    size_t start;
    do {
      assert_true(words_next(&rest, &word));
    } while (words_start(word, &start) && !(starts[start / 8] >> start % 8 & 1));
    assert_ptr_equal(found.at, word.at);
    assert_int_equal(found.len, word.len);
    assert_ptr_equal(bulk.at, rest.at);
  }
  for (size_t start; words_next(&rest, &word);) {
    assert_true(words_start(word, &start));
    assert_false(starts[start / 8] >> start % 8 & 1);
  }
}

static void check_all_starts(sv text) {
  uint8_t starts[WORDS_STARTS] = {0};
  check_starting(text, starts);
  static const char *const some[] = {"a", "kne", "SPO", "7"};
  for (size_t i = 0, start; i < sizeof some / sizeof *some; i++) {
    assert_true(words_start(sv_of(some[i]), &start));
    starts[start / 8] |= (uint8_t)(1u << start % 8);
  }
  check_starting(text, starts);
  memset(starts, 0xFF, sizeof starts);
  check_starting(text, starts);
}

static void words_in_bulk_are_the_same_words(void **state) {
  (void)state;
  static const char *const pieces[] = {
      "a",    "Knee", "injections", "spondylolisthesis", " ",
      ", ",   "-",    "'",          "\xE2\x80\x99",      "\xC3\xA9",
      "\xFF", "7",    "\n",         "\xE2\x80\x94"};
  char text[400];
  uint64_t state_of = 1;
  for (int run = 0; run < 2000; run++) {
    size_t len = 0;
    while (len < 20 + (size_t)run % 300) {
      state_of = state_of * 6364136223846793005u + 1442695040888963407u; /* Knuth, MMIX */
      const char *piece = pieces[(state_of >> 33) % (sizeof pieces / sizeof *pieces)];
      memcpy(text + len, piece, strlen(piece));
      len += strlen(piece);
    }
    char *exact = malloc(len); /* so that a sanitizer sees a read behind the end */
    assert_non_null(exact);
    memcpy(exact, text, len);
    check_take(sv_make(exact, len), 1 + (size_t)run % 8);
    check_all_starts(sv_make(exact, len));
    free(exact);
  }
  char *line = malloc(300);
  assert_non_null(line);
  memset(line, 'x', 300);
  check_take(sv_make(line, 300), 8);
  check_all_starts(sv_make(line, 300));
  free(line);
}

static uint64_t hash_in(const char *text) {
  hashed_word word;
  sv rest = sv_of(text);
  assert_int_equal(words_take(&rest, &word, 1), 1);
  return word.hash;
}

/* However the word was read: by itself, in a long text, or beside an accent. */
static void a_words_hash_tells_words_apart_but_not_their_case(void **state) {
  (void)state;
  const char *behind = " and then so many words that more than a window of text follows it here";
  char text[200];
  static const char *const words[] = {"Knee", "KYPHOPLASTY", "Spondylolisthesis", "x", "T4"};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
    for (size_t j = 0; j < i; j++) assert_true(hash_in(words[i]) != hash_in(words[j]));
    snprintf(text, sizeof text, "%s%s", words[i], behind);
    assert_true(hash_in(text) == hash_in(words[i]));
    snprintf(text, sizeof text, "%s\xE2\x80\x94%s", words[i], behind);
    assert_true(hash_in(text) == hash_in(words[i]));
    for (char *c = text; *c; c++) {
      if (*c >= 'A' && *c <= 'Z') *c = (char)(*c | 0x20);
    }
    assert_true(hash_in(text) == hash_in(words[i]));
  }
  assert_true(hash_in("Ci\xC3\xA1tica") == hash_in("ci\xC3\xA1TICA"));
  assert_true(hash_in("ci\xC3\xA1tica") != hash_in("ciatica"));
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

static void check_listed(const char *lang, size_t least) {
  buf list = BUF_EMPTY;
  words_stop_list(sv_of(lang), &list);
  size_t count = 0;
  sv rest = buf_sv(&list), word;
  for (; sv_split(&rest, ' ', &word); count++) assert_true(words_is_stop(sv_of(lang), word));
  assert_true(count > least);
  buf_free(&list);
}

static void every_listed_word_is_a_stop_word(void **state) {
  (void)state;
  check_listed("en", 200);
  check_listed("es", 200);
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
      cmocka_unit_test(words_in_bulk_are_the_same_words),
      cmocka_unit_test(a_words_hash_tells_words_apart_but_not_their_case),
      cmocka_unit_test(folding_drops_case_and_possessives),
      cmocka_unit_test(stop_words_belong_to_their_language),
      cmocka_unit_test(every_listed_word_is_a_stop_word),
      cmocka_unit_test(stems_follow_the_language),
      cmocka_unit_test(a_language_without_stemmer_keeps_its_words),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
