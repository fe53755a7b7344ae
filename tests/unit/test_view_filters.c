/* The filters that layouts use beyond the standard ones. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "view/view.h"

static void assert_link(arena *a, const char *phone, const char *expected) {
  sv link = val_text(view__phone_link(a, sv_of(phone)));
  assert_int_equal(link.len, strlen(expected));
  assert_memory_equal(link.at, expected, link.len);
}

static void a_phone_link_keeps_digits_and_one_leading_plus(void **state) {
  arena a = {0};
  assert_link(&a, "+1 (202) 555-0142", "tel:+12025550142");
  assert_link(&a, "202-555-0142", "tel:2025550142");
  assert_link(&a, "911", "tel:911");
  assert_link(&a, "0044 20+5", "tel:0044205");
  arena_free(&a);
}

static void no_number_is_no_link(void **state) {
  arena a = {0};
  assert_int_equal(view__phone_link(&a, SV("")).kind, VAL_NIL);
  arena_free(&a);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_phone_link_keeps_digits_and_one_leading_plus),
      cmocka_unit_test(no_number_is_no_link),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
