#include "sys/clock.h"

#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

#include "base/sv.h"

uint64_t clock_nanoseconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

bool clock_now(int64_t *seconds) {
  const char *fixed = getenv("SOURCE_DATE_EPOCH");
  if (!fixed || !*fixed) {
    *seconds = (int64_t)time(NULL);
    return true;
  }
  long long given;
  if (!sv_to_long(sv_of(fixed), &given)) return false;
  *seconds = given;
  return true;
}

#ifdef CLOCK_REALTIME_COARSE
#  define STAMPING_CLOCK CLOCK_REALTIME_COARSE
#else
#  define STAMPING_CLOCK CLOCK_REALTIME
#endif

int64_t clock_wall(void) {
  struct timespec now;
  clock_gettime(STAMPING_CLOCK, &now);
  return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

size_t clock_peak_memory(void) {
  struct rusage usage;
  getrusage(RUSAGE_SELF, &usage);
#ifdef __APPLE__
  return (size_t)usage.ru_maxrss; /* macOS counts bytes, the others KiB */
#else
  return (size_t)usage.ru_maxrss * 1024;
#endif
}

void clock_sleep(double seconds) {
  struct timespec left = {(time_t)seconds, (long)((seconds - (double)(time_t)seconds) * 1e9)};
  while (nanosleep(&left, &left) != 0) continue;
}
