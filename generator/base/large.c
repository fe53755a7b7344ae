/* For madvise: the advice is no part of POSIX. */
#define _DEFAULT_SOURCE 1 /* NOLINT(bugprone-reserved-identifier) */
#include "base/large.h"

#include <stdlib.h>
#include <sys/mman.h>

#include "base/oom.h"

void *large_take(size_t size) {
  void *at = aligned_alloc(LARGE_PAGE, size);
  if (!at) oom_abort(size);
#ifdef MADV_HUGEPAGE
  /* Advice: where it is not taken, the memory is as good. */
  madvise(at, size, MADV_HUGEPAGE);
#endif
  return at;
}
