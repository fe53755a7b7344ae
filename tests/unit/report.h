/* What a sink holds, as text that a test can compare: "line:column code message; hint", one
 * problem a line, 0:0 for a file as a whole. */
#ifndef PAMPHLET_TESTS_REPORT_H
#define PAMPHLET_TESTS_REPORT_H

#include "base/buf.h"
#include "diag/diag.h"

static void report_add(void *context, const diag_view *view) {
  buf *out = context;
  buf_printf(out, "%zu:%zu %s %.*s", view->line, view->column, diag_code_name(view->code),
             SV_ARG(view->message));
  if (view->hint.len) buf_printf(out, "; %.*s", SV_ARG(view->hint));
  buf_byte(out, '\n');
}

/* The caller frees *out. */
static inline const char *report_of(diag_sink *sink, buf *out) {
  diag_each(sink, report_add, out);
  return buf_cstr(out);
}

#endif
