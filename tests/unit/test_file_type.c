/* What a file is called, and whether its first bytes agree with its name. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "text/file_type.h"

static void check_name(const char *extension, const char *name) {
  arena a = {0};
  assert_string_equal(arena_cstr(&a, file_type_name(&a, sv_of(extension))), name);
  arena_free(&a);
}

static void names_are_those_people_use(void **state) {
  check_name("pdf", "PDF");
  check_name("PDF", "PDF");
  check_name("docx", "Word");
  check_name("mp4", "MP4");
  check_name("stl", "STL");
  check_name("", "");
}

static void a_name_may_lie(void **state) {
  assert_true(file_type_agrees(SV("pdf"), SV("%PDF-1.7\n")));
  /* Readers take a PDF that starts with something else (ISO 32000-1, annex H, 3.4.1). */
  assert_true(file_type_agrees(SV("pdf"), SV("\xEF\xBB\xBF%PDF-1.7\n")));
  assert_false(file_type_agrees(SV("pdf"), SV("<!doctype html><title>Not found</title>")));
  assert_false(file_type_agrees(SV("PDF"), SV("")));
  assert_true(file_type_agrees(SV("docx"), SV("PK\x03\x04\x14")));
  assert_false(file_type_agrees(SV("docx"), SV("{\\rtf1 ")));
  sv film = sv_make(
      "\0\0\0\x18"
      "ftypmp42",
      12);
  assert_true(file_type_agrees(SV("mp4"), film));
  assert_false(file_type_agrees(SV("mp4"), sv_first(film, 6)));
  assert_true(file_type_agrees(SV("stl"), SV("anything")));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(names_are_those_people_use),
      cmocka_unit_test(a_name_may_lie),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
