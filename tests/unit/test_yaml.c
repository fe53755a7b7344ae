#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <stdlib.h>

#include "base/limits.h"
#include "report.h"
#include "wrap/yaml.h"

typedef struct parsed {
  arena a;
  diag_sink *sink;
  const node *root;
  buf report;
} parsed;

static parsed parse(const char *text) {
  parsed p = {.sink = diag_sink_new()};
  diag_source_text(p.sink, SV("x.yaml"), sv_of(text));
  p.root = yaml_parse(&p.a, SV("x.yaml"), sv_of(text), 0, p.sink);
  return p;
}

static void done(parsed *p) {
  buf_free(&p->report);
  diag_sink_free(p->sink);
  arena_free(&p->a);
}

/* The one problem of a text. */
static void expect_problem(const char *text, const char *report) {
  parsed p = parse(text);
  assert_string_equal(report_of(p.sink, &p.report), report);
  done(&p);
}

static val plain(const parsed *p, const char *key) {
  const node *n = node_get(p->root, sv_of(key));
  assert_non_null(n);
  return n->as.scalar.plain;
}

static void only_yaml_1_2_words_are_true_false_or_nothing(void **state) {
  (void)state;
  parsed p = parse(
      "a: true\nb: True\nc: TRUE\nd: false\ne: ~\nf: null\ng:\n"
      "h: yes\ni: no\nj: on\nk: off\nl: y\nm: tRUE\nn: 'true'\n");
  assert_int_equal(plain(&p, "a").kind, VAL_BOOL);
  assert_true(plain(&p, "b").as.boolean);
  assert_true(plain(&p, "c").as.boolean);
  assert_int_equal(plain(&p, "d").kind, VAL_BOOL);
  assert_false(plain(&p, "d").as.boolean);
  for (char key[] = "e"; key[0] <= 'g'; key[0]++) assert_int_equal(plain(&p, key).kind, VAL_NIL);
  for (char key[] = "h"; key[0] <= 'n'; key[0]++) assert_int_equal(plain(&p, key).kind, VAL_STR);
  done(&p);
}

static void numbers_follow_the_core_schema(void **state) {
  (void)state;
  parsed p = parse(
      "a: 2024\nb: -7\nc: +3\nd: 0o17\ne: 0xfF\nf: 1.5\ng: 1e3\nh: .5\ni: 5.\nj: -.inf\nk: .nan\n"
      "l: 9223372036854775808\nm: 1_000\nn: 1.2.3\no: 0o8\np: '12'\nq: e3\nr: .\n");
  assert_int_equal(plain(&p, "a").as.integer, 2024);
  assert_int_equal(plain(&p, "b").as.integer, -7);
  assert_int_equal(plain(&p, "c").as.integer, 3);
  assert_int_equal(plain(&p, "d").as.integer, 15);
  assert_int_equal(plain(&p, "e").as.integer, 255);
  assert_true(plain(&p, "f").as.decimal == 1.5);
  assert_true(plain(&p, "g").as.decimal == 1000.0);
  assert_true(plain(&p, "h").as.decimal == 0.5);
  assert_true(plain(&p, "i").as.decimal == 5.0);
  assert_true(isinf(plain(&p, "j").as.decimal));
  assert_true(isnan(plain(&p, "k").as.decimal));
  assert_int_equal(plain(&p, "l").kind, VAL_DECIMAL);
  for (char key[] = "m"; key[0] <= 'r'; key[0]++) assert_int_equal(plain(&p, key).kind, VAL_STR);
  assert_true(sv_is(node_get(p.root, SV("a"))->as.scalar.text, "2024"));
  done(&p);
}

static void dates_are_dates_unless_there_is_no_such_day(void **state) {
  (void)state;
  parsed p =
      parse("a: 2026-02-13\nb: 2026-02-13T09:30:00+01:00\nc: 2026-13-02\nd: \"2026-02-13\"\n");
  assert_int_equal(plain(&p, "a").kind, VAL_DATE);
  assert_int_equal(plain(&p, "a").as.integer, 1770940800); /* date -u -d 2026-02-13 +%s */
  assert_int_equal(plain(&p, "b").as.integer, 1770971400);
  assert_int_equal(plain(&p, "c").kind, VAL_STR);
  assert_int_equal(plain(&p, "d").kind, VAL_STR);
  done(&p);
}

