#include "build/build.h"
#include "cli/commands.h"
#include "sys/clock.h"
#include "sys/memory.h"

static build_options options_of(arena *a, const options *o) {
  build_options wanted = site_options(a, o);
  wanted.drafts = o->given[OPTION_DRAFTS];
  wanted.future = o->given[OPTION_FUTURE];
  wanted.expired = o->given[OPTION_EXPIRED];
  wanted.clean = o->given[OPTION_CLEAN];
  wanted.timings = o->given[OPTION_TIMINGS];
  wanted.ends = !memory_is_watched();
  return wanted;
}

static void print_left_out(const build_result *r) {
  static const char *const names[] = {"draft", "scheduled", "expired"};
  const char *before = "; left out: ";
  for (int i = 0; i < 3; i++) {
    if (r->left_out[i] == 0) continue;
    printf("%s%zu %s%s", before, r->left_out[i], names[i], i == 0 ? plural(r->left_out[i]) : "");
    before = ", ";
  }
}

/* Where the last build's work was of use. */
static void print_kept(const build_result *r) {
  size_t made = r->pages - r->pages_kept;
  if (!r->pages_kept) return;
  if (made) {
    printf(", %zu page%s made anew", made, plural(made));
  } else {
    printf(", none made anew");
  }
}

static void print_made(const build_options *b, const build_result *r) {
  printf("%.*s: %zu page%s from %zu article%s", SV_ARG(b->output), r->pages, plural(r->pages),
         r->articles, plural(r->articles));
  print_kept(r);
  printf(" (%zu file%s", r->written.written, plural(r->written.written));
  if (r->written.copies) {
    printf(" and %zu compressed cop%s", r->written.copies, r->written.copies == 1 ? "y" : "ies");
  }
  printf(" changed, %zu removed)", r->written.removed);
  print_left_out(r);
  printf("; %.2f s\n", r->seconds);
}

static const char *state_text(output_state state) {
  static const char *const texts[] = {
      [OUTPUT_AS_IT_WAS] = "as it was",
      [OUTPUT_PARTLY_NEW] = "partly new: each file is whole, and the next build finishes the work",
      [OUTPUT_NEW] = "new, and the next build finishes the work"};
  return texts[state];
}

static void print_failed(diag_sink *sink, const build_options *b, const build_result *r) {
  size_t errors = diag_count(sink, DIAG_ERROR), warnings = diag_count(sink, DIAG_WARNING);
  if (b->strict) {
    errors += warnings;
    warnings = 0;
  }
  fprintf(stderr, "%zu error%s", errors, plural(errors));
  if (warnings) fprintf(stderr, ", %zu warning%s", warnings, plural(warnings));
  fprintf(stderr, "; %.*s is %s\n", SV_ARG(b->output), state_text(r->written.state));
}

static void print_slowest(const char *what, const slow_one *list, size_t count) {
  if (count) printf("  %-10s %11s %9s\n", what, "seconds", "files");
  for (size_t i = 0; i < count; i++) {
    printf("  %-10s %9.3f s %9zu   %s\n", "", (double)list[i].nanoseconds / 1e9, list[i].count,
           list[i].name);
  }
}

static void print_reuse(const build_result *r) {
  if (r->nothing_to_do) {
    printf("  nothing has changed since the last build\n");
  } else {
    printf("  of the last build: %zu of %zu pages parsed, %zu of %zu outputs as they were\n",
           r->taken, r->sources, r->stayed, r->outputs);
  }
}

static void print_timings(const build_result *r) {
  printf("  %-10s %11s %9s %11s\n", "stage", "seconds", "count", "peak MB");
  for (size_t i = 0; i < r->stage_count; i++) {
    const build_stage *stage = &r->stages[i];
    printf("  %-10s %9.3f s %9zu %11.1f\n", stage->name, stage->seconds, stage->count,
           (double)stage->peak_bytes / 1e6);
  }
  printf("  %-10s %9.3f s %9zu %11.1f\n", "all", r->seconds, r->pages,
         (double)clock_peak_memory() / 1e6);
  print_reuse(r);
  if (r->slowest.bytes) printf("  rendered %.1f MB\n", (double)r->slowest.bytes / 1e6);
  print_slowest("layouts", r->slowest.layouts, r->slowest.layout_count);
  print_slowest("slowest", r->slowest.files, r->slowest.file_count);
}

int cmd_build(const options *o) {
  arena memory = {0};
  diag_sink *sink = diag_sink_new();
  build_options wanted = options_of(&memory, o);
  build_result result;
  memory_give_back(); /* what one stage needed alone is of no use beside the next one's */
  bool good = build_run(&wanted, sink, &result);
  print_problems(sink, o, wanted.strict);
  if (good && !o->given[OPTION_QUIET]) print_made(&wanted, &result);
  if (!good && o->format == DIAG_TEXT) print_failed(sink, &wanted, &result);
  if (o->given[OPTION_TIMINGS]) print_timings(&result);
  diag_sink_free(sink);
  arena_free(&memory);
  return good ? EXIT_GOOD : EXIT_ERRORS;
}
