#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "diag/diag.h"
#include "diag/record.h"
#include "folder.h"
#include "reports.h"
#include "sys/pool.h"

static arena memory;

/* What the sink prints, as one text. */
static const char *printed(diag_sink *sink, diag_print_options options) {
  char *text = NULL;
  size_t len = 0;
  FILE *out = open_memstream(&text, &len);
  diag_print(sink, out, options);
  fclose(out);
  const char *kept = arena_cstr(&memory, sv_make(text, len));
  free(text);
  return kept;
}

static const char *as_text(diag_sink *sink) {
  return printed(sink, (diag_print_options){.format = DIAG_TEXT});
}

static void a_problem_shows_its_line_and_what_to_do(void **state) {
  (void)state;
  test_file("content/epidural.md", "---\ntitle: Epidural\nauthor: x\ndate: 2026-13-02\n---\n");
  diag_sink *sink = diag_sink_new();
  diag *d = diag_add(sink, DIAG_FM004, diag_at(SV("content/epidural.md"), 36, 10),
                     "\"%s\" is not a date", "2026-13-02");
  diag_hint(d, "write year-month-day, as in %s", "2026-02-13");
  assert_string_equal(as_text(sink),
                      "content/epidural.md:4:7: error: \"2026-13-02\" is not a date [FM004]\n"
                      "   4 | date: 2026-13-02\n"
                      "     |       ^^^^^^^^^^\n"
                      "  hint: write year-month-day, as in 2026-02-13\n");
  diag_sink_free(sink);
}

static void columns_count_letters_and_not_bytes(void **state) {
  (void)state;
  diag_sink *sink = diag_sink_new();
  diag_source_text(sink, SV("x"),
                   SV("\xEF\xBB\xBF"
                      "caf\xC3\xA9 \xF0\x9F\x99\x82 oops\r\n"));
  diag_add(sink, DIAG_MD005, diag_at(SV("x"), 14, 4), "m");
  assert_string_equal(as_text(sink),
                      "x:1:8: warning: m [MD005]\n"
                      "   1 | caf\xC3\xA9 \xF0\x9F\x99\x82 oops\n"
                      "     |        ^^^^\n");
  diag_sink_free(sink);
}

static void the_chain_says_how_it_came_to_that(void **state) {
  (void)state;
  diag_sink *sink = diag_sink_new();
  diag_source_text(sink, SV("layouts/a.html"), SV("one\ntwo\n"));
  diag *d = diag_add(sink, DIAG_LQ006, diag_file(SV("layouts/b.html")), "m");
  diag_link links[] = {{"rendering", diag_at(SV("layouts/a.html"), 4, 3), SV("content/x.md")},
                       {"building", DIAG_NOWHERE, SV("")}};
  diag_chain(d, links, 2);
  assert_string_equal(as_text(sink),
                      "layouts/b.html: error: m [LQ006]\n"
                      "  while rendering layouts/a.html:2:1 for content/x.md\n"
                      "  while building\n");
  diag_sink_free(sink);
}

static void problems_come_in_the_order_of_their_places(void **state) {
  (void)state;
  diag_sink *sink = diag_sink_new();
  diag_source_text(sink, SV("b"), SV("1\n2\n3\n"));
  diag_add(sink, DIAG_MD001, diag_at(SV("b"), 4, 1), "third");
  diag_add(sink, DIAG_MD001, diag_at(SV("b"), 0, 1), "second");
  diag_add(sink, DIAG_MD001, diag_file(SV("b")), "first");
  diag_add(sink, DIAG_MD001, diag_file(SV("a")), "zeroth");
  diag_add(sink, DIAG_MD001, diag_at(SV("b"), 4, 1), "fourth");
  assert_string_equal(as_text(sink),
                      "a: warning: zeroth [MD001]\n"
                      "b: warning: first [MD001]\n"
                      "b:1:1: warning: second [MD001]\n   1 | 1\n     | ^\n"
                      "b:3:1: warning: fourth [MD001]\n   3 | 3\n     | ^\n"
                      "b:3:1: warning: third [MD001]\n   3 | 3\n     | ^\n");
  diag_sink_free(sink);
}

