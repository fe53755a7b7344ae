/* The first limit on work or memory that a layout meets (liq_run.limit_met).
 *
 * What one output meets in a layout, the others that have it would meet, too, each after as much
 * work. So none behind it is rendered any more. Outputs are numbered, and the one of the lowest
 * number is reported alone: what others had to say hangs on how far the threads had come. A worker
 * takes its outputs by rising numbers, so it meets one limit at the most, and then leaves its
 * `problems` as they are. */
#ifndef PAMPHLET_BUILD_FIRST_LIMIT_H
#define PAMPHLET_BUILD_FIRST_LIMIT_H

#include <pthread.h>
#include <stdatomic.h>

#include "build/workers.h"

typedef struct first_limit {
  pthread_mutex_t lock;
  atomic_size_t number; /* of the output; SIZE_MAX: none */
  unsigned worker;      /* whose problems tell of it */
  uint32_t before;      /* what the sink had until then: diag_mark */
} first_limit;

void first_limit_open(first_limit *l, diag_sink *sink);

/* True where an output stands behind one that met a limit: it is not to be rendered. */
static inline bool first_limit_precedes(const first_limit *l, size_t number) {
  return number > atomic_load_explicit(&l->number, memory_order_relaxed);
}

/* An output met one. */
void first_limit_met(first_limit *l, size_t number, unsigned worker);

/* When all is rendered: where one was met, its problems take the place of what came to the sink
 * since it was opened. */
void first_limit_close(first_limit *l, const workers *w, diag_sink *sink);

#endif
