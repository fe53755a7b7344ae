/* Runs cases of the golden-liquid form:
 *
 *   liquid-suite [--autoescape] FILE.json...
 *
 * A file is a list of cases, or an object with such a list as `tests`. A case has a template, data
 * and partials by name (`templates`), and expects `result`, one of `results`, or with `invalid` an
 * error while parsing or rendering. `error_mode` (or a tag "strict" or "strict2") chooses the
 * reference's error mode, lax without it; with `inline_errors` errors are printed where they
 * happen. Prints each failure and closes with "N passed, N failed"; exits with 1 when something
 * failed. */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/arena.h"
#include "diag/diag.h"
#include "liquid/liquid.h"
#include "suite.h"
#include "wrap/json.h"

static unsigned hex_number(const char *at) {
  char digits[5] = {at[0], at[1], at[2], at[3], '\0'};
  return (unsigned)strtoul(digits, NULL, 16);
}

/* Whether an escape stands at the offset that no text of ours can hold: a NUL, or a half of a
 * surrogate pair without the other. *pair: it is the first half of a good one. */
static bool unheld(sv text, size_t at, bool *pair) {
  unsigned code = hex_number(text.at + at + 2);
  bool second = at + 12 <= text.len && text.at[at + 6] == '\\' && text.at[at + 7] == 'u';
  unsigned next = second ? hex_number(text.at + at + 8) : 0;
  *pair = code >= 0xD800 && code < 0xDC00 && next >= 0xDC00 && next < 0xE000;
  return code == 0 || (code >= 0xD800 && code < 0xE000 && !*pair);
}

/* Puts the replacement character there, so that one odd case does not take the file with it. */
static void replace_unheld(buf *text) {
  for (size_t at = 0; at + 6 <= text->len; at++) {
    bool pair;
    if (text->at[at] != '\\') continue;
    if (text->at[at + 1] == 'u' && unheld(buf_sv(text), at, &pair)) {
      memcpy(text->at + at, "\\ufffd", 6);
    } else if (text->at[at + 1] == 'u' && pair) {
      at += 6;
    }
    at++;
  }
}

static bool true_at(const node *object, sv key) {
  const node *n = node_get(object, key);
  return n && n->kind == NODE_SCALAR && n->as.scalar.plain.kind == VAL_BOOL &&
         n->as.scalar.plain.as.boolean;
}

static bool has_tag(const node *item, const char *tag) {
  const node *tags = node_get(item, SV("tags"));
  for (size_t i = 0; tags && i < tags->as.list.count; i++) {
    if (sv_is(tags->as.list.items[i]->as.scalar.text, tag)) return true;
  }
  return false;
}

/* {"__safe__": s} is text that is markup already. */
static val data_of(arena *a, const node *n) {
  if (n->kind == NODE_LIST) {
    val *items = arena_array(a, val, n->as.list.count);
    for (size_t i = 0; i < n->as.list.count; i++) items[i] = data_of(a, n->as.list.items[i]);
    return val_array(items, n->as.list.count);
  }
  if (n->kind == NODE_MAP) {
    if (node_get(n, SV("__safe__"))) return val_safe(text_at(n, SV("__safe__")));
    val_member *members = arena_array(a, val_member, n->as.map.count);
    for (size_t i = 0; i < n->as.map.count; i++) {
      members[i].key = val_key_of(n->as.map.pairs[i].key);
      members[i].value = data_of(a, n->as.map.pairs[i].value);
    }
    return val_object_of(a, members, n->as.map.count);
  }
  return n->as.scalar.quoted ? val_str(n->as.scalar.text) : n->as.scalar.plain;
}

static liq_mode mode_of(const node *item) {
  sv mode = text_at(item, SV("error_mode"));
  if (sv_is(mode, "strict2") || sv_is(mode, "rigid") || has_tag(item, "strict2")) {
    return LIQ_STRICT2;
  }
  if (sv_is(mode, "strict") || has_tag(item, "strict")) return LIQ_STRICT;
  return LIQ_LAX;
}

static bool lookup(void *context, const val_key *name, arena *scratch, val *out) {
  const val *data = context;
  return val_get(*data, name, scratch, out);
}

/* What a case gives: its output, and whether something went wrong. */
typedef struct outcome {
  buf text;
  bool failed;
} outcome;

static void parse_partials(liq_set *set, const node *partials, liq_escape escape, diag_sink *sink) {
  if (!partials || partials->kind != NODE_MAP) return;
  for (size_t i = 0; i < partials->as.map.count; i++) {
    const node_pair *pair = &partials->as.map.pairs[i];
    if (pair->value->kind != NODE_SCALAR) continue;
    liq_parse(set, pair->key, pair->key, pair->value->as.scalar.text, 0, escape, sink);
  }
}