static void severities_are_counted_changed_and_raised(void **state) {
  (void)state;
  diag_sink *sink = diag_sink_new();
  diag_add(sink, DIAG_MD001, DIAG_NOWHERE, "warning");
  diag *d = diag_add(sink, DIAG_MD006, DIAG_NOWHERE, "error");
  assert_int_equal(diag_count(sink, DIAG_ERROR), 1);
  diag_severity_set(d, DIAG_WARNING);
  assert_int_equal(diag_count(sink, DIAG_ERROR), 0);
  assert_int_equal(diag_count(sink, DIAG_WARNING), 2);
  assert_string_equal(printed(sink, (diag_print_options){.strict = true}),
                      "error: warning [MD001]\nerror: error [MD006]\n");
  diag_sink_free(sink);
}

static void what_is_reported_once_stands_once(void **state) {
  (void)state;
  diag_sink *sink = diag_sink_new();
  for (int i = 0; i < 3; i++) {
    diag *d = diag_add_once(sink, DIAG_LQ007, diag_at(SV("f"), 1, 1), "nothing defines %s", "x");
    static const char *const pages[] = {"b.md", "a.md", "c.md"};
    diag_chain(d, &(diag_link){"rendering", DIAG_NOWHERE, sv_of(pages[i])}, 1);
  }
  assert_string_equal(as_text(sink),
                      "f: warning: nothing defines x [LQ007]\n  while rendering for a.md\n");
  diag_add_once(sink, DIAG_LQ007, diag_at(SV("f"), 2, 1), "nothing defines %s", "x");
  diag_add_once(sink, DIAG_LQ007, diag_at(SV("f"), 1, 1), "nothing defines %s", "y");
  diag_add_once(sink, DIAG_LQ006, diag_at(SV("f"), 1, 1), "nothing defines %s", "x");
  assert_int_equal(diag_count(sink, DIAG_WARNING), 3);
  assert_int_equal(diag_count(sink, DIAG_ERROR), 1);
  diag_sink_free(sink);
}

static void what_is_handed_on_takes_its_place(void **state) {
  (void)state;
  diag_sink *task = diag_sink_new(), *all = diag_sink_new();
  diag_add(all, DIAG_MD001, diag_file(SV("b")), "of the site");
  assert_int_equal(diag_count(all, DIAG_WARNING), 1); /* in order, until more comes */
  for (int i = 0; i < 3; i++) {
    diag_source_text(task, SV("c"), SV("text\n"));
    diag_add_once(task, DIAG_LQ007, diag_at(SV("c"), 0, 4), "nothing defines it");
    diag_add(task, DIAG_MD001, diag_file(SV("a")), "of task %d", 2 - i);
    diag_hand_on(task, all);
    assert_true(diag_is_empty(task));
  }
  assert_string_equal(as_text(all),
                      "a: warning: of task 0 [MD001]\n"
                      "a: warning: of task 1 [MD001]\n"
                      "a: warning: of task 2 [MD001]\n"
                      "b: warning: of the site [MD001]\n"
                      "c: warning: nothing defines it [LQ007]\n");
  diag_sink_free(task);
  diag_sink_free(all);
}

static void back_at_a_mark_what_came_since_is_forgotten(void **state) {
  (void)state;
  diag_sink *sink = diag_sink_new();
  diag_add(sink, DIAG_MD001, diag_file(SV("c")), "before");
  diag_add(sink, DIAG_FM004, diag_file(SV("b")), "before");
  uint32_t mark = diag_mark(sink);
  diag_add(sink, DIAG_FM004, diag_file(SV("a")), "since");
  diag_add(sink, DIAG_MD001, diag_file(SV("d")), "since");
  diag_back_to(sink, mark);
  assert_int_equal(diag_count(sink, DIAG_ERROR), 1);
  assert_int_equal(diag_count(sink, DIAG_WARNING), 1);
  diag_add(sink, DIAG_MD001, diag_file(SV("bb")), "later");
  assert_string_equal(as_text(sink),
                      "b: error: before [FM004]\n"
                      "bb: warning: later [MD001]\n"
                      "c: warning: before [MD001]\n");
  diag_sink_free(sink);
}

static void programs_get_an_object_a_line(void **state) {
  (void)state;
  diag_sink *sink = diag_sink_new();
  diag_source_text(sink, SV("a \"b\""), SV("x\nyz\n"));
  diag_add(sink, DIAG_MD001, diag_at(SV("a \"b\""), 3, 1), "tab\there \\ \xFF");
  diag_hint(diag_add(sink, DIAG_IO003, DIAG_NOWHERE, "m"), "h");
  assert_string_equal(
      printed(sink, (diag_print_options){.format = DIAG_JSON}),
      "{\"file\":\"\",\"line\":0,\"column\":0,\"severity\":\"error\",\"code\":\"IO003\","
      "\"message\":\"m\",\"hint\":\"h\"}\n"
      "{\"file\":\"a \\\"b\\\"\",\"line\":2,\"column\":2,\"severity\":\"warning\","
      "\"code\":\"MD001\",\"message\":\"tab\\u0009here \\\\ \xEF\xBF\xBD\",\"hint\":\"\"}\n");
  diag_sink_free(sink);
}

