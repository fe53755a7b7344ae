/* Inside the watch: what its two ways of noticing share. */
#ifndef PAMPHLET_SYS_WATCH_PARTS_H
#define PAMPHLET_SYS_WATCH_PARTS_H

#include "base/map.h"
#include "sys/watch.h"

/* What became of a path. */
typedef enum watch__what {
  WATCH__BORN = 1, /* it was not there before */
  WATCH__GONE = 2,
  WATCH__OPEN = 4 /* somebody may still be writing it */
} watch__what;

/* Changes as they come in, until nothing more does. */
typedef struct watch__batch {
  arena memory;
  map paths;    /* each with what became of it */
  size_t notes; /* how many were taken */
} watch__batch;

/* A change of a path, `what` being a set of the above. */
void watch__note(watch__batch *batch, sv path, unsigned what);

typedef struct watch__inotify watch__inotify;
/* NULL: the system does not have it, or has no room left for so many folders. */
watch__inotify *watch__inotify_new(const watch_options *options);
void watch__inotify_free(watch__inotify *n);
/* The file to poll(2). */
int watch__inotify_file(const watch__inotify *n);
/* Takes what is there. */
void watch__inotify_read(watch__inotify *n, watch__batch *batch);
/* Tries again what could not be watched before. */
void watch__inotify_retry(watch__inotify *n, watch__batch *batch);

typedef struct watch__looker watch__looker;
watch__looker *watch__looker_new(const watch_options *options);
void watch__looker_free(watch__looker *l);
/* Looks at everything, and notes what is other than the last time. */
void watch__looker_look(watch__looker *l, watch__batch *batch);

#endif
