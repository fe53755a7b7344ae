/* RFC 3629, and the "Table 3-7. Well-Formed UTF-8 Byte Sequences" of the Unicode Standard. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/utf8.h"

static void every_code_point_comes_back(void **state) {
  (void)state;
  for (uint32_t c = 0; c <= 0x10FFFF; c++) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    char bytes[4];
    size_t len = utf8_encode(c, bytes);
    uint32_t back;
    size_t expected = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    if (len != expected || utf8_decode(sv_make(bytes, len), &back) != len || back != c) {
      fail_msg("U+%04X", (unsigned)c);
    }
    if (utf8_invalid(sv_make(bytes, len)) != SV_NONE) fail_msg("U+%04X", (unsigned)c);
  }
}

static void ill_formed_bytes_are_found(void **state) {
  (void)state;
  static const char *const wrong[] = {
      "\x80",             /* a tail alone */
      "\xBF",             /* the same */
      "\xC0\x80",         /* NUL, too long */
      "\xC1\xBF",         /* DEL, too long */
      "\xE0\x9F\xBF",     /* U+07FF, too long */
      "\xED\xA0\x80",     /* the first surrogate */
      "\xED\xBF\xBF",     /* the last one */
      "\xF0\x8F\xBF\xBF", /* U+FFFF, too long */
      "\xF4\x90\x80\x80", /* above U+10FFFF */
      "\xF5\x80\x80\x80", /* no such lead */
      "\xFF",             /* the same */
      "\xC3",             /* cut off */
      "\xE2\x82",         /* the same */
      "\xF0\x9F\x99",     /* the same */
      "\xC3 ",            /* a lead without its tail */
      "\xE9t\xE9"         /* Latin-1 */
  };
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    uint32_t c;
    assert_int_equal(utf8_invalid(sv_of(wrong[i])), 0);
    assert_int_equal(utf8_decode(sv_of(wrong[i]), &c), 1);
    assert_int_equal(c, UTF8_REPLACEMENT);
  }
  assert_int_equal(utf8_invalid(SV("caf\xC3\xA9 \xE9")), 6);
  /* A replacement character that somebody wrote is valid. */
  assert_true(utf8_invalid(SV("\xEF\xBF\xBD")) == SV_NONE);
}

static void code_points_are_counted(void **state) {
  (void)state;
  sv text = SV("a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x99\x82");
  assert_int_equal(utf8_count(text), 4);
  assert_int_equal(utf8_offset(text, 0), 0);
  assert_int_equal(utf8_offset(text, 2), 3);
  assert_int_equal(utf8_offset(text, 3), 6);
  assert_int_equal(utf8_offset(text, 4), 10);
  assert_int_equal(utf8_offset(text, 99), 10);
  assert_int_equal(utf8_count(SV("")), 0);
}

static void code_points_are_added_to_a_buffer(void **state) {
  (void)state;
  buf b = BUF_EMPTY;
  utf8_add(&b, 'a');
  utf8_add(&b, 0x20AC);
  assert_string_equal(buf_cstr(&b), "a\xE2\x82\xAC");
  buf_free(&b);
}

static void a_byte_beyond_ascii_is_found_wherever_it_stands(void **state) {
  (void)state;
  char text[40];
  for (size_t len = 0; len <= sizeof text; len++) {
    for (size_t place = 0; place <= len; place++) { /* place == len: there is none */
      memset(text, 'a', sizeof text);
      if (place < len) text[place] = '\x80';
      assert_int_equal(utf8_is_ascii(sv_make(text, len)), place == len);
    }
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_code_point_comes_back),
      cmocka_unit_test(ill_formed_bytes_are_found),
      cmocka_unit_test(a_byte_beyond_ascii_is_found_wherever_it_stands),
      cmocka_unit_test(code_points_are_counted),
      cmocka_unit_test(code_points_are_added_to_a_buffer),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
