/* Changes as Linux tells them: one watch a folder, and new folders as they come. */
#include "sys/watch_parts.h"

#ifdef __linux__

#  include <errno.h>
#  include <stdlib.h>
#  include <sys/inotify.h>
#  include <unistd.h>

#  include "base/oom.h"
#  include "sys/fs.h"

enum {
  EVENTS = IN_CLOSE_WRITE | IN_MODIFY | IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO |
           IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR,
  READ_BYTES = 64 * 1024
};

struct watch__inotify {
  int file;
  watch_options options;
  arena memory;   /* the folders asked for */
  bool *watched;  /* [options.folders.len] */
  char **folders; /* [folder_count], by watch number; NULL: none */
  size_t folder_count;
  bool full; /* the system gave no more watches */
};

static void remember(watch__inotify *n, int number, const char *path) {
  size_t at = (size_t)number;
  if (at >= n->folder_count) {
    size_t count = at * 2 + 64;
    n->folders = oom_realloc(n->folders, count * sizeof *n->folders);
    for (size_t i = n->folder_count; i < count; i++) n->folders[i] = NULL;
    n->folder_count = count;
  }
  free(n->folders[at]);
  n->folders[at] = oom_malloc(strlen(path) + 1);
  memcpy(n->folders[at], path, strlen(path) + 1);
}

static void forget(watch__inotify *n, int number) {
  free(n->folders[number]);
  n->folders[number] = NULL;
}

static bool add_one(watch__inotify *n, const char *path) {
  int number = inotify_add_watch(n->file, path, EVENTS);
  if (number < 0) {
    if (errno == ENOSPC || errno == ENOMEM) n->full = true;
    return false;
  }
  remember(n, number, path);
  return true;
}

static bool is_ignored(const watch__inotify *n, sv name) {
  return n->options.ignores && n->options.ignores(name);
}

static bool any_ignored(const watch__inotify *n, sv path) {
  for (sv step; sv_split(&path, '/', &step);) {
    if (is_ignored(n, step)) return true;
  }
  return false;
}

/* Watches a folder and all below it. With a batch, what stands in it is news: it may have come
 * before the watch did. */
static bool add_tree(watch__inotify *n, const char *root, watch__batch *batch) {
  if (!add_one(n, root)) return false;
  arena scratch = {0};
  fs_list files = {0};
  sv_list folders = {0};
  diag_sink *unheard = diag_sink_new();
  fs_walk(&scratch, root, (fs_walk_options){.folders = &folders}, unheard, &files);
  for (size_t i = 0; i < folders.len; i++) {
    if (any_ignored(n, folders.at[i])) continue;
    add_one(n, fs_join(&scratch, sv_of(root), folders.at[i]).at);
  }
  for (size_t i = 0; batch && i < files.len; i++) {
    if (any_ignored(n, files.at[i].path)) continue;
    watch__note(batch, fs_join(&scratch, sv_of(root), files.at[i].path), 0);
  }
  diag_sink_free(unheard);
  arena_free(&scratch);
  return true;
}

watch__inotify *watch__inotify_new(const watch_options *options) {
  int file = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
  if (file < 0) return NULL;
  watch__inotify *n = oom_malloc(sizeof *n);
  *n = (watch__inotify){.file = file, .options = {.ignores = options->ignores}};
  for (size_t i = 0; i < options->folders.len; i++) {
    sv folder = arena_dup(&n->memory, options->folders.at[i]);
    vec_push(&n->memory, &n->options.folders, folder);
  }
  n->watched = arena_array(&n->memory, bool, options->folders.len);
  for (size_t i = 0; i < options->folders.len; i++) {
    n->watched[i] = add_tree(n, arena_cstr(&n->memory, options->folders.at[i]), NULL);
  }
  if (!n->full) return n;
  watch__inotify_free(n);
  return NULL;
}

