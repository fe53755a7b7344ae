
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "wrap/unicode.h"

typedef sv mapping(arena *a, sv text);

static void check(mapping *map, const char *from, const char *to) {
  arena a = {0};
  sv got = map(&a, sv_of(from));
  if (!sv_is(got, to)) fail_msg("\"%s\" gave \"%.*s\", not \"%s\"", from, SV_ARG(got), to);
  arena_free(&a);
}

static void case_of_letters(void **state) {
  check(unicode_upper, "straße, é", "STRASSE, É");
  check(unicode_lower, "ÉCLAIR Ω", "éclair ω");
  check(unicode_lower, "ΟΔΟΣ", "οδος"); /* the last sigma of a word has a form of its own */
  check(unicode_capital, "éCLAIR", "Éclair");
  check(unicode_capital, "ABC d", "Abc d");
  check(unicode_capital, "", "");
}

/* Texts of every length that steps of sixteen bytes make a difference for. */
static void ascii_letters_of_any_text(void **state) {
  (void)state;
  const char bytes[] = "aZ@[`{Az/09 Qq~";
  for (size_t len = 0; len <= 70; len++) {
    arena a = {0};
    char text[70], lower[70], upper[70];
    for (size_t i = 0; i < len; i++) {
      char c = text[i] = bytes[(i * 7 + len) % (sizeof bytes - 1)];
      lower[i] = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
      upper[i] = c >= 'a' && c <= 'z' ? (char)(c - 32) : c;
    }
    sv given = sv_make(text, len);
    assert_true(sv_eq(unicode_lower(&a, given), sv_make(lower, len)));
    assert_true(sv_eq(unicode_fold(&a, given), sv_make(lower, len)));
    assert_true(sv_eq(unicode_upper(&a, given), sv_make(upper, len)));
    arena_free(&a);
  }
  for (uint32_t c = 0; c < 0x80; c++) {
    bool lower = c >= 'a' && c <= 'z', upper = c >= 'A' && c <= 'Z';
    assert_int_equal(unicode_is_letter(c), lower || upper);
    assert_int_equal(unicode_is_number(c), c >= '0' && c <= '9');
  }
}

static void bytes_that_are_no_utf8_stay(void **state) {
  check(unicode_upper,
        "a\xFF"
        "é\xC3",
        "A\xFF"
        "É\xC3");
}

static void folding_and_plain_letters(void **state) {
  check(unicode_fold, "Straße", "strasse");
  check(unicode_fold, "e\xCC\x81", "é");
  check(unicode_nfc, "e\xCC\x81", "é");
  check(unicode_plain, "Ciática, Ñandú", "Ciatica, Nandu");
}

static void kinds_of_characters(void **state) {
  assert_true(unicode_is_letter(0xE9) && !unicode_is_letter('1'));
  assert_true(unicode_is_number('7') && unicode_is_number(0x0663) && !unicode_is_number('x'));
  assert_true(unicode_is_mark(0x301) && !unicode_is_mark('e'));
  assert_true(unicode_is_space(0xA0) && unicode_is_space('\t') && !unicode_is_space('x'));
  assert_true(unicode_is_punctuation(0x2019) && !unicode_is_punctuation('a'));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(case_of_letters),
      cmocka_unit_test(ascii_letters_of_any_text),
      cmocka_unit_test(bytes_that_are_no_utf8_stay),
      cmocka_unit_test(folding_and_plain_letters),
      cmocka_unit_test(kinds_of_characters),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
