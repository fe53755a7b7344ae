#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/buf.h"

static void an_empty_buffer_is_an_empty_text(void **state) {
  (void)state;
  buf b = BUF_EMPTY;
  assert_int_equal(buf_sv(&b).len, 0);
  assert_non_null(buf_sv(&b).at);
  buf_add(&b, (sv){NULL, 0});
  assert_null(b.at);
  assert_string_equal(buf_cstr(&b), "");
  buf_free(&b);
}

static void what_is_added_stands_in_order(void **state) {
  (void)state;
  buf b = BUF_EMPTY;
  buf_lit(&b, "a");
  buf_byte(&b, 'b');
  buf_add(&b, SV("c\0d"));
  buf_printf(&b, "-%d-%s", 7, "x");
  assert_true(sv_eq(buf_sv(&b), SV("abc\0d-7-x")));
  buf_clear(&b);
  buf_printf(&b, "%s", "");
  assert_string_equal(buf_cstr(&b), "");
  buf_free(&b);
}

static void it_grows_past_any_first_guess(void **state) {
  (void)state;
  buf b = BUF_EMPTY;
  for (int i = 0; i < 100000; i++) buf_byte(&b, (char)('a' + i % 26));
  assert_int_equal(b.len, 100000);
  for (int i = 0; i < 100000; i++) assert_int_equal(b.at[i], 'a' + i % 26);
  assert_int_equal(strlen(buf_cstr(&b)), 100000);
  buf_clear(&b);
  buf_printf(&b, "%*d", 5000, 1);
  assert_int_equal(b.len, 5000);
  buf_free(&b);
}

static void whole_numbers_in_decimal(void **state) {
  (void)state;
  buf b = BUF_EMPTY;
  buf_long(&b, 0);
  buf_byte(&b, ' ');
  buf_long(&b, -120);
  buf_byte(&b, ' ');
  buf_long(&b, LLONG_MAX);
  buf_byte(&b, ' ');
  buf_long(&b, LLONG_MIN);
  assert_string_equal(buf_cstr(&b), "0 -120 9223372036854775807 -9223372036854775808");
  buf_free(&b);
}

static void html_is_safe_in_text_and_attributes(void **state) {
  (void)state;
  buf b = BUF_EMPTY;
  buf_html(&b, SV("<a href=\"x\" title='y'>&amp; \xC3\xA9</a>"));
  assert_string_equal(buf_cstr(&b),
                      "&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;&amp;amp; \xC3\xA9&lt;/a&gt;");
  buf_free(&b);
}

/* Texts of every length, with one mark at every place. */
static void a_mark_is_found_wherever_it_stands(void **state) {
  enum { MOST = 50 };
  (void)state;
  buf b = BUF_EMPTY;
  for (size_t len = 0; len <= MOST; len++) {
    for (size_t place = 0; place <= len; place++) { /* place == len: there is none */
      char text[MOST], wanted[MOST + 5];
      bool marked = place < len;
      memset(text, 'x', sizeof text);
      memset(wanted, 'x', sizeof wanted);
      if (marked) text[place] = '&';
      if (marked) memcpy(wanted + place, "&amp;", 5);
      wanted[marked ? len + 4 : len] = '\0';
      buf_clear(&b);
      buf_html(&b, sv_make(text, len));
      assert_string_equal(buf_cstr(&b), wanted);
      assert_int_equal(buf_html_as_it_is(sv_make(text, len)), place == len);
    }
  }
  buf_free(&b);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(an_empty_buffer_is_an_empty_text),
      cmocka_unit_test(what_is_added_stands_in_order),
      cmocka_unit_test(it_grows_past_any_first_guess),
      cmocka_unit_test(whole_numbers_in_decimal),
      cmocka_unit_test(html_is_safe_in_text_and_attributes),
      cmocka_unit_test(a_mark_is_found_wherever_it_stands),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
