/* Front matter that is read without libyaml: the same nodes in the same places, and nothing that
 * libyaml would report. A comment behind the text makes libyaml read it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/buf.h"
#include "report.h"
#include "wrap/yaml.h"
#include "wrap/yaml_simple.h"

static void print_node(buf *out, const node *n) {
  buf_printf(out, "%d@%zu+%zu", (int)n->kind, n->offset, n->length);
  if (n->kind == NODE_SCALAR) {
    val v = n->as.scalar.plain;
    buf_printf(out, " %d %d %u <%.*s>", n->as.scalar.quoted, (int)v.kind, (unsigned)v.len,
               SV_ARG(n->as.scalar.text));
    bool number = v.kind == VAL_INT || v.kind == VAL_DATE;
    if (number) buf_printf(out, " %lld", (long long)v.as.integer);
    if (v.kind == VAL_BOOL) buf_printf(out, " %d", v.as.boolean);
    if (v.kind == VAL_DECIMAL) buf_printf(out, " %a", v.as.decimal);
  }
  for (size_t i = 0; n->kind == NODE_LIST && i < n->as.list.count; i++) {
    buf_lit(out, "\n- ");
    print_node(out, n->as.list.items[i]);
  }
  for (size_t i = 0; n->kind == NODE_MAP && i < n->as.map.count; i++) {
    const node_pair *pair = &n->as.map.pairs[i];
    buf_printf(out, "\n<%.*s>@%zu+%zu: ", SV_ARG(pair->key), pair->key_offset, pair->key_length);
    print_node(out, pair->value);
  }
  buf_lit(out, ";");
}

/* True: the text is simple, and both agree on it. */
static bool agree(const char *text) {
  arena a = {0};
  diag_sink *sink = diag_sink_new();
  buf here = BUF_EMPTY, there = BUF_EMPTY, report = BUF_EMPTY;
  const node *simple = yaml__simple(&a, sv_of(text), 7);
  if (simple) {
    sv with_comment = arena_cat(&a, (sv[]){sv_of(text), SV("\n#\n")}, 2);
    diag_source_text(sink, SV("x.yaml"), with_comment);
    const node *judged = yaml_parse(&a, SV("x.yaml"), with_comment, 7, sink);
    if (!judged || diag_count(sink, DIAG_WARNING)) {
      fail_msg("reported: %s\n%s", text, report_of(sink, &report));
    }
    print_node(&here, simple);
    print_node(&there, judged);
    if (!sv_eq(buf_sv(&here), buf_sv(&there))) {
      fail_msg("%s\nis read as\n%s\nbut is\n%s", text, buf_cstr(&here), buf_cstr(&there));
    }
  }
  buf_free(&here);
  buf_free(&there);
  buf_free(&report);
  diag_sink_free(sink);
  arena_free(&a);
  return simple != NULL;
}

static void front_matter_is_simple(void **state) {
  static const char *const texts[] = {
      "---\ntitle: What to expect from an epidural\ndate: 2026-03-01\ndraft: true\nweight: 10\n"
      "tags: [pain, \"x\"]\n",
      "---\ntitle: \"Injections: what helps\"\nauthor: 'dr-lee'\ntags: [pain, back pain]\n"
      "conditions:\n  - sciatica\n  - stenosis\nreferences:\n  - id: nhs\n"
      "    title: Epidural (steroid) injections\n    url: https://nhs.example/a?b=c&d=1%20\n"
      "  - id: who\n    year: 2021\nimage:\n  src: a.png\n  alt: A needle beside a joint\n",
      "a:\n- b\n- c: d\n  e: f\n\ng: 10:30\nh: 2.50\ni: it\u2019s ma\u00F1ana\n",
  };
  assert_false(agree(texts[0])); /* quotes within a list are libyaml's */
  assert_true(agree(texts[1]));
  assert_true(agree(texts[2]));
}

