/* Builds in a thread of its own, one after the other, so that saves are seen meanwhile. */
#ifndef PAMPHLET_SERVE_BUILDER_H
#define PAMPHLET_SERVE_BUILDER_H

#include "build/build.h"

typedef struct builder builder;

/* How a build ended. */
typedef struct builder_end {
  bool good;
  diag_sink *problems; /* the caller's to free */
  build_result result;
  kept_site *kept; /* the caller's to let go; NULL: it failed */
} builder_end;

/* `over` is called when a build is over, by the thread that built. What the options name must live
 * as long as the builder. */
builder *builder_new(const build_options *options, void (*over)(void *context), void *context);

/* Waits for a build that runs, and drops it. */
void builder_free(builder *b);

/* Begins a build; the one before must have been taken. */
void builder_start(builder *b);

/* True from the start of a build until it is taken. */
bool builder_is_busy(builder *b);

/* A build that is over, once; false: there is none. */
bool builder_take(builder *b, builder_end *end);

#endif
