#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/map.h"

static void an_empty_map_has_nothing(void **state) {
  (void)state;
  map m = {0};
  assert_null(map_get(&m, SV("x")));
  assert_null(map_find(&m, SV("")));
}

static void a_value_is_found_and_replaced(void **state) {
  (void)state;
  arena a = {0};
  map m = {0};
  int one = 1, two = 2;
  assert_null(map_put(&a, &m, SV("x"), &one));
  assert_ptr_equal(map_get(&m, SV("x")), &one);
  assert_ptr_equal(map_put(&a, &m, SV("x"), &two), &one);
  assert_ptr_equal(map_get(&m, SV("x")), &two);
  assert_int_equal(m.len, 1);
  assert_null(map_get(&m, SV("X")));
  arena_free(&a);
}

static void null_is_a_value_that_only_find_sees(void **state) {
  (void)state;
  arena a = {0};
  map m = {0};
  map_put(&a, &m, SV(""), NULL);
  assert_null(map_get(&m, SV("")));
  assert_non_null(map_find(&m, SV("")));
  bool fresh;
  map_entry_for(&a, &m, SV(""), &fresh);
  assert_false(fresh);
  map_entry_for(&a, &m, SV("new"), &fresh);
  assert_true(fresh);
  arena_free(&a);
}

static void many_keys_stay_in_the_order_they_came(void **state) {
  (void)state;
  arena a = {0};
  map m = {0};
  enum { COUNT = 20000 };
  for (size_t i = 0; i < COUNT; i++) {
    map_put(&a, &m, arena_printf(&a, "key %zu", i), (void *)(uintptr_t)(i + 1));
  }
  assert_int_equal(m.len, COUNT);
  for (size_t i = 0; i < COUNT; i++) {
    assert_int_equal((uintptr_t)map_get(&m, arena_printf(&a, "key %zu", i)), i + 1);
    assert_int_equal((uintptr_t)m.entries[i].value, i + 1);
  }
  assert_null(map_get(&m, SV("key 20000")));
  arena_free(&a);
}

static void room_for_all_is_made_at_once(void **state) {
  (void)state;
  map m = {0};
  enum { COUNT = 100 };
  static char keys[COUNT];
  map_put(NULL, &m, SV("before"), keys);
  map_reserve(NULL, &m, COUNT);
  const map_entry *entries = m.entries;
  const uint32_t *slots = m.slots;
  for (size_t i = 0; i + 1 < COUNT; i++) {
    keys[i] = (char)i;
    map_put(NULL, &m, sv_make(&keys[i], 1), &keys[i]);
  }
  assert_int_equal(m.len, COUNT);
  assert_ptr_equal(m.entries, entries);
  assert_ptr_equal(m.slots, slots);
  assert_ptr_equal(map_get(&m, SV("before")), keys);
  for (size_t i = 0; i + 1 < COUNT; i++) {
    assert_ptr_equal(map_get(&m, sv_make(&keys[i], 1)), &keys[i]);
  }
  map_free(&m);
}

static void an_entry_finds_its_like_in_another_map(void **state) {
  (void)state;
  arena a = {0};
  map one = {0}, other = {0}, empty = {0};
  int first, second;
  map_put(&a, &one, SV("shared"), &first);
  map_put(&a, &one, SV("alone"), &first);
  map_put(&a, &other, SV("before"), &second);
  map_put(&a, &other, SV("shared"), &second);
  assert_ptr_equal(map_find_like(&other, &one.entries[0]), &other.entries[1]);
  assert_null(map_find_like(&other, &one.entries[1]));
  assert_null(map_find_like(&empty, &one.entries[0]));
  arena_free(&a);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(an_empty_map_has_nothing),
      cmocka_unit_test(a_value_is_found_and_replaced),
      cmocka_unit_test(null_is_a_value_that_only_find_sees),
      cmocka_unit_test(many_keys_stay_in_the_order_they_came),
      cmocka_unit_test(room_for_all_is_made_at_once),
      cmocka_unit_test(an_entry_finds_its_like_in_another_map),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
