/* Inside the YAML reader: what it says to the writer, in the writer's words. */
#ifndef PAMPHLET_WRAP_YAML_ERROR_H
#define PAMPHLET_WRAP_YAML_ERROR_H

#include "base/arena.h"
#include "base/sv.h"
#include "diag/diag.h"

/* What libyaml says about an error: its English problem, and where it is and where what it
 * was reading began, in bytes of the text. */
typedef struct yaml__failure {
  const char *problem;
  size_t at, began;
} yaml__failure;

/* Looks at what the writer typed there and reports one YM001 with what to type instead. */
void yaml__explain(sv file, sv text, size_t offset, yaml__failure failure, diag_sink *sink);

/* The text as a quoted value: "…" where nothing in it needs an escape, else '…', else "…" with
 * escapes. */
sv yaml__quoted(arena *a, sv text);

/* The value without curly quotes around it; the value itself where there are none. */
sv yaml__uncurled(sv value);

/* Warns where a plain value that ends at `end` was cut by a comment that the writer did not
 * mean as one (YM005). */
void yaml__warn_cut(sv file, sv text, size_t offset, size_t start, size_t end, diag_sink *sink);

/* Warns where curly quotes stand around a plain value (YM006): they are shown. */
void yaml__warn_curly(sv file, sv value, size_t offset, diag_sink *sink);

#endif