static void places_are_bytes_of_the_file(void **state) {
  (void)state;
  arena a = {0};
  diag_sink *sink = diag_sink_new();
  const char *text = "größe: [é, \"🙂\"]\nnach: {a: b}\n";
  const node *root = yaml_parse(&a, SV("x"), sv_of(text), 100, sink);
  const node_pair *first = node_pair_of(root, SV("größe"));
  assert_int_equal(first->key_offset, 100);
  assert_int_equal(first->key_length, strlen("größe"));
  assert_int_equal(first->value->offset, 100 + strlen("größe: "));
  assert_int_equal(first->value->length, strlen("[é, \"🙂\"]"));
  const node *smile = first->value->as.list.items[1];
  assert_int_equal(smile->offset, 100 + strlen("größe: [é, "));
  assert_int_equal(smile->length, strlen("\"🙂\""));
  const node_pair *second = node_pair_of(root, SV("nach"));
  assert_int_equal(second->key_offset, 100 + strlen("größe: [é, \"🙂\"]\n"));
  assert_int_equal(diag_count(sink, DIAG_ERROR), 0);
  diag_sink_free(sink);
  arena_free(&a);
}

static void text_without_content_is_nil(void **state) {
  (void)state;
  static const char *const texts[] = {"", "\n", "# a comment\n", "\xEF\xBB\xBF", "---\n"};
  for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
    parsed p = parse(texts[i]);
    assert_non_null(p.root);
    assert_int_equal(p.root->kind, NODE_SCALAR);
    assert_int_equal(p.root->as.scalar.plain.kind, VAL_NIL);
    done(&p);
  }
}

static void an_alias_is_what_it_names(void **state) {
  (void)state;
  parsed p = parse("a: &x {b: 1}\nc: *x\n");
  assert_int_equal(node_get(node_get(p.root, SV("c")), SV("b"))->as.scalar.plain.as.integer, 1);
  done(&p);
}

static void a_key_twice_is_an_error_and_the_first_holds(void **state) {
  (void)state;
  parsed p = parse("title: A\ndate: 2026-01-01\ntitle: B\n");
  assert_true(sv_is(node_get(p.root, SV("title"))->as.scalar.text, "A"));
  assert_int_equal(p.root->as.map.count, 2);
  assert_string_equal(report_of(p.sink, &p.report),
                      "3:1 YM002 \"title\" stands twice; the first is on line 1; keep one of the "
                      "two\n");
  done(&p);
}

static void a_key_twice_is_found_among_many(void **state) {
  (void)state;
  buf text = BUF_EMPTY;
  for (int i = 0; i < 1000; i++) buf_printf(&text, "k%d: %d\n", i, i);
  buf_lit(&text, "k500: x\n");
  parsed p = parse(buf_cstr(&text));
  assert_int_equal(p.root->as.map.count, 1000);
  assert_string_equal(report_of(p.sink, &p.report),
                      "1001:1 YM002 \"k500\" stands twice; the first is on line 501; keep one of "
                      "the two\n");
  buf_free(&text);
  done(&p);
}

static void a_colon_in_a_value_wants_quotes(void **state) {
  (void)state;
  expect_problem("title: Epidural: what to expect\n",
                 "1:16 YM001 a colon inside a value that is not in quotes; put the value in "
                 "quotes: title: \"Epidural: what to expect\"\n");
  expect_problem("title: “Epidural: what to expect”\n",
                 "1:17 YM001 a colon inside a value that is not in quotes; put the value in "
                 "quotes: title: \"Epidural: what to expect\"\n");
  expect_problem("a: 1\ntitle: The \"epidural\": what to expect\n",
                 "2:22 YM001 a colon inside a value that is not in quotes; put the value in "
                 "quotes: title: 'The \"epidural\": what to expect'\n");
}

static void columns_count_letters(void **state) {
  (void)state;
  expect_problem("título: ¿Año 🙂: qué?\n",
                 "1:15 YM001 a colon inside a value that is not in quotes; put the value in "
                 "quotes: título: \"¿Año 🙂: qué?\"\n");
}

static void a_quote_never_closed_is_shown_where_it_opens(void **state) {
  (void)state;
  static const char report[] =
      "1:8 YM001 this quote is never closed; close it at the end of the value: "
      "title: \"Nerve blocks\"\n";
  expect_problem("title: \"Nerve blocks\ndate: 2026-01-06\n", report);
  expect_problem("title: \"Nerve blocks\nauthor: \"Flynn\"\n", report);
}

