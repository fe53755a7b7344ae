/* A temporary folder for a test that needs real files: the setup makes it and goes there, the
 * teardown goes back and removes it. */
#ifndef PAMPHLET_TESTS_FOLDER_H
#define PAMPHLET_TESTS_FOLDER_H

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sys/fs.h"

typedef struct test_folder {
  char path[64], before[4096];
} test_folder;

static inline int test_folder_enter(void **state) {
  test_folder *f = calloc(1, sizeof *f);
  snprintf(f->path, sizeof f->path, "%s", "/tmp/pamphlet-test-XXXXXX");
  if (!f || !getcwd(f->before, sizeof f->before) || !mkdtemp(f->path)) return -1;
  *state = f;
  return chdir(f->path);
}

static inline int test_folder_leave(void **state) {
  test_folder *f = *state;
  int failed = chdir(f->before);
  if (!fs_remove_tree(f->path)) failed = -1;
  free(f);
  return failed;
}

/* A test with a folder of its own. */
#define test_in_folder(function) \
  cmocka_unit_test_setup_teardown(function, test_folder_enter, test_folder_leave)

/* Writes a file and makes the folders above it. */
static inline void test_file(const char *path, const char *text) {
  arena a = {0};
  sv folder = fs_folder_of(sv_of(path));
  if (folder.len) assert_true(fs_make_folders(arena_cstr(&a, folder)));
  assert_true(fs_write(path, sv_of(text)));
  arena_free(&a);
}

static inline void assert_sv(sv actual, const char *expected) {
  arena a = {0};
  assert_string_equal(arena_cstr(&a, actual), expected);
  arena_free(&a);
}

#endif