static void the_rest_is_not(void **state) {
  static const char *const texts[] = {
      "",
      "---\n",
      "a",
      "a:\n",
      "a: b #c\n",
      "a: b\n c\n",
      "a: b: c\n",
      "a: [b\n",
      "a: {b: c}\n",
      "a: |\n  b\n",
      "a: &b c\n",
      "a: *b\n",
      "a: !b c\n",
      "a: b\na: c\n",
      "a: b\r\n",
      "a:\tb\n",
      "a: b \n",
      "a: 'b''c'\n",
      "a: \"b\\\"\n",
      "- a\n",
      " a: b\n",
      "a: b\n b: c\n",
      "a:\n  - b\n - c\n",
      "a:\n b: c\n  d: e\n",
      "a: \u201Cb\u201D\n",
      "a: b\n...\n",
      "a: b\n---\nc: d\n",
      "a: b\n   ",
      "? a\n: b\n",
      "a: [b, ]\n",
      "a: - b\n",
      "a:\n  - - b\n",
      "a: b\u2028c\n",
  };
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) assert_false(agree(texts[i]));
}

static uint32_t random_below(uint32_t *seed, uint32_t count) {
  *seed = *seed * 1664525u + 1013904223u;
  return (uint32_t)((uint64_t)*seed * count >> 32);
}

/* What texts are put together of: pieces of lines, whole ones, and what they begin with. */
static const char *const pieces[] = {"a: ",
                                     "b: ",
                                     "c:",
                                     "title: ",
                                     "x-y_2: ",
                                     "- ",
                                     "- ",
                                     "-",
                                     "  ",
                                     "  ",
                                     "    ",
                                     " ",
                                     "\n",
                                     "\n",
                                     "\n",
                                     "\n",
                                     "\n",
                                     "\n\n",
                                     "word",
                                     "word",
                                     "more",
                                     "It's",
                                     "10",
                                     "2.5e3",
                                     "true",
                                     "null",
                                     "~",
                                     "no",
                                     "0x1F",
                                     "2026-01-02",
                                     "10:30",
                                     "x:y",
                                     "https://a.example/?b#c",
                                     ":",
                                     ": ",
                                     ",",
                                     ", ",
                                     "[",
                                     "]",
                                     "[a, b]",
                                     "[one, two words]",
                                     "{",
                                     "}",
                                     "\"",
                                     "'",
                                     "\"in: #quotes\"",
                                     "'it is'",
                                     "\"it's\"",
                                     "#",
                                     " #",
                                     "&",
                                     "*",
                                     "!",
                                     "%",
                                     "@",
                                     "`",
                                     "?",
                                     "? ",
                                     "|",
                                     ">",
                                     "=",
                                     "(b)",
                                     "/",
                                     ".",
                                     "...",
                                     "---",
                                     "---\n",
                                     "\t",
                                     "\r\n",
                                     "\\",
                                     "\xC3\xA9",
                                     "\xC2\xA0",
                                     "\xC2\xAB",
                                     "\xE2\x80\x93",
                                     "\xE2\x80\x99",
                                     "\xE2\x80\x9C",
                                     "\xE2\x80\xA8",
                                     "\xEF\xBB\xBF",
                                     "\xF0\x9F\x98\x80"};
static const char *const lines[] = {
    "a: word\n",  "b: two words\n", "c:\n",          "d:\n",       "e: [a, b]\n", "- word\n",
    "  - word\n", "  - a: word\n",  "    b: word\n", "    c:\n",   "  a: word\n", "  b:\n",
    "- a: 1\n",   "  c: \"x\"\n",   "      - 2\n",   "    - d:\n", "\n",          " e: word\n"};
static const char *const starts[] = {"", "---\n", "title: A\n", "a:\n  - b\n  - "};

static void whatever_is_simple_is_what_libyaml_reads(void **state) {
  enum { TEXTS = 60000, MOST_PIECES = 12 };
  uint32_t seed = 1;
  size_t simple = 0;
  for (size_t n = 0; n < TEXTS; n++) {
    buf text = BUF_EMPTY;
    buf_add(&text, sv_of(starts[random_below(&seed, 4)]));
    for (uint32_t left = 1 + random_below(&seed, MOST_PIECES); left > 0; left--) {
      bool whole = random_below(&seed, 4) > 0;
      buf_add(&text, whole ? sv_of(lines[random_below(&seed, sizeof lines / sizeof *lines)])
                           : sv_of(pieces[random_below(&seed, sizeof pieces / sizeof *pieces)]));
    }
    simple += agree(buf_cstr(&text));
    buf_free(&text);
  }
  assert_in_range(simple, 500, TEXTS);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(front_matter_is_simple),
      cmocka_unit_test(the_rest_is_not),
      cmocka_unit_test(whatever_is_simple_is_what_libyaml_reads),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
