/* Memory from the system, or the end of the program: out of memory is a message and an
 * abort, never a NULL that somebody forgot to check. */
#ifndef PAMPHLET_BASE_OOM_H
#define PAMPHLET_BASE_OOM_H

#include <stddef.h>

/* malloc and realloc that do not return NULL (for size 0 they give one byte). */
void *oom_malloc(size_t size);
void *oom_realloc(void *old, size_t size);

/* Says how much could not be had and aborts. */
_Noreturn void oom_abort(size_t size);

#endif
