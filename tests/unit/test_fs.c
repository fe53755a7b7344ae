#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/limits.h"
#include "folder.h"
#include "reports.h"
#include "sys/pool.h"

static arena memory;

static sv read_text(const char *path) {
  sv text = {NULL, 0};
  assert_true(fs_read(&memory, path, 1000000, &text));
  return text;
}

static void reading_gives_the_whole_file_with_a_nul_behind(void **state) {
  (void)state;
  test_file("a", "one\ntwo");
  sv text = read_text("a");
  assert_sv(text, "one\ntwo");
  assert_int_equal(text.at[text.len], 0);
  test_file("empty", "");
  assert_int_equal(read_text("empty").len, 0);
}

static void reading_says_why_it_failed(void **state) {
  (void)state;
  sv text;
  assert_false(fs_read(&memory, "none", 10, &text));
  assert_int_equal(errno, ENOENT);
  assert_true(fs_make_folders("folder"));
  assert_false(fs_read(&memory, "folder", 10, &text));
  assert_int_equal(errno, EISDIR);
  test_file("eleven", "12345678901");
  assert_false(fs_read(&memory, "eleven", 10, &text));
  assert_int_equal(errno, EFBIG);
  assert_true(fs_read(&memory, "eleven", 11, &text));
  assert_int_equal(mkfifo("pipe", 0600), 0);
  assert_false(fs_read(&memory, "pipe", 10, &text));
}

/* Files of /proc say that they are empty, and are not: like a file that grows while read. */
static void reading_goes_on_past_the_size_that_was_said(void **state) {
  (void)state;
  sv text;
  if (fs_look("/proc/self/maps") != FS_FILE) skip();
  assert_true(fs_read(&memory, "/proc/self/maps", 10000000, &text));
  assert_true(text.len > 100);
  assert_false(fs_read(&memory, "/proc/self/maps", 100, &text));
  assert_int_equal(errno, EFBIG);
}

static void writing_replaces_a_file_and_leaves_nothing_else(void **state) {
  (void)state;
  test_file("a.md", "old text");
  assert_int_equal(chmod("a.md", 0640), 0);
  assert_true(fs_write("a.md", SV("new")));
  assert_sv(read_text("a.md"), "new");
  struct stat found;
  assert_int_equal(stat("a.md", &found), 0);
  assert_int_equal(found.st_mode & 0777, 0640);
  fs_list all = {0};
  assert_true(fs_walk(&memory, ".", (fs_walk_options){.hidden = true}, NULL, &all));
  assert_int_equal(all.len, 1);
}

static void writing_through_a_link_keeps_the_link(void **state) {
  (void)state;
  test_file("real/a.md", "old");
  assert_int_equal(symlink("real/a.md", "link.md"), 0);
  assert_true(fs_write("link.md", SV("new")));
  assert_int_equal(fs_look_itself("link.md"), FS_OTHER);
  assert_sv(read_text("real/a.md"), "new");
}

static void writing_fails_without_a_trace(void **state) {
  (void)state;
  assert_false(fs_write("none/a", SV("x")));
  assert_int_equal(errno, ENOENT);
  assert_true(fs_make_folders("folder/full"));
  assert_false(fs_write("folder", SV("x")));
  fs_list all = {0};
  assert_true(fs_walk(&memory, ".", (fs_walk_options){.hidden = true}, NULL, &all));
  assert_int_equal(all.len, 0);
}

static void creating_never_replaces(void **state) {
  (void)state;
  assert_true(fs_create("a", SV("first")));
  assert_false(fs_create("a", SV("second")));
  assert_int_equal(errno, EEXIST);
  assert_sv(read_text("a"), "first");
}

static void copies_and_comparisons_span_many_chunks(void **state) {
  (void)state;
  enum { SIZE = 200001 };
  char *bytes = arena_alloc(&memory, SIZE);
  for (size_t i = 0; i < SIZE; i++) bytes[i] = (char)(i * 7 % 251);
  sv large = sv_make(bytes, SIZE);
  assert_true(fs_create("large", large));
  assert_true(fs_copy("large", "copy"));
  assert_true(fs_holds("copy", large));
  assert_true(fs_same("large", "copy"));
  assert_false(fs_holds("copy", sv_first(large, SIZE - 1)));
  bytes[SIZE - 1] ^= 1;
  assert_false(fs_holds("copy", large));
  assert_true(fs_create("other", large));
  assert_false(fs_same("other", "copy"));
  assert_false(fs_copy("none", "x"));
  assert_int_equal(fs_look("x"), FS_MISSING);
}

