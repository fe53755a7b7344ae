/* Text for XML. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>

#include "wrap/xml.h"

static void check(sv text, const char *expected) {
  buf out = BUF_EMPTY;
  xml_text(&out, text);
  assert_string_equal(buf_cstr(&out), expected);
  buf_free(&out);
}

static void markup_is_escaped(void **state) {
  (void)state;
  check(SV("a < b & \"c\" > 'd'"), "a &lt; b &amp; &quot;c&quot; &gt; &#39;d&#39;");
}

/* XML 1.0, section 2.2: Char ::= #x9 | #xA | #xD | [#x20-#xD7FF] | [#xE000-#xFFFD] | … */
static void forbidden_characters_are_dropped(void **state) {
  (void)state;
  check(SV("a\x01"
           "b\x1F"
           "c\0d"),
        "abcd");
  check(SV("tab\tline\nreturn\r"), "tab\tline\nreturn\r");
  check(SV("x\xEF\xBF\xBEy\xEF\xBF\xBFz"), "xyz");
  check(SV("del\x7F"), "del\x7F");
}

static void a_byte_that_is_not_utf8_is_replaced(void **state) {
  (void)state;
  check(SV("ci\xC3\xA1tica \xF0\x9F\xA9\xBA"), "ci\xC3\xA1tica \xF0\x9F\xA9\xBA");
  check(SV("a\xFF"
           "b"),
        "a\xEF\xBF\xBD"
        "b");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(markup_is_escaped),
      cmocka_unit_test(forbidden_characters_are_dropped),
      cmocka_unit_test(a_byte_that_is_not_utf8_is_replaced),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
