#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "build/output.h"
#include "folder.h"
#include "reports.h"

static arena memory;

/* Faults: the system call that makes `calls_left` zero fails with EIO. */
static int calls_left;

static bool fails_now(void) {
  if (calls_left == 0 || --calls_left) return false;
  errno = EIO;
  return true;
}

#define FAULTY(type, name, parameters, arguments)            \
  type __real_##name parameters;                             \
  type __wrap_##name parameters;                             \
  type __wrap_##name parameters {                            \
    return fails_now() ? (type)-1 : __real_##name arguments; \
  }

FAULTY(ssize_t, write, (int fd, const void *from, size_t size), (fd, from, size))
FAULTY(int, rename, (const char *from, const char *to), (from, to))
FAULTY(int, unlink, (const char *path), (path))
FAULTY(int, mkdir, (const char *path, mode_t mode), (path, mode))
FAULTY(int, mkdirat, (int folder, const char *path, mode_t mode), (folder, path, mode))
FAULTY(int, unlinkat, (int folder, const char *path, int flags), (folder, path, flags))
FAULTY(int, rmdir, (const char *path), (path))
FAULTY(int, renameat2, (int a, const char *from, int b, const char *to, unsigned flags),
       (a, from, b, to, flags))
FAULTY(int, fsync, (int fd), (fd))
FAULTY(int, fdatasync, (int fd), (fd))
FAULTY(int, ftruncate, (int fd, off_t size), (fd, size))
FAULTY(ssize_t, pwrite, (int fd, const void *from, size_t size, off_t at), (fd, from, size, at))

int __real_open(const char *path, int flags, ...);
int __wrap_open(const char *path, int flags, ...);
int __wrap_open(const char *path, int flags, ...) {
  va_list args;
  va_start(args, flags);
  int mode = flags & O_CREAT ? va_arg(args, int) : 0;
  va_end(args);
  return fails_now() ? -1 : __real_open(path, flags, mode);
}

int __real_openat(int folder, const char *path, int flags, ...);
int __wrap_openat(int folder, const char *path, int flags, ...);
int __wrap_openat(int folder, const char *path, int flags, ...) {
  va_list args;
  va_start(args, flags);
  int mode = flags & O_CREAT ? va_arg(args, int) : 0;
  va_end(args);
  return fails_now() ? -1 : __real_openat(folder, path, flags, mode);
}

/* A file of a build that a test makes; a list ends with NULL. */
typedef struct file {
  const char *path, *text;
} file;

typedef struct result {
  bool opened, committed;
  output_stats stats;
  sv reports; /* " CODE:file" each */
} result;

static output_options default_options(void) {
  output_options options = {.folder = "public", .site = ".", .workers = 2};
  vec_push(&memory, &options.sources, SV("content"));
  vec_push(&memory, &options.sources, SV("layouts"));
  return options;
}

static result build_with(output_options options, const file *files) {
  result r = {.reports = SV("")};
  diag_sink *sink = diag_sink_new();
  output *out = output_open(&options, sink);
  r.opened = out != NULL;
  if (out) {
    for (unsigned i = 0; files[i].path; i++) {
      output_put(out, i % 2, sv_of(files[i].path), sv_of(files[i].text));
    }
    r.committed = output_commit(out, &r.stats);
  }
  output_close(out);
  r.reports = test_reports_of(&memory, sink);
  diag_sink_free(sink);
  return r;
}

static result build(const file *files) {
  return build_with(default_options(), files);
}

/* Everything below a folder, dot files too, as "path=text path=text". */
static sv everything_below(const char *root) {
  fs_list found = {0};
  sv all = SV("");
  if (!fs_walk(&memory, root, (fs_walk_options){.hidden = true, .as_they_are = true}, NULL,
               &found)) {
    return SV("no folder");
  }
  for (size_t i = 0; i < found.len; i++) {
    sv text = SV("@"), path = fs_join(&memory, sv_of(root), found.at[i].path);
    if (found.at[i].kind == FS_FILE) fs_read(&memory, path.at, 1000000, &text);
    all = arena_printf(&memory, "%.*s%s%.*s=%.*s", SV_ARG(all), i ? " " : "",
                       SV_ARG(found.at[i].path), SV_ARG(text));
  }
  return all;
}