static void a_link_never_counts_as_the_file(void **state) {
  (void)state;
  test_file("a", "same");
  assert_int_equal(symlink("a", "link"), 0);
  assert_false(fs_holds("link", SV("same")));
  assert_false(fs_same("link", "a"));
  assert_true(fs_same("a", "link"));
}

static void folders_are_made_with_those_above(void **state) {
  (void)state;
  assert_true(fs_make_folders("a/b/c"));
  assert_true(fs_make_folders("a/b/c"));
  assert_true(fs_make_folders("a//d/"));
  assert_int_equal(fs_look("a/d"), FS_FOLDER);
  test_file("file", "");
  assert_false(fs_make_folders("file"));
  assert_int_equal(errno, ENOTDIR);
  assert_false(fs_make_folders("file/below"));
}

static void removing_what_is_missing_is_no_failure(void **state) {
  (void)state;
  assert_true(fs_remove("none"));
  assert_true(fs_remove_empty("none"));
  assert_true(fs_remove_tree("none"));
  test_file("folder/file", "");
  assert_false(fs_remove_empty("folder"));
  assert_true(fs_remove_tree("folder"));
  assert_int_equal(fs_look("folder"), FS_MISSING);
}

static void removing_a_tree_leaves_what_its_links_lead_to(void **state) {
  (void)state;
  test_file("outside/kept", "x");
  assert_true(fs_make_folders("tree"));
  assert_int_equal(symlink("../outside", "tree/link"), 0);
  assert_true(fs_remove_tree("tree"));
  assert_int_equal(fs_look("outside/kept"), FS_FILE);
}

/* What a walk of `root` finds, as "path path path", and what it reports, as "code:file". */
static const char *walked(const char *root, fs_walk_options options, sv *reports) {
  diag_sink *sink = diag_sink_new();
  fs_list found = {0};
  sv all = SV("");
  assert_true(fs_walk(&memory, root, options, sink, &found));
  for (size_t i = 0; i < found.len; i++) {
    all = arena_printf(&memory, "%.*s%s%.*s", SV_ARG(all), i ? " " : "", SV_ARG(found.at[i].path));
  }
  *reports = test_reports_of(&memory, sink);
  diag_sink_free(sink);
  return arena_cstr(&memory, all);
}

static void a_walk_lists_files_in_the_order_of_their_bytes(void **state) {
  (void)state;
  sv reports;
  test_file("r/b/x.md", "12345");
  test_file("r/b-a.md", "");
  test_file("r/b.md", "");
  test_file("r/B.md", "");
  test_file("r/\xC3\xA9 \xFF\n.md", "");
  test_file("r/.hidden/x", "");
  test_file("r/.dot", "");
  assert_true(fs_make_folders("r/a/empty"));
  /* '-' and '.' come before '/' in ASCII. */
  assert_string_equal(walked("r", (fs_walk_options){0}, &reports),
                      "B.md b-a.md b.md b/x.md \xC3\xA9 \xFF\n.md");
  assert_string_equal(walked("r/", (fs_walk_options){.hidden = true}, &reports),
                      ".dot .hidden/x B.md b-a.md b.md b/x.md \xC3\xA9 \xFF\n.md");
  assert_int_equal(reports.len, 0);
  sv_list folders = {0};
  walked("r", (fs_walk_options){.folders = &folders}, &reports);
  assert_int_equal(folders.len, 3);
  assert_sv(folders.at[0], "a");
  assert_sv(folders.at[1], "a/empty");
  assert_sv(folders.at[2], "b");
}

static void a_walk_knows_sizes(void **state) {
  (void)state;
  test_file("r/five", "12345");
  fs_list found = {0};
  assert_true(fs_walk(&memory, "r", (fs_walk_options){0}, NULL, &found));
  assert_int_equal(found.at[0].stamp.size, 5);
  assert_int_equal(found.at[0].kind, FS_FILE);
  assert_true(found.at[0].stamp.modified / 1000000000 > 1000000000);
}

static void a_walk_may_leave_out_the_stamps_of_files(void **state) {
  (void)state;
  test_file("r/file", "12345");
  test_file("r/in/file", "12345");
  assert_int_equal(symlink("file", "r/link"), 0);
  fs_list found = {0};
  sv_list folders = {0};
  fs_walk_options names = {
      .as_they_are = true, .flat = true, .unstamped = true, .folders = &folders};
  assert_true(fs_walk(&memory, "r", names, NULL, &found));
  assert_int_equal(found.len, 2);
  assert_sv(found.at[0].path, "file");
  assert_int_equal(found.at[0].kind, FS_FILE);
  /* A system whose listings say nothing of files has them looked at all the same. */
  assert_true(found.at[0].stamp.inode == 0 || found.at[0].stamp.size == 5);
  assert_sv(found.at[1].path, "link");
  assert_int_equal(found.at[1].kind, FS_OTHER);
  assert_true(found.at[1].stamp.inode != 0);
  assert_int_equal(folders.len, 1);
  assert_sv(folders.at[0], "in");
}

