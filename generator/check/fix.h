/* What `pamphlet check --fix` may rewrite: only where the right text is certain. */
#ifndef PAMPHLET_CHECK_FIX_H
#define PAMPHLET_CHECK_FIX_H

#include <stdbool.h>

#include "base/arena.h"
#include "diag/diag.h"

/* How many places of a file were rewritten, by kind. */
typedef struct fix_counts {
  size_t bullets, headings, addresses;
} fix_counts;

/* Rewrites pasted bullets, headings and bare addresses in the text of a Markdown file, below its
 * front matter. The file is replaced whole, and only if something was found; every word of it
 * stays. False: it cannot be read, is not UTF-8, or cannot be written; the sink knows. */
bool fix_file(arena *scratch, sv path, diag_sink *sink, fix_counts *counts);

#endif