static outcome run_case(arena *scratch, const node *item, bool autoescape) {
  liq_escape escape = autoescape ? LIQ_ESCAPE_HTML : LIQ_ESCAPE_NONE;
  const node *data_node = node_get(item, SV("data"));
  val data = data_node ? data_of(scratch, data_node) : val_nil();
  diag_sink *sink = diag_sink_new();
  liq_host host = {.mode = mode_of(item)};
  liq_set *set = liq_set_new(&host);
  outcome out = {BUF_EMPTY, false};
  parse_partials(set, node_get(item, SV("templates")), escape, sink);
  const liq_template *t = liq_parse(set, SV("main template"), SV("main template"),
                                    text_at(item, SV("template")), 0, escape, sink);
  if (t) {
    liq_run run = {.scratch = scratch,
                   .sink = sink,
                   .lookup = lookup,
                   .context = &data,
                   .now = {.seconds = time(NULL), .has_time = true},
                   .inline_errors = true_at(item, SV("inline_errors"))};
    liq_link(set, sink);
    out.failed = !liq_render(t, &run, &out.text);
  } else {
    out.failed = true;
  }
  liq_set_free(set);
  diag_sink_free(sink);
  return out;
}

/* Two spellings of an escaped quote are one. */
static sv folded(arena *a, sv text) {
  buf out = BUF_EMPTY;
  for (size_t at; (at = sv_find(text, SV("&#34;"), 0)) != SV_NONE;) {
    buf_add(&out, sv_first(text, at));
    buf_lit(&out, "&quot;");
    text = sv_skip(text, at + 5);
  }
  buf_add(&out, text);
  sv kept = arena_dup(a, buf_sv(&out));
  buf_free(&out);
  return kept;
}

static bool expected(arena *a, const node *item, sv text) {
  const node *results = node_get(item, SV("results"));
  const node *result = node_get(item, SV("result"));
  for (size_t i = 0; results && i < results->as.list.count; i++) {
    if (sv_eq(results->as.list.items[i]->as.scalar.text, text)) return true;
  }
  return result && sv_eq(folded(a, result->as.scalar.text), folded(a, text));
}

static void print_failure(const node *item, const outcome *out, bool invalid) {
  const node *results = node_get(item, SV("results"));
  printf("FAIL %.*s\n  template: %.*s\n", SV_ARG(text_at(item, SV("name"))),
         SV_ARG(text_at(item, SV("template"))));
  if (invalid)
    printf("  expected: an error\n");
  else if (results && results->as.list.count) {
    printf("  expected: \"%.*s\" or another\n", SV_ARG(results->as.list.items[0]->as.scalar.text));
  } else {
    printf("  expected: \"%.*s\"\n", SV_ARG(text_at(item, SV("result"))));
  }
  printf("  actual:   %s\"%.*s\"\n", out->failed ? "an error, " : "", SV_ARG(buf_sv(&out->text)));
}

static void check_case(arena *scratch, const node *item, bool autoescape, tally *count) {
  outcome out = run_case(scratch, item, autoescape);
  bool invalid = true_at(item, SV("invalid"));
  bool told = true_at(item, SV("inline_errors"));
  bool good =
      invalid ? out.failed : (!out.failed || told) && expected(scratch, item, buf_sv(&out.text));
  if (good)
    count->passed++;
  else
    count->failed++;
  if (!good) print_failure(item, &out, invalid);
  buf_free(&out.text);
}

static bool run_file(const char *path, bool autoescape, tally *count) {
  buf text = BUF_EMPTY;
  arena memory, scratch;
  arena_init(&memory, 0);
  arena_init(&scratch, 0);
  diag_sink *sink = diag_sink_new();
  bool good = read_file(path, &text);
  if (!good) fprintf(stderr, "%s: cannot be read\n", path);
  replace_unheld(&text);
  node *root = good ? json_parse(&memory, sv_of(path), buf_sv(&text), 0, sink) : NULL;
  diag_print(sink, stderr, (diag_print_options){0});
  const node *tests = root && root->kind == NODE_LIST ? root : node_get(root, SV("tests"));
  for (size_t i = 0; tests && tests->kind == NODE_LIST && i < tests->as.list.count; i++) {
    check_case(&scratch, tests->as.list.items[i], autoescape, count);
    arena_reset(&scratch);
  }
  diag_sink_free(sink);
  arena_free(&scratch);
  arena_free(&memory);
  buf_free(&text);
  return tests != NULL;
}

int main(int argc, char **argv) {
  tally count = {0, 0};
  bool autoescape = false, good = argc > 1;
  for (int i = 1; i < argc; i++) {
    if (strcmp(argv[i], "--autoescape") == 0)
      autoescape = true;
    else
      good = run_file(argv[i], autoescape, &count) && good;
  }
  if (argc < 2) fprintf(stderr, "usage: liquid-suite [--autoescape] FILE.json...\n");
  printf("%zu passed, %zu failed\n", count.passed, count.failed);
  return good && count.failed == 0 ? 0 : 1;
}
