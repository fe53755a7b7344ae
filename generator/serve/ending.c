#include "serve/ending.h"

#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/oom.h"

struct ending {
  sigset_t held, mask; /* the signals; what this thread held back before */
  pthread_t thread;
  bool has_thread;
  void (*asked)(void *context);
  void *context;
  pthread_mutex_t lock;
  bool is_asked, is_working; /* with the lock */
};

/* A build that is stopped half way leaves its stage, which the next one clears. */
static void take_signal(ending *e) {
  pthread_mutex_lock(&e->lock);
  if (e->is_asked || e->is_working) _exit(EXIT_SUCCESS);
  e->is_asked = true;
  pthread_mutex_unlock(&e->lock);
  e->asked(e->context);
}

static void *listen_for_signals(void *context) {
  ending *e = context;
  for (int number;;) {
    if (sigwait(&e->held, &number) == 0) take_signal(e);
  }
  return NULL;
}

static bool is_ignored(int number) {
  struct sigaction now;
  return sigaction(number, NULL, &now) == 0 && now.sa_handler == SIG_IGN;
}

/* Some systems drop what is ignored before anybody can wait for it. */
static void hold(ending *e, int number) {
  struct sigaction usual = {.sa_handler = SIG_DFL};
  sigaddset(&e->held, number);
  if (is_ignored(number)) sigaction(number, &usual, NULL);
}

ending *ending_new(void) {
  ending *e = oom_malloc(sizeof *e);
  *e = (ending){.is_asked = false};
  pthread_mutex_init(&e->lock, NULL);
  sigemptyset(&e->held);
  pthread_sigmask(SIG_BLOCK, NULL, &e->mask);
  if (!is_ignored(SIGHUP)) hold(e, SIGHUP);
  hold(e, SIGINT);
  hold(e, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &e->held, NULL);
  return e;
}

void ending_listen(ending *e, void (*asked)(void *context), void *context) {
  e->asked = asked;
  e->context = context;
  e->has_thread = pthread_create(&e->thread, NULL, listen_for_signals, e) == 0;
  if (!e->has_thread) pthread_sigmask(SIG_SETMASK, &e->mask, NULL);
}

bool ending_begin_work(ending *e) {
  pthread_mutex_lock(&e->lock);
  e->is_working = !e->is_asked;
  bool begin = e->is_working;
  pthread_mutex_unlock(&e->lock);
  return begin;
}

void ending_finish_work(ending *e) {
  pthread_mutex_lock(&e->lock);
  e->is_working = false;
  pthread_mutex_unlock(&e->lock);
}

bool ending_asked(ending *e) {
  pthread_mutex_lock(&e->lock);
  bool asked = e->is_asked;
  pthread_mutex_unlock(&e->lock);
  return asked;
}

void ending_free(ending *e) {
  if (e->has_thread) {
    pthread_cancel(e->thread);
    pthread_join(e->thread, NULL);
  }
  pthread_sigmask(SIG_SETMASK, &e->mask, NULL);
  pthread_mutex_destroy(&e->lock);
  free(e);
}
