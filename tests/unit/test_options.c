#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "cli/options.h"
#include "folder.h"

static arena memory;

/* From here on a stream goes to a file; gives what turn_back needs. */
static int turn_to_file(FILE *stream, const char *path) {
  fflush(stream);
  int kept = dup(fileno(stream));
  int file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
  assert_true(kept >= 0 && file >= 0 && dup2(file, fileno(stream)) >= 0);
  close(file);
  return kept;
}

static void turn_back(FILE *stream, int kept) {
  fflush(stream);
  dup2(kept, fileno(stream));
  close(kept);
}

/* Reads a command line in place of main, and keeps what it prints in files. */
static bool reads(options *out, int *status, const char *const *words) {
  char *argv[16] = {arena_cstr(&memory, SV("pamphlet"))};
  int argc = 1;
  for (; words[argc - 1]; argc++) argv[argc] = arena_cstr(&memory, sv_of(words[argc - 1]));
  int kept[] = {turn_to_file(stdout, "out"), turn_to_file(stderr, "err")};
  bool good = options_read(&memory, argc, argv, out, status);
  turn_back(stdout, kept[0]);
  turn_back(stderr, kept[1]);
  return good;
}

#define WORDS(...) ((const char *const[]){__VA_ARGS__, NULL})

static options good(const char *const *words) {
  options o;
  int status = -1;
  assert_true(reads(&o, &status, words));
  return o;
}

/* What standard error says of a command line that is wrong. */
static sv wrong(const char *const *words) {
  options o;
  int status = -1;
  sv text;
  assert_false(reads(&o, &status, words));
  assert_int_equal(status, EXIT_USAGE);
  assert_true(fs_read(&memory, "out", 100000, &text));
  assert_int_equal(text.len, 0);
  assert_true(fs_read(&memory, "err", 100000, &text));
  return text;
}

static void values_come_in_every_usual_form(void **state) {
  (void)state;
  const char *const *const forms[] = {
      WORDS("build", "-o", "dir", "-j", "4"), WORDS("build", "-odir", "-j4"),
      WORDS("build", "--output", "dir", "--jobs", "4"), WORDS("build", "--output=dir", "--jobs=4"),
      WORDS("-q", "build", "-qodir", "-qj4")};
  for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
    options o = good(forms[i]);
    assert_string_equal(o.command->name, "build");
    assert_true(sv_is(o.value[OPTION_OUTPUT], "dir"));
    assert_int_equal(o.jobs, 4);
    assert_false(o.given[OPTION_DRAFTS]);
  }
}

static void options_may_stand_before_the_command(void **state) {
  (void)state;
  options o = good(WORDS("-C", "build", "--layouts", "a:b", "--today=2026-02-13", "build"));
  assert_string_equal(o.command->name, "build");
  assert_true(sv_is(o.value[OPTION_SITE], "build"));
  assert_true(sv_is(o.value[OPTION_LAYOUTS], "a:b"));
  o = good(WORDS("-Cbuild", "build"));
  assert_true(sv_is(o.value[OPTION_SITE], "build"));
}

static void the_last_of_several_values_counts(void **state) {
  (void)state;
  assert_true(sv_is(good(WORDS("build", "-o", "a", "-o", "b")).value[OPTION_OUTPUT], "b"));
}

static void two_dashes_end_the_options(void **state) {
  (void)state;
  options o = good(WORDS("markdown", "--", "-q.md"));
  assert_int_equal(o.arguments.len, 1);
  assert_true(sv_is(o.arguments.at[0], "-q.md"));
  assert_false(o.given[OPTION_QUIET]);
  /* One dash alone is a file by custom: standard input. */
  assert_true(sv_is(good(WORDS("markdown", "-")).arguments.at[0], "-"));
}

static void an_option_left_out_has_its_default(void **state) {
  (void)state;
  options o = good(WORDS("build"));
  assert_true(sv_is(option_or(&o, OPTION_OUTPUT, "public"), "public"));
  assert_int_equal(o.jobs, 0);
  assert_int_equal(o.format, DIAG_TEXT);
  assert_int_equal(good(WORDS("build", "--format", "github")).format, DIAG_GITHUB);
}

static void slips_get_the_name_that_was_meant(void **state) {
  (void)state;
  assert_sv(wrong(WORDS("biuld")),
            "pamphlet: there is no command \"biuld\"\n  did you mean \"build\"?\n");
  assert_sv(wrong(WORDS("build", "--drafst")),
            "pamphlet build: there is no option --drafst\n  did you mean --drafts?\n");
  assert_sv(wrong(WORDS("build", "--xyzzy=1")),
            "pamphlet build: there is no option --xyzzy\n  see pamphlet help build\n");
  /* An option of another command is none of this one. */
  assert_sv(wrong(WORDS("markdown", "--drafts")),
            "pamphlet markdown: there is no option --drafts\n  see pamphlet help markdown\n");
}

static void values_that_make_no_sense_are_refused(void **state) {
  (void)state;
  const char *const *const lines[] = {WORDS("build", "-o"),
                                      WORDS("build", "-o", ""),
                                      WORDS("build", "--output="),
                                      WORDS("build", "-j", "0"),
                                      WORDS("build", "-j", "-1"),
                                      WORDS("build", "-j", "many"),
                                      WORDS("build", "-j257"),
                                      WORDS("build", "--format=xml"),
                                      WORDS("build", "--drafts=yes"),
                                      WORDS("build", "--today", "x"),
                                      WORDS("build", "--today=2026-13-01"),
                                      WORDS("build", "-z"),
                                      WORDS("build", "everything"),
                                      WORDS("markdown", "a", "b")};
  for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
    assert_true(sv_starts(wrong(lines[i]), SV("pamphlet ")));
  }
}

static void asking_for_help_is_no_mistake(void **state) {
  (void)state;
  const char *const *const lines[] = {WORDS("--help"), WORDS("-h"), WORDS("build", "--help"),
                                      WORDS("--version")};
  for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
    options o;
    int status = -1;
    sv text;
    assert_false(reads(&o, &status, lines[i]));
    assert_int_equal(status, EXIT_GOOD);
    assert_true(fs_read(&memory, "out", 100000, &text) && text.len > 0);
    assert_true(fs_read(&memory, "err", 100000, &text) && text.len == 0);
  }
}

static void help_fits_a_terminal_and_leaves_nothing_out(void **state) {
  (void)state;
  for (const command *c = commands; c->name; c++) {
    char *text = NULL;
    size_t len = 0;
    FILE *out = open_memstream(&text, &len);
    help_command(out, c);
    fclose(out);
    sv rest = sv_make(text, len), line;
    while (sv_line(&rest, &line)) assert_true(line.len < 80);
    for (size_t i = 0; i < c->own_count; i++) {
      assert_non_null(strstr(text, option_table[c->own[i]].name));
    }
    free(text);
  }
}

static int free_memory(void **state) {
  (void)state;
  arena_free(&memory);
  return 0;
}

int main(void) {
  const struct CMUnitTest tests[] = {
      test_in_folder(values_come_in_every_usual_form),
      test_in_folder(options_may_stand_before_the_command),
      test_in_folder(the_last_of_several_values_counts),
      test_in_folder(two_dashes_end_the_options),
      test_in_folder(an_option_left_out_has_its_default),
      test_in_folder(slips_get_the_name_that_was_meant),
      test_in_folder(values_that_make_no_sense_are_refused),
      test_in_folder(asking_for_help_is_no_mistake),
      test_in_folder(help_fits_a_terminal_and_leaves_nothing_out),
  };
  return cmocka_run_group_tests(tests, NULL, free_memory);
}
