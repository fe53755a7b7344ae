#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>

#include "base/limits.h"
#include "report.h"
#include "wrap/json.h"

static void expect_problem(const char *text, const char *report) {
  arena a = {0};
  diag_sink *sink = diag_sink_new();
  buf got = BUF_EMPTY;
  diag_source_text(sink, SV("x.json"), sv_of(text));
  json_parse(&a, SV("x.json"), sv_of(text), 0, sink);
  assert_string_equal(report_of(sink, &got), report);
  buf_free(&got);
  diag_sink_free(sink);
  arena_free(&a);
}

static const node *parse(arena *a, const char *text, size_t offset) {
  diag_sink *sink = diag_sink_new();
  const node *root = json_parse(a, SV("x.json"), sv_of(text), offset, sink);
  assert_int_equal(diag_count(sink, DIAG_ERROR), 0);
  diag_sink_free(sink);
  assert_non_null(root);
  return root;
}

static void values_keep_their_kind(void **state) {
  (void)state;
  arena a = {0};
  const node *root =
      parse(&a,
            "{\"i\": 9007199254740993, \"d\": 1.0, \"e\": 1e2, \"t\": true, "
            "\"f\": false, \"n\": null, \"s\": \"2024\", \"big\": 9223372036854775808}",
            0);
  val i = node_get(root, SV("i"))->as.scalar.plain;
  assert_int_equal(i.kind, VAL_INT); /* more than a double can hold: 2^53 + 1 */
  assert_true(i.as.integer == 9007199254740993);
  assert_int_equal(node_get(root, SV("d"))->as.scalar.plain.kind, VAL_DECIMAL);
  assert_true(node_get(root, SV("e"))->as.scalar.plain.as.decimal == 100);
  assert_true(node_get(root, SV("t"))->as.scalar.plain.as.boolean);
  assert_false(node_get(root, SV("f"))->as.scalar.plain.as.boolean);
  assert_int_equal(node_get(root, SV("n"))->as.scalar.plain.kind, VAL_NIL);
  assert_int_equal(node_get(root, SV("s"))->as.scalar.plain.kind, VAL_STR);
  assert_true(node_get(root, SV("s"))->as.scalar.quoted);
  assert_int_equal(node_get(root, SV("big"))->as.scalar.plain.kind, VAL_DECIMAL);
  arena_free(&a);
}

static void places_are_bytes_of_the_file(void **state) {
  (void)state;
  arena a = {0};
  const char *text = "{ \"é\\\"\" : [\"\\u00e9\", {}] }";
  const node *root = parse(&a, text, 50);
  const node_pair *pair = &root->as.map.pairs[0];
  assert_true(sv_is(pair->key, "é\""));
  assert_int_equal(pair->key_offset, 52);
  assert_int_equal(pair->key_length, strlen("\"é\\\"\""));
  assert_int_equal(pair->value->offset, 50 + strlen("{ \"é\\\"\" : "));
  assert_int_equal(pair->value->length, strlen("[\"\\u00e9\", {}]"));
  const node *item = pair->value->as.list.items[0];
  assert_true(sv_is(item->as.scalar.text, "é"));
  assert_int_equal(item->length, strlen("\"\\u00e9\""));
  assert_int_equal(root->length, strlen(text));
  arena_free(&a);
}

static void what_libcjson_forgives_is_refused(void **state) {
  (void)state;
  expect_problem("{\"a\": \"x\\u0000y\"}", "1:9 YM001 a text cannot hold a NUL\n");
  expect_problem("{\"a\": 1} x",
                 "1:10 YM001 text after the end of the JSON; a file holds one value: remove what "
                 "stands after its last bracket\n");
  expect_problem("{\"a\": \"x\ny\"}",
                 "1:9 YM001 a line break or control character in a text; write \\n for a line "
                 "break, \\t for a tab\n");
  expect_problem("[1,\x01 2]", "1:4 YM001 an invisible control character\n");
  static const char *const numbers[] = {"01", "1.", "-01", "1.e3", "00"};
  for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
    buf text = BUF_EMPTY;
    buf_printf(&text, "[%s]", numbers[i]);
    expect_problem(buf_cstr(&text),
                   "1:2 YM001 not a number as JSON writes it; no + and no 0 in front, and digits "
                   "on both sides of the point; or put it in quotes\n");
    buf_free(&text);
  }
}

