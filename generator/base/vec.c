#include "base/vec.h"

#include <stdlib.h>

#include "base/oom.h"

enum { FIRST_BYTES = 64 };

void *vec__move(arena *a, void *at, size_t len, size_t before, size_t cap, size_t size) {
  if (cap > UINT32_MAX || cap > SIZE_MAX / size) oom_abort(SIZE_MAX);
  if (!a) return oom_realloc(at, cap * size);
  if (before && arena_extend(a, at, before * size, cap * size)) return at;
  void *moved = arena_alloc(a, cap * size);
  if (len) memcpy(moved, at, len * size);
  return moved;
}

void *vec__grow(arena *a, void *at, uint32_t len, uint32_t *cap, size_t size) {
  size_t before = *cap, first = size < FIRST_BYTES ? FIRST_BYTES / size : 1;
  size_t wanted = before ? before * 2 : first;
  void *grown = vec__move(a, at, len, before, wanted, size);
  *cap = (uint32_t)wanted;
  return grown;
}

void *vec__settle(arena *a, void *at, size_t len, size_t size) {
  void *settled = len ? arena_alloc(a, len * size) : NULL;
  if (len) memcpy(settled, at, len * size);
  free(at);
  return settled;
}
