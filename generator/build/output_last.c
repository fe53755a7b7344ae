/* The output folder held against what the last build left in it. */
#include <stdatomic.h>
#include <stdlib.h>

#include "base/limits.h"
#include "build/output_parts.h"
#include "sys/clock.h"

const char *output_last_path(const output *out) {
  return out->last_path;
}

const char *output_pages_path(const output *out) {
  return out->pages_path;
}

void output__read_manifest(output *out) {
  if (out->manifest_text.len) return;
  bool there = fs_read(&out->memory, out->manifest_path, LIMIT_MANIFEST_BYTES, &out->manifest_text);
  if (!there) out->manifest_text = SV("");
}

/* It is looked through where the system has it; few builds need it themselves. */
static bool holds_manifest(output *out, const last_manifest *then) {
  manifest_extent there;
  sv text;
  bool mapped = fs_map(out->manifest_path, &text);
  if (!mapped) {
    output__read_manifest(out);
    text = out->manifest_text;
  }
  bool same = manifest_check(text, &there) && hash_eq(there.sum, then->extent.sum);
  if (mapped) fs_unmap(text);
  return same;
}

bool output_has_manifest(output *out, const last_manifest *then) {
  int64_t taken = clock_wall();
  fs_stamp now;
  if (!fs_stamp_of(out->manifest_path, true, &now)) return false;
  if (!fs_stamp_eq(&now, &then->stamp) && !holds_manifest(out, then)) return false;
  out->manifest_stands = true;
  out->said = *then;
  if (fs_stamp_tells(&now, taken)) out->manifest_stamp = now;
  return true;
}

last_manifest output_manifest(const output *out) {
  last_manifest said = out->said;
  said.output = out->now.output;
  said.stamp = out->manifest_stamp;
  return said;
}

static bool stands(const output *out, arena *scratch, const last_file *then) {
  const fs_entry *there = out->there[then - out->then.at];
  if (!there || !last_is_known(then->content)) return false;
  if (fs_stamp_eq(&then->stamp, &there->stamp)) return true;
  const char *path = output__path(out, scratch, then->path).at;
  return last_file_same(then, path, &there->stamp);
}

bool output_stands(const output *out, const last_file *then) {
  arena scratch = {0};
  bool as_left = stands(out, &scratch, then);
  arena_free(&scratch);
  return as_left;
}

output__file output__stayed(const output *out, size_t place) {
  const last_file *then = &out->then.at[place];
  return (output__file){.path = then->path, .then = (uint32_t)place + 1, .content = then->content};
}

/* One that two outputs ask for is put as well: the plan finds that out. */
void output_stay(output *out, unsigned worker, const last_file *then) {
  size_t place = (size_t)(then - out->then.at);
  if (!atomic_exchange_explicit(&out->stays[place], true, memory_order_relaxed)) return;
  vec_push(NULL, &out->lanes[worker].files, output__stayed(out, place));
}

bool output_read(const output *out, arena *a, const last_file *then, sv *bytes) {
  const char *path = output__path(out, a, then->path).at;
  return fs_read(a, path, LIMIT_SOURCE_BYTES, bytes) && hash_eq(hash_of(*bytes), then->content);
}

bool output_keep(output *out, unsigned worker, const last_file *then) {
  arena *scratch = &out->lanes[worker].scratch;
  arena_reset(scratch);
  if (!stands(out, scratch, then)) return false;
  output_stay(out, worker, then);
  return true;
}

typedef struct comparing {
  const output *out;
  atomic_bool differs;
} comparing;

static void compare(void *context, size_t i, unsigned worker) {
  comparing *c = context;
  const last_file *then = &c->out->then.at[i];
  const fs_entry *there = c->out->there[i];
  if (atomic_load_explicit(&c->differs, memory_order_relaxed)) return;
  if (there && fs_stamp_eq(&there->stamp, &then->stamp)) return;
  arena scratch = {0};
  fs_stamp now;
  const char *path = output__path(c->out, &scratch, then->path).at;
  bool same = fs_stamp_of(path, false, &now) && last_file_same(then, path, &now);
  if (!same) atomic_store(&c->differs, true);
  arena_free(&scratch);
}

bool output_is_as_left(const output *out) {
  if (!out->as_left || out->folders.len + 1 != out->then_folders.len) return false;
  comparing c = {out, false};
  pool_run(out->threads, out->then.len, compare, &c);
  return !c.differs;
}

typedef struct listing_job {
  output *out;
  const last_files *inputs;
  last_files *files;
  int64_t taken;
} listing_job;

static const fs_entry *there_now(const output *out, const output__file *made) {
  if (made->staged) return NULL;
  return made->then ? out->there[made->then - 1] : output__there(out, made->path);
}

static void list_file(void *context, size_t i, unsigned worker) {
  listing_job *job = context;
  const output__file *made = &job->out->files.at[i];
  last_file *f = &job->files->at[i];
  const fs_entry *there = there_now(job->out, made);
  *f = (last_file){.path = made->path, .content = made->content};
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
  if (!made->from.len) return;
  const last_file *from = last_find(job->inputs, made->from, NULL);
  if (from) f->content = from->content;
}

void output_list(output *out, arena *a, const last_files *inputs, last_files *files,
                 last_folders *folders) {
  *files = (last_files){0};
  vec_reserve(a, files, out->files.len);
  files->len = out->files.len;
  listing_job job = {out, inputs, files, clock_wall()};
  pool_run(out->threads, files->len, list_file, &job);
  output__list_folders(out, a, folders);
}
