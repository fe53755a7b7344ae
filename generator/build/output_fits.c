/* Whether what is kept of earlier builds is of what stands in the output folder: a manifest that
 * was put back from another time would make strangers of pages that a build has made since, and
 * they would stay for ever. */
#include <stdatomic.h>

#include "build/mark.h"
#include "build/output_parts.h"

typedef struct fitting {
  output *out;
  const last_build *record; /* empty where there is none to be read */
  bool is_of_record;        /* the manifest is the one that it goes with */
  sv front;                 /* what the front page calls its address */
  bool asked_front, asked_files;
  atomic_bool differs; /* what the record lists is not as it says */
} fitting;

static void compare(void *context, size_t i, unsigned worker) {
  (void)worker;
  fitting *f = context;
  const last_file *then = &f->record->outputs.at[i];
  if (atomic_load_explicit(&f->differs, memory_order_relaxed)) return;
  arena scratch = {0};
  fs_stamp now;
  const char *path = output__path(f->out, &scratch, then->path).at;
  bool same = fs_stamp_of(path, false, &now) && last_file_same(then, path, &now);
  if (!same) atomic_store(&f->differs, true);
  arena_free(&scratch);
}

static bool stands_as_recorded(fitting *f) {
  if (!f->asked_files) {
    const last_files *all = &f->record->outputs;
    f->asked_files = true;
    if (f->out->threads) pool_run(f->out->threads, all->len, compare, f);
    for (size_t i = 0; !f->out->threads && i < all->len; i++) compare(f, i, 0);
  }
  return !f->differs;
}

static sv front_of(fitting *f) {
  arena *a = &f->out->memory;
  if (!f->asked_front) f->front = mark_address(a, output__path(f->out, a, SV("index.html")).at);
  f->asked_front = true;
  return f->front;
}

/* True where a file that the manifest does not name shows that it is of another time.
 *
 * - The record names the file: a build that is killed before it writes its record leaves a newer
 *   manifest beside an older record, but of what that manifest does not name nothing stands.
 * - A build has put it there, by its mark, and the record is that of this manifest: then something
 *   else must be other than they say, or somebody has copied the file. Of a page that calls another
 *   address its own that is the likelier always.
 * - There is no record of this manifest: then the mark must leave no doubt. */
static bool tells_against(fitting *f, sv path) {
  if (last_find(&f->record->outputs, path, NULL)) return true;
  arena scratch = {0};
  mark_kind kind = mark_look(output__path(f->out, &scratch, path).at, path, front_of(f));
  arena_free(&scratch);
  if (f->is_of_record) return kind >= MARK_LIKELY && !stands_as_recorded(f);
  return kind == MARK_CERTAIN;
}

bool output__fits(output *out, const last_build *record) {
  if (out->there && out->as_left) return true;
  const hash ours = out->said.extent.sum, theirs = record->manifest.extent.sum;
  fitting f = {.out = out, .record = record};
  f.is_of_record = out->manifest_stands || hash_eq(ours, theirs);
  const sv_list *named = output__files_before(out);
  size_t at = 0;
  for (size_t i = 0; i < out->present.len; i++) {
    const fs_entry *one = &out->present.at[i];
    while (at < named->len && sv_cmp(named->at[at], one->path) < 0) at++;
    if (at < named->len && sv_eq(named->at[at], one->path)) continue;
    if (one->kind == FS_FILE && tells_against(&f, one->path)) return false;
  }
  return true;
}
