#include "graph/crew.h"

crew crew_alone(arena *const *kept) {
  return (crew){.workers = 1, .kept = kept};
}

void crew_run(const crew *c, size_t count, void (*task)(void *context, size_t i, unsigned worker),
              void *context) {
  if (c->run) {
    c->run(c->context, count, task, context);
  } else {
    for (size_t i = 0; i < count; i++) task(context, i, 0);
  }
}
