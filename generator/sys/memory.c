#include "sys/memory.h"

#include <stdlib.h>

#ifdef __GLIBC__
#  include <malloc.h>
#endif

enum { LARGE = 512 * 1024 };

void memory_give_back(void) {
#ifdef __GLIBC__
  mallopt(M_MMAP_THRESHOLD, LARGE);
#endif
}