#define FILES(...) \
  (const file[]) { \
    __VA_ARGS__, { \
      NULL, NULL   \
    }              \
  }

static const file *const nothing = &(const file){NULL, NULL};

static void assert_clean(result r) {
  assert_sv(r.reports, "");
  assert_true(r.committed);
}

static void a_first_build_makes_the_folder(void **state) {
  (void)state;
  output_options options = default_options();
  options.folder = "some/where/public";
  result r = build_with(options, FILES({"index.html", "home"}, {"a/b/index.html", "b"}));
  assert_clean(r);
  assert_int_equal(r.stats.made, 2);
  assert_int_equal(r.stats.written, 2);
  assert_sv(everything_below("some/where/public"), "a/b/index.html=b index.html=home");
  assert_int_equal(fs_look(".pamphlet/some%2Fwhere%2Fpublic"), FS_FILE);
}

static void files_with_the_same_bytes_are_not_touched(void **state) {
  (void)state;
  assert_clean(build(FILES({"a/x", "same"}, {"a/y", "old"}, {".nojekyll", ""})));
  struct stat before, after;
  struct timespec long_ago[2] = {{.tv_sec = 1000}, {.tv_sec = 1000}};
  assert_int_equal(utimensat(AT_FDCWD, "public/a/x", long_ago, 0), 0);
  assert_int_equal(stat("public/a/x", &before), 0);
  result r = build(FILES({"a/x", "same"}, {"a/y", "new"}, {".nojekyll", ""}));
  assert_clean(r);
  assert_int_equal(stat("public/a/x", &after), 0);
  assert_int_equal(before.st_ino, after.st_ino);
  assert_int_equal(after.st_mtime, 1000);
  assert_int_equal(r.stats.made, 3);
  assert_int_equal(r.stats.written, 1);
  assert_sv(everything_below("public"), ".nojekyll= a/x=same a/y=new");
}

static void a_build_that_changes_nothing_writes_nothing(void **state) {
  (void)state;
  const file *files = FILES({"a/x", "same"});
  assert_clean(build(files));
  struct stat before, after;
  assert_int_equal(stat(".pamphlet/public", &before), 0);
  assert_clean(build(files));
  assert_int_equal(stat(".pamphlet/public", &after), 0);
  assert_int_equal(before.st_ino, after.st_ino);
}

static void what_is_no_longer_made_goes_with_its_folders(void **state) {
  (void)state;
  assert_clean(build(FILES({"a/b/index.html", "b"}, {"c", "c"}, {".well-known/x", "x"})));
  result r = build(FILES({"c", "c"}));
  assert_clean(r);
  assert_int_equal(r.stats.removed, 2);
  assert_sv(everything_below("public"), "c=c");
  assert_int_equal(fs_look("public/a"), FS_MISSING);
  assert_int_equal(fs_look("public/.well-known"), FS_MISSING);
}

static void foreign_files_stay_and_are_named_once_each(void **state) {
  (void)state;
  assert_clean(build(FILES({"a/index.html", "a"})));
  test_file("public/a/mine.txt", "mine");
  test_file("public/.git/config", "g");
  test_file("public/.hidden", "h");
  test_file("elsewhere/kept", "k");
  assert_int_equal(symlink("../elsewhere", "public/link"), 0);
  result r = build(nothing);
  assert_true(r.committed);
  assert_sv(r.reports, " IO008:public/a/mine.txt IO008:public/link");
  assert_int_equal(r.stats.foreign, 2);
  assert_sv(everything_below("public"), ".git/config=g .hidden=h a/mine.txt=mine link=@");
  assert_int_equal(fs_look("elsewhere/kept"), FS_FILE);
}

static void a_foreign_file_under_a_name_of_ours_is_replaced_and_named(void **state) {
  (void)state;
  assert_clean(build(FILES({"a", "a"})));
  test_file("public/b", "mine");
  result r = build(FILES({"a", "a"}, {"b", "ours"}));
  assert_true(r.committed);
  assert_sv(r.reports, " IO008:public/b");
  assert_clean(build(FILES({"a", "a"}, {"b", "ours"})));
}

