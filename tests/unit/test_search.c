#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "emit/search_lists.h"
#include "emit/search_pieces.h"

static uint32_t entry(uint32_t page_number, uint32_t rank) {
  return page_number << 4 | rank;
}

static void a_list_is_cut_at_the_newest_of_its_last_rank(void **state) {
  (void)state;
  const uint32_t list[] = {entry(1, 2), entry(2, 5), entry(3, 2), entry(4, 5), entry(5, 2)};
  const uint32_t wanted[] = {entry(2, 5), entry(4, 5), entry(3, 2), entry(5, 2)};
  uint32_t sorted[4];
  assert_int_equal(search__by_rank(list, 5, 4, sorted), 4);
  assert_memory_equal(sorted, wanted, sizeof wanted);
}

static void a_short_list_is_only_sorted(void **state) {
  (void)state;
  const uint32_t list[] = {entry(7, 1), entry(8, 15)};
  const uint32_t wanted[] = {entry(8, 15), entry(7, 1)};
  uint32_t sorted[2];
  assert_int_equal(search__by_rank(list, 2, 10, sorted), 2);
  assert_memory_equal(sorted, wanted, sizeof wanted);
  assert_int_equal(search__by_rank(list, 0, 10, sorted), 0);
}

/* A line of 100 bytes for each of these keys, three of them a piece at the most. */
static void add_lines(search__pieces *p, const char *const *keys, size_t count) {
  for (size_t i = 0; i < count; i++) {
    search__pieces_next(p, sv_of(keys[i]), 100);
    for (int j = 0; j < 100; j++) buf_byte(&p->text, keys[i][0]);
  }
}

/* As a browser finds it: the last whose first key is not above. */
static size_t piece_of(const search__pieces *p, sv key) {
  size_t found = 0;
  for (size_t i = 0; i < p->all.len; i++) {
    if (sv_cmp(p->all.at[i].first, key) <= 0) found = i;
  }
  return found;
}

static void a_piece_is_found_by_any_key_of_its_own(void **state) {
  (void)state;
  static const char *const keys[] = {"ache", "back", "bone",  "burn", "ca\xC3\xB1o",
                                     "cast", "clot", "cramp", "disc", "dose"};
  arena a = {0};
  search__pieces p = {.memory = &a, .text = BUF_EMPTY, .least = 100};
  add_lines(&p, keys, sizeof keys / sizeof *keys);
  assert_true(p.all.len >= 4);
  assert_int_equal(p.all.at[0].first.len, 0);
  for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
    size_t piece = piece_of(&p, sv_of(keys[i]));
    assert_true(i * 100 >= p.all.at[piece].start);
    assert_true(piece + 1 == p.all.len || i * 100 < p.all.at[piece + 1].start);
  }
  buf_free(&p.text);
  arena_free(&a);
}

static void a_first_key_is_cut_behind_what_tells_it_apart(void **state) {
  (void)state;
  static const char *const keys[] = {"injection", "injury", "insulin"};
  arena a = {0};
  search__pieces p = {.memory = &a, .text = BUF_EMPTY, .least = 30};
  add_lines(&p, keys, 3);
  assert_int_equal(p.all.len, 3);
  assert_string_equal(arena_cstr(&a, p.all.at[1].first), "inju");
  assert_string_equal(arena_cstr(&a, p.all.at[2].first), "ins");
  buf_free(&p.text);
  arena_free(&a);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_list_is_cut_at_the_newest_of_its_last_rank),
      cmocka_unit_test(a_short_list_is_only_sorted),
      cmocka_unit_test(a_piece_is_found_by_any_key_of_its_own),
      cmocka_unit_test(a_first_key_is_cut_behind_what_tells_it_apart),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
