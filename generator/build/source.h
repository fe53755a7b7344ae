/* Reading a source file of the site, with the checks that all of them share. */
#ifndef PAMPHLET_BUILD_SOURCE_H
#define PAMPHLET_BUILD_SOURCE_H

#include "base/arena.h"
#include "diag/diag.h"
#include "value/node.h"

/* The whole text of a file, in `a`. False: reported; it cannot be read (IO001), is too large
 * (IO005) or is not UTF-8 (IO004, at the byte). */
bool source_read(arena *a, sv path, diag_sink *sink, sv *text);

/* A YAML or JSON file, by its extension; nodes live in `a`, NULL after a report. */
node *source_data(arena *a, sv path, diag_sink *sink);

#endif
