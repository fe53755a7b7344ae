/* Reading a source file of the site, with the checks that all of them share. */
#ifndef PAMPHLET_BUILD_SOURCE_H
#define PAMPHLET_BUILD_SOURCE_H

#include "base/arena.h"
#include "diag/diag.h"
#include "value/node.h"

/* The whole text of a file, in `a`. False: reported; it cannot be read (IO001), is too large
 * (IO005) or is not UTF-8 (IO004, at the byte). */
bool source_read(arena *a, sv path, diag_sink *sink, sv *text);

/* The same, but a text in an old encoding is given all the same, after the report: its bytes that
 * are not UTF-8 are question marks, so that what else is wrong with it is found in the same run. */
bool source_read_on(arena *a, sv path, diag_sink *sink, sv *text);

/* A YAML or JSON file, by its extension; nodes live in `a`, NULL after a report. */
node *source_data(arena *a, sv path, diag_sink *sink);

/* The same, but of a map that has a mistake in it what can be read is given, after the report. The
 * names that could not be read are `gaps`, in `a`; with NULL, these are all. */
node *source_map(arena *a, sv path, diag_sink *sink, node_gaps *gaps);

#endif
