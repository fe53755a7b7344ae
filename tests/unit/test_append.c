/* A file that grows at its end. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "folder.h"
#include "sys/append.h"

static const char name[] = "kept";

/* Makes the file anew, with these bytes. Returns its end. */
static uint64_t write_anew(sv bytes) {
  uint64_t at;
  append_file *f = append_open(name, 0);
  assert_non_null(f);
  assert_true(append_add(f, bytes, &at));
  assert_int_equal(at, 0);
  uint64_t end = append_end(f);
  append_close(f);
  return end;
}

static void adds_behind_what_it_was_opened_with(void **state) {
  uint64_t end = write_anew(SV("epidural")), at;
  append_file *f = append_open(name, end - 4);
  assert_true(append_add(f, SV("emic"), &at));
  char out[8];
  assert_int_equal(at, 4);
  assert_true(append_read(f, 0, out, sizeof out));
  assert_memory_equal(out, "epidemic", sizeof out);
  append_close(f);
}

static void is_refused_where_it_is_shorter(void **state) {
  uint64_t end = write_anew(SV("epidural"));
  assert_null(append_open(name, end + 1));
}

static void shows_what_it_was_opened_with(void **state) {
  uint64_t end = write_anew(SV("epidural")), at;
  append_file *f = append_open(name, end);
  assert_true(append_add(f, SV(" block"), &at));
  assert_true(sv_is(append_map(f), "epidural"));
  assert_true(sv_is(append_map(f), "epidural"));
  append_unmap(f);
  append_unmap(f);
  assert_true(sv_is(append_map(f), "epidural"));
  append_close(f);
}

static void shows_nothing_of_a_new_file(void **state) {
  append_file *f = append_open(name, 0);
  assert_int_equal(append_map(f).len, 0);
  append_close(f);
}

/* As where two builds into folders of the same name share a store, which no lock tells. */
static void stays_readable_when_another_begins_it_anew(void **state) {
  uint64_t end = write_anew(SV("epidural"));
  append_file *f = append_open(name, end);
  sv shown = append_map(f);
  char out[8];
  write_anew(SV("knee"));
  assert_true(sv_is(shown, "epidural"));
  assert_true(append_read(f, 0, out, sizeof out));
  assert_memory_equal(out, "epidural", sizeof out);
  append_close(f);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      test_in_folder(adds_behind_what_it_was_opened_with),
      test_in_folder(is_refused_where_it_is_shorter),
      test_in_folder(shows_what_it_was_opened_with),
      test_in_folder(shows_nothing_of_a_new_file),
      test_in_folder(stays_readable_when_another_begins_it_anew),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
