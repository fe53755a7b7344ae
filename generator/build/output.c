#include <errno.h>
#include <stdlib.h>

#include "base/oom.h"
#include "base/sort.h"
#include "build/output_parts.h"

sv output__path(const output *out, arena *a, sv path) {
  return fs_join(a, sv_of(out->folder), path);
}

bool output__is_hidden(sv path) {
  return sv_starts(path, SV(".")) || sv_find(path, SV("/."), 0) != SV_NONE;
}

static bool cannot_enter(const char *folder, diag_sink *sink, const char *what) {
  diag_add(sink, DIAG_IO002, diag_file(sv_of(folder)), "this folder cannot be %s: %s", what,
           strerror(errno));
  return false;
}

static bool refuse(diag_sink *sink, const output_options *options, const char *what) {
  diag *d = diag_add(sink, DIAG_BD001, diag_file(sv_of(options->folder)), "the output cannot be %s",
                     what);
  diag_hint(d, "name a folder of its own with -o");
  return false;
}

/* A wrong folder here would cost somebody's files, so links are resolved before comparing. */
static bool may_be_output(arena *a, const output_options *options, sv real, diag_sink *sink) {
  sv site = fs_real(a, options->site);
  if (real.len == 0) return cannot_enter(options->folder, sink, "reached");
  if (fs_look(options->folder) == FS_FILE) return refuse(sink, options, "a file");
  bool source = sv_eq(real, site), above = fs_is_within(site, real);
  sv notes = fs_join(a, site, SV(OUTPUT_NOTES));
  bool inside = fs_is_within(real, notes) && !fs_is_within(real, fs_join(a, notes, SV("serve")));
  for (size_t i = 0; i < options->sources.len; i++) {
    sv other = fs_real(a, arena_cstr(a, options->sources.at[i]));
    if (other.len == 0) continue;
    source = source || sv_eq(real, other);
    above = above || fs_is_within(other, real);
    inside = inside || fs_is_within(real, other);
  }
  if (source) return refuse(sink, options, "the site's own folder, content/ or layouts/");
  if (above) return refuse(sink, options, "a folder that holds the site, content/ or layouts/");
  if (inside) return refuse(sink, options, "a folder inside content/, layouts/ or .pamphlet/");
  return true;
}

/* The highest folder on the way to the output that does not exist. */
static sv first_missing(arena *a, const char *folder) {
  sv missing = SV("");
  for (sv at = sv_of(folder); at.len && fs_look_itself(arena_cstr(a, at)) == FS_MISSING;
       at = fs_folder_of(at)) {
    while (at.len > 1 && sv_ends(at, SV("/"))) at.len--;
    missing = at;
  }
  return missing;
}

/* Makes the folder, claims it, and clears what a killed build left behind. */
static bool enter(output *out) {
  out->made_from = first_missing(&out->memory, out->folder);
  if (!fs_make_folders(out->folder)) return cannot_enter(out->folder, out->sink, "made");
  out->lock = fs_lock(out->folder);
  if (out->lock < 0 && errno == EWOULDBLOCK) {
    diag *d = diag_add(out->sink, DIAG_BD001, diag_file(sv_of(out->folder)),
                       "another build is writing to this folder at the moment");
    diag_hint(d, "wait until it is done, or stop it");
    return false;
  }
  out->entered = true;
  bool clear = fs_remove_tree(out->stage.at) && fs_make_folders(out->stage.at);
  if (clear) out->stage_folder = fs_open_folder(out->stage.at);
  return out->stage_folder >= 0 || cannot_enter(out->folder, out->sink, "written");
}

const fs_entry *output__there(const output *out, sv path) {
  const fs_list *all = &out->present;
  size_t i = sort_find(all->at, all->len, sizeof *all->at, path, NULL);
  return i == SV_NONE ? NULL : &all->at[i];
}

bool output__had_folder(const output *out, sv folder, size_t *near) {
  const sv_list *all = &out->folders;
  return sort_find(all->at, all->len, sizeof *all->at, folder, near) != SV_NONE;
}

/* What the record goes with was written by a build, so it need not be read to know whose it is. */
bool output_ready(output *out, const last_build *record) {
  sv about = out->manifest_stands ? out->said.output : output_before(out)->output;
  out->known = sv_eq(about, out->now.output) && !out->clean;
  if (!out->known || output__fits(out, record)) return true;
  out->known = out->manifest_stands = false;
  out->misfits = out->before_read = true;
  out->before = (manifest){0};
  return false;
}

output *output_open(const output_options *options, diag_sink *sink) {
  output *out = oom_malloc(sizeof *out);
  *out = (output){.sink = sink, .lock = -1, .stage_folder = -1, .workers = options->workers};
  out->threads = options->threads;
  arena *a = &out->memory;
  sv real = fs_real(a, options->folder);
  out->folder = arena_cstr(a, sv_of(options->folder));
  out->stage = output__path(out, a, SV(OUTPUT_STAGE));
  out->lanes = oom_malloc(options->workers * sizeof *out->lanes);
  memset(out->lanes, 0, options->workers * sizeof *out->lanes);
  if (may_be_output(a, options, real, sink) && enter(out)) {
    output__remember(out, options->site, real);
    out->clean = options->clean;
    if (options->looked_later) return out;
    output__look(out);
    output_ready(out, &(last_build){0});
    return out;
  }
  output_close(out);
  return NULL;
}

