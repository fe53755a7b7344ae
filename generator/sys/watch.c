#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/oom.h"
#include "sys/clock.h"
#include "sys/watch_parts.h"

enum {
  QUIET_SETTLED = 3,    /* milliseconds without news after files were closed */
  QUIET_UNSETTLED = 60, /* and while one is missing, or still open: editors put it right sooner */
  QUIET_MOST = 1000,    /* a file that is always being written is news as it is */
  LOOK_EVERY = 400,
  RETRY_EVERY = 1000
};

struct watch {
  watch__inotify *told; /* one of the two */
  watch__looker *looks;
  int wake[2];
  watch__batch batch; /* what happened since changes were last given */
};

watch *watch_new(const watch_options *options) {
  watch *w = oom_malloc(sizeof *w);
  *w = (watch){.wake = {-1, -1}};
  if (pipe(w->wake) == 0) {
    for (int i = 0; i < 2; i++) {
      fcntl(w->wake[i], F_SETFD, FD_CLOEXEC);
      fcntl(w->wake[i], F_SETFL, O_NONBLOCK);
    }
  }
  if (!options->poll) w->told = watch__inotify_new(options);
  if (!w->told) w->looks = watch__looker_new(options);
  return w;
}

void watch_free(watch *w) {
  if (w->told) watch__inotify_free(w->told);
  if (w->looks) watch__looker_free(w->looks);
  close(w->wake[0]);
  close(w->wake[1]);
  arena_free(&w->batch.memory);
  free(w);
}

void watch_wake(watch *w) {
  ssize_t written = write(w->wake[1], "", 1);
  (void)written; /* full: it wakes anyway */
}

typedef struct change {
  unsigned first, last;
} change;

void watch__note(watch__batch *batch, sv path, unsigned what) {
  batch->notes++;
  bool fresh;
  map_entry *entry = map_entry_for(&batch->memory, &batch->paths, path, &fresh);
  if (fresh) {
    entry->key = arena_dup(&batch->memory, path);
    change *made = arena_new(&batch->memory, change);
    made->first = what;
    entry->value = made;
  }
  change *c = entry->value;
  c->last = what;
}

static int quiet_wanted(const watch__batch *batch) {
  for (size_t i = 0; i < batch->paths.len; i++) {
    const change *c = batch->paths.entries[i].value;
    bool passing = c->first & WATCH__BORN && c->last & WATCH__GONE;
    if (!passing && c->last & (WATCH__GONE | WATCH__OPEN)) return QUIET_UNSETTLED;
  }
  return QUIET_SETTLED;
}

static int since(uint64_t start) {
  return (int)((clock_nanoseconds() - start) / 1000000);
}

/* Waits for one thing to happen. True: it was woken. */
static bool wait_once(watch *w, watch__batch *batch, int milliseconds) {
  int told = w->told ? watch__inotify_file(w->told) : -1;
  struct pollfd files[] = {{w->wake[0], POLLIN, 0}, {told, POLLIN, 0}};
  int ready = poll(files, 2, milliseconds);
  if (ready > 0 && files[0].revents) {
    char bytes[64];
    while (read(w->wake[0], bytes, sizeof bytes) > 0) continue;
    return true;
  }
  if (ready > 0 && files[1].revents) watch__inotify_read(w->told, batch);
  return false;
}

/* The time until somebody must look, or look again. */
static int step_of(const watch *w, int left) {
  int step = w->looks ? LOOK_EVERY : RETRY_EVERY;
  return left < step ? left : step;
}

static bool wait_first(watch *w, watch__batch *batch, int milliseconds) {
  uint64_t start = clock_nanoseconds();
  for (;;) {
    int left = milliseconds - since(start);
    if (wait_once(w, batch, left < 0 ? 0 : step_of(w, left))) return true;
    if (batch->paths.len == 0 && w->looks) watch__looker_look(w->looks, batch);
    if (batch->paths.len == 0 && w->told) watch__inotify_retry(w->told, batch);
    if (batch->paths.len || left <= 0) return false;
  }
}

static bool wait_until_quiet(watch *w, watch__batch *batch) {
  uint64_t start = clock_nanoseconds(), last = start;
  for (;;) {
    int left = quiet_wanted(batch) - since(last);
    if (left <= 0 || since(start) >= QUIET_MOST) return false;
    size_t before = batch->notes;
    if (wait_once(w, batch, left)) return true;
    if (batch->notes != before) last = clock_nanoseconds();
  }
}

/* A file that came and went was an editor's. */
static void give(watch__batch *batch, arena *a, sv_list *changed) {
  for (size_t i = 0; i < batch->paths.len; i++) {
    const change *c = batch->paths.entries[i].value;
    if (c->first & WATCH__BORN && c->last & WATCH__GONE) continue;
    vec_push(a, changed, arena_dup(a, batch->paths.entries[i].key));
  }
  if (changed->len) qsort(changed->at, changed->len, sizeof *changed->at, sv_order);
}

watch_news watch_wait(watch *w, arena *a, int milliseconds, sv_list *changed) {
  watch__batch *batch = &w->batch;
  *changed = (sv_list){0};
  if (batch->paths.len == 0 && wait_first(w, batch, milliseconds)) return WATCH_WOKEN;
  if (batch->paths.len == 0) return WATCH_NOTHING;
  if (w->told && wait_until_quiet(w, batch)) return WATCH_WOKEN;
  give(batch, a, changed);
  arena_free(&batch->memory);
  *batch = (watch__batch){0};
  return changed->len ? WATCH_CHANGED : WATCH_NOTHING;
}
