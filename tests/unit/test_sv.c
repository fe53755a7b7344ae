#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/sv.h"

static void views_compare_by_bytes(void **state) {
  (void)state;
  assert_true(sv_eq(SV("a\0b"), SV("a\0b")));
  assert_false(sv_eq(SV("a\0b"), SV("a\0c")));
  assert_true(sv_eq(SV(""), (sv){NULL, 0}));
  assert_true(sv_cmp(SV("a"), SV("ab")) < 0);
  assert_true(sv_cmp(SV("b"), SV("ab")) > 0);
  assert_true(sv_cmp(SV("\xC3\xA9"), SV("z")) > 0);
  assert_int_equal(sv_cmp(SV(""), (sv){NULL, 0}), 0);
  assert_true(sv_eq_nocase(SV("MRI Scan"), SV("mri sCAN")));
  assert_false(sv_eq_nocase(SV("\xC3\x89"), SV("\xC3\xA9")));
  assert_false(sv_eq_nocase(SV("@"), SV("`")));
}

static void beginnings_and_ends(void **state) {
  (void)state;
  assert_true(sv_starts(SV("abc"), SV("ab")));
  assert_true(sv_starts(SV("abc"), SV("")));
  assert_false(sv_starts(SV("ab"), SV("abc")));
  assert_true(sv_ends(SV("abc"), SV("bc")));
  assert_false(sv_ends(SV("bc"), SV("abc")));
  assert_true(sv_is(sv_skip(SV("abc"), 2), "c"));
  assert_int_equal(sv_skip(SV("abc"), 9).len, 0);
  assert_true(sv_is(sv_first(SV("abc"), 9), "abc"));
}

static void white_space_is_trimmed(void **state) {
  (void)state;
  assert_true(sv_is(sv_trim(SV(" \t\r\n\v\f a b \n")), "a b"));
  assert_int_equal(sv_trim(SV(" \n")).len, 0);
  assert_true(sv_is(sv_trim(SV("\xC2\xA0x")), "\xC2\xA0x"));
}

static void finding(void **state) {
  (void)state;
  sv text = SV("aaab aab");
  assert_int_equal(sv_find(text, SV("aab"), 0), 1);
  assert_int_equal(sv_find(text, SV("aab"), 2), 5);
  assert_true(sv_find(text, SV("aab"), 6) == SV_NONE);
  assert_true(sv_find(text, SV("aaaaaaaaaaa"), 0) == SV_NONE);
  assert_int_equal(sv_find(text, SV(""), 8), 8);
  assert_true(sv_find(text, SV(""), 9) == SV_NONE);
  assert_int_equal(sv_find_byte(text, 'b', 4), 7);
  assert_true(sv_find_byte(text, 'b', 99) == SV_NONE);
  assert_int_equal(sv_find_last_byte(text, 'a'), 6);
  assert_true(sv_find_last_byte(SV(""), 'a') == SV_NONE);
}

static void splitting_keeps_empty_pieces(void **state) {
  (void)state;
  sv rest = SV("a,,b,"), piece;
  static const char *const expected[] = {"a", "", "b", ""};
  for (size_t i = 0; i < 4; i++) {
    assert_true(sv_split(&rest, ',', &piece));
    assert_true(sv_is(piece, expected[i]));
  }
  assert_false(sv_split(&rest, ',', &piece));
  rest = SV("");
  assert_true(sv_split(&rest, ',', &piece));
  assert_int_equal(piece.len, 0);
  assert_false(sv_split(&rest, ',', &piece));
}

static void lines_end_in_lf_or_crlf(void **state) {
  (void)state;
  sv text = SV("one\r\n\ntwo\rstill\nlast"), line;
  static const char *const expected[] = {"one", "", "two\rstill", "last"};
  for (size_t i = 0; i < 4; i++) {
    assert_true(sv_line(&text, &line));
    assert_true(sv_is(line, expected[i]));
  }
  assert_false(sv_line(&text, &line));
}

static void numbers_are_whole_or_none(void **state) {
  (void)state;
  long long n;
  assert_true(sv_to_long(SV("-9223372036854775808"), &n) && n == LLONG_MIN);
  assert_true(sv_to_long(SV("9223372036854775807"), &n) && n == LLONG_MAX);
  assert_true(sv_to_long(SV("007"), &n) && n == 7);
  static const char *const wrong[] = {"9223372036854775808",
                                      "-9223372036854775809",
                                      "99999999999999999999",
                                      "",
                                      "-",
                                      "+1",
                                      " 1",
                                      "1 ",
                                      "1.0",
                                      "0x1",
                                      "1e3"};
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    if (sv_to_long(sv_of(wrong[i]), &n)) fail_msg("%s", wrong[i]);
  }
}

static void slips_of_typing_are_near(void **state) {
  (void)state;
  assert_int_equal(sv_distance(SV("draft"), SV("draft"), 3), 0);
  assert_int_equal(sv_distance(SV("Draft"), SV("draft"), 3), 0);
  assert_int_equal(sv_distance(SV("drfat"), SV("draft"), 3), 1); /* neighbours swapped */
  assert_int_equal(sv_distance(SV("drat"), SV("draft"), 3), 1);
  assert_int_equal(sv_distance(SV("dradft"), SV("draft"), 3), 1);
  assert_int_equal(sv_distance(SV("kitten"), SV("sitting"), 3), 3);
  assert_int_equal(sv_distance(SV("kitten"), SV("sitting"), 2), 3);
  assert_int_equal(sv_distance(SV(""), SV("ab"), 3), 2);
  char longer[100];
  memset(longer, 'a', sizeof longer);
  assert_int_equal(sv_distance(sv_make(longer, 100), sv_make(longer, 100), 3), 4);
}

static void the_hash_spreads_in_its_low_bits(void **state) {
  (void)state;
  enum { SLOTS = 4096 };
  unsigned char used[SLOTS] = {0};
  unsigned most = 0;
  for (unsigned i = 0; i < SLOTS; i++) {
    char name[] = {(char)('a' + i % 26), (char)('a' + i / 26 % 26), (char)('a' + i / 676)};
    unsigned slot = sv_hash(sv_make(name, sizeof name)) % SLOTS;
    if (++used[slot] > most) most = used[slot];
  }
  /* As many balls as boxes, thrown at random: nine in one is less likely than 1 in 2,000. */
  assert_true(most <= 9);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(views_compare_by_bytes),
      cmocka_unit_test(beginnings_and_ends),
      cmocka_unit_test(white_space_is_trimmed),
      cmocka_unit_test(finding),
      cmocka_unit_test(splitting_keeps_empty_pieces),
      cmocka_unit_test(lines_end_in_lf_or_crlf),
      cmocka_unit_test(numbers_are_whole_or_none),
      cmocka_unit_test(slips_of_typing_are_near),
      cmocka_unit_test(the_hash_spreads_in_its_low_bits),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
