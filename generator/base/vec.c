#include "base/vec.h"

#include "base/oom.h"

enum { FIRST_CAP = 8 };

void *vec__move(arena *a, const void *at, size_t len, size_t cap, size_t size) {
  if (cap > SIZE_MAX / size) oom_abort(SIZE_MAX);
  void *moved = arena_alloc(a, cap * size);
  if (len) memcpy(moved, at, len * size);
  return moved;
}

void *vec__grow(arena *a, void *at, size_t len, size_t *cap, size_t size) {
  *cap = *cap ? *cap * 2 : FIRST_CAP;
  return vec__move(a, at, len, *cap, size);
}