/* The escapes of GitHub's workflow commands: %25, %0D, %0A, and %3A, %2C in properties. */
static void github_gets_annotations(void **state) {
  (void)state;
  diag_sink *sink = diag_sink_new();
  diag_source_text(sink, SV("a,b:c"), SV("x\nyz\n"));
  diag_add(sink, DIAG_MD001, diag_at(SV("a,b:c"), 3, 1), "100%%,\nmore: yes");
  diag_add(sink, DIAG_IO003, DIAG_NOWHERE, "m");
  assert_string_equal(printed(sink, (diag_print_options){.format = DIAG_GITHUB}),
                      "::error title=IO003::m\n"
                      "::warning file=a%2Cb%3Ac,line=2,col=2,title=MD001::100%25,%0Amore: yes\n");
  diag_sink_free(sink);
}

static void a_terminal_is_not_led_astray(void **state) {
  (void)state;
  diag_sink *sink = diag_sink_new();
  diag_source_text(sink, SV("f"), SV("\033[2Jx\ty\n"));
  diag_add(sink, DIAG_MD001, diag_at(SV("f"), 4, 1), "\033]0;title\a");
  assert_string_equal(as_text(sink),
                      "f:1:5: warning: \xEF\xBF\xBD]0;title\xEF\xBF\xBD [MD001]\n"
                      "   1 | \xEF\xBF\xBD[2Jx y\n"
                      "     |     ^\n");
  diag_sink_free(sink);
}

static void long_lines_are_shown_around_the_place(void **state) {
  (void)state;
  char line[3001];
  memset(line, 'a', 3000);
  line[2000] = 'X';
  line[3000] = '\0';
  diag_sink *sink = diag_sink_new();
  diag_source_text(sink, SV("f"), sv_of(line));
  diag_add(sink, DIAG_MD001, diag_at(SV("f"), 2000, 1), "m");
  sv text = sv_of(as_text(sink)), first, source, mark = {NULL, 0};
  assert_true(sv_line(&text, &first) && sv_line(&text, &source) && sv_line(&text, &mark));
  assert_true(sv_starts(first, SV("f:1:2001: ")));
  assert_true(source.len < 200);
  /* The dots before the part that is shown take three bytes and one column. */
  assert_int_equal(sv_find_byte(source, 'X', 0) - 2, sv_find_byte(mark, '^', 0));
  diag_sink_free(sink);
}

static void places_outside_of_a_source_are_no_accident(void **state) {
  (void)state;
  diag_sink *sink = diag_sink_new();
  diag_source_text(sink, SV("f"), SV("ab"));
  diag_add(sink, DIAG_MD001, diag_at(SV("f"), 99, 99), "m");
  diag_add(sink, DIAG_MD001, diag_at(SV("none/such"), 5, 5), "m");
  assert_string_equal(as_text(sink),
                      "f:1:3: warning: m [MD001]\n   1 | ab\n     |   ^\n"
                      "none/such: warning: m [MD001]\n");
  diag_sink_free(sink);
}

static void names_that_are_near_are_suggested(void **state) {
  (void)state;
  static const sv names[] = {SV_INIT("title"), SV_INIT("tags"), SV_INIT("date"), SV_INIT("updated"),
                             SV_INIT("id")};
  size_t count = sizeof names / sizeof *names;
  assert_sv(diag_nearest(SV("tilte"), names, count), "title");
  assert_sv(diag_nearest(SV("Tags"), names, count), "tags");
  assert_sv(diag_nearest(SV("update"), names, count), "updated");
  assert_int_equal(diag_nearest(SV("x"), names, count).len, 0);
  assert_int_equal(diag_nearest(SV("photograph"), names, count).len, 0);
  assert_int_equal(diag_nearest(SV("title"), names, 0).len, 0);
}

static void every_code_has_its_own_name(void **state) {
  (void)state;
  for (int i = 0; i < DIAG_CODE_COUNT; i++) {
    const char *name = diag_code_name((diag_code)i);
    assert_int_equal(strlen(name), 5);
    assert_true(strlen(diag_code_about((diag_code)i)) > 0);
    for (int j = 0; j < i; j++) assert_string_not_equal(name, diag_code_name((diag_code)j));
  }
}

