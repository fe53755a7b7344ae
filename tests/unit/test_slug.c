#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "text/slug.h"

typedef struct example {
  const char *from, *slug;
} example;

static void check(sv (*slug_of)(arena *, sv), const example *examples, size_t count) {
  arena a = {0};
  for (size_t i = 0; i < count; i++) {
    sv slug = slug_of(&a, sv_of(examples[i].from));
    assert_string_equal(arena_cstr(&a, slug), examples[i].slug);
  }
  arena_free(&a);
}

#define CHECK(slug_of, examples) \
  check((slug_of), (examples), sizeof(examples) / sizeof(examples)[0])

static void a_file_keeps_its_name_in_small_letters(void **state) {
  (void)state;
  static const example examples[] = {
      {"epidural", "epidural"},
      {"Facet Joint_FAQ", "facet-joint_faq"},
      {"v1.2", "v1.2"},
      {"Dolor de espalda año 2026", "dolor-de-espalda-año-2026"},
      {"\xF0\x9F\x99\x82 smile", "\xF0\x9F\x99\x82-smile"},
      {"a\u00A0b", "a-b"},
      {"e\u0301te\u0301", "\u00E9t\u00E9"}, /* as macOS writes it: decomposed */
      {"STRASSE", "strasse"},
  };
  CHECK(slug_of_file, examples);
}

static void a_file_loses_what_is_unsafe_in_an_address(void **state) {
  (void)state;
  static const example examples[] = {
      {"a/b\\c?d#e%f:g*h\"i<j>k|l", "abcdefghijkl"},
      {"tab\there", "tab-here"},
      {"bell\x07", "bell"},
      {"", "page"},
      {".", "page"},
      {"..", "page"},
      {"?#", "page"},
      {"./.", "page"},
  };
  CHECK(slug_of_file, examples);
}

static void a_title_keeps_its_words(void **state) {
  (void)state;
  static const example examples[] = {
      {"Neck & Back Pain", "neck-back-pain"},
      {"  What's new?  ", "what-s-new"},
      {"C&A", "c-a"},
      {"2024", "2024"},
      {"Año \"nuevo\"", "año-nuevo"},
      {"e\u0301te\u0301", "\u00E9t\u00E9"},
      {"日本語", "日本語"},
      {"a_b", "a-b"},
      {"\xF0\x9F\x99\x82 smile", "smile"},
  };
  CHECK(slug_of_title, examples);
}

static void a_title_of_symbols_keeps_them(void **state) {
  (void)state;
  static const example examples[] = {
      {"\xF0\x9F\x99\x82", "\xF0\x9F\x99\x82"},
      {"\u2764\uFE0F", "\u2764\uFE0F"},
      {"!!!", "page"},
      {"", "page"},
  };
  CHECK(slug_of_title, examples);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_file_keeps_its_name_in_small_letters),
      cmocka_unit_test(a_file_loses_what_is_unsafe_in_an_address),
      cmocka_unit_test(a_title_keeps_its_words),
      cmocka_unit_test(a_title_of_symbols_keeps_them),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
