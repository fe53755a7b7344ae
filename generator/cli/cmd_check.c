/* Every check of a build, and nothing written; with --fix, certain mistakes are mended first. */
#include "base/buf.h"
#include "build/build.h"
#include "build/inventory.h"
#include "check/built_links.h"
#include "check/fix.h"
#include "check/outside.h"
#include "check/table.h"
#include "cli/commands.h"
#include "cli/version.h"
#include "sys/clock.h"

static void add_count(buf *line, size_t count, const char *what) {
  if (count == 0) return;
  buf_printf(line, "%s%zu %s%s", line->len ? ", " : "", count, what, plural(count));
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

static void fix_all(arena *a, const options *o, sv folder, diag_sink *sink) {
  content_inventory content;
  diag_sink *unheard = diag_sink_new(); /* the check lists the same files and reports on them */
  if (inventory_content(a, folder, NULL, unheard, &content)) {
    fix_list(o, &content.indexes, sink);
    fix_list(o, &content.pages, sink);
  }
  diag_sink_free(unheard);
}

static void print_summary(diag_sink *sink, const build_result *result) {
  size_t errors = diag_count(sink, DIAG_ERROR), warnings = diag_count(sink, DIAG_WARNING);
  printf("%zu article%s checked: %zu error%s, %zu warning%s\n", result->articles,
         plural(result->articles), errors, plural(errors), warnings, plural(warnings));
}

/* What a check with its options looks at beyond a build. */
typedef struct checking {
  const options *options;
  const build_options *wanted;
  diag_sink *sink;
  check_table table;
  built_links *links; /* NULL: not asked for */
  outside_counts outside;
} checking;

/* Where an address may have been written by hand: in a layout or the settings. */
static sv_list written_texts(arena *a, const build_options *wanted) {
  sv_list texts = {0};
  layout_files layouts;
  found_files found = {0};
  content_inventory content;
  diag_sink *unheard = diag_sink_new(); /* the build lists the same files and reports on them */
  if (inventory_content(a, wanted->content, NULL, unheard, &content) && content.settings.len) {
    vec_push(a, &texts, content.settings);
  }
  if (inventory_layouts(a, &wanted->layouts, unheard, &layouts, &found)) {
    for (size_t i = 0; i < layouts.len; i++) vec_push(a, &texts, layouts.at[i].path);
  }
  diag_sink_free(unheard);
  return texts;
}

static void check_outside(checking *c, const site *s, const built_links_where *where) {
  built_link_list outside = built_links_outside(c->links, &s->settings);
  outside_options how = {.memory = ".pamphlet/links.json",
                         .now = s->clock.now.seconds,
                         .where = where,
                         .version = SV(PAMPHLET_NAME)};
  outside_check(&outside, &how, c->sink, &c->outside);
}

static void look_at_site(void *context, const site *s) {
  checking *c = context;
  arena *a = c->table.memory;
  check_table_fill(&c->table, s);
  if (!c->links) return;
  built_links_where where = {&s->settings, c->wanted->output, written_texts(a, c->wanted)};
  built_links_judge(c->links, &where, c->sink);
  if (c->options->given[OPTION_EXTERNAL]) check_outside(c, s, &where);
}

static void look_at_file(void *context, const built_file *file) {
  built_links_see(context, file);
}

static void print_outside(const outside_counts *counts) {
  printf("%zu link%s to other sites, %zu asked now: %zu silent, %zu moved\n", counts->all,
         plural(counts->all), counts->asked, counts->silent, counts->moved);
}

static bool run_check(checking *c, build_options *wanted, build_result *result) {
  wanted->check = true;
  wanted->checked = look_at_site;
  wanted->checked_context = c;
  bool links = c->options->given[OPTION_LINKS] || c->options->given[OPTION_EXTERNAL];
  if (links) {
    c->links = built_links_new();
    wanted->seen = look_at_file;
    wanted->seen_context = c->links;
  }
  bool good = build_run(wanted, c->sink, result);
  if (links) built_links_free(c->links);
  return good && diag_count(c->sink, DIAG_ERROR) == 0 &&
         !(wanted->strict && diag_count(c->sink, DIAG_WARNING) > 0);
}

int cmd_check(const options *o) {
  arena memory = {0};
  diag_sink *sink = diag_sink_new();
  build_options wanted = site_options(&memory, o);
  if (o->given[OPTION_FIX]) fix_all(&memory, o, wanted.content, sink);
  checking c = {.options = o, .wanted = &wanted, .sink = sink, .table = {.memory = &memory}};
  build_result result;
  bool good = run_check(&c, &wanted, &result);
  print_problems(sink, o, wanted.strict);
  if (!o->given[OPTION_QUIET] && o->format == DIAG_TEXT) {
    check_table_print(&c.table, sink, stdout);
    if (o->given[OPTION_EXTERNAL]) print_outside(&c.outside);
    print_summary(sink, &result);
  }
  diag_sink_free(sink);
  arena_free(&memory);
  return good ? EXIT_GOOD : EXIT_ERRORS;
}