static const char page_of_ours[] =
    "<!doctype html><head><title>x</title>"
    "<meta name=\"generator\" content=\"Pamphlet 1.0\"></head><body>";
static const char page_of_another[] =
    "<!doctype html><head><title>x</title></head>"
    "<body><meta name=\"generator\" content=\"Pamphlet 1.0\">";

static void assert_marks_decide(output_options options) {
  test_file("public/old/index.html", page_of_ours);
  test_file("public/own.html", page_of_another);
  test_file("public/tags/x/atom.xml", "<feed><generator uri=\"x\">Pamphlet 1.0</generator>");
  test_file("public/podcast/atom.xml", "<feed>");
  test_file("public/sitemap-2.xml", "");
  test_file("public/main.0123456789abcdef.css", "");
  test_file("public/main.0123456789abcdeg.css", "");
  test_file("public/notes.txt", "mine");
  test_file("public/search/index.json",
            "{\"language\":\"en\",\"base\":\"/x\",\"files\":\"/x/assets/search/en-\"}");
  test_file("public/search/leaflet.pdf", "mine");
  test_file("public/.nojekyll", "");
  result r = build_with(options, FILES({"index.html", page_of_ours}));
  assert_true(r.committed);
  assert_sv(r.reports,
            " IO008:public/main.0123456789abcdeg.css IO008:public/notes.txt IO008:public/own.html"
            " IO008:public/podcast/atom.xml IO008:public/search/leaflet.pdf");
  assert_int_equal(fs_look("public/old"), FS_MISSING);
  assert_int_equal(fs_look("public/tags"), FS_MISSING);
  assert_int_equal(fs_look("public/search/index.json"), FS_MISSING);
  assert_int_equal(fs_look("public/.nojekyll"), FS_MISSING);
  assert_int_equal(r.stats.removed, 6);
}

static void without_a_manifest_the_marks_decide(void **state) {
  (void)state;
  assert_marks_decide(default_options());
}

static void a_damaged_manifest_counts_as_none(void **state) {
  (void)state;
  assert_clean(build(FILES({"x.txt", "x"})));
  sv text;
  assert_true(fs_read(&memory, ".pamphlet/public", 10000, &text));
  char *damaged = arena_cstr(&memory, text);
  damaged[text.len - 2] ^= 1;
  assert_true(fs_write(".pamphlet/public", sv_make(damaged, text.len)));
  assert_true(fs_remove("public/x.txt"));
  assert_marks_decide(default_options());
}

/* The text of the manifest and the file that holds it. */
static sv manifest_now(ino_t *inode) {
  struct stat found;
  sv text;
  assert_int_equal(stat(".pamphlet/public", &found), 0);
  assert_true(fs_read(&memory, ".pamphlet/public", 100000, &text));
  *inode = found.st_ino;
  return text;
}

static void files_that_come_and_go_are_added_to_the_manifest(void **state) {
  (void)state;
  ino_t first, now;
  assert_clean(build(FILES({"a", "1"}, {"x", "1"})));
  sv whole = manifest_now(&first);
  assert_clean(build(FILES({"a", "1"}, {"b", "1"}, {"x", "1"})));
  assert_clean(build(FILES({"b", "1"}, {"x", "1"})));
  assert_clean(build(FILES({"a", "2"}, {"b", "1"})));
  sv text = manifest_now(&now);
  assert_int_equal(first, now);
  assert_true(sv_starts(text, whole));
  assert_sv(everything_below("public"), "a=2 b=1");
  test_file("public/x", "no build of late made it");
  result r = build(FILES({"b", "1"}));
  assert_true(r.committed);
  assert_sv(r.reports, " IO008:public/x");
  assert_sv(everything_below("public"), "b=1 x=no build of late made it");
}

static void clean_forgets_the_manifest(void **state) {
  (void)state;
  output_options options = default_options();
  options.clean = true;
  assert_clean(build(FILES({"index.html", "x"})));
  assert_marks_decide(options);
}

