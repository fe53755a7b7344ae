/* Hears that the server shall end: Ctrl-C, SIGTERM and SIGHUP, taken by a thread that waits for
 * them, so that nothing is interrupted in the middle of something else. */
#ifndef PAMPHLET_SERVE_ENDING_H
#define PAMPHLET_SERVE_ENDING_H

#include <stdbool.h>

typedef struct ending ending;

/* Holds the signals back in this thread and in all that it starts: call it before any is started.
 * SIGHUP stays ignored where it is, as under nohup(1); a shell that starts a program in the
 * background has Ctrl-C ignored, which says nothing of being told to end. */
ending *ending_new(void);

/* From here on signals are heard, those too that came meanwhile. `asked` is called for the first,
 * in a thread of its own, and must be short: ending_free may cut it off. A second one ends the
 * process at once; where there is no thread to be had, each does. */
void ending_listen(ending *e, void (*asked)(void *context), void *context);

/* Before work that need not be waited for: while it lasts, a signal ends the process at once, with
 * EXIT_SUCCESS. False: an end was asked for, and nothing should begin. */
bool ending_begin_work(ending *e);
void ending_finish_work(ending *e);

bool ending_asked(ending *e);

/* Signals do what they did before. In the thread that made it. */
void ending_free(ending *e);

#endif