static void a_folder_is_opened_again_wherever_it_is(void **state) {
  (void)state;
  fs_stamp stamp;
  test_file("r/file", "12345");
  int first = fs_open_folder("r");
  assert_true(first >= 0);
  assert_int_equal(rename("r", "moved"), 0);
  int again = fs_open_again(first);
  assert_true(again >= 0 && again != first);
  fs_close_folder(first);
  assert_int_equal(fs_look_below(again, "file", &stamp), FS_FILE);
  assert_int_equal(stamp.size, 5);
  fs_close_folder(again);
  assert_int_equal(fs_open_again(-1), -1);
}

static void a_walk_follows_links_that_stay_inside(void **state) {
  (void)state;
  sv reports;
  test_file("r/real/x.md", "");
  assert_int_equal(symlink("real", "r/folder"), 0);
  assert_int_equal(symlink("real/x.md", "r/file.md"), 0);
  assert_string_equal(walked("r", (fs_walk_options){0}, &reports), "file.md folder/x.md real/x.md");
  assert_int_equal(reports.len, 0);
  assert_string_equal(walked("r", (fs_walk_options){.as_they_are = true}, &reports),
                      "file.md folder real/x.md");
  /* A root that is a link itself is as good as the folder. */
  assert_int_equal(symlink("r", "root"), 0);
  assert_string_equal(walked("root", (fs_walk_options){0}, &reports),
                      "file.md folder/x.md real/x.md");
}

static void a_walk_reports_links_that_lead_out(void **state) {
  (void)state;
  sv reports;
  test_file("r/x.md", "");
  test_file("r-beside/secret", "");
  assert_int_equal(symlink("../r-beside", "r/folder"), 0);
  assert_int_equal(symlink("../r-beside/secret", "r/file"), 0);
  assert_int_equal(symlink("/etc/passwd", "r/passwd"), 0);
  assert_string_equal(walked("r", (fs_walk_options){0}, &reports), "x.md");
  assert_sv(reports, " IO007:r/file IO007:r/folder IO007:r/passwd");
}

static void a_walk_reports_loops_and_links_to_nothing(void **state) {
  (void)state;
  sv reports;
  test_file("r/a/x.md", "");
  assert_int_equal(symlink("..", "r/a/up"), 0);
  assert_int_equal(symlink("self", "r/self"), 0);
  assert_int_equal(symlink("nothing", "r/dangling"), 0);
  assert_string_equal(walked("r", (fs_walk_options){0}, &reports), "a/x.md");
  assert_sv(reports, " IO006:r/a/up IO001:r/dangling IO006:r/self");
}

static void folders_that_link_to_each_other_end(void **state) {
  (void)state;
  sv reports;
  test_file("r/a/x.md", "");
  test_file("r/b/y.md", "");
  assert_int_equal(symlink("../b", "r/a/b"), 0);
  assert_int_equal(symlink("../a", "r/b/a"), 0);
  assert_string_equal(walked("r", (fs_walk_options){0}, &reports),
                      "a/b/y.md a/x.md b/a/x.md b/y.md");
  assert_sv(reports, " IO006:r/a/b/a IO006:r/b/a/b");
}

static void a_tangle_of_links_ends(void **state) {
  (void)state;
  enum { FOLDERS = 12 };
  for (int i = 0; i < FOLDERS; i++) {
    assert_true(fs_make_folders(arena_printf(&memory, "r/%d", i).at));
    for (int j = 0; j < FOLDERS; j++) {
      const char *to = arena_printf(&memory, "../%d", j).at;
      assert_int_equal(symlink(to, arena_printf(&memory, "r/%d/%d", i, j).at), 0);
    }
  }
  diag_sink *sink = diag_sink_new();
  fs_list found = {0};
  assert_true(fs_walk(&memory, "r", (fs_walk_options){0}, sink, &found));
  assert_true(diag_count(sink, DIAG_ERROR) > 0);
  diag_sink_free(sink);
}

static void folders_too_deep_are_reported(void **state) {
  (void)state;
  sv reports, path = SV("r");
  for (unsigned i = 0; i <= LIMIT_FOLDER_DEPTH; i++) path = fs_join(&memory, path, SV("d"));
  test_file(fs_join(&memory, path, SV("x.md")).at, "");
  assert_string_equal(walked("r", (fs_walk_options){0}, &reports), "");
  assert_true(sv_starts(reports, SV(" IO006:r/d/d/")));
}

