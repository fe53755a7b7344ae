/* Every check of a build, and nothing written; with --fix, certain mistakes are mended first. */
#include "base/buf.h"
#include "build/build.h"
#include "build/inventory.h"
#include "check/fix.h"
#include "check/table.h"
#include "cli/commands.h"

static void add_count(buf *line, size_t count, const char *what) {
  if (count == 0) return;
  buf_printf(line, "%s%zu %s%s", line->len ? ", " : "", count, what, count == 1 ? "" : "s");
}

static void print_fixed(const options *o, sv path, const fix_counts *counts) {
  buf line = BUF_EMPTY;
  add_count(&line, counts->bullets, "bullet");
  add_count(&line, counts->headings, "heading");
  add_count(&line, counts->addresses, "bare address");
  if (line.len && !o->given[OPTION_QUIET]) {
    printf("%.*s: rewrote %s\n", SV_ARG(path), buf_cstr(&line));
  }
  buf_free(&line);
}

static void fix_list(const options *o, const content_files *files, diag_sink *sink) {
  arena scratch = {0};
  for (size_t i = 0; i < files->len; i++) {
    fix_counts counts;
    arena_reset(&scratch);
    if (fix_file(&scratch, files->at[i].path, sink, &counts)) {
      print_fixed(o, files->at[i].path, &counts);
    }
  }
  arena_free(&scratch);
}

static void fix_all(arena *a, const options *o, diag_sink *sink) {
  content_inventory content;
  diag_sink *unheard = diag_sink_new(); /* the check lists the same files and reports on them */
  if (inventory_content(a, option_or(o, OPTION_CONTENT, "content"), unheard, &content)) {
    fix_list(o, &content.indexes, sink);
    fix_list(o, &content.pages, sink);
  }
  diag_sink_free(unheard);
}

static void print_summary(diag_sink *sink, const build_result *result) {
  size_t errors = diag_count(sink, DIAG_ERROR), warnings = diag_count(sink, DIAG_WARNING);
  printf("%zu article%s checked: %zu error%s, %zu warning%s\n", result->articles,
         result->articles == 1 ? "" : "s", errors, errors == 1 ? "" : "s", warnings,
         warnings == 1 ? "" : "s");
}

int cmd_check(const options *o) {
  arena memory = {0};
  diag_sink *sink = diag_sink_new();
  if (o->given[OPTION_FIX]) fix_all(&memory, o, sink);
  build_options wanted = site_options(&memory, o);
  wanted.check = true;
  check_table table = {.memory = &memory};
  wanted.checked = check_table_fill;
  wanted.checked_context = &table;
  build_result result;
  bool good = build_run(&wanted, sink, &result);
  print_problems(sink, o, wanted.strict);
  if (!o->given[OPTION_QUIET] && o->format == DIAG_TEXT) {
    check_table_print(&table, sink, stdout);
    print_summary(sink, &result);
  }
  diag_sink_free(sink);
  arena_free(&memory);
  return good ? EXIT_GOOD : EXIT_ERRORS;
}