static void text_after_a_quote_wants_quotes_around_all(void **state) {
  (void)state;
  expect_problem("title: \"Nerve blocks\" for the back\n",
                 "1:23 YM001 the value goes on after its closing quote; put the value in "
                 "quotes: title: '\"Nerve blocks\" for the back'\n");
  expect_problem("title: 'What's an epidural'\ndate: 3\n",
                 "1:14 YM001 the value goes on after its closing quote; put the value in "
                 "quotes: title: \"What's an epidural\"\n");
}

static void a_tab_is_named(void **state) {
  (void)state;
  static const char hint[] =
      "a tab where YAML takes only spaces; replace the tab with two spaces\n";
  buf expected = BUF_EMPTY;
  buf_printf(&expected, "2:1 YM001 %s", hint);
  expect_problem("tags:\n\t- nerve\n", buf_cstr(&expected));
  buf_clear(&expected);
  buf_printf(&expected, "3:1 YM001 %s", hint);
  expect_problem("image:\n  src: x\n\talt: y\n", buf_cstr(&expected));
  buf_free(&expected);
}

static void first_characters_that_yaml_keeps_want_quotes(void **state) {
  (void)state;
  static const char *const values[] = {
      "@clinic", "`code`",    "%d",    "*Important* x", "*one",      "& more", "!x y",
      "> 5 y",   "| 5 years", "? why", "[Video] A",     "{Video} A", ", b",    "] b"};
  for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
    buf text = BUF_EMPTY, hint = BUF_EMPTY;
    buf_printf(&text, "title: %s\n", values[i]);
    buf_printf(&hint, "\"%s\"", values[i]);
    parsed p = parse(buf_cstr(&text));
    report_of(p.sink, &p.report);
    assert_non_null(strstr(p.report.at, "1:8 YM001 a value cannot begin with "));
    assert_non_null(strstr(p.report.at, buf_cstr(&hint)));
    done(&p);
    buf_free(&text);
    buf_free(&hint);
  }
}

static void other_slips_are_explained(void **state) {
  (void)state;
  expect_problem("tags: - nerve\n",
                 "1:7 YM001 a list cannot start on the line of its name; start it on the next "
                 "line, or write tags: [nerve]\n");
  expect_problem("tags: [a, b\ndate: 3\n",
                 "1:7 YM001 this [ is never closed; close it: tags: [a, b]\n");
  expect_problem("a: b\ntags: [\n", "2:7 YM001 this [ is never closed; close it: tags: []\n");
  expect_problem("tags: {", "1:7 YM001 this { is never closed; close it: tags: {}\n");
  expect_problem("a:\n  - [\n\n", "2:5 YM001 this [ is never closed; close it: []\n");
  expect_problem("a: [b, # no ] here\n  {c: \"]\", d:\n",
                 "2:3 YM001 this { is never closed; close it: {c: \"]\", d:}\n");
  expect_problem(
      "title: x\ndate:2026\nfoo: y\n",
      "2:1 YM001 this line is not \"name: value\"; write a colon and a space between the "
      "two: date: 2026\n");
  expect_problem("title: x\n  date: y\n",
                 "2:1 YM001 this line starts in another column than the lines it belongs with; "
                 "start it in column 1, like the line above\n");
  expect_problem("path: \"C:\\path\"\n",
                 "1:10 YM001 a backslash has a meaning of its own inside \"…\"; use single "
                 "quotes: path: 'C:\\path'\n");
  expect_problem("a: b\n---\nc: d\n",
                 "2:1 YM001 a second document; keep one document in a file: remove this line and "
                 "what does not belong\n");
  expect_problem("a: \"x\\0y\"\n",
                 "1:4 YM001 a text cannot hold a NUL; use single quotes, in which a backslash is "
                 "only a backslash\n");
  expect_problem("a: x\x07y\n",
                 "1:5 YM001 an invisible control character; delete it, and type the characters "
                 "around it again\n");
}

