/* The thread that checks articles which changed, a few at a time, once somebody has looked at the
 * desk. It shares the desk's lock, and holds it only to take work and to hand in what it found. */
#ifndef PAMPHLET_DESK_CHECKER_H
#define PAMPHLET_DESK_CHECKER_H

#include <pthread.h>

#include "desk/catalogue.h"

typedef struct checker {
  const build_options *build;
  pthread_mutex_t *lock; /* for everything below, and the catalogue */
  catalogue **now;       /* NULL: there was no build yet */
  pthread_cond_t news;   /* there may be work, or it is done */
  pthread_t thread;
  bool running, ending;
  sv first; /* the article that somebody waits for; empty: none */
} checker;

void checker_open(checker *c);
/* Waits until the thread has ended; without the lock. */
void checker_close(checker *c);

/* These three with the lock. Begins to work, if it does not yet. */
void checker_begin(checker *c);
/* There is another catalogue, or something in it changed. */
void checker_look(checker *c);
/* Checks this article before others, and waits a moment for it. The catalogue may be another
 * afterwards. */
void checker_hurry(checker *c, sv source);

#endif
