#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/vec.h"

static void pieces_are_aligned_and_apart(void **state) {
  (void)state;
  arena a = {0};
  char *last = NULL;
  for (size_t i = 1; i < 3000; i++) {
    arena_chars(&a, 1);
    char *piece = arena_alloc(&a, i);
    assert_int_equal((uintptr_t)piece % _Alignof(max_align_t), 0);
    memset(piece, (int)(i & 0x7F), i);
    if (last) assert_int_equal(*last, (i - 1) & 0x7F);
    last = piece;
  }
  arena_free(&a);
}

static void zero_means_zero_even_where_bytes_were_used_before(void **state) {
  (void)state;
  arena a;
  arena_init(&a, 256);
  memset(arena_alloc(&a, 200), 0xFF, 200);
  arena_reset(&a);
  const unsigned char *bytes = arena_zero(&a, 50, 4);
  for (size_t i = 0; i < 200; i++) assert_int_equal(bytes[i], 0);
  arena_free(&a);
}

static void a_large_piece_leaves_the_block_in_use(void **state) {
  (void)state;
  arena a;
  arena_init(&a, 1024);
  char *first = arena_chars(&a, 1);
  memset(arena_alloc(&a, 100000), 1, 100000);
  char *second = arena_chars(&a, 1);
  assert_ptr_equal(second, first + 1);
  assert_int_equal(arena_held(&a), 101024);
  arena_free(&a);
  assert_int_equal(arena_held(&a), 0);
}

static void a_loop_of_resets_holds_no_more_than_its_largest_turn(void **state) {
  (void)state;
  arena a;
  arena_init(&a, 1024);
  for (int turn = 0; turn < 100; turn++) {
    for (int i = 0; i < 20; i++) memset(arena_alloc(&a, 1000), turn, 1000);
    arena_alloc(&a, 50000);
    arena_reset(&a);
    assert_int_equal(arena_held(&a), 50000);
  }
  arena_free(&a);
}

static void what_one_task_alone_needed_goes_with_it(void **state) {
  (void)state;
  arena a;
  arena_init(&a, 1024);
  arena_alloc(&a, 500);
  arena_alloc(&a, ARENA_KEPT + 1);
  arena_reset(&a);
  assert_int_equal(arena_held(&a), 1024);
  arena_alloc(&a, 3000);
  arena_alloc(&a, ARENA_KEPT);
  arena_reset(&a);
  assert_int_equal(arena_held(&a), ARENA_KEPT);
  arena_free(&a);
  arena_alloc(&a, 2 * ARENA_KEPT);
  arena_reset(&a);
  assert_int_equal(arena_held(&a), 0);
  arena_free(&a);
}

static void a_rewind_goes_back_to_the_mark(void **state) {
  (void)state;
  arena a;
  arena_init(&a, 128);
  arena_rewind(&a, arena_here(&a));
  sv kept = arena_dup(&a, SV("kept"));
  arena_mark mark = arena_here(&a);
  size_t held = arena_held(&a);
  for (int i = 0; i < 100; i++) arena_alloc(&a, 100);
  arena_rewind(&a, mark);
  assert_int_equal(arena_held(&a), held);
  assert_ptr_equal(arena_chars(&a, 1), kept.at + 4);
  assert_true(sv_is(kept, "kept"));
  arena_free(&a);
}

static void texts_are_copied_and_put_together(void **state) {
  (void)state;
  arena a = {0};
  char text[] = "pain";
  sv copy = arena_dup(&a, sv_of(text));
  const char *c_string = arena_cstr(&a, sv_first(sv_of(text), 2));
  text[0] = 'X';
  assert_true(sv_is(copy, "pain"));
  assert_string_equal(c_string, "pa");
  assert_true(sv_is(arena_cat(&a, (sv[]){SV("a"), SV(""), SV("bc")}, 3), "abc"));
  assert_int_equal(arena_cat(&a, NULL, 0).len, 0);
  sv printed = arena_printf(&a, "%d %s", 42, "x");
  assert_int_equal(printed.len, 4);
  assert_string_equal(printed.at, "42 x");
  arena_free(&a);
}

static void a_list_grows_and_keeps_its_order(void **state) {
  (void)state;
  arena a = {0};
  VEC(int) numbers = {0};
  for (int i = 0; i < 10000; i++) vec_push(&a, &numbers, i);
  assert_int_equal(numbers.len, 10000);
  for (int i = 0; i < 10000; i++) assert_int_equal(numbers.at[i], i);
  VEC(int) reserved = {0};
  vec_reserve(&a, &reserved, 500);
  vec_push(&a, &reserved, 1);
  const int *before = reserved.at;
  for (int i = 1; i < 500; i++) vec_push(&a, &reserved, i);
  assert_ptr_equal(reserved.at, before);
  arena_free(&a);
}

static void a_list_that_grew_by_itself_settles(void **state) {
  (void)state;
  arena a = {0};
  VEC(int) list = {0}, none = {0};
  for (int i = 0; i < 1000; i++) vec_push(NULL, &list, i);
  vec_settle(&a, &list);
  vec_settle(&a, &none);
  assert_int_equal(list.len, 1000);
  assert_int_equal(list.cap, 1000);
  for (int i = 0; i < 1000; i++) assert_int_equal(list.at[i], i);
  vec_push(&a, &list, 1000);
  assert_int_equal(list.at[1000], 1000);
  assert_null(none.at);
  arena_free(&a);
}

static void a_list_at_the_end_of_the_arena_grows_where_it_is(void **state) {
  (void)state;
  arena a;
  arena_init(&a, 4096);
  VEC(uint64_t) list = {0};
  vec_push(&a, &list, 0);
  const uint64_t *first = list.at;
  for (uint64_t i = 1; i < 100; i++) vec_push(&a, &list, i);
  assert_ptr_equal(list.at, first);
  char *behind = arena_chars(&a, 1);
  *behind = 'x';
  for (uint64_t i = 100; i < 200; i++) vec_push(&a, &list, i);
  assert_ptr_not_equal(list.at, first);
  for (uint64_t i = 0; i < 200; i++) assert_int_equal(list.at[i], i);
  assert_int_equal(*behind, 'x');
  arena_free(&a);
}

static void no_piece_is_made_longer_than_its_block(void **state) {
  (void)state;
  arena a;
  arena_init(&a, 1024);
  char *piece = arena_chars(&a, 1000);
  assert_true(arena_extend(&a, piece, 1000, 1024));
  assert_false(arena_extend(&a, piece, 1024, 1025));
  assert_false(arena_extend(&a, piece, 1000, 1001));
  arena_free(&a);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(pieces_are_aligned_and_apart),
      cmocka_unit_test(zero_means_zero_even_where_bytes_were_used_before),
      cmocka_unit_test(a_large_piece_leaves_the_block_in_use),
      cmocka_unit_test(a_loop_of_resets_holds_no_more_than_its_largest_turn),
      cmocka_unit_test(what_one_task_alone_needed_goes_with_it),
      cmocka_unit_test(a_rewind_goes_back_to_the_mark),
      cmocka_unit_test(texts_are_copied_and_put_together),
      cmocka_unit_test(a_list_grows_and_keeps_its_order),
      cmocka_unit_test(a_list_that_grew_by_itself_settles),
      cmocka_unit_test(a_list_at_the_end_of_the_arena_grows_where_it_is),
      cmocka_unit_test(no_piece_is_made_longer_than_its_block),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
