/* Tells when files change below some folders.
 *
 * On Linux by inotify(7); elsewhere, where the system has no more room for watches, or where it is
 * asked for (network folders tell of nothing), by looking at every file now and then.
 *
 * What editors do when they save (a file written beside and moved over, a file emptied and
 * filled) comes as one change: a wait ends when nothing more has happened for a moment, which is
 * short where files were closed, and longer where something is missing or still being written. */
#ifndef PAMPHLET_SYS_WATCH_H
#define PAMPHLET_SYS_WATCH_H

#include "base/vec.h"

typedef struct watch watch;

typedef struct watch_options {
  sv_list folders;          /* with everything below them; one that is missing is waited for */
  bool poll;                /* by looking */
  bool (*ignores)(sv name); /* names of files and folders that are nobody's news; may be NULL */
} watch_options;

typedef enum watch_news { WATCH_CHANGED, WATCH_NOTHING, WATCH_WOKEN } watch_news;

watch *watch_new(const watch_options *options);
void watch_free(watch *w);

/* Waits for changes, at most so long. WATCH_CHANGED: *changed has the paths, sorted, each once, as
 * "content/articles/x.md"; a folder's own path where anything below it may have changed. */
watch_news watch_wait(watch *w, arena *a, int milliseconds, sv_list *changed);

/* Ends the wait, or the next one, with WATCH_WOKEN; changes that it had begun to gather are for the
 * wait that follows. From any thread or signal handler. */
void watch_wake(watch *w);

#endif
