/* Large pieces of memory straight from the system's large pages where it has such: a walk over
 * many small things in them meets fewer misses in the table of pages. */
#ifndef PAMPHLET_BASE_LARGE_H
#define PAMPHLET_BASE_LARGE_H

#include <stddef.h>

enum { LARGE_PAGE = 2 * 1024 * 1024 };

/* `size` bytes, uninitialised, in large pages as far as they fill such; given back by free(). Out
 * of memory ends the program. */
void *large_take(size_t size);

#endif