void watch__inotify_free(watch__inotify *n) {
  for (size_t i = 0; i < n->folder_count; i++) free(n->folders[i]);
  free(n->folders);
  close(n->file);
  arena_free(&n->memory);
  free(n);
}

int watch__inotify_file(const watch__inotify *n) {
  return n->file;
}

void watch__inotify_retry(watch__inotify *n, watch__batch *batch) {
  for (size_t i = 0; i < n->options.folders.len; i++) {
    if (n->watched[i]) continue;
    arena scratch = {0};
    n->watched[i] = add_tree(n, arena_cstr(&scratch, n->options.folders.at[i]), batch);
    if (n->watched[i]) watch__note(batch, n->options.folders.at[i], 0);
    arena_free(&scratch);
  }
}

/* A folder of ours went away, by this name; one that was asked for is waited for. */
static void lose(watch__inotify *n, const char *path, watch__batch *batch) {
  for (size_t i = 0; i < n->options.folders.len; i++) {
    if (!sv_is(n->options.folders.at[i], path)) continue;
    n->watched[i] = false;
    watch__note(batch, sv_of(path), WATCH__GONE);
  }
}

static void lost_some(watch__inotify *n, watch__batch *batch) {
  for (size_t i = 0; i < n->options.folders.len; i++) {
    arena scratch = {0};
    add_tree(n, arena_cstr(&scratch, n->options.folders.at[i]), NULL);
    watch__note(batch, n->options.folders.at[i], 0);
    arena_free(&scratch);
  }
}

/* A file moved to a name is whole. So is one that a program closed. */
static unsigned what_of(uint32_t mask) {
  if (mask & (IN_DELETE | IN_MOVED_FROM)) return WATCH__GONE;
  if (mask & IN_CREATE) return WATCH__BORN | WATCH__OPEN;
  return mask & IN_MODIFY ? WATCH__OPEN : 0;
}

static void take(watch__inotify *n, const struct inotify_event *event, watch__batch *batch) {
  if (event->mask & IN_Q_OVERFLOW) {
    lost_some(n, batch);
    return;
  }
  if (event->wd < 0 || (size_t)event->wd >= n->folder_count || !n->folders[event->wd]) return;
  const char *folder = n->folders[event->wd];
  if (event->mask & (IN_DELETE_SELF | IN_MOVE_SELF)) lose(n, folder, batch);
  if (event->mask & IN_MOVE_SELF) inotify_rm_watch(n->file, event->wd);
  if (event->mask & IN_IGNORED) {
    forget(n, event->wd);
    return;
  }
  sv name = event->len ? sv_of(event->name) : SV("");
  if (name.len == 0 || is_ignored(n, name)) return;
  arena scratch = {0};
  sv path = fs_join(&scratch, sv_of(folder), name);
  if (event->mask & IN_ISDIR && event->mask & (IN_CREATE | IN_MOVED_TO)) {
    add_tree(n, path.at, batch);
  } else {
    watch__note(batch, path, what_of(event->mask));
  }
  arena_free(&scratch);
}

void watch__inotify_read(watch__inotify *n, watch__batch *batch) {
  _Alignas(struct inotify_event) char bytes[READ_BYTES];
  for (;;) {
    ssize_t got = read(n->file, bytes, sizeof bytes);
    if (got <= 0) return;
    for (char *at = bytes; at < bytes + got;) {
      const struct inotify_event *event = (const void *)at;
      take(n, event, batch);
      at += sizeof *event + event->len;
    }
  }
}

#else /* other systems look for themselves */

watch__inotify *watch__inotify_new(const watch_options *options) {
  return NULL;
}

void watch__inotify_free(watch__inotify *n) {
}

int watch__inotify_file(const watch__inotify *n) {
  return -1;
}

void watch__inotify_read(watch__inotify *n, watch__batch *batch) {
}

void watch__inotify_retry(watch__inotify *n, watch__batch *batch) {
}

#endif
