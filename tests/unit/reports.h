/* What a sink holds, as one text that a test can compare: " CODE:file" for each problem, in the
 * order of printing. */
#ifndef PAMPHLET_TESTS_REPORTS_H
#define PAMPHLET_TESTS_REPORTS_H

#include "base/arena.h"
#include "diag/diag.h"

typedef struct test_reports {
  arena *memory;
  sv text;
} test_reports;

static inline void test_add_report(void *context, const diag_view *view) {
  test_reports *all = context;
  all->text = arena_printf(all->memory, "%.*s %s:%.*s", SV_ARG(all->text),
                           diag_code_name(view->code), SV_ARG(view->file));
}

static inline sv test_reports_of(arena *a, diag_sink *sink) {
  test_reports all = {a, SV("")};
  diag_each(sink, test_add_report, &all);
  return all.text;
}

#endif