static void report_one(void *context, size_t i, unsigned worker) {
  (void)worker;
  diag *d = diag_add(context, DIAG_MD001, diag_file(SV("f")), "%06zu", i);
  diag_hint(d, "hint %zu", i);
  diag_chain(d, &(diag_link){"testing", DIAG_NOWHERE, SV("x")}, 1);
  diag_add_once(context, DIAG_MD002, diag_file(SV("f")), "the same from all");
}

static void many_threads_report_and_nothing_is_lost(void **state) {
  (void)state;
  enum { COUNT = 5000 };
  pool *p = pool_new(4);
  diag_sink *sink = diag_sink_new();
  pool_run(p, COUNT, report_one, sink);
  pool_free(p);
  assert_int_equal(diag_count(sink, DIAG_WARNING), COUNT + 1);
  sv text = sv_of(as_text(sink)), line;
  for (size_t i = 0; i < COUNT; i++) {
    assert_true(sv_line(&text, &line));
    assert_sv(line, arena_printf(&memory, "f: warning: %06zu [MD001]", i).at);
    assert_true(sv_line(&text, &line));
    assert_true(sv_line(&text, &line));
    assert_sv(line, arena_printf(&memory, "  hint: hint %zu", i).at);
  }
  diag_sink_free(sink);
}

static void run_in_pool(void *context, size_t count,
                        void (*task)(void *task_context, size_t i, unsigned worker),
                        void *task_context) {
  pool_run(context, count, task, task_context);
}

/* A hundred files with a problem in each of 40 lines, in no order, and one that has 3000. */
static void threads_print_what_one_prints(void **state) {
  (void)state;
  pool *p = pool_new(3);
  buf text = BUF_EMPTY;
  for (int i = 0; i < 3000; i++) buf_lit(&text, "a line\n");
  diag_sink *sink = diag_sink_new();
  for (size_t i = 0; i < 7000; i++) {
    size_t at = i * 11 % 7000, file = at < 4000 ? at / 40 : 100;
    size_t line = at < 4000 ? at % 40 : at - 4000;
    sv name = arena_printf(&memory, "file-%03zu", file);
    if (line == 0) diag_source_text(sink, name, buf_sv(&text));
    diag_add(sink, DIAG_MD005, diag_at(name, line * 7 + 2, 4), "problem %zu", at);
  }
  for (int format = DIAG_TEXT; format <= DIAG_GITHUB; format++) {
    diag_print_options options = {.format = (diag_format)format};
    const char *alone = printed(sink, options);
    options.threads = (diag_threads){run_in_pool, p};
    assert_string_equal(printed(sink, options), alone);
  }
  const char *all = as_text(sink);
  for (size_t i = 0; i < 7000; i++) {
    all = strstr(all, arena_printf(&memory, ": warning: problem %zu [MD005]\n", i).at);
    assert_non_null(all);
  }
  diag_sink_free(sink);
  buf_free(&text);
  pool_free(p);
}

static int free_memory(void **state) {
  (void)state;
  arena_free(&memory);
  return 0;
}

int main(void) {
  const struct CMUnitTest tests[] = {
      test_in_folder(a_problem_shows_its_line_and_what_to_do),
      cmocka_unit_test(columns_count_letters_and_not_bytes),
      cmocka_unit_test(the_chain_says_how_it_came_to_that),
      cmocka_unit_test(problems_come_in_the_order_of_their_places),
      cmocka_unit_test(severities_are_counted_changed_and_raised),
      cmocka_unit_test(what_is_reported_once_stands_once),
      cmocka_unit_test(what_is_handed_on_takes_its_place),
      cmocka_unit_test(back_at_a_mark_what_came_since_is_forgotten),
      cmocka_unit_test(programs_get_an_object_a_line),
      cmocka_unit_test(github_gets_annotations),
      cmocka_unit_test(a_terminal_is_not_led_astray),
      cmocka_unit_test(long_lines_are_shown_around_the_place),
      cmocka_unit_test(places_outside_of_a_source_are_no_accident),
      cmocka_unit_test(names_that_are_near_are_suggested),
      cmocka_unit_test(every_code_has_its_own_name),
      cmocka_unit_test(many_threads_report_and_nothing_is_lost),
      cmocka_unit_test(threads_print_what_one_prints),
  };
  return cmocka_run_group_tests(tests, NULL, free_memory);
}