static void a_walk_needs_a_folder(void **state) {
  (void)state;
  fs_list found = {0};
  test_file("file", "");
  assert_false(fs_walk(&memory, "none", (fs_walk_options){0}, NULL, &found));
  assert_false(fs_walk(&memory, "file", (fs_walk_options){0}, NULL, &found));
  assert_int_equal(errno, ENOTDIR);
}

static void expect_tells(bool tells, int64_t changed, int64_t taken) {
  fs_stamp stamp = {.changed = changed};
  assert_int_equal(fs_stamp_tells(&stamp, taken), tells);
}

static void stamps_tell_once_their_step_is_over(void **state) {
  const int64_t second = 1000000000, millisecond = 1000000, now = 1767225600 * second;
  expect_tells(false, now + 1, now + 1);
  expect_tells(false, now + 1, now + millisecond);
  expect_tells(true, now + 1, now + 4 * millisecond);
  /* Fractions of 10 ms, as exFAT has them, and none at all, as FAT. */
  expect_tells(false, now + 10 * millisecond, now + 20 * millisecond);
  expect_tells(true, now + 10 * millisecond, now + 23 * millisecond);
  expect_tells(false, now, now + 2 * second);
  expect_tells(true, now, now + 4 * second);
}

static void paths_stay_below_by_their_text(void **state) {
  (void)state;
  static const char *const below[] = {"a",    "a/b",  "./a",    "a/../b", "a/b/../../c",
                                      "..a",  "a..",  "a/...",  "",       "a//b",
                                      "a/./", ".git", "a/..b/c"};
  static const char *const out[] = {"/",       "/a",        "..",   "../a",
                                    "a/../..", "a/../../b", "a\\b", "./.."};
  for (size_t i = 0; i < sizeof below / sizeof *below; i++) {
    if (!fs_stays_below(sv_of(below[i]))) fail_msg("%s", below[i]);
  }
  for (size_t i = 0; i < sizeof out / sizeof *out; i++) {
    if (fs_stays_below(sv_of(out[i]))) fail_msg("%s", out[i]);
  }
  assert_false(fs_stays_below(SV("a\0b")));
}

static void paths_are_put_together_and_taken_apart(void **state) {
  (void)state;
  assert_sv(fs_join(&memory, SV("a"), SV("b")), "a/b");
  assert_sv(fs_join(&memory, SV("a//"), SV("/b")), "a/b");
  assert_sv(fs_join(&memory, SV(""), SV("b")), "b");
  assert_sv(fs_join(&memory, SV("a/"), SV("")), "a");
  assert_sv(fs_join(&memory, SV("/"), SV("b")), "/b");
  assert_sv(fs_folder_of(SV("content/articles/x.md")), "content/articles");
  assert_sv(fs_folder_of(SV("x.md")), "");
  assert_sv(fs_folder_of(SV("/x")), "/");
  assert_sv(fs_name_of(SV("content/x.md")), "x.md");
  assert_sv(fs_extension_of(SV("content.d/x.tar.gz")), "gz");
  assert_sv(fs_extension_of(SV("content.d/x")), "");
  assert_sv(fs_extension_of(SV(".htaccess")), "");
}

static void real_paths_see_through_links_and_missing_folders(void **state) {
  (void)state;
  sv here = fs_real(&memory, ".");
  assert_true(fs_make_folders("real/below"));
  assert_int_equal(symlink("real", "link"), 0);
  assert_sv(fs_real(&memory, "link/below"), fs_join(&memory, here, SV("real/below")).at);
  assert_sv(fs_real(&memory, "link/../new/./deep"), fs_join(&memory, here, SV("new/deep")).at);
  assert_sv(fs_real(&memory, "new/../link2"), fs_join(&memory, here, SV("link2")).at);
  assert_sv(fs_real(&memory, "/none-such/x"), "/none-such/x");
  assert_true(fs_is_within(SV("/a/b"), SV("/a")));
  assert_true(fs_is_within(SV("/a"), SV("/a")));
  assert_true(fs_is_within(SV("/a"), SV("/")));
  assert_false(fs_is_within(SV("/ab"), SV("/a")));
  assert_false(fs_is_within(SV("/"), SV("/a")));
}

