/* Texts kept in memory and past a limit in a file. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/spill.h"

enum { TEXTS = 500, TEXT_BYTES = 4096 };

static void fill(char *text, size_t number) {
  memset(text, 'a' + (int)(number % 26), TEXT_BYTES);
  snprintf(text, TEXT_BYTES, "%zu", number);
}

/* Adds more than the limit and reads everything back, last first. */
static void add_and_read(spill *s) {
  spill_place places[TEXTS];
  char text[TEXT_BYTES];
  for (size_t i = 0; i < TEXTS; i++) {
    fill(text, i);
    places[i] = spill_add(s, sv_make(text, TEXT_BYTES));
  }
  arena a = {0};
  for (size_t i = TEXTS; i > 0; i--) {
    fill(text, i - 1);
    sv got = spill_text(&a, places[i - 1]);
    assert_int_equal(got.len, TEXT_BYTES);
    assert_memory_equal(got.at, text, TEXT_BYTES);
  }
  arena_free(&a);
}

static void gives_back_what_was_added(void **state) {
  spill *s = spill_new(100000);
  add_and_read(s);
  spill_free(s);
}

static void nothing_stays_in_memory_at_a_limit_of_none(void **state) {
  spill *s = spill_new(0);
  spill_place place = spill_add(s, SV("epidural"));
  assert_true(place.in_file);
  arena a = {0};
  assert_true(sv_is(spill_text(&a, place), "epidural"));
  arena_free(&a);
  spill_free(s);
}

static void without_a_folder_for_the_file_all_stays_in_memory(void **state) {
  char *before = getenv("TMPDIR");
  setenv("TMPDIR", "/no/such/folder", 1);
  spill *s = spill_new(0);
  add_and_read(s);
  assert_false(spill_add(s, SV("epidural")).in_file);
  spill_free(s);
  if (before) {
    setenv("TMPDIR", before, 1);
  } else {
    unsetenv("TMPDIR");
  }
}

static void an_empty_text_is_a_text(void **state) {
  spill *s = spill_new(1000);
  arena a = {0};
  assert_int_equal(spill_text(&a, spill_add(s, SV(""))).len, 0);
  arena_free(&a);
  spill_free(s);
}

/* Whoever fills the slots of a text must find them where they were. */
static void a_damaged_text_keeps_its_length(void **state) {
  spill *s = spill_new(0);
  spill_place place = spill_add(s, SV("epidural"));
  arena a = {0};
  place.sum = 1; /* of no such text */
  sv text = spill_text(&a, place);
  assert_int_equal(text.len, strlen("epidural"));
  assert_true(sv_is(text, "        "));
  assert_true(spill_is_damaged(s));
  arena_free(&a);
  spill_free(s);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(gives_back_what_was_added),
      cmocka_unit_test(nothing_stays_in_memory_at_a_limit_of_none),
      cmocka_unit_test(without_a_folder_for_the_file_all_stays_in_memory),
      cmocka_unit_test(an_empty_text_is_a_text),
      cmocka_unit_test(a_damaged_text_keeps_its_length),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
