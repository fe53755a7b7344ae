#include "build/first_limit.h"

#include "diag/record.h"

void first_limit_open(first_limit *l, diag_sink *sink) {
  *l = (first_limit){.before = diag_mark(sink)};
  atomic_init(&l->number, SIZE_MAX);
  pthread_mutex_init(&l->lock, NULL);
}

void first_limit_met(first_limit *l, size_t number, unsigned worker) {
  pthread_mutex_lock(&l->lock);
  if (!first_limit_precedes(l, number)) {
    atomic_store_explicit(&l->number, number, memory_order_relaxed);
    l->worker = worker;
  }
  pthread_mutex_unlock(&l->lock);
}

void first_limit_close(first_limit *l, const workers *w, diag_sink *sink) {
  if (atomic_load_explicit(&l->number, memory_order_relaxed) != SIZE_MAX) {
    diag_back_to(sink, l->before);
    diag_hand_on(w->each[l->worker].problems, sink);
    for (unsigned i = 0; i < pool_threads(w->pool); i++) diag_forget(w->each[i].problems);
  }
  pthread_mutex_destroy(&l->lock);
}