static void the_way_to_a_path_goes_up_as_far_as_it_must(void **state) {
  (void)state;
  assert_sv(fs_way(&memory, SV("/a/b"), SV("/a/b/c/d")), "c/d");
  assert_sv(fs_way(&memory, SV("/a/b"), SV("/a/b")), ".");
  assert_sv(fs_way(&memory, SV("/a/b"), SV("/a/bc")), "../bc");
  assert_sv(fs_way(&memory, SV("/a/b/c"), SV("/a/x/y")), "../../x/y");
  assert_sv(fs_way(&memory, SV("/a/b/c"), SV("/a")), "../..");
  assert_sv(fs_way(&memory, SV("/a/b"), SV("/x/y")), "/x/y");
  assert_sv(fs_way(&memory, SV("/a"), SV("/")), "/");
  assert_sv(fs_way(&memory, SV("/"), SV("/a/b")), "a/b");
  assert_sv(fs_way(&memory, SV("/a"), SV("")), "");
  assert_sv(fs_way(&memory, SV(""), SV("/a/b")), "/a/b");
}

static int free_memory(void **state) {
  (void)state;
  arena_free(&memory);
  return 0;
}

static void expect_same_walk(fs_walk_options alone, pool *threads) {
  arena a = {0};
  fs_list one = {0}, many = {0};
  sv_list folders = {0}, more_folders = {0};
  fs_walk_options together = alone;
  alone.folders = &folders;
  together.folders = &more_folders;
  together.threads = threads;
  assert_true(fs_walk(&a, "wide", alone, NULL, &one));
  assert_true(fs_walk(&a, "wide", together, NULL, &many));
  assert_int_equal(one.len, many.len);
  assert_int_equal(folders.len, more_folders.len);
  for (size_t i = 0; i < one.len; i++) {
    assert_true(sv_eq(one.at[i].path, many.at[i].path));
    assert_int_equal(one.at[i].kind, many.at[i].kind);
    assert_true(fs_stamp_eq(&one.at[i].stamp, &many.at[i].stamp));
  }
  for (size_t i = 0; i < folders.len; i++) assert_true(sv_eq(folders.at[i], more_folders.at[i]));
  arena_free(&a);
}

static void threads_find_what_one_finds(void **state) {
  (void)state;
  arena a = {0};
  for (int i = 0; i < 300; i++) {
    assert_true(fs_make_folders(arena_printf(&a, "wide/%d/below", i).at));
    assert_true(fs_create(arena_printf(&a, "wide/%d/below/file", i).at, SV("x")));
    assert_true(fs_create(arena_printf(&a, "wide/file-%d", i).at, SV("yy")));
  }
  assert_int_equal(symlink("0", "wide/link"), 0);
  pool *threads = pool_new(3);
  expect_same_walk((fs_walk_options){0}, threads);
  expect_same_walk((fs_walk_options){.as_they_are = true}, threads);
  pool_free(threads);
  arena_free(&a);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      test_in_folder(reading_gives_the_whole_file_with_a_nul_behind),
      test_in_folder(reading_says_why_it_failed),
      test_in_folder(reading_goes_on_past_the_size_that_was_said),
      test_in_folder(writing_replaces_a_file_and_leaves_nothing_else),
      test_in_folder(writing_through_a_link_keeps_the_link),
      test_in_folder(writing_fails_without_a_trace),
      test_in_folder(creating_never_replaces),
      test_in_folder(copies_and_comparisons_span_many_chunks),
      test_in_folder(a_link_never_counts_as_the_file),
      test_in_folder(folders_are_made_with_those_above),
      test_in_folder(removing_what_is_missing_is_no_failure),
      test_in_folder(removing_a_tree_leaves_what_its_links_lead_to),
      test_in_folder(a_walk_lists_files_in_the_order_of_their_bytes),
      test_in_folder(a_walk_knows_sizes),
      test_in_folder(a_walk_may_leave_out_the_stamps_of_files),
      test_in_folder(a_folder_is_opened_again_wherever_it_is),
      test_in_folder(a_walk_follows_links_that_stay_inside),
      test_in_folder(a_walk_reports_links_that_lead_out),
      test_in_folder(a_walk_reports_loops_and_links_to_nothing),
      test_in_folder(folders_that_link_to_each_other_end),
      test_in_folder(a_tangle_of_links_ends),
      test_in_folder(folders_too_deep_are_reported),
      test_in_folder(a_walk_needs_a_folder),
      cmocka_unit_test(stamps_tell_once_their_step_is_over),
      cmocka_unit_test(paths_stay_below_by_their_text),
      cmocka_unit_test(paths_are_put_together_and_taken_apart),
      test_in_folder(threads_find_what_one_finds),
      test_in_folder(real_paths_see_through_links_and_missing_folders),
      cmocka_unit_test(the_way_to_a_path_goes_up_as_far_as_it_must),
  };
  return cmocka_run_group_tests(tests, NULL, free_memory);
}
