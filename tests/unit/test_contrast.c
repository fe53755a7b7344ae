#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "check/contrast.h"

static colour of(const char *text) {
  colour c = {0};
  assert_true(colour_read(sv_of(text), &c));
  return c;
}

static void colours_are_read(void **state) {
  (void)state;
  colour c = of("#0aF");
  assert_int_equal(c.red, 0x00);
  assert_int_equal(c.green, 0xaa);
  assert_int_equal(c.blue, 0xff);
  c = of("#12Ab9e");
  assert_int_equal(c.red, 0x12);
  assert_int_equal(c.green, 0xab);
  assert_int_equal(c.blue, 0x9e);
}

static void other_texts_are_no_colours(void **state) {
  (void)state;
  static const char *const texts[] = {"",         "#",      "#12",  "#1234", "#12345",
                                      "#1234567", "123456", "#12g", "red"};
  colour c;
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    assert_false(colour_read(sv_of(texts[i]), &c));
  }
}

/* Published figures: W3C's tutorials call #767676 the lightest grey on white that passes. */
static void contrast_is_what_wcag_says(void **state) {
  (void)state;
  assert_float_equal(colour_contrast(of("#000"), of("#fff")), 21.0, 1e-9);
  assert_float_equal(colour_contrast(of("#fff"), of("#000")), 21.0, 1e-9);
  assert_float_equal(colour_contrast(of("#0aF"), of("#00aaff")), 1.0, 1e-9);
  assert_float_equal(colour_contrast(of("#767676"), of("#fff")), 4.54, 0.005);
  assert_float_equal(colour_contrast(of("#777"), of("#fff")), 4.48, 0.005);
  assert_float_equal(colour_contrast(of("#f00"), of("#fff")), 4.00, 0.005);
  assert_float_equal(colour_contrast(of("#00f"), of("#fff")), 8.59, 0.005);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(colours_are_read),
      cmocka_unit_test(other_texts_are_no_colours),
      cmocka_unit_test(contrast_is_what_wcag_says),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