static void a_key_twice_is_an_error_and_the_first_holds(void **state) {
  (void)state;
  expect_problem("{\"a\": 1,\n \"b\": {\"a\": 1},\n \"a\": 2}",
                 "3:2 YM002 \"a\" stands twice; the first is on line 1; keep one of the two\n");
}

static void slips_are_explained(void **state) {
  (void)state;
  expect_problem("{\"a\": 1,\n}", "1:8 YM001 a comma after the last entry; remove it\n");
  expect_problem("{'a': 1}",
                 "1:2 YM001 a single quote where JSON wants a double one; put names and texts in "
                 "\"…\"\n");
  expect_problem("{a: 1}", "1:2 YM001 a name without quotes; put it in quotes: \"name\": value\n");
  expect_problem("{\"a\": 1 \"b\": 2}",
                 "1:9 YM001 a comma or a colon is missing before this; entries are \"name\": "
                 "value, with a comma between them\n");
  expect_problem("{\"a\": [1, 2",
                 "1:7 YM001 this [ is never closed; put the missing ] at its end\n");
  expect_problem("{\"a\": \"x", "1:7 YM001 this quote is never closed; put a \" after the text\n");
  expect_problem("// clinic\n{}", "1:1 YM001 JSON has no comments; remove it\n");
  expect_problem("{\"date\": 2026-01-06}",
                 "1:14 YM001 a number ends here; a date is a text; put it in quotes, as in "
                 "\"2026-02-13\"\n");
  expect_problem(" \n", "1:1 YM001 the file is empty; write at least {}\n");
}

static void depth_has_an_end(void **state) {
  (void)state;
  for (unsigned depth = LIMIT_DATA_DEPTH + 2; depth < 5000; depth += 2400) {
    buf text = BUF_EMPTY, report = BUF_EMPTY;
    for (unsigned i = 0; i < depth; i++) buf_byte(&text, '[');
    for (unsigned i = 0; i < depth; i++) buf_byte(&text, ']');
    arena a = {0};
    diag_sink *sink = diag_sink_new();
    assert_null(json_parse(&a, SV("x"), buf_sv(&text), 0, sink));
    assert_non_null(strstr(report_of(sink, &report), "YM003"));
    diag_sink_free(sink);
    arena_free(&a);
    buf_free(&text);
    buf_free(&report);
  }
}

static void an_object_in_front_ends_at_its_bracket(void **state) {
  (void)state;
  assert_int_equal(json_object_length(SV("{\"a\": \"}\\\"}\", \"b\": {}}\n\nText }")),
                   strlen("{\"a\": \"}\\\"}\", \"b\": {}}"));
  assert_int_equal(json_object_length(SV("{\"a\": {}")), 0);
}

static const char *written(buf *out, sv text, bool in_html) {
  buf_clear(out);
  json_add_string(out, text, in_html);
  return buf_cstr(out);
}

static void texts_are_escaped(void **state) {
  (void)state;
  buf out = BUF_EMPTY;
  assert_string_equal(written(&out, SV("a\"b\\c\n\t\x01é"), false),
                      "\"a\\\"b\\\\c\\n\\t\\u0001é\"");
  assert_string_equal(written(&out, SV("</script>"), false), "\"</script>\"");
  assert_string_equal(written(&out, SV("</script>\u2028"), true), "\"\\u003c/script>\\u2028\"");
  assert_string_equal(written(&out,
                              SV("a\xFF"
                                 "b"),
                              false),
                      "\"a\xEF\xBF\xBD"
                      "b\"");
  assert_string_equal(written(&out, SV(""), false), "\"\"");
  buf_free(&out);
}

static void plain_texts_have_their_commas_too(void **state) {
  (void)state;
  buf out = BUF_EMPTY;
  json_writer w = {.out = &out};
  json_begin(&w, '{');
  json_plain_key(&w, SV("a"));
  json_string(&w, SV("b"));
  json_plain_key(&w, SV("c"));
  json_string(&w, SV("\""));
  json_end(&w, '}');
  assert_string_equal(buf_cstr(&out), "{\"a\":\"b\",\"c\":\"\\\"\"}");
  buf_free(&out);
}

