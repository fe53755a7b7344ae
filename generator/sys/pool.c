#include "sys/pool.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/limits.h"
#include "base/oom.h"

typedef struct worker {
  pool *pool;
  pthread_t thread;
  unsigned number;
} worker;

struct pool {
  unsigned threads;
  worker *workers; /* [threads]; number 0 is the caller */
  pthread_mutex_t lock;
  pthread_cond_t start, finished;
  unsigned long round;
  bool open;       /* the loop of this round may be joined */
  unsigned inside; /* workers that have joined it */
  bool stop;
  /* The loop being run. */
  void (*task)(void *context, size_t i, unsigned worker);
  void *context;
  size_t count;
  atomic_size_t next; /* that nobody has taken */
  /* The task beside it. */
  void (*beside)(void *context); /* NULL: none waits to be begun */
  void *beside_context;
  bool beside_runs;
};

/* How many turns are taken at once: so few that the last of them keep nobody waiting, so many that
 * the shared counter is not what the time goes into. The first are taken one by one: among them
 * stand those that are long. */
static size_t share_at(const pool *p, size_t from) {
  enum { FIRST = 16, MOST = 64 };
  size_t share = (p->count - from) / (p->threads * 16u);
  if (share < 1 || from < FIRST) return 1;
  return share > MOST ? MOST : share;
}

static bool take_share(pool *p, size_t *from, size_t *until) {
  *from = atomic_load_explicit(&p->next, memory_order_relaxed);
  do {
    if (*from >= p->count) return false;
    *until = *from + share_at(p, *from);
  } while (!atomic_compare_exchange_weak_explicit(&p->next, from, *until, memory_order_relaxed,
                                                  memory_order_relaxed));
  return true;
}

static void work(pool *p, unsigned number) {
  size_t from, until;
  while (take_share(p, &from, &until)) {
    for (size_t i = from; i < until; i++) p->task(p->context, i, number);
  }
}

/* The caller holds the lock, and holds it again when this returns; so with the next. */
static void join_loop(pool *p, unsigned number) {
  p->inside++;
  pthread_mutex_unlock(&p->lock);
  work(p, number);
  pthread_mutex_lock(&p->lock);
  if (--p->inside == 0) pthread_cond_signal(&p->finished);
}

static void run_beside(pool *p) {
  void (*task)(void *) = p->beside;
  p->beside = NULL;
  p->beside_runs = true;
  pthread_mutex_unlock(&p->lock);
  task(p->beside_context);
  pthread_mutex_lock(&p->lock);
  p->beside_runs = false;
  pthread_cond_signal(&p->finished);
}

static void *worker_main(void *argument) {
  worker *w = argument;
  pool *p = w->pool;
  unsigned long seen = 0;
  pthread_mutex_lock(&p->lock);
  while (!p->stop) {
    if (p->beside) {
      run_beside(p);
    } else if (p->open && p->round != seen) {
      seen = p->round;
      join_loop(p, w->number);
    } else {
      pthread_cond_wait(&p->start, &p->lock);
    }
  }
  pthread_mutex_unlock(&p->lock);
  return NULL;
}

static unsigned processors(void) {
  long count = sysconf(_SC_NPROCESSORS_ONLN);
  return count < 1 ? 1 : (unsigned)count;
}

pool *pool_new(unsigned threads) {
  pool *p = oom_malloc(sizeof *p);
  if (threads == 0) threads = processors();
  if (threads > LIMIT_THREADS) threads = LIMIT_THREADS;
  *p = (pool){.threads = 1};
  pthread_mutex_init(&p->lock, NULL);
  pthread_cond_init(&p->start, NULL);
  pthread_cond_init(&p->finished, NULL);
  p->workers = oom_malloc(threads * sizeof *p->workers);
  for (unsigned i = 1; i < threads; i++) {
    worker *w = &p->workers[i];
    *w = (worker){.pool = p, .number = i};
    /* A machine that gives fewer threads gets a slower build, not a failed one. */
    if (pthread_create(&w->thread, NULL, worker_main, w) != 0) break;
    p->threads++;
  }
  return p;
}

void pool_free(pool *p) {
  if (!p) return;
  pool_await(p);
  pthread_mutex_lock(&p->lock);
  p->stop = true;
  pthread_cond_broadcast(&p->start);
  pthread_mutex_unlock(&p->lock);
  for (unsigned i = 1; i < p->threads; i++) pthread_join(p->workers[i].thread, NULL);
  pthread_cond_destroy(&p->start);
  pthread_cond_destroy(&p->finished);
  pthread_mutex_destroy(&p->lock);
  free(p->workers);
  free(p);
}

unsigned pool_threads(const pool *p) {
  return p->threads;
}

void pool_run(pool *p, size_t count, void (*task)(void *context, size_t i, unsigned worker),
              void *context) {
  p->task = task;
  p->context = context;
  p->count = count;
  atomic_store_explicit(&p->next, 0, memory_order_relaxed);
  bool together = p->threads > 1 && count > 1;
  if (together) {
    pthread_mutex_lock(&p->lock);
    p->open = true;
    p->round++;
    pthread_cond_broadcast(&p->start);
    pthread_mutex_unlock(&p->lock);
  }
  work(p, 0);
  if (together) {
    /* Who has not joined yet is not waited for: nothing is left to do. */
    pthread_mutex_lock(&p->lock);
    p->open = false;
    while (p->inside) pthread_cond_wait(&p->finished, &p->lock);
    pthread_mutex_unlock(&p->lock);
  }
}

void pool_begin(pool *p, void (*task)(void *context), void *context) {
  pool_await(p);
  pthread_mutex_lock(&p->lock);
  p->beside = task;
  p->beside_context = context;
  pthread_cond_signal(&p->start);
  pthread_mutex_unlock(&p->lock);
}

void pool_await(pool *p) {
  pthread_mutex_lock(&p->lock);
  if (p->beside) run_beside(p);
  while (p->beside_runs) pthread_cond_wait(&p->finished, &p->lock);
  pthread_mutex_unlock(&p->lock);
}