/* Where the same bytes may stand already: the path, or NULL. */
static const char *candidate(const output *out, output__lane *lane, sv path) {
  if (!output__is_hidden(path) && !output__there(out, path)) return NULL;
  return output__path(out, &lane->scratch, path).at;
}

/* Files of one folder mostly come one after the other. */
static bool make_folder_above(const output *out, output__lane *lane, sv path) {
  sv folder = fs_folder_of(path);
  if (!folder.len || sv_eq(folder, lane->folder)) return true;
  if (!fs_make_below(out->stage_folder, arena_cstr(&lane->scratch, folder))) return false;
  lane->folder = folder;
  return true;
}

/* Only the first failure is reported: the next ones have the same reason. */
static bool put_failed(output *out, output__lane *lane, sv path, const char *from, int reason) {
  if (atomic_exchange(&out->failed, true)) return false;
  if (from && fs_look(from) != FS_FILE) {
    diag_add(out->sink, DIAG_IO001, diag_file(sv_of(from)), "cannot be read: %s", strerror(reason));
    return false;
  }
  diag_add(out->sink, DIAG_IO002, diag_file(output__path(out, &lane->scratch, path)),
           "cannot be written: %s", strerror(reason));
  return false;
}

static bool stage(const output *out, output__lane *lane, output__file *file, sv bytes) {
  if (!make_folder_above(out, lane, file->path)) return false;
  if (!file->from.len) {
    return fs_create_below(out->stage_folder, file->path.at, bytes, &file->stamp);
  }
  return fs_copy_below(file->from.at, out->stage_folder, file->path.at, &file->stamp);
}

static bool put(output *out, unsigned worker, sv path, sv bytes, const char *from) {
  output__lane *lane = &out->lanes[worker];
  if (atomic_load_explicit(&out->failed, memory_order_relaxed)) return false;
  arena_reset(&lane->scratch);
  const char *old = candidate(out, lane, path);
  bool staged = !old || !(from ? fs_same(old, from) : fs_holds(old, bytes));
  output__file made = {.path = {arena_cstr(&lane->memory, path), path.len}, .staged = staged};
  if (from) {
    made.from = (sv){arena_cstr(&lane->memory, sv_of(from)), strlen(from)};
  } else {
    made.content = hash_of(bytes);
  }
  bool good = !staged || stage(out, lane, &made, bytes);
  int reason = errno;
  vec_push(NULL, &lane->files, made);
  return good || put_failed(out, lane, path, from, reason);
}

bool output_put(output *out, unsigned worker, sv path, sv bytes) {
  return put(out, worker, path, bytes, NULL);
}

bool output_copy(output *out, unsigned worker, sv path, const char *from) {
  return put(out, worker, path, SV(""), from);
}

void output_page(output *out, sv url, sv path, sv source) {
  vec_push(&out->memory, &out->now.pages, (manifest_page){url, path, source});
}

const manifest *output_before(output *out) {
  if (out->before_read) return &out->before;
  out->before_read = true;
  output__read_manifest(out);
  manifest_extent there;
  bool usable = manifest_take(&out->memory, out->manifest_text, &out->before, &there) &&
                sv_eq(out->before.output, out->now.output);
  if (!usable) out->before = (manifest){0};
  if (usable && !out->manifest_stands) out->said.extent = there;
  return &out->before;
}

/* A record lists what the manifest does that it goes with. */
const sv_list *output__files_before(output *out) {
  sv_list *files = &out->files_before;
  if (!out->manifest_stands) return &output_before(out)->files;
  vec_reserve(&out->memory, files, out->then.len);
  for (size_t i = files->len; i < out->then.len; i++) {
    vec_push(&out->memory, files, out->then.at[i].path);
  }
  return files;
}

/* Folders that this output made and that hold nothing go again. */
static void remove_new_folders(output *out) {
  sv at = sv_of(out->folder);
  while (out->made_from.len && at.len >= out->made_from.len) {
    if (!fs_remove_empty(arena_cstr(&out->memory, at))) return;
    at = fs_folder_of(at);
  }
}

void output_close(output *out) {
  if (!out) return;
  if (out->entered && !out->committed) fs_remove_tree(out->stage.at);
  if (!out->committed) remove_new_folders(out);
  fs_close_folder(out->stage_folder);
  fs_unlock(out->lock);
  for (unsigned i = 0; i < out->workers; i++) {
    free(out->lanes[i].files.at);
    arena_free(&out->lanes[i].memory);
    arena_free(&out->lanes[i].scratch);
  }
  free(out->lanes);
  arena_free(&out->memory);
  free(out);
}
