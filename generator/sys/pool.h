/* A pool of worker threads for loops whose turns do not depend on each other. */
#ifndef PAMPHLET_SYS_POOL_H
#define PAMPHLET_SYS_POOL_H

#include <stddef.h>

typedef struct pool pool;

/* `threads` workers (0: as many as the machine has processors). The caller is one of them. */
pool *pool_new(unsigned threads);
/* Waits for what pool_begin began. */
void pool_free(pool *p);
unsigned pool_threads(const pool *p);

/* Calls task(context, i, worker) for every i below count, in any order, and returns when all
 * are done. `worker` is below pool_threads, and no two calls at one time have the same. Turns that
 * are much longer than the others go first: those are not handed out together. */
void pool_run(pool *p, size_t count, void (*task)(void *context, size_t i, unsigned worker),
              void *context);

/* Has one task done by another thread than the caller's, beside whatever loops the caller runs
 * until pool_await, which returns when it is done. The task itself runs no loop. Where there is no
 * other thread, or none has come to it, it is done by pool_await. One at a time. */
void pool_begin(pool *p, void (*task)(void *context), void *context);
void pool_await(pool *p);

#endif
