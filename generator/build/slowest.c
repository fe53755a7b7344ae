#include "build/slowest.h"

static bool is_slower(uint64_t nanoseconds, sv name, const slow_one *than) {
  if (nanoseconds != than->nanoseconds) return nanoseconds > than->nanoseconds;
  return sv_cmp(name, sv_of(than->name)) < 0;
}

void slowest_add(slow_one list[SLOWEST], size_t *count, sv name, uint64_t nanoseconds,
                 size_t files) {
  if (name.len >= SLOWEST_NAME) name = sv_skip(name, name.len - (SLOWEST_NAME - 1));
  size_t at = *count;
  while (at > 0 && is_slower(nanoseconds, name, &list[at - 1])) at--;
  if (at == SLOWEST) return;
  if (*count < SLOWEST) ++*count;
  memmove(&list[at + 1], &list[at], (*count - at - 1) * sizeof *list);
  list[at] = (slow_one){.nanoseconds = nanoseconds, .count = files};
  memcpy(list[at].name, name.at, name.len);
}
