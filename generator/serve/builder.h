/* Builds in a thread of its own, one after the other, so that saves are seen meanwhile. */
#ifndef PAMPHLET_SERVE_BUILDER_H
#define PAMPHLET_SERVE_BUILDER_H

#include <pthread.h>
#include <stdatomic.h>

#include "build/build.h"

/* How a build ended. */
typedef struct builder_end {
  bool good;
  diag_sink *problems; /* the caller's to free */
  build_result result;
  kept_site *kept; /* the caller's to let go; NULL: it failed */
} builder_end;

typedef struct builder {
  build_options options;
  void (*over)(void *context); /* called by the thread when a build is over */
  void *context;
  pthread_t thread;
  bool running;     /* from builder_start to builder_finish */
  bool in_a_thread; /* and it had one */
  atomic_bool over_now;
  builder_end end;
} builder;

/* Begins a build; none may be running. Where no thread is to be had, it is over on return. */
void builder_start(builder *b);

/* True for one that is over and waits to be finished. */
bool builder_is_over(const builder *b);

/* How it ended; waits for that. */
builder_end builder_finish(builder *b);

#endif
