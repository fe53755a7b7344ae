/* Under which name the site folder remembers an output. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "build/output.h"
#include "diag/record.h"
#include "folder.h"

static arena memory;

/* Of an output of the site in this folder; "" where there can be none. */
static sv name_of(const char *folder) {
  diag_sink *sink = diag_sink_new();
  output *out = output_open(&(output_options){.folder = folder, .site = ".", .workers = 1}, sink);
  sv name = out ? arena_dup(&memory, fs_name_of(sv_of(output_last_path(out)))) : SV("");
  output_close(out);
  diag_sink_free(sink);
  return name;
}

/* Builds a site of one file or of none. True: without a word. */
static bool build(const char *site, const char *folder, bool leaflet) {
  diag_sink *sink = diag_sink_new();
  output *out = output_open(&(output_options){.folder = folder, .site = site, .workers = 1}, sink);
  output_stats stats;
  if (out && leaflet) output_put(out, 0, SV("leaflet.txt"), SV("x"));
  bool good = out && output_commit(out, &stats) && diag_is_empty(sink);
  output_close(out);
  diag_sink_free(sink);
  return good;
}

static void go_to_site(void) {
  assert_true(fs_make_folders("clinics/site"));
  assert_int_equal(chdir("clinics/site"), 0);
}

static void one_folder_has_one_name(void **state) {
  (void)state;
  go_to_site();
  sv here = fs_real(&memory, ".");
  assert_sv(name_of("public"), "public");
  assert_sv(name_of("./public"), "public");
  assert_sv(name_of("public/"), "public");
  assert_sv(name_of("public//"), "public");
  assert_sv(name_of("public/."), "public");
  assert_sv(name_of("public/../public"), "public");
  assert_sv(name_of("../site/public"), "public");
  assert_sv(name_of(fs_join(&memory, here, SV("public/")).at), "public");
  assert_sv(name_of("../../www"), "%2E.%2F..%2Fwww");
  assert_sv(name_of(fs_join(&memory, here, SV("../../www")).at), "%2E.%2F..%2Fwww");
}

static void two_folders_have_two_names(void **state) {
  (void)state;
  go_to_site();
  assert_sv(name_of("a b"), "a b");
  assert_sv(name_of("live/htdocs"), "live%2Fhtdocs");
  assert_sv(name_of("staging/htdocs"), "staging%2Fhtdocs");
  assert_sv(name_of("live%2Fhtdocs"), "live%252Fhtdocs");
  assert_sv(name_of("../htdocs"), "%2E.%2Fhtdocs");
}

/* Beside the manifest lie other things, and what is being written. */
static void no_name_is_in_use(void **state) {
  (void)state;
  go_to_site();
  assert_sv(name_of(".last"), "%2Elast");
  assert_sv(name_of(".pages"), "%2Epages");
  assert_sv(name_of(".hidden.x/.y"), "%2Ehidden.x%2F.y");
  assert_sv(name_of("serve"), "%73erve");
  assert_sv(name_of("links.json"), "%6Cinks.json");
  assert_sv(name_of("rebuild.lock"), "%72ebuild.lock");
  assert_sv(name_of("server"), "server");
  assert_sv(name_of("public.new"), "public%2Enew");
  assert_sv(name_of(".new"), "%2Enew");
  assert_sv(name_of("www.new.site"), "www.new.site");
  assert_sv(name_of(".pamphlet/serve/site-8000"), "%2Epamphlet%2Fserve%2Fsite-8000");
}

static void a_link_has_its_own_name(void **state) {
  (void)state;
  go_to_site();
  assert_true(fs_make_folders("../releases/1") && fs_make_folders("elsewhere"));
  assert_int_equal(symlink("../releases/1", "public"), 0);
  assert_int_equal(symlink("elsewhere", "link"), 0);
  assert_sv(name_of("public"), "public");
  assert_sv(name_of("public/"), "public");
  assert_sv(name_of("link/www"), "elsewhere%2Fwww");
}

/* 300 bytes, of which the name keeps what fits before the hash, in whole characters. */
static void a_long_name_ends_in_a_hash(void **state) {
  (void)state;
  go_to_site();
  char path[302], other[302];
  for (size_t i = 0; i < 300; i++) path[i] = i % 50 == 49 ? '/' : 'x';
  memcpy(path + 299, "y", 2);
  memcpy(other, path, sizeof path);
  other[299] = 'z';
  sv first = name_of(path), second = name_of(other);
  assert_int_equal(first.len, 200);
  assert_int_equal(second.len, 200);
  assert_true(sv_starts(first, SV("xxxxxxxxx")));
  assert_memory_equal(first.at + 166, "%-", 2);
  assert_memory_equal(first.at, second.at, 168);
  assert_memory_not_equal(first.at, second.at, 200);
  /* "é" is two bytes; the 166th of them begins one. */
  char accents[] =
      "a/éééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééé"
      "éééééééééééééééééééééééééééé";
  sv third = name_of(accents);
  assert_true(third.len == 200 || third.len == 199);
  assert_memory_equal(third.at + third.len - 34, "%-", 2);
  assert_int_equal((unsigned char)third.at[third.len - 35] & 0xC0, 0x80);
}

static void outputs_with_the_same_last_name_do_not_meet(void **state) {
  (void)state;
  assert_true(build(".", "live/htdocs", true));
  assert_true(build(".", "staging/htdocs", true));
  assert_true(build(".", "live/htdocs", false));
  assert_int_equal(fs_look("live/htdocs/leaflet.txt"), FS_MISSING);
  assert_int_equal(fs_look("staging/htdocs/leaflet.txt"), FS_FILE);
}

static void a_site_may_move_with_an_output_outside_of_it(void **state) {
  (void)state;
  assert_true(fs_make_folders("all/site"));
  assert_true(build("all/site", "all/www", true));
  assert_true(fs_move("all", "moved"));
  assert_true(build("moved/site", "moved/www", false));
  assert_int_equal(fs_look("moved/www/leaflet.txt"), FS_MISSING);
}

static int free_memory(void **state) {
  (void)state;
  arena_free(&memory);
  return 0;
}

int main(void) {
  const struct CMUnitTest tests[] = {
      test_in_folder(one_folder_has_one_name),
      test_in_folder(two_folders_have_two_names),
      test_in_folder(no_name_is_in_use),
      test_in_folder(a_link_has_its_own_name),
      test_in_folder(a_long_name_ends_in_a_hash),
      test_in_folder(outputs_with_the_same_last_name_do_not_meet),
      test_in_folder(a_site_may_move_with_an_output_outside_of_it),
  };
  return cmocka_run_group_tests(tests, NULL, free_memory);
}