static void the_manifest_of_another_folder_of_that_name_counts_as_none(void **state) {
  (void)state;
  assert_true(fs_make_folders("one"));
  assert_int_equal(symlink("one", "public"), 0);
  assert_clean(build(FILES({"mine.txt", "x"})));
  test_file("two/mine.txt", "not ours");
  assert_true(fs_remove("public"));
  assert_int_equal(symlink("two", "public"), 0);
  result r = build(nothing);
  assert_true(r.committed);
  assert_sv(r.reports, " IO008:public/mine.txt");
}

static void files_and_folders_change_places(void **state) {
  (void)state;
  assert_clean(build(FILES({"a/b/c", "c"}, {"x", "x"})));
  assert_clean(build(FILES({"a", "a"}, {"x/y/z", "z"})));
  assert_sv(everything_below("public"), "a=a x/y/z=z");
  assert_clean(build(FILES({"a/b/c", "c"}, {"x", "x"})));
  assert_sv(everything_below("public"), "a/b/c=c x=x");
}

static void foreign_files_in_the_way_stop_the_build(void **state) {
  (void)state;
  assert_clean(build(FILES({"a/b", "b"}, {"z", "z"})));
  test_file("public/a/.mine", "mine");
  test_file("public/x", "mine");
  assert_int_equal(symlink("/tmp", "public/y"), 0);
  sv before = everything_below("public");
  result r = build(FILES({"a", "a"}, {"x/b", "b"}, {"y/b", "b"}));
  assert_false(r.committed);
  assert_sv(r.reports, " IO002:public/a IO002:public/x IO002:public/y");
  assert_sv(everything_below("public"), arena_cstr(&memory, before));
}

static void two_files_at_one_path_are_an_error(void **state) {
  (void)state;
  result r = build(FILES({"a", "1"}, {"a", "1"}));
  assert_false(r.committed);
  assert_true(sv_find(r.reports, SV("public/a"), 0) != SV_NONE);
  assert_int_equal(fs_look("public"), FS_MISSING);
  /* The one stands there from the last build, so that only the plan can see the clash. */
  assert_clean(build(FILES({"a", "1"})));
  r = build(FILES({"a", "1"}, {"a", "2"}));
  assert_sv(r.reports, " LK003:public/a");
  assert_sv(everything_below("public"), "a=1");
  r = build(FILES({"a", "1"}, {"a/b", "2"}));
  assert_sv(r.reports, " LK003:public/a");
  assert_sv(everything_below("public"), "a=1");
}

static void without_a_commit_nothing_has_happened(void **state) {
  (void)state;
  output_options options = default_options();
  diag_sink *sink = diag_sink_new();
  options.folder = "new/public";
  output *out = output_open(&options, sink);
  assert_true(output_put(out, 0, SV("x"), SV("x")));
  output_close(out);
  assert_int_equal(fs_look("new"), FS_MISSING);
  assert_clean(build(FILES({"a/b", "b"})));
  options.folder = "public";
  out = output_open(&options, sink);
  assert_true(output_put(out, 0, SV("a/b"), SV("new")));
  output_close(out);
  assert_sv(everything_below("public"), "a/b=b");
  diag_sink_free(sink);
}

static void the_stage_of_a_killed_build_is_cleared(void **state) {
  (void)state;
  test_file("public/.pamphlet-stage/a/b", "left over");
  assert_clean(build(FILES({"a/b", "b"})));
  assert_sv(everything_below("public"), "a/b=b");
}

static void two_builds_do_not_write_to_one_folder(void **state) {
  (void)state;
  output_options options = default_options();
  diag_sink *sink = diag_sink_new();
  output *first = output_open(&options, sink);
  assert_true(output_put(first, 0, SV("a"), SV("a")));
  result second = build(FILES({"b", "b"}));
  assert_false(second.opened);
  assert_sv(second.reports, " BD001:public");
  output_stats stats;
  assert_true(output_commit(first, &stats));
  output_close(first);
  assert_sv(everything_below("public"), "a=a");
  diag_sink_free(sink);
}

static void assert_refused(const char *folder) {
  output_options options = default_options();
  options.folder = folder;
  result r = build_with(options, FILES({"x", "x"}));
  assert_false(r.opened);
  assert_sv(r.reports, arena_printf(&memory, " BD001:%s", folder).at);
}

