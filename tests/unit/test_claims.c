/* Phrases and claims. How many claims of many are found is for tests/health. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "health/claims.h"
#include "health/lexicon.h"

static size_t match(const char *pattern, const char *text) {
  arena a = {0};
  phrase_set sets[PHRASE_KINDS] = {0};
  token_list tokens = {0};
  const phrase *found = NULL;
  phrases_add(&a, &sets[PHRASES_JARGON], sv_of(pattern), pattern);
  lexicon *words = lexicon_open(sets);
  tokens_read(words, &a, sv_of(text), &tokens);
  size_t length = phrases_match(PHRASES_JARGON, tokens.at, tokens.len, &found);
  if (length) assert_ptr_equal(found->about, pattern);
  lexicon_close(words);
  arena_free(&a);
  return length;
}

static void a_phrase_has_choices_open_ends_and_gaps(void **state) {
  (void)state;
  assert_int_equal(match("prior to", "Prior to surgery"), 2);
  assert_int_equal(match("prior to", "Prior surgery"), 0);
  assert_int_equal(match("cure|cures pain", "Cures pain"), 2);
  assert_int_equal(match("we guarant*", "We guaranteed it"), 2);
  assert_int_equal(match("we ... cure", "We know how to cure"), 5);
  assert_int_equal(match("we ... cure", "We know how one might cure"), 0);
  assert_int_equal(match("100 % safe", "100% safe"), 3);
  assert_int_equal(match("# 1", "#1 clinic"), 2);
  assert_int_equal(match("risk free", "Risk-free care"), 2);
}

static void the_longest_phrase_counts(void **state) {
  (void)state;
  arena a = {0};
  phrase_set sets[PHRASE_KINDS] = {0};
  token_list tokens = {0};
  const phrase *found = NULL;
  phrases_add(&a, &sets[PHRASES_JARGON], SV("in order"), "short");
  phrases_add(&a, &sets[PHRASES_JARGON], SV("in order to"), "long");
  lexicon *words = lexicon_open(sets);
  tokens_read(words, &a, SV("in order to rest"), &tokens);
  assert_int_equal(phrases_match(PHRASES_JARGON, tokens.at, tokens.len, &found), 3);
  assert_string_equal(found->about, "long");
  lexicon_close(words);
  arena_free(&a);
}

/* "MRI" and "mri" are two words with one folded form; what a lexicon knows survives its growth. */
static void a_lexicon_keeps_its_words_apart(void **state) {
  (void)state;
  phrase_set sets[PHRASE_KINDS] = {0};
  lexicon *l = lexicon_open(sets);
  const known_word *first = lexicon_word(l, SV("MRI"));
  assert_ptr_not_equal(lexicon_word(l, SV("mri")), first);
  assert_true(first->traits & WORD_ACRONYM);
  assert_false(lexicon_word(l, SV("mri"))->traits);
  char name[16];
  for (int i = 0; i < 70000; i++) {
    size_t len = (size_t)snprintf(name, sizeof name, "%d", i);
    assert_int_equal(lexicon_word(l, sv_make(name, len))->traits, WORD_FIGURE);
  }
  assert_ptr_equal(lexicon_word(l, SV("MRI")), first);
  lexicon_begin(l);
  const known_word *again = lexicon_word(l, SV("MRI"));
  assert_true(sv_is(known_text(again), "MRI") && sv_is(again->folded, "mri"));
  lexicon_close(l);
}

/* The code of the first claim of a sentence; -1: it has none. */
static int claim_in(const char *sentence) {
  arena a = {0};
  phrase_set sets[PHRASE_KINDS] = {0};
  token_list tokens = {0};
  claims_add(&a, &sets[PHRASES_CLAIMS]);
  lexicon *words = lexicon_open(sets);
  tokens_read(words, &a, sv_of(sentence), &tokens);
  int code = -1;
  for (size_t i = 0; i < tokens.len && code < 0; i++) {
    size_t length;
    const claim_kind *kind = claims_find(&tokens, sv_of(sentence), i, &length);
    if (kind) code = (int)kind->code;
  }
  lexicon_close(words);
  arena_free(&a);
  return code;
}

static void a_promise_is_a_claim(void **state) {
  (void)state;
  assert_int_equal(claim_in("We cure back pain."), DIAG_HC014);
  assert_int_equal(claim_in("Relief is guaranteed."), DIAG_HC015);
  assert_int_equal(claim_in("It is a painless shot."), DIAG_HC016);
  assert_int_equal(claim_in("We are the best clinic."), DIAG_HC017);
  assert_int_equal(claim_in("Our board-eligible doctors."), DIAG_HC018);
}

static void a_denial_or_a_question_is_none(void **state) {
  (void)state;
  assert_int_equal(claim_in("No doctor can guarantee relief."), -1);
  assert_int_equal(claim_in("Is it painless?"), -1);
  assert_int_equal(claim_in("There is no cure for arthritis."), -1);
  assert_int_equal(claim_in("See us for a painless lump."), -1);
  assert_int_equal(claim_in("The best time to call is morning."), -1);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_phrase_has_choices_open_ends_and_gaps),
      cmocka_unit_test(the_longest_phrase_counts),
      cmocka_unit_test(a_lexicon_keeps_its_words_apart),
      cmocka_unit_test(a_promise_is_a_claim),
      cmocka_unit_test(a_denial_or_a_question_is_none),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
