/* Smaller copies of texts. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <zlib.h>

#include "base/arena.h"
#include "wrap/compress.h"

static void texts_are_worth_it_and_pictures_are_not(void **state) {
  assert_true(compress_worth(SV("a/index.html")));
  assert_true(compress_worth(SV("assets/main.0123456789abcdef.css")));
  assert_true(compress_worth(SV("site.webmanifest")));
  assert_false(compress_worth(SV("a.png")));
  assert_false(compress_worth(SV("a.html.gz")));
  assert_false(compress_worth(SV("_headers")));
  assert_false(compress_worth(SV("")));
}

static void a_copy_unpacks_to_the_text(void **state) {
  char text[20000], back[20000];
  for (size_t i = 0; i < sizeof text; i++) text[i] = (char)('a' + i * i % 7);
  buf copy = BUF_EMPTY;
  assert_true(compress_text(COMPRESS_GZIP, sv_make(text, sizeof text), &copy));
  z_stream z = {.next_in = (Bytef *)copy.at, .avail_in = (uInt)copy.len};
  z.next_out = (Bytef *)back;
  z.avail_out = sizeof back;
  assert_int_equal(inflateInit2(&z, 15 + 16), Z_OK);
  assert_int_equal(inflate(&z, Z_FINISH), Z_STREAM_END);
  assert_int_equal(z.total_out, sizeof text);
  assert_memory_equal(back, text, sizeof text);
  inflateEnd(&z);
  assert_true(compress_text(COMPRESS_BROTLI, sv_make(text, sizeof text), &copy));
  assert_true(copy.len < 1000);
  buf_free(&copy);
}

/* What does not shrink has no copy, whatever its length. */
static void a_copy_is_smaller_or_none(void **state) {
  char noise[5000];
  uint32_t seed = 1;
  for (size_t i = 0; i < sizeof noise; i++) {
    seed = seed * 1664525 + 1013904223;
    noise[i] = (char)(seed >> 24);
  }
  buf copy = BUF_EMPTY;
  for (int method = 0; method < COMPRESS_METHODS; method++) {
    for (size_t length = 0; length < sizeof noise; length = length * 2 + 1) {
      assert_false(compress_text((compress_method)method, sv_make(noise, length), &copy));
      assert_int_equal(copy.len, 0);
    }
  }
  buf_free(&copy);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(texts_are_worth_it_and_pictures_are_not),
      cmocka_unit_test(a_copy_unpacks_to_the_text),
      cmocka_unit_test(a_copy_is_smaller_or_none),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