static void folders_that_hold_other_things_are_refused(void **state) {
  (void)state;
  test_file("content/a.md", "a");
  test_file("layouts/a.html", "a");
  assert_int_equal(symlink("content", "public"), 0);
  assert_int_equal(symlink(".", "here"), 0);
  static const char *const refused[] = {"/",
                                        ".",
                                        "./",
                                        "..",
                                        "content",
                                        "content/",
                                        "layouts",
                                        "content/x",
                                        "public",
                                        "here",
                                        "/tmp",
                                        "x/../content",
                                        "layouts/a/b",
                                        ".pamphlet",
                                        "here/..",
                                        "./layouts",
                                        "//",
                                        "here/content/x",
                                        ".pamphlet/public"};
  sv before = everything_below(".");
  for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) assert_refused(refused[i]);
  assert_sv(everything_below("."), arena_cstr(&memory, before));
}

static void a_folder_whose_name_starts_like_a_source_is_fine(void **state) {
  (void)state;
  test_file("content/a.md", "a");
  output_options options = default_options();
  options.folder = "content-public";
  assert_clean(build_with(options, FILES({"x", "x"})));
}

static void an_output_may_be_a_link(void **state) {
  (void)state;
  assert_true(fs_make_folders("real"));
  assert_int_equal(symlink("real", "public"), 0);
  assert_clean(build(FILES({"a/x", "x"})));
  assert_clean(build(FILES({"x", "x"})));
  assert_sv(everything_below("real"), "x=x");
  assert_int_equal(fs_look(".pamphlet/public"), FS_FILE);
}

static void a_site_folder_may_move(void **state) {
  (void)state;
  output_options options = default_options();
  options.site = "site";
  options.folder = "site/public";
  test_file("site/content/a.md", "");
  assert_clean(build_with(options, FILES({"x.txt", "x"})));
  assert_true(fs_move("site", "moved"));
  options.site = "moved";
  options.folder = "moved/public";
  assert_clean(build_with(options, nothing));
  assert_sv(everything_below("moved/public"), "");
}

static void a_folder_that_cannot_be_made_is_reported(void **state) {
  (void)state;
  output_options options = default_options();
  test_file("file", "x");
  options.folder = "file/public";
  result r = build_with(options, FILES({"x", "x"}));
  assert_false(r.opened);
  assert_sv(r.reports, " IO002:file/public");
  assert_refused("file");
  assert_int_equal(symlink("self", "self"), 0);
  options.folder = "self/public";
  r = build_with(options, FILES({"x", "x"}));
  assert_sv(r.reports, " IO002:self/public");
}

static void files_are_copied_and_compared(void **state) {
  (void)state;
  output_options options = default_options();
  diag_sink *sink = diag_sink_new();
  output_stats stats;
  test_file("content/files/a b.bin", "bytes");
  for (size_t round = 0; round < 2; round++) {
    output *out = output_open(&options, sink);
    assert_true(output_copy(out, 1, SV("sub/a b.bin"), "content/files/a b.bin"));
    assert_true(output_commit(out, &stats));
    assert_int_equal(stats.written, round == 0 ? 1 : 0);
    output_close(out);
    assert_sv(everything_below("public"), "sub/a b.bin=bytes");
  }
  output *out = output_open(&options, sink);
  assert_false(output_copy(out, 1, SV("x"), "content/files/none"));
  assert_false(output_commit(out, &stats));
  output_close(out);
  assert_sv(test_reports_of(&memory, sink), " IO001:content/files/none");
  assert_sv(everything_below("public"), "sub/a b.bin=bytes");
  diag_sink_free(sink);
}

