#include "build/workers.h"

#include <stdlib.h>

#include "base/limits.h"
#include "base/oom.h"
#include "graph/state.h"

enum { PAGES_BLOCK = 1024 * 1024 };

workers workers_start(unsigned threads) {
  workers w = {.pool = pool_new(threads)};
  unsigned count = pool_threads(w.pool);
  w.each = oom_malloc(count * sizeof *w.each);
  for (unsigned i = 0; i < count; i++) {
    w.each[i] = (worker_memory){.out = BUF_EMPTY, .inside = BUF_EMPTY};
    arena_init(&w.each[i].pages, PAGES_BLOCK);
    arena_init(&w.each[i].bags, PAGES_BLOCK);
    w.each[i].bodies = spill_new(LIMIT_BODY_MEMORY / count);
    w.each[i].problems = diag_sink_new();
    arena_init(&w.each[i].bulk, 0);
    arena_init(&w.each[i].scratch, 0);
  }
  return w;
}

void workers_rest(workers *w) {
  for (unsigned i = 0; i < pool_threads(w->pool); i++) {
    worker_memory *each = &w->each[i];
    arena_free(&each->bulk);
    arena_free(&each->scratch);
    buf_free(&each->out);
    each->view = NULL;
  }
}

void workers_forget_bags(workers *w) {
  for (unsigned i = 0; i < pool_threads(w->pool); i++) arena_free(&w->each[i].bags);
}

void workers_forget_words(workers *w) {
  workers_forget_bags(w);
  for (unsigned i = 0; i < pool_threads(w->pool); i++) {
    worker_memory *each = &w->each[i];
    related_reader_close(each->reader);
    related_reader_close(each->unlisted);
    each->reader = each->unlisted = NULL;
  }
  for (size_t i = 0; i < w->known.len; i++) related_reader_close(w->known.at[i].reader);
  free(w->known.at);
  w->known.at = NULL;
  w->known.len = w->known.cap = 0;
}

void workers_forget_pages(workers *w) {
  for (unsigned i = 0; i < pool_threads(w->pool); i++) arena_free(&w->each[i].pages);
}

void workers_stop(workers *w) {
  workers_forget_words(w);
  workers_forget_pages(w);
  for (unsigned i = 0; i < pool_threads(w->pool); i++) {
    lexicon_close(w->each[i].words);
    spill_free(w->each[i].bodies);
    diag_sink_free(w->each[i].problems);
    arena_free(&w->each[i].bulk);
    arena_free(&w->each[i].scratch);
    buf_free(&w->each[i].out);
    buf_free(&w->each[i].inside);
  }
  free(w->each);
  pool_free(w->pool);
  *w = (workers){0};
}

bool workers_is_unlisted(const site *s, const page *p) {
  return !state_is_published(s, p) || p->noindex;
}

related_reader *workers_reader(const worker_memory *w, const site *s, const page *p) {
  return workers_is_unlisted(s, p) ? w->unlisted : w->reader;
}

static void run_in_pool(void *context, size_t count,
                        void (*task)(void *task_context, size_t i, unsigned worker),
                        void *task_context) {
  pool_run(context, count, task, task_context);
}

crew workers_crew(arena *a, const workers *w) {
  unsigned count = pool_threads(w->pool);
  arena **kept = arena_array(a, arena *, count);
  for (unsigned i = 0; i < count; i++) kept[i] = &w->each[i].pages;
  return (crew){.workers = count, .kept = kept, .run = run_in_pool, .context = w->pool};
}

void workers_readers(arena *a, const workers *w, bool unlisted, related_readers *out) {
  for (unsigned i = 0; i < pool_threads(w->pool); i++) {
    vec_push(a, out, w->each[i].reader);
    if (unlisted) vec_push(a, out, w->each[i].unlisted);
  }
  for (size_t i = 0; i < w->known.len; i++) {
    if (unlisted || !w->known.at[i].unlisted) vec_push(a, out, w->known.at[i].reader);
  }
}
