#include "serve/builder.h"

#include <pthread.h>
#include <stdlib.h>

#include "base/oom.h"

typedef enum builder_state { IDLE, WANTED, OVER, ENDING } builder_state;

struct builder {
  build_options options;
  void (*over)(void *context);
  void *context;
  pthread_t thread;
  bool has_thread; /* else whoever starts a build waits for it */
  pthread_mutex_t lock;
  pthread_cond_t news;
  builder_state state; /* with the lock */
  builder_end end;     /* the thread's while WANTED, then the taker's */
};

static void build(builder *b) {
  b->end = (builder_end){.problems = diag_sink_new()};
  build_options options = b->options;
  options.keep = &b->end.kept;
  b->end.good = build_run(&options, b->end.problems, &b->end.result);
}

static void *run(void *context) {
  builder *b = context;
  pthread_mutex_lock(&b->lock);
  while (b->state != ENDING) {
    if (b->state != WANTED) {
      pthread_cond_wait(&b->news, &b->lock);
      continue;
    }
    pthread_mutex_unlock(&b->lock);
    build(b);
    pthread_mutex_lock(&b->lock);
    b->state = OVER;
    b->over(b->context);
    pthread_cond_broadcast(&b->news);
  }
  pthread_mutex_unlock(&b->lock);
  return NULL;
}

builder *builder_new(const build_options *options, void (*over)(void *context), void *context) {
  builder *b = oom_malloc(sizeof *b);
  *b = (builder){.options = *options, .over = over, .context = context};
  pthread_mutex_init(&b->lock, NULL);
  pthread_cond_init(&b->news, NULL);
  b->has_thread = pthread_create(&b->thread, NULL, run, b) == 0;
  return b;
}

void builder_free(builder *b) {
  builder_end end;
  pthread_mutex_lock(&b->lock);
  while (b->state == WANTED) pthread_cond_wait(&b->news, &b->lock);
  bool left = b->state == OVER;
  end = b->end;
  b->state = ENDING;
  pthread_cond_broadcast(&b->news);
  pthread_mutex_unlock(&b->lock);
  if (b->has_thread) pthread_join(b->thread, NULL);
  if (left) build_let_go(end.kept);
  if (left) diag_sink_free(end.problems);
  pthread_cond_destroy(&b->news);
  pthread_mutex_destroy(&b->lock);
  free(b);
}

void builder_start(builder *b) {
  if (!b->has_thread) build(b);
  pthread_mutex_lock(&b->lock);
  b->state = b->has_thread ? WANTED : OVER;
  pthread_cond_broadcast(&b->news);
  pthread_mutex_unlock(&b->lock);
  if (!b->has_thread) b->over(b->context);
}

bool builder_is_busy(builder *b) {
  pthread_mutex_lock(&b->lock);
  bool busy = b->state != IDLE;
  pthread_mutex_unlock(&b->lock);
  return busy;
}

bool builder_take(builder *b, builder_end *end) {
  pthread_mutex_lock(&b->lock);
  bool over = b->state == OVER;
  if (over) {
    *end = b->end;
    b->state = IDLE;
  }
  pthread_mutex_unlock(&b->lock);
  return over;
}
