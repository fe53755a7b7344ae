/* What a render spent its time on, for --timings: the ten files and the ten layouts that took
 * longest. */
#ifndef PAMPHLET_BUILD_SLOWEST_H
#define PAMPHLET_BUILD_SLOWEST_H

#include <stdint.h>

#include "base/sv.h"

enum { SLOWEST = 10, SLOWEST_NAME = 120 };

/* A name longer than there is room for keeps its end. */
typedef struct slow_one {
  char name[SLOWEST_NAME];
  uint64_t nanoseconds;
  size_t count; /* of files */
} slow_one;

/* Longest first. */
typedef struct slowest {
  slow_one files[SLOWEST], layouts[SLOWEST];
  size_t file_count, layout_count;
  uint64_t bytes; /* of all files */
} slowest;

/* Ties go to the earlier name, so that threads do not decide. */
void slowest_add(slow_one list[SLOWEST], size_t *count, sv name, uint64_t nanoseconds,
                 size_t files);

#endif
