#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/sort.h"

/* Larger than its text, as what is sorted mostly is. */
typedef struct thing {
  sv text;
  size_t number;
  char more[5];
} thing;

static uint32_t next_random(uint32_t *state) {
  *state = *state * 1664525u + 1013904223u;
  return *state >> 8;
}

static int by_text(const void *left, const void *right) {
  const thing *a = left, *b = right;
  int order = sv_cmp(a->text, b->text);
  return order ? order : (a->number > b->number) - (a->number < b->number);
}

static void expect_sorted(const thing *given, size_t count) {
  thing *sorted = malloc((count + 1) * sizeof *sorted);
  thing *expected = malloc((count + 1) * sizeof *expected);
  if (count) memcpy(sorted, given, count * sizeof *given);
  if (count) memcpy(expected, given, count * sizeof *given);
  sort_by_text(sorted, count, sizeof *sorted);
  if (count) qsort(expected, count, sizeof *expected, by_text);
  for (size_t i = 0; i < count; i++) assert_int_equal(sorted[i].number, expected[i].number);
  free(sorted);
  free(expected);
}

/* Texts of few different bytes, with a start that many share, so that ties go deep. */
static void random_texts_are_in_the_order_of_their_bytes(void **state) {
  (void)state;
  const char bytes[] = {'a', 'b', '/', '-', '\0', '\x7F', '\x80', '\xFF'};
  uint32_t chance = 1;
  for (int round = 0; round < 300; round++) {
    arena a = {0};
    size_t count = next_random(&chance) % (round % 3 ? 40 : 3000), most = 1 + round % 30;
    thing *things = arena_array(&a, thing, count + 1);
    for (size_t i = 0; i < count; i++) {
      size_t shared = next_random(&chance) % 3 * 9, len = shared + next_random(&chance) % most;
      char *at = arena_chars(&a, len + 1);
      for (size_t j = 0; j < len; j++) {
        at[j] = j < shared ? "articles/articles/articles/"[j] : bytes[next_random(&chance) % 8];
      }
      things[i] = (thing){.text = sv_make(at, len), .number = i};
    }
    expect_sorted(things, count);
    arena_free(&a);
  }
}

static void equal_texts_stay_in_their_order(void **state) {
  (void)state;
  enum { COUNT = 5000 };
  thing *things = calloc(COUNT, sizeof *things);
  for (size_t i = 0; i < COUNT; i++) {
    things[i] = (thing){.text = i % 7 ? SV("index.html") : SV("index.ht"), .number = i};
  }
  expect_sorted(things, COUNT);
  free(things);
}

/* Each begins the next: every key but the last is shared. */
static void texts_that_begin_each_other_are_sorted(void **state) {
  (void)state;
  enum { COUNT = 4000 };
  char *long_text = malloc(COUNT);
  memset(long_text, 'x', COUNT);
  thing *things = calloc(COUNT, sizeof *things);
  for (size_t i = 0; i < COUNT; i++) {
    things[i] = (thing){.text = sv_make(long_text, COUNT - i), .number = i};
  }
  expect_sorted(things, COUNT);
  free(things);
  free(long_text);
}

/* From wherever the search begins, and where texts are missing or stand there twice. */
static void what_is_sorted_is_found_from_anywhere(void **state) {
  (void)state;
  uint32_t chance = 5;
  for (int round = 0; round < 2000; round++) {
    arena a = {0};
    size_t count = next_random(&chance) % 40;
    thing *things = arena_array(&a, thing, count + 1);
    for (size_t i = 0; i < count; i++) {
      things[i] = (thing){.text = arena_printf(&a, "%u", next_random(&chance) % 60)};
    }
    sort_by_text(things, count, sizeof *things);
    sv wanted = arena_printf(&a, "%u", next_random(&chance) % 60);
    size_t first = 0, near = next_random(&chance) % (count + 3);
    while (first < count && sv_cmp(things[first].text, wanted) < 0) first++;
    bool there = first < count && sv_eq(things[first].text, wanted);
    size_t found = sort_find(things, count, sizeof *things, wanted, round % 2 ? &near : NULL);
    assert_int_equal(found != SV_NONE, there);
    if (there) assert_true(sv_eq(things[found].text, wanted));
    if (round % 2) assert_int_equal(near, there ? found : first);
    arena_free(&a);
  }
}

typedef struct dealt {
  uint64_t number;
  size_t place;
  char more[3];
} dealt;

static int by_number(const void *left, const void *right) {
  const dealt *a = left, *b = right;
  if (a->number != b->number) return a->number < b->number ? -1 : 1;
  return (a->place > b->place) - (a->place < b->place);
}

/* Numbers that are alike in some of their bytes, of which many are equal. */
static void numbers_are_sorted_and_equal_ones_stay_in_their_order(void **state) {
  (void)state;
  const uint64_t masks[] = {0, 0xFF, 0xFF00, 0xFF000000000000FF, UINT64_MAX};
  uint32_t chance = 7;
  for (int round = 0; round < 100; round++) {
    arena a = {0};
    size_t count = next_random(&chance) % (round % 10 ? 50 : 5000);
    dealt *things = arena_array(&a, dealt, count + 1), *expected;
    for (size_t i = 0; i < count; i++) {
      uint64_t number = next_random(&chance) * UINT64_C(0x9E3779B97F4A7C15);
      things[i] = (dealt){.number = number & masks[round % 5], .place = i};
    }
    expected = arena_array(&a, dealt, count + 1);
    memcpy(expected, things, count * sizeof *things);
    sort_by_number(things, count, sizeof *things);
    qsort(expected, count, sizeof *expected, by_number);
    for (size_t i = 0; i < count; i++) assert_int_equal(things[i].place, expected[i].place);
    arena_free(&a);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(random_texts_are_in_the_order_of_their_bytes),
      cmocka_unit_test(equal_texts_stay_in_their_order),
      cmocka_unit_test(texts_that_begin_each_other_are_sorted),
      cmocka_unit_test(what_is_sorted_is_found_from_anywhere),
      cmocka_unit_test(numbers_are_sorted_and_equal_ones_stay_in_their_order),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