static void the_next_build_knows_what_was_live(void **state) {
  (void)state;
  output_options options = default_options();
  diag_sink *sink = diag_sink_new();
  output_stats stats;
  output *out = output_open(&options, sink);
  assert_int_equal(output_before(out)->pages.len, 0);
  output_page(out, SV("/b/"), SV("b/index.html"), SV("content/articles/b\n%.md"));
  output_page(out, SV("/a/"), SV("a/index.html"), SV(""));
  assert_true(output_put(out, 0, SV("a/index.html"), SV("a")));
  assert_true(output_commit(out, &stats));
  output_close(out);
  out = output_open(&options, sink);
  const manifest *before = output_before(out);
  assert_int_equal(before->pages.len, 2);
  assert_sv(manifest_page_at(before, SV("/b/"))->source, "content/articles/b\n%.md");
  assert_sv(manifest_page_at(before, SV("/a/"))->output, "a/index.html");
  assert_null(manifest_page_at(before, SV("/c/")));
  assert_int_equal(before->files.len, 1);
  assert_sv(before->files.at[0], "a/index.html");
  output_close(out);
  diag_sink_free(sink);
}

/* Whatever call fails: before the commit nothing has changed, and so it is said; later the next
 * build makes the folder exact again and takes nothing of ours for foreign. */
static void every_fault_leaves_a_folder_that_the_next_build_makes_exact(void **state) {
  (void)state;
  const file *first = FILES({"a/b", "1"}, {"c/d/e", "1"}, {"f", "1"}, {"old/x", "1"}, {".h", "1"});
  const file *second = FILES({"a/b", "2"}, {"c", "2"}, {"f/g", "2"}, {"new/y", "2"}, {"f2", "2"});
  int faults = 0, partly_new = 0;
  for (int n = 1;; n++) {
    assert_true(fs_remove_tree("public") && fs_remove_tree(".pamphlet"));
    assert_clean(build(first));
    sv one = everything_below("public");
    calls_left = n;
    result r = build(second);
    bool reached = calls_left == 0;
    calls_left = 0;
    if (!reached) {
      assert_clean(r);
      break;
    }
    faults++;
    if (!r.committed) assert_true(r.reports.len > 0);
    bool as_it_was = !r.committed && r.stats.state == OUTPUT_AS_IT_WAS;
    if (as_it_was) assert_true(sv_eq(everything_below("public"), one));
    partly_new += r.stats.state == OUTPUT_PARTLY_NEW;
    assert_clean(build(second));
    assert_sv(everything_below("public"), "a/b=2 c=2 f/g=2 f2=2 new/y=2");
  }
  assert_true(faults > 30 && partly_new > 5);
}

static int free_memory(void **state) {
  (void)state;
  arena_free(&memory);
  return 0;
}

int main(void) {
  const struct CMUnitTest tests[] = {
      test_in_folder(a_first_build_makes_the_folder),
      test_in_folder(files_with_the_same_bytes_are_not_touched),
      test_in_folder(a_build_that_changes_nothing_writes_nothing),
      test_in_folder(what_is_no_longer_made_goes_with_its_folders),
      test_in_folder(foreign_files_stay_and_are_named_once_each),
      test_in_folder(a_foreign_file_under_a_name_of_ours_is_replaced_and_named),
      test_in_folder(without_a_manifest_the_marks_decide),
      test_in_folder(a_damaged_manifest_counts_as_none),
      test_in_folder(files_that_come_and_go_are_added_to_the_manifest),
      test_in_folder(clean_forgets_the_manifest),
      test_in_folder(the_manifest_of_another_folder_of_that_name_counts_as_none),
      test_in_folder(files_and_folders_change_places),
      test_in_folder(foreign_files_in_the_way_stop_the_build),
      test_in_folder(two_files_at_one_path_are_an_error),
      test_in_folder(without_a_commit_nothing_has_happened),
      test_in_folder(the_stage_of_a_killed_build_is_cleared),
      test_in_folder(two_builds_do_not_write_to_one_folder),
      test_in_folder(folders_that_hold_other_things_are_refused),
      test_in_folder(a_folder_whose_name_starts_like_a_source_is_fine),
      test_in_folder(an_output_may_be_a_link),
      test_in_folder(a_site_folder_may_move),
      test_in_folder(a_folder_that_cannot_be_made_is_reported),
      test_in_folder(files_are_copied_and_compared),
      test_in_folder(the_next_build_knows_what_was_live),
      test_in_folder(every_fault_leaves_a_folder_that_the_next_build_makes_exact),
  };
  return cmocka_run_group_tests(tests, NULL, free_memory);
}
