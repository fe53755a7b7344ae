#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/pack.h"

static void what_is_put_in_comes_out(void **state) {
  (void)state;
  buf out = BUF_EMPTY;
  pack_u32(&out, 7);
  pack_text(&out, SV("epidural"));
  pack_u64(&out, 1ull << 40);
  pack_text(&out, SV(""));
  unpack in = {buf_sv(&out), false};
  assert_int_equal(unpack_u32(&in), 7);
  assert_true(sv_is(unpack_text(&in), "epidural"));
  assert_true(unpack_u64(&in) == 1ull << 40);
  assert_int_equal(unpack_text(&in).len, 0);
  assert_false(in.bad);
  assert_int_equal(in.rest.len, 0);
  buf_free(&out);
}

/* Whatever is missing, a reader gets nothing that is not there. */
static void a_cut_text_makes_the_reader_bad_for_good(void **state) {
  (void)state;
  buf out = BUF_EMPTY;
  pack_text(&out, SV("epidural"));
  pack_u32(&out, 9);
  unpack in = {sv_first(buf_sv(&out), 6), false};
  assert_int_equal(unpack_text(&in).len, 0);
  assert_true(in.bad);
  assert_int_equal(unpack_u32(&in), 0);
  assert_true(unpack_u64(&in) == 0);
  buf_free(&out);
}

static void a_count_that_cannot_be_is_none(void **state) {
  (void)state;
  buf out = BUF_EMPTY;
  pack_u32(&out, 3);
  pack_u64(&out, 0);
  pack_u32(&out, 0);
  unpack in = {buf_sv(&out), false};
  assert_int_equal(unpack_count(&in, 4), 3);
  in = (unpack){buf_sv(&out), false};
  assert_int_equal(unpack_count(&in, 5), 0);
  assert_true(in.bad);
  buf_free(&out);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(what_is_put_in_comes_out),
      cmocka_unit_test(a_cut_text_makes_the_reader_bad_for_good),
      cmocka_unit_test(a_count_that_cannot_be_is_none),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
