/* What is added to a manifest, and what becomes of it where that is not whole. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "build/manifest.h"
#include "folder.h"

static arena memory;

static sv_list names(const char *all) {
  sv_list list = {0};
  sv rest = sv_of(all), name;
  while (rest.len && sv_split(&rest, ' ', &name)) vec_push(&memory, &list, name);
  return list;
}

static sv joined(const sv_list *list) {
  sv all = SV("");
  for (size_t i = 0; i < list->len; i++) {
    all = arena_cat(&memory, (sv[]){all, sv_of(i ? " " : ""), list->at[i]}, 3);
  }
  return all;
}

static sv text_now(void) {
  sv text;
  assert_true(fs_read(&memory, "manifest", 1000000, &text));
  return text;
}

static manifest_extent written(const char *files) {
  manifest_extent extent;
  manifest m = {.output = SV("public"), .files = names(files)};
  vec_push(&memory, &m.pages, (manifest_page){SV("/a/"), SV("a"), SV("content/a.md")});
  assert_true(manifest_write("manifest", &m, &extent));
  return extent;
}

static bool add(manifest_extent *extent, const char *came, const char *went) {
  sv_list in = names(came), out = names(went);
  return manifest_add("manifest", &in, &out, in.len > 0, extent);
}

/* The files of a text, or "none" where it counts as none; it always has the page. */
static sv files_of(sv text, manifest_extent *extent) {
  manifest m;
  manifest_extent checked = {.end = 0};
  bool taken = manifest_take(&memory, text, &m, extent);
  assert_int_equal(manifest_check(text, &checked), taken);
  if (!taken) return SV("none");
  assert_true(hash_eq(checked.sum, extent->sum));
  assert_int_equal(checked.end, extent->end);
  assert_int_equal(checked.whole, extent->whole);
  assert_int_equal(m.pages.len, 1);
  assert_true(sv_ends(m.pages_text, SV("content/a.md\n")));
  return joined(&m.files);
}

static void names_that_come_and_go_are_read_back(void **state) {
  (void)state;
  manifest_extent extent = written("d b"), read;
  assert_sv(files_of(text_now(), &read), "b d");
  assert_true(add(&extent, "c%\n a", ""));
  assert_sv(files_of(text_now(), &read), "a b c%\n d");
  assert_true(add(&extent, "", "c%\n d"));
  assert_sv(files_of(text_now(), &read), "a b");
  assert_true(add(&extent, "d e", "b"));
  assert_sv(files_of(text_now(), &read), "a d e");
  assert_true(hash_eq(extent.sum, read.sum));
  assert_int_equal(extent.end, read.end);
  assert_int_equal(extent.whole, read.whole);
}

/* Cut off anywhere in what was added, it says what it said before, and more can be added. */
static void changes_that_end_early_do_not_count(void **state) {
  (void)state;
  manifest_extent before = written("a"), after = before, read;
  assert_true(add(&after, "b", ""));
  sv text = text_now();
  for (size_t len = before.end; len < after.end; len++) {
    assert_true(fs_write("manifest", sv_first(text, len)));
    assert_sv(files_of(text_now(), &read), "a");
    assert_int_equal(read.end, before.end);
    assert_true(add(&read, "c", ""));
    assert_sv(files_of(text_now(), &read), "a c");
  }
  for (size_t len = 0; len < before.end; len++) {
    assert_sv(files_of(sv_first(text, len), &read), "none");
  }
}

/* Never more than it said at some time; what stands before the last changes must be whole. */
static void damage_is_seen(void **state) {
  (void)state;
  manifest_extent first = written("a"), second = first, third, read;
  assert_true(add(&second, "b", ""));
  third = second;
  assert_true(add(&third, "c", "a"));
  sv text = text_now();
  for (size_t i = 0; i < third.end; i++) {
    char *damaged = arena_cstr(&memory, text);
    damaged[i] ^= 1;
    sv files = files_of(sv_make(damaged, text.len), &read);
    bool is_none = sv_is(files, "none");
    bool earlier =
        (i >= first.end && sv_is(files, "a")) || (i >= second.end && sv_is(files, "a b"));
    assert_true(is_none || earlier);
  }
}

static void changes_belong_behind_what_they_were_made_for(void **state) {
  (void)state;
  manifest_extent one = written("a"), other, read;
  assert_true(add(&one, "b", ""));
  sv text = text_now(), changes = sv_skip(text, (size_t)one.whole);
  other = written("c");
  sv mixed = arena_cat(&memory, (sv[]){sv_first(text_now(), (size_t)other.end), changes}, 2);
  assert_sv(files_of(mixed, &read), "none");
}

static void no_more_is_added_than_a_part_of_the_whole(void **state) {
  (void)state;
  manifest_extent extent = written("a");
  size_t count = 0;
  while (add(&extent, "b", "c")) count++;
  assert_in_range(count, 20, 200);
  assert_in_range(extent.end, 2048, 8192);
  assert_int_equal(text_now().len, extent.end);
}

/* A copy made of links would change with it. */
static void a_file_with_two_names_is_not_added_to(void **state) {
  (void)state;
  manifest_extent extent = written("a"), before = extent;
  assert_int_equal(link("manifest", "linked"), 0);
  assert_false(add(&extent, "b", ""));
  assert_int_equal(extent.end, before.end);
  assert_int_equal(text_now().len, before.end);
}

static int forget(void **state) {
  (void)state;
  arena_free(&memory);
  return 0;
}

int main(void) {
  const struct CMUnitTest tests[] = {
      test_in_folder(names_that_come_and_go_are_read_back),
      test_in_folder(changes_that_end_early_do_not_count),
      test_in_folder(damage_is_seen),
      test_in_folder(changes_belong_behind_what_they_were_made_for),
      test_in_folder(no_more_is_added_than_a_part_of_the_whole),
      test_in_folder(a_file_with_two_names_is_not_added_to),
  };
  return cmocka_run_group_tests(tests, NULL, forget);
}
