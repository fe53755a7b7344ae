/* The examples of the filters: every filter has one, and every example is of a filter. What they
 * give is checked by the conformance suite, which runs the same file. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "liquid/program.h"
#include "wrap/json.h"

static const char path[] = "tests/conformance/filters.json";

static node *read_examples(arena *a, diag_sink *sink) {
  char block[65536];
  buf text = BUF_EMPTY;
  size_t len;
  FILE *file = fopen(path, "rb");
  assert_non_null(file);
  while ((len = fread(block, 1, sizeof block, file)) > 0) buf_add(&text, sv_make(block, len));
  fclose(file);
  node *root = json_parse(a, sv_of(path), arena_dup(a, buf_sv(&text)), 0, sink);
  buf_free(&text);
  assert_non_null(root);
  return node_get(root, SV("tests"));
}

static void every_filter_has_an_example(void **state) {
  arena a = {0};
  diag_sink *sink = diag_sink_new();
  liq_set *set = liq_set_new(NULL);
  node *examples = read_examples(&a, sink);
  map names = {0};
  for (size_t i = 0; i < examples->as.list.count; i++) {
    const node *example = examples->as.list.items[i];
    sv name = node_get(example, SV("name"))->as.scalar.text;
    if (!liq__filter_find(set, name)) fail_msg("%.*s is no filter", SV_ARG(name));
    assert_true(node_get(example, SV("about"))->as.scalar.text.len > 0);
    map_put(&a, &names, name, set);
  }
  for (size_t i = 0; i < set->filter_names.len; i++) {
    sv name = set->filter_names.at[i];
    if (!map_get(&names, name)) fail_msg("%.*s has no example in %s", SV_ARG(name), path);
  }
  liq_set_free(set);
  diag_sink_free(sink);
  arena_free(&a);
}

int main(void) {
  const struct CMUnitTest tests[] = {cmocka_unit_test(every_filter_has_an_example)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