static void pieces_are_one_text(void **state) {
  (void)state;
  buf out = BUF_EMPTY;
  json_writer w = {.out = &out};
  json_begin(&w, '{');
  json_plain_member(&w, SV("a"), (sv[]){SV("https://"), SV(""), SV("b")}, 3);
  json_plain_member(&w, SV("c"), NULL, 0);
  json_plain_key(&w, SV("d"));
  json_raw(&w, SV("[1,2]"));
  json_plain_key(&w, SV("e"));
  json_null(&w);
  json_end(&w, '}');
  assert_string_equal(buf_cstr(&out), "{\"a\":\"https://b\",\"c\":\"\",\"d\":[1,2],\"e\":null}");
  buf_free(&out);
}

static void a_text_is_escaped_only_where_it_must_be(void **state) {
  (void)state;
  arena a = {0};
  sv plain = SV("https://example.org/a-b/?c=d&e"), marked = SV("a<b\"c\\");
  assert_ptr_equal(json_escaped(&a, plain, true).at, plain.at);
  sv escaped = json_escaped(&a, marked, true);
  assert_true(sv_is(escaped, "a\\u003cb\\\"c\\\\"));
  assert_true(sv_is(json_escaped(&a, SV("a<b"), false), "a<b"));
  assert_true(sv_is(json_escaped(&a, SV(""), true), ""));
  arena_free(&a);
}

static void numbers_read_back_the_same(void **state) {
  (void)state;
  buf out = BUF_EMPTY;
  json_writer w = {.out = &out};
  json_begin(&w, '[');
  json_decimal(&w, 0.1);
  json_decimal(&w, 100);
  json_decimal(&w, 1e300);
  json_decimal(&w, 0.30000000000000004);
  json_decimal(&w, NAN);
  json_decimal(&w, INFINITY);
  json_integer(&w, INT64_MIN);
  json_end(&w, ']');
  assert_string_equal(buf_cstr(&out),
                      "[0.1,100.0,1e+300,0.30000000000000004,null,null,-9223372036854775808]");
  buf_free(&out);
}

static bool get_self(const val_lazy *self, const val_key *key, arena *scratch, val *out) {
  (void)scratch;
  *out = sv_is(key->name, "title") ? val_str(SV("T")) : val_lazy_of(self);
  return true;
}

static void values_are_written_with_what_they_hold(void **state) {
  (void)state;
  arena a = {0};
  buf out = BUF_EMPTY;
  json_writer w = {.out = &out};
  const val_key keys[] = {val_key_of(SV("title")), val_key_of(SV("next"))};
  const val_lazy_type type = {.name = "page", .get = get_self, .keys = keys, .key_count = 2};
  const val_lazy page = {&type};
  date moment = date_join(2026, 2, 13, 9, 30, 0, 3600), day = date_join(2026, 2, 13, 0, 0, 0, 0);
  day.has_time = false;
  const val items[] = {val_nil(), val_bool(true), val_int(-3), val_date(day), val_date(moment)};
  const val_member members[] = {{val_key_of(SV("list")), val_array(items, 5)},
                                {val_key_of(SV("page")), val_lazy_of(&page)},
                                {val_key_of(SV("none")), val_array(NULL, 0)}};
  json_value(&w, val_object_of(&a, members, 3), &a);
  assert_string_equal(buf_cstr(&out),
                      "{\"list\":[null,true,-3,\"2026-02-13\",\"2026-02-13T09:30:00+01:00\"],"
                      "\"page\":{\"title\":\"T\",\"next\":null},\"none\":[]}");
  buf_free(&out);
  arena_free(&a);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(values_keep_their_kind),
      cmocka_unit_test(places_are_bytes_of_the_file),
      cmocka_unit_test(what_libcjson_forgives_is_refused),
      cmocka_unit_test(a_key_twice_is_an_error_and_the_first_holds),
      cmocka_unit_test(slips_are_explained),
      cmocka_unit_test(depth_has_an_end),
      cmocka_unit_test(an_object_in_front_ends_at_its_bracket),
      cmocka_unit_test(texts_are_escaped),
      cmocka_unit_test(plain_texts_have_their_commas_too),
      cmocka_unit_test(pieces_are_one_text),
      cmocka_unit_test(a_text_is_escaped_only_where_it_must_be),
      cmocka_unit_test(numbers_read_back_the_same),
      cmocka_unit_test(values_are_written_with_what_they_hold),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
