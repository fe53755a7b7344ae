/* The compressed copies that stand beside the texts of the output. */
#include <errno.h>
#include <stdlib.h>

#include "base/limits.h"
#include "base/oom.h"
#include "build/output_parts.h"

typedef struct compressing {
  output *out;
  const bool *wanted; /* [COMPRESS_METHODS] */
  const last_build *last;
  VEC(output__file) texts; /* as they were put; the lanes grow meanwhile */
  buf *copies;             /* one a worker */
} compressing;

/* True where the text holds what it held when the last build was done with it. */
static bool is_as_it_was(const compressing *c, const output__file *text, arena *scratch) {
  const last_file *then = c->last ? last_find(&c->last->outputs, text->path, NULL) : NULL;
  if (!then || !last_is_known(then->content)) return false;
  if (!text->from.len) return hash_eq(text->content, then->content);
  const fs_entry *there = text->staged ? NULL : output__there(c->out, text->path);
  return there && last_file_same(then, output__path(c->out, scratch, text->path).at, &there->stamp);
}

/* True where the last build left the copy that is wanted, or left none since it was no smaller. */
static bool keep(const compressing *c, unsigned worker, compress_method method, sv path) {
  if (!(c->last->compress & 1u << method)) return false;
  const last_file *then = last_find(&c->last->outputs, path, NULL);
  return !then || output_keep(c->out, worker, then);
}

static bool read_text(const compressing *c, const output__file *text, arena *a, sv *bytes) {
  const char *from = text->staged ? fs_join(a, c->out->stage, text->path).at
                                  : output__path(c->out, a, text->path).at;
  if (fs_read(a, from, LIMIT_COMPRESS_BYTES, bytes)) return true;
  int reason = errno;
  if (reason == EFBIG || atomic_exchange(&c->out->failed, true)) return false;
  diag_add(c->out->sink, DIAG_IO001, diag_file(sv_of(from)), "cannot be read: %s",
           strerror(reason));
  return false;
}

static void make(const compressing *c, unsigned worker, compress_method method, sv path, sv text) {
  buf *copy = &c->copies[worker];
  if (compress_text(method, text, copy)) output_put(c->out, worker, path, buf_sv(copy));
}

static void compress_one(void *context, size_t i, unsigned worker) {
  const compressing *c = context;
  const output__file *text = &c->texts.at[i];
  output__files *files = &c->out->lanes[worker].files;
  size_t before = files->len;
  arena scratch = {0};
  bool as_it_was = is_as_it_was(c, text, &scratch), read = false;
  sv bytes = SV("");
  for (int method = 0; method < COMPRESS_METHODS; method++) {
    sv path = arena_cat(&scratch, (sv[]){text->path, compress_endings[method]}, 2);
    if (!c->wanted[method]) continue;
    if (as_it_was && keep(c, worker, (compress_method)method, path)) continue;
    if (!read && !read_text(c, text, &scratch, &bytes)) break;
    read = true;
    make(c, worker, (compress_method)method, path, bytes);
  }
  arena_free(&scratch);
  for (size_t j = before; j < files->len; j++) files->at[j].is_copy = true;
}

static void list_texts(compressing *c) {
  for (unsigned i = 0; i < c->out->workers; i++) {
    const output__files *files = &c->out->lanes[i].files;
    for (size_t j = 0; j < files->len; j++) {
      if (compress_worth(files->at[j].path)) vec_push(&c->out->memory, &c->texts, files->at[j]);
    }
  }
  for (size_t i = 0; i < c->out->then.len; i++) {
    if (!c->out->stays[i] || !compress_worth(c->out->then.at[i].path)) continue;
    vec_push(&c->out->memory, &c->texts, output__stayed(c->out, i));
  }
}

void output_compress(output *out, const bool wanted[COMPRESS_METHODS], const last_build *last,
                     pool *threads) {
  compressing c = {.out = out, .wanted = wanted, .last = last};
  bool any = false;
  for (int i = 0; i < COMPRESS_METHODS; i++) any = any || wanted[i];
  if (!any) return;
  list_texts(&c);
  size_t workers = pool_threads(threads);
  c.copies = oom_malloc(workers * sizeof *c.copies);
  for (size_t i = 0; i < workers; i++) c.copies[i] = BUF_EMPTY;
  pool_run(threads, c.texts.len, compress_one, &c);
  for (size_t i = 0; i < workers; i++) buf_free(&c.copies[i]);
  free(c.copies);
}
