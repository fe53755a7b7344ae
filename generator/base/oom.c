#include "base/oom.h"

#include <stdio.h>
#include <stdlib.h>

_Noreturn void oom_abort(size_t size) {
  fprintf(stderr, "pamphlet: out of memory (%zu bytes more were needed)\n", size);
  abort();
}

void *oom_malloc(size_t size) {
  void *at = malloc(size ? size : 1);
  if (!at) oom_abort(size);
  return at;
}

void *oom_realloc(void *old, size_t size) {
  void *at = realloc(old, size ? size : 1);
  if (!at) oom_abort(size);
  return at;
}
