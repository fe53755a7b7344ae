/* For madvise: the advice is no part of POSIX. */
#define _DEFAULT_SOURCE 1 /* NOLINT(bugprone-reserved-identifier) */
#include "base/large.h"

#include <stdlib.h>
#include <sys/mman.h>

#include "base/oom.h"

void *large_take(size_t size) {
  void *at;
  if (posix_memalign(&at, LARGE_PAGE, size) != 0) oom_abort(size);
#ifdef MADV_HUGEPAGE
  /* Advice: where it is not taken, the memory is as good. The rest that fills no such page is left
   * out, or it would take a whole one. */
  madvise(at, size - size % LARGE_PAGE, MADV_HUGEPAGE);
#endif
  return at;
}
