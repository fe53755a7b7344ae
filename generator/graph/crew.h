/* Threads that may share the work of link. What comes out does not depend on how many they are. */
#ifndef PAMPHLET_GRAPH_CREW_H
#define PAMPHLET_GRAPH_CREW_H

#include <stddef.h>

#include "base/arena.h"

/* `run` calls the task for every number below `count` from any of them, and returns when all are
 * through; what worker i finds lives in kept[i], as long as the site. Without `run` the caller does
 * it all, as worker 0. */
typedef struct crew {
  unsigned workers;   /* 1 at least */
  arena *const *kept; /* [workers] */
  void (*run)(void *context, size_t count,
              void (*task)(void *task_context, size_t i, unsigned worker), void *task_context);
  void *context;
} crew;

/* The caller alone; `kept` lives as long as the crew. */
crew crew_alone(arena *const *kept);

void crew_run(const crew *c, size_t count, void (*task)(void *context, size_t i, unsigned worker),
              void *context);

#endif
