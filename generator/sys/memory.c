#include "sys/memory.h"

#include <stdlib.h>

#ifdef __GLIBC__
#  include <malloc.h>
#endif

enum { LARGE = 512 * 1024 };

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#  define WATCHED true
#elif defined(__has_feature)
#  if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#    define WATCHED true
#  endif
#endif
#ifndef WATCHED
#  define WATCHED false
#endif

bool memory_is_watched(void) {
  return WATCHED;
}

void memory_give_back(void) {
#ifdef __GLIBC__
  mallopt(M_MMAP_THRESHOLD, LARGE);
#endif
}
