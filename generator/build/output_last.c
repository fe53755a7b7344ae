/* The output folder held against what the last build left in it. */
#include <stdatomic.h>
#include <stdlib.h>

#include "build/output_parts.h"
#include "sys/clock.h"

const char *output_last_path(const output *out) {
  return out->last_path;
}

const char *output_pages_path(const output *out) {
  return out->pages_path;
}

hash output_manifest_hash(const output *out) {
  return last_content(out->manifest_path);
}

bool output_keep(output *out, unsigned worker, const last_file *then) {
  output__lane *lane = &out->lanes[worker];
  const fs_entry *there = map_get(&out->present_by_path, then->path);
  if (!there || there->kind != FS_FILE || !last_is_known(then->content)) return false;
  arena_reset(&lane->scratch);
  const char *path = output__path(out, &lane->scratch, then->path).at;
  if (!last_file_same(then, path, &there->stamp)) return false;
  output__file kept = {.path = {arena_cstr(&lane->memory, then->path), then->path.len},
                       .content = then->content};
  vec_push(&lane->memory, &lane->files, kept);
  return true;
}

typedef struct comparing {
  const output *out;
  const last_files *files;
  const fs_entry **there; /* by file; NULL: a dot file, which is not listed */
  atomic_bool differs;
} comparing;

static void compare(void *context, size_t i, unsigned worker) {
  comparing *c = context;
  const last_file *then = &c->files->at[i];
  if (atomic_load_explicit(&c->differs, memory_order_relaxed)) return;
  arena scratch = {0};
  fs_stamp now;
  bool same = true;
  if (c->there[i] && fs_stamp_eq(&c->there[i]->stamp, &then->stamp)) return;
  const char *path = output__path(c->out, &scratch, then->path).at;
  same = fs_stamp_of(path, false, &now) && last_file_same(then, path, &now);
  if (!same) atomic_store(&c->differs, true);
  arena_free(&scratch);
}

/* Both lists are in the order of paths. */
static bool find_all(comparing *c) {
  const fs_list *present = &c->out->present;
  size_t at = 0;
  for (size_t i = 0; i < c->files->len; i++) {
    sv path = c->files->at[i].path;
    if (output__is_hidden(path)) continue;
    if (at == present->len || !sv_eq(present->at[at].path, path)) return false;
    if (present->at[at].kind != FS_FILE) return false;
    c->there[i] = &present->at[at++];
  }
  return at == present->len;
}

bool output_is_as(const output *out, const last_files *files, uint32_t folders, pool *threads) {
  if (out->folders.len != folders) return false;
  arena memory = {0};
  comparing c = {out, files, arena_array(&memory, const fs_entry *, files->len), false};
  bool same = find_all(&c);
  if (same) pool_run(threads, files->len, compare, &c);
  arena_free(&memory);
  return same && !c.differs;
}

static int path_order(const void *left, const void *right) {
  return sv_cmp(*(const sv *)left, ((const last_file *)right)->path);
}

typedef struct listing_job {
  output *out;
  const last_files *inputs;
  last_files *files;
  int64_t taken;
} listing_job;

static void list_file(void *context, size_t i, unsigned worker) {
  listing_job *job = context;
  const output__file *made = &job->out->files.at[i];
  last_file *f = &job->files->at[i];
  const fs_entry *there = made->staged ? NULL : map_get(&job->out->present_by_path, made->path);
  /* Until the commit nobody else could change what was staged. */
  if (fs_stamp_tells(&made->stamp, job->out->changing) && made->stamp.inode) {
    f->stamp = made->stamp;
  } else if (there) {
    f->stamp = there->stamp;
  } else {
    arena scratch = {0};
    if (!fs_stamp_of(output__path(job->out, &scratch, made->path).at, false, &f->stamp)) {
      f->stamp = (fs_stamp){0};
    }
    arena_free(&scratch);
  }
  if (!fs_stamp_tells(&f->stamp, job->taken)) f->stamp = (fs_stamp){.size = f->stamp.size};
  if (!made->from.len || !job->inputs->len) return;
  const last_file *from =
      bsearch(&made->from, job->inputs->at, job->inputs->len, sizeof *job->inputs->at, path_order);
  if (from) f->content = from->content;
}

uint32_t output_list(output *out, arena *a, const last_files *inputs, pool *threads,
                     last_files *files) {
  *files = (last_files){0};
  vec_reserve(a, files, out->files.len);
  for (size_t i = 0; i < out->files.len; i++) {
    const output__file *made = &out->files.at[i];
    vec_push(a, files, (last_file){.path = made->path, .content = made->content});
  }
  listing_job job = {out, inputs, files, clock_wall()};
  pool_run(threads, files->len, list_file, &job);
  uint32_t folders = 0;
  for (size_t i = 0; i < out->needed_folders.len; i++) {
    folders += !output__is_hidden(out->needed_folders.entries[i].key);
  }
  return folders;
}
