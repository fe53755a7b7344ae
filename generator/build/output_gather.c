/* What a build has made, in one list, held against what the last one left. */
#include <stdlib.h>

#include "base/sort.h"
#include "build/output_parts.h"

/* What was put, by path; of no arena. */
static output__files take_lanes(output *out) {
  output__files all = {0};
  for (unsigned i = 0; i < out->workers; i++) {
    output__files *files = &out->lanes[i].files;
    for (size_t j = 0; j < files->len; j++) vec_push(NULL, &all, files->at[j]);
    free(files->at);
    *files = (output__files){0};
  }
  sort_by_text(all.at, all.len, sizeof *all.at);
  return all;
}

/* All files in one list, by path. Those that stay have their places in the last build's. */
static void gather_files(output *out) {
  arena *a = &out->memory;
  output__files put = take_lanes(out);
  size_t at = 0, all = put.len;
  for (size_t i = 0; i < out->then.len; i++) all += out->stays[i];
  vec_reserve(a, &out->files, all);
  for (size_t i = 0; i < out->then.len; i++) {
    if (!out->stays[i]) continue;
    while (at < put.len && sv_cmp(put.at[at].path, out->then.at[i].path) < 0) {
      vec_push(a, &out->files, put.at[at++]);
    }
    vec_push(a, &out->files, output__stayed(out, i));
  }
  while (at < put.len) vec_push(a, &out->files, put.at[at++]);
  free(put.at);
}

/* Files of one folder stand together, so each folder comes up once. */
static uint32_t count_folders(const output__files *files) {
  uint32_t count = 0;
  sv before = SV("");
  for (size_t i = 0; i < files->len; i++) {
    sv path = files->at[i].path;
    size_t shared = 0;
    while (shared < path.len && shared < before.len && path.at[shared] == before.at[shared]) {
      shared++;
    }
    for (size_t j = shared; j < path.len; j++) {
      count += path.at[j] == '/' && !output__is_hidden(sv_first(path, j));
    }
    before = path;
  }
  return count;
}

/* True where just what the last build left stands in the folder. */
static bool stands_as_left(const output *out) {
  return out->known && out->as_left && out->folders.len + 1 == out->then_folders.len;
}

/* How the next one of an earlier build stands to a file of this one, by path. */
static int order_of(const output__earlier *then, uint32_t at, const output__file *file) {
  if (then->numbered && file->then == at + 1) return 0;
  const sv *path = (const void *)((const char *)then->at + at * then->size);
  return sv_cmp(*path, file->path);
}

void output__compare(output *out, const output__earlier *then, output__numbers *fresh,
                     output__numbers *unmade) {
  arena *a = &out->memory;
  uint32_t at = 0;
  for (uint32_t i = 0; i < out->files.len; i++) {
    int order = 1;
    while (at < then->count && (order = order_of(then, at, &out->files.at[i])) < 0) {
      vec_push(a, unmade, at++);
    }
    if (at < then->count && order == 0) {
      at++;
    } else {
      vec_push(a, fresh, i);
    }
  }
  while (at < then->count) vec_push(a, unmade, at++);
}

/* What this build makes and the last one did not, and the other way round. */
static void find_differences(output *out) {
  const last_files *then = &out->then;
  output__earlier left = {then->at, then->len, sizeof *then->at, .numbered = true};
  output__compare(out, &left, &out->fresh, &out->unmade);
}

static void gather_one(void *context, size_t which, unsigned worker) {
  output *out = context;
  if (which == 0) {
    gather_files(out);
    out->folder_count = count_folders(&out->files);
    out->steady = stands_as_left(out);
    if (out->steady) find_differences(out);
    out->same_files = out->steady && !out->fresh.len && !out->unmade.len;
  } else {
    uint64_t then = out->manifest_stands ? out->said.pages : 0;
    out->said.pages = manifest_print_pages(&out->now.pages);
    out->same_pages = out->said.pages == then;
    if (!out->same_pages) manifest_sort_pages(&out->now.pages);
  }
}

/* Those that come in another order than they did may be the same nevertheless. */
static bool has_same_pages(output *out) {
  return manifest_same_pages(&out->now.pages, &output_before(out)->pages);
}

void output__gather(output *out) {
  if (out->gathered) return;
  out->gathered = true;
  if (out->threads) {
    pool_run(out->threads, 2, gather_one, out);
  } else {
    gather_one(out, 0, 0);
    gather_one(out, 1, 0);
  }
  out->same_pages = out->same_pages || has_same_pages(out);
}

bool output_same_pages(output *out) {
  output__gather(out);
  return out->same_pages;
}
