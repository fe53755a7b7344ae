#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <xxhash.h>

#include "wrap/hash.h"

/* The value of the empty input is in XXH3's own sanity tests (seed 0, 128 bits). */
static void the_hash_is_xxh3_with_128_bits(void **state) {
  (void)state;
  hash empty = hash_of(SV(""));
  assert_true(empty.low == 0x6001C324468D497Fu);
  assert_true(empty.high == 0x99AA06D3014798D8u);
  assert_true(hash_eq(empty, hash_of((sv){NULL, 0})));
}

/* Whichever registers it is reckoned with: an output is known again on another machine. */
static void every_length_has_the_hash_that_any_processor_gives(void **state) {
  (void)state;
  static char bytes[3000];
  for (size_t i = 0; i < sizeof bytes; i++) bytes[i] = (char)(i * 7 + i / 256);
  for (size_t len = 0; len <= sizeof bytes; len++) {
    hash h = hash_of(sv_make(bytes, len));
    XXH128_hash_t plain = XXH3_128bits(bytes, len);
    assert_true(h.low == plain.low64 && h.high == plain.high64);
  }
}

static void other_bytes_have_another_hash(void **state) {
  (void)state;
  assert_true(hash_eq(hash_of(SV("abc")), hash_of(SV("abc"))));
  assert_false(hash_eq(hash_of(SV("abc")), hash_of(SV("abd"))));
  assert_false(hash_eq(hash_of(SV("abc")), hash_of(SV("abc\0"))));
}

static void the_text_is_hexadecimal_high_half_first(void **state) {
  (void)state;
  arena a = {0};
  hash h = {0x0123456789abcdefu, 0x00000000000000ffu};
  sv text = hash_hex(&a, h, HASH_DIGITS);
  assert_int_equal(text.len, 32);
  assert_true(sv_is(text, "0123456789abcdef00000000000000ff"));
  assert_true(sv_is(hash_hex(&a, h, HASH_NAME_DIGITS), "0123456789abcdef"));
  arena_free(&a);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_hash_is_xxh3_with_128_bits),
      cmocka_unit_test(every_length_has_the_hash_that_any_processor_gives),
      cmocka_unit_test(other_bytes_have_another_hash),
      cmocka_unit_test(the_text_is_hexadecimal_high_half_first),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
