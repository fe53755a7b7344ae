#include "desk/checker.h"

#include <time.h>

enum {
  AT_ONCE = 200, /* articles: reading the settings for them costs a little each time */
  PATIENCE = 1   /* seconds that a page waits for its checks */
};

typedef struct work {
  arena memory;
  sv_list files;
  VEC(unsigned) saves; /* of each */
} work;

static void take(work *w, const desk_row *row) {
  vec_push(&w->memory, &w->files, arena_dup(&w->memory, row->source));
  vec_push(&w->memory, &w->saves, row->saves);
}

/* With the lock. The one that somebody waits for goes alone. */
static void take_work(checker *c, work *w) {
  const catalogue *now = *c->now;
  if (!now) return;
  const desk_row *first = c->first.len ? catalogue_row(now, c->first) : NULL;
  if (first && !first->fresh) {
    take(w, first);
    return;
  }
  for (size_t i = 0; i < now->len && w->files.len < AT_ONCE; i++) {
    if (!now->rows[i].fresh) take(w, &now->rows[i]);
  }
}

/* With the lock. Files and reports are in the same order; not every file has one. */
static void hand_in(checker *c, const work *w, const reports *made) {
  size_t next = 0;
  for (size_t i = 0; i < w->files.len; i++) {
    sv file = w->files.at[i];
    report *found = NULL;
    if (next < made->len && sv_eq(made->at[next]->source, file)) found = made->at[next++];
    desk_row *row = *c->now ? catalogue_row(*c->now, file) : NULL;
    if (row) {
      report_free(row->checked);
      row->checked = found;
      row->fresh = row->saves == w->saves.at[i];
    } else {
      report_free(found);
    }
  }
}

static void *run(void *context) {
  checker *c = context;
  work w = {0};
  pthread_mutex_lock(c->lock);
  while (!c->ending) {
    w = (work){.memory = w.memory};
    arena_reset(&w.memory);
    take_work(c, &w);
    if (w.files.len == 0) {
      pthread_cond_wait(&c->news, c->lock);
      continue;
    }
    pthread_mutex_unlock(c->lock);
    reports made = {0};
    reports_make(&w.memory, c->build, &w.files, &made);
    pthread_mutex_lock(c->lock);
    hand_in(c, &w, &made);
    pthread_cond_broadcast(&c->news);
  }
  pthread_mutex_unlock(c->lock);
  arena_free(&w.memory);
  return NULL;
}

void checker_open(checker *c) {
  pthread_cond_init(&c->news, NULL);
}

void checker_close(checker *c) {
  pthread_mutex_lock(c->lock);
  c->ending = true;
  bool running = c->running;
  pthread_cond_broadcast(&c->news);
  pthread_mutex_unlock(c->lock);
  if (running) pthread_join(c->thread, NULL);
  pthread_cond_destroy(&c->news);
}

void checker_begin(checker *c) {
  if (c->running) return;
  c->running = pthread_create(&c->thread, NULL, run, c) == 0;
}

void checker_look(checker *c) {
  pthread_cond_broadcast(&c->news);
}

static bool is_old(const checker *c, sv source) {
  const desk_row *row = *c->now ? catalogue_row(*c->now, source) : NULL;
  return row && !row->fresh;
}

void checker_hurry(checker *c, sv source) {
  struct timespec until;
  clock_gettime(CLOCK_REALTIME, &until);
  until.tv_sec += PATIENCE;
  c->first = source;
  pthread_cond_broadcast(&c->news);
  while (c->running && !c->ending && is_old(c, source)) {
    if (pthread_cond_timedwait(&c->news, c->lock, &until) != 0) break;
  }
  if (sv_eq(c->first, source)) c->first = SV("");
}