static void a_value_cut_by_a_number_sign_is_a_warning(void **state) {
  (void)state;
  expect_problem("title: Ask for room #4 at the desk\n",
                 "1:21 YM005 a # after a space ends the value: the rest is left out; put the whole "
                 "value in quotes: title: \"Ask for room #4 at the desk\"\n");
  expect_problem("title: Epidural # what to expect\n",
                 "1:17 YM005 a # after a space ends the value: the rest is left out; put the whole "
                 "value in quotes: title: \"Epidural # what to expect\"; or the comment on a line "
                 "of its own\n");
  expect_problem("title: #4 at the desk\n",
                 "1:8 YM005 a # after a space ends the value: the rest is left out; put the whole "
                 "value in quotes: title: \"#4 at the desk\"\n");
}

static void a_comment_that_is_meant_is_none(void **state) {
  (void)state;
  expect_problem(
      "date: 2026-01-06 # a note\ndraft: true # until May\nbase_url: https://x.org # mine\n"
      "tags: # many\n  - a # one\ntitle: \"Room #4\" # quoted\nlang: en #\ncolour: a#b\n",
      "");
}

static void curly_quotes_around_a_value_are_a_warning(void **state) {
  (void)state;
  expect_problem("title: “Nerve blocks”\n",
                 "1:8 YM006 the curly quotes belong to the value, and readers see them; use "
                 "straight quotes or none: \"Nerve blocks\"\n");
  expect_problem("title: “Nerve” and “block” in one\nb: it’s\nc: \"“quoted”\"\n", "");
}

static void depth_and_size_have_an_end(void **state) {
  (void)state;
  buf text = BUF_EMPTY;
  for (unsigned i = 0; i < LIMIT_DATA_DEPTH + 2; i++) buf_lit(&text, "[");
  parsed p = parse(buf_cstr(&text));
  assert_null(p.root);
  assert_non_null(strstr(report_of(p.sink, &p.report), "YM003"));
  done(&p);
  buf_clear(&text);
  buf_lit(&text, "a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n");
  for (int i = 1; i < 9; i++) {
    buf_printf(&text, "a%d: &a%d [", i, i);
    for (int j = 0; j < 10; j++) buf_printf(&text, "%s*a%d", j ? "," : "", i - 1);
    buf_lit(&text, "]\n");
  }
  p = parse(buf_cstr(&text));
  assert_null(p.root);
  assert_non_null(strstr(report_of(p.sink, &p.report), "YM003"));
  done(&p);
  buf_free(&text);
}

static void aliases_cannot_stack_up_depth(void **state) {
  (void)state;
  buf text = BUF_EMPTY;
  buf_lit(&text, "a0: &a0 [x]\n");
  for (unsigned i = 1; i < LIMIT_DATA_DEPTH + 2; i++) {
    buf_printf(&text, "a%u: &a%u [*a%u]\n", i, i, i - 1);
  }
  parsed p = parse(buf_cstr(&text));
  assert_null(p.root);
  assert_non_null(strstr(report_of(p.sink, &p.report), "YM003"));
  done(&p);
  buf_free(&text);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(only_yaml_1_2_words_are_true_false_or_nothing),
      cmocka_unit_test(numbers_follow_the_core_schema),
      cmocka_unit_test(dates_are_dates_unless_there_is_no_such_day),
      cmocka_unit_test(places_are_bytes_of_the_file),
      cmocka_unit_test(text_without_content_is_nil),
      cmocka_unit_test(an_alias_is_what_it_names),
      cmocka_unit_test(a_key_twice_is_an_error_and_the_first_holds),
      cmocka_unit_test(a_key_twice_is_found_among_many),
      cmocka_unit_test(a_colon_in_a_value_wants_quotes),
      cmocka_unit_test(columns_count_letters),
      cmocka_unit_test(a_quote_never_closed_is_shown_where_it_opens),
      cmocka_unit_test(text_after_a_quote_wants_quotes_around_all),
      cmocka_unit_test(a_tab_is_named),
      cmocka_unit_test(first_characters_that_yaml_keeps_want_quotes),
      cmocka_unit_test(other_slips_are_explained),
      cmocka_unit_test(a_value_cut_by_a_number_sign_is_a_warning),
      cmocka_unit_test(a_comment_that_is_meant_is_none),
      cmocka_unit_test(curly_quotes_around_a_value_are_a_warning),
      cmocka_unit_test(depth_and_size_have_an_end),
      cmocka_unit_test(aliases_cannot_stack_up_depth),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
