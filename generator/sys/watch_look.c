/* Changes by looking at every file: for systems and folders that tell of none. */
#include <stdlib.h>

#include "base/oom.h"
#include "sys/fs.h"
#include "sys/watch_parts.h"

struct watch__looker {
  watch_options options;
  arena memory;     /* the folders asked for */
  arena looks[2];   /* what was seen, now and the time before */
  map files[2];     /* path to fs_stamp */
  unsigned current; /* the later of the two */
};

static bool any_ignored(const watch__looker *l, sv path) {
  for (sv step; l->options.ignores && sv_split(&path, '/', &step);) {
    if (l->options.ignores(step)) return true;
  }
  return false;
}

static void look_at(watch__looker *l, sv root, diag_sink *unheard) {
  arena *a = &l->looks[l->current];
  fs_list files = {0};
  fs_walk(a, arena_cstr(a, root), (fs_walk_options){0}, unheard, &files);
  for (size_t i = 0; i < files.len; i++) {
    if (any_ignored(l, files.at[i].path)) continue;
    sv path = fs_join(a, root, files.at[i].path);
    fs_stamp *stamp = arena_new(a, fs_stamp);
    *stamp = files.at[i].stamp;
    map_put(a, &l->files[l->current], path, stamp);
  }
}

static void look(watch__looker *l) {
  l->current = !l->current;
  arena_free(&l->looks[l->current]);
  l->files[l->current] = (map){0};
  diag_sink *unheard = diag_sink_new();
  for (size_t i = 0; i < l->options.folders.len; i++) look_at(l, l->options.folders.at[i], unheard);
  diag_sink_free(unheard);
}

watch__looker *watch__looker_new(const watch_options *options) {
  watch__looker *l = oom_malloc(sizeof *l);
  *l = (watch__looker){.options = {.ignores = options->ignores}};
  for (size_t i = 0; i < options->folders.len; i++) {
    sv folder = arena_dup(&l->memory, options->folders.at[i]);
    vec_push(&l->memory, &l->options.folders, folder);
  }
  look(l);
  return l;
}

void watch__looker_free(watch__looker *l) {
  arena_free(&l->memory);
  arena_free(&l->looks[0]);
  arena_free(&l->looks[1]);
  free(l);
}

void watch__looker_look(watch__looker *l, watch__batch *batch) {
  look(l);
  const map *now = &l->files[l->current], *before = &l->files[!l->current];
  for (size_t i = 0; i < now->len; i++) {
    const fs_stamp *old = map_get(before, now->entries[i].key);
    if (!old || !fs_stamp_eq(old, now->entries[i].value))
      watch__note(batch, now->entries[i].key, 0);
  }
  for (size_t i = 0; i < before->len; i++) {
    if (!map_get(now, before->entries[i].key))
      watch__note(batch, before->entries[i].key, WATCH__GONE);
  }
}
