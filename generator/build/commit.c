/* The last stage of a build: changes the output folder as output_plan.c says.
 *
 * What is gone goes first: a page that was taken back is live no longer than it must be, whatever
 * stops the rest, and where a file was a folder may come, or the other way round. What fails stops
 * nothing else, so that as little as can be is left for the next build. */
#include <errno.h>
#include <stdlib.h>

#include "base/sort.h"
#include "build/output_parts.h"
#include "sys/clock.h"

static bool commit_failed(output *out, sv path, const char *what) {
  int reason = errno;
  sv file = output__path(out, &out->memory, path);
  diag_add(out->sink, DIAG_IO002, diag_file(file), "cannot be %s: %s", what, strerror(reason));
  return false;
}

/* All files of this build, and those of the last that go where they are asked for, by path. */
static void files_for_manifest(const output *out, bool with_earlier, sv_list *all) {
  size_t ours = out->files.len, gone = out->gone.len, hidden = out->hidden_gone.len, at = 0;
  sv_list earlier = {0};
  for (size_t i = 0; with_earlier && i < gone; i++) vec_push(NULL, &earlier, out->gone.at[i]->path);
  for (size_t i = 0; with_earlier && i < hidden; i++) {
    vec_push(NULL, &earlier, out->hidden_gone.at[i]);
  }
  sort_by_text(earlier.at, earlier.len, sizeof *earlier.at);
  vec_reserve(NULL, all, ours + earlier.len);
  for (size_t i = 0; i < ours; i++) {
    sv path = out->files.at[i].path;
    while (at < earlier.len && sv_cmp(earlier.at[at], path) < 0) {
      vec_push(NULL, all, earlier.at[at++]);
    }
    vec_push(NULL, all, path);
  }
  while (at < earlier.len) vec_push(NULL, all, earlier.at[at++]);
  free(earlier.at);
}

/* The files that this build makes and the manifest does not name, and the other way round. */
static void list_changes(output *out, sv_list *came, sv_list *went) {
  arena *a = &out->memory;
  const sv_list *named = output__files_before(out);
  output__earlier before = {named->at, named->len, sizeof *named->at, .numbered = false};
  output__numbers fresh = {0}, unmade = {0};
  output__compare(out, &before, &fresh, &unmade);
  for (size_t i = 0; i < fresh.len; i++) vec_push(a, came, out->files.at[fresh.at[i]].path);
  for (size_t i = 0; i < unmade.len; i++) vec_push(a, went, named->at[unmade.at[i]]);
}

/* The same where they are known. */
static void list_differences(output *out, sv_list *came, sv_list *went) {
  for (size_t i = 0; i < out->fresh.len; i++) {
    vec_push(&out->memory, came, out->files.at[out->fresh.at[i]].path);
  }
  for (size_t i = 0; i < out->unmade.len; i++) {
    vec_push(&out->memory, went, out->then.at[out->unmade.at[i]].path);
  }
}

/* Where pages stayed where they were, a few names are added to the manifest. What came must be in
 * it before it stands there; that something went may be forgotten. */
static bool add_to_manifest(output *out, bool with_earlier) {
  sv_list came = {0}, went = {0};
  if (!out->known || !out->same_pages || out->wrote_manifest) return false;
  if (out->steady) {
    list_differences(out, &came, &went);
  } else {
    list_changes(out, &came, &went);
  }
  if (with_earlier) went.len = 0;
  if (out->said_came) came.len = 0;
  out->said_came = true;
  if (came.len + went.len == 0) return true;
  out->manifest_stamp = (fs_stamp){0};
  return manifest_add(out->manifest_path, &came, &went, with_earlier, &out->said.extent);
}

/* The files of both builds go into the manifest before the first change, so that a build that
 * is killed half-way leaves no file that the next one takes for foreign. */
static bool write_manifest(output *out, bool with_earlier) {
  arena *a = &out->memory;
  if (out->same_files && out->same_pages) return true; /* it stands there */
  if (add_to_manifest(out, with_earlier)) return true;
  out->wrote_manifest = true;
  manifest m = {.output = out->now.output, .pages = out->now.pages};
  files_for_manifest(out, with_earlier, &m.files);
  if (out->same_pages || with_earlier) m.pages_text = output_before(out)->pages_text;
  if (with_earlier && !m.pages_text.len) m.pages = (manifest_pages){0};
  sv path = sv_of(out->manifest_path);
  out->manifest_stamp = (fs_stamp){0}; /* a new one does not tell yet */
  bool good = fs_make_folders(arena_cstr(a, fs_folder_of(path))) &&
              manifest_write(out->manifest_path, &m, &out->said.extent);
  int reason = errno;
  free(m.files.at);
  if (good) return true;
  diag_add(out->sink, DIAG_IO002, diag_file(path), "cannot be written: %s", strerror(reason));
  return false;
}

/* The folder in which something comes or goes is another than it was. */
static void touch(output *out, sv path) {
  vec_push(&out->memory, &out->touched, fs_folder_of(path));
}

static bool remove_gone(output *out) {
  arena scratch = {0};
  bool good = true;
  for (size_t i = 0; i < out->gone.len + out->hidden_gone.len; i++) {
    sv path = i < out->gone.len ? out->gone.at[i]->path : out->hidden_gone.at[i - out->gone.len];
    arena_reset(&scratch);
    touch(out, path);
    if (fs_remove(output__path(out, &scratch, path).at)) {
      out->changed = true;
    } else {
      good = commit_failed(out, path, "removed");
    }
  }
  arena_free(&scratch);
  return good;
}

/* One in which no build of ours made anything may be another's, and is not worth an error. */
static bool remove_empty_folder(output *out, sv folder) {
  touch(out, folder);
  if (fs_remove_empty(output__path(out, &out->memory, folder).at)) {
    out->changed = true;
    return true;
  }
  int reason = errno;
  out->inexact = true;
  if (reason == ENOTEMPTY || reason == EEXIST) return true;
  bool ours = sort_find(out->left.at, out->left.len, sizeof(sv), folder, NULL) != SV_NONE;
  bool refused = reason == EACCES || reason == EPERM;
  errno = reason;
  return (refused && !ours) || commit_failed(out, folder, "removed");
}

/* Those that are left; and any other that nothing needs, where more stands in the output than the
 * last build left. */
static void folders_to_remove(const output *out, sv_list *folders) {
  size_t near = out->files.len;
  for (size_t i = 0; i < out->left.len; i++) vec_push(NULL, folders, out->left.at[i]);
  for (size_t i = 0; !out->steady && i < out->folders.len; i++) {
    sv folder = out->folders.at[i];
    if (!output__needs_folder(out, folder, &near)) vec_push(NULL, folders, folder);
  }
  sort_by_text(folders->at, folders->len, sizeof(sv));
}

/* Folders below come after those above them in the order of bytes, so they go first. */
static bool remove_empty_folders(output *out) {
  sv_list folders = {0};
  bool good = true;
  if (out->same_files) return true;
  folders_to_remove(out, &folders);
  for (size_t i = folders.len; i > 0; i--) {
    sv folder = folders.at[i - 1];
    bool twice = i < folders.len && sv_eq(folder, folders.at[i]);
    if (!twice && !remove_empty_folder(out, folder)) good = false;
  }
  free(folders.at);
  return good;
}

static bool stands_there(const output *out, sv folder) {
  size_t near = out->folders.len / 2;
  if (!output__is_hidden(folder)) return output__had_folder(out, folder, &near);
  arena scratch = {0};
  bool has = fs_look_itself(output__path(out, &scratch, folder).at) == FS_FOLDER;
  arena_free(&scratch);
  return has;
}

sv output__to_move(const output *out, sv path) {
  sv move = path;
  for (sv folder = fs_folder_of(path); folder.len && !stands_there(out, folder);
       folder = fs_folder_of(folder)) {
    move = folder;
  }
  return move;
}

static bool move_staged(output *out, output_stats *stats) {
  arena scratch = {0};
  sv moved = SV("");
  bool good = true;
  for (size_t i = 0; i < out->files.len; i++) {
    if (!out->files.at[i].staged) continue;
    sv path = out->files.at[i].path;
    ++*(out->files.at[i].is_copy ? &stats->copies : &stats->written);
    if (moved.len && fs_is_within(path, moved)) continue;
    moved = output__to_move(out, path);
    /* Moving a file gives it another stamp; moving its folder does not. */
    if (sv_eq(moved, path)) {
      out->files.at[i].stamp = (fs_stamp){0};
    } else {
      out->made_folder = true;
    }
    arena_reset(&scratch);
    const char *from = fs_join(&scratch, out->stage, moved).at;
    touch(out, moved);
    if (fs_move_over(from, output__path(out, &scratch, moved).at)) {
      out->changed = true;
    } else {
      good = commit_failed(out, moved, "written");
    }
  }
  arena_free(&scratch);
  return good;
}

static bool changes_anything(const output *out) {
  bool any = out->gone.len + out->hidden_gone.len > 0;
  for (size_t i = 0; i < out->files.len && !any; i++) any = out->files.at[i].staged;
  return any;
}

bool output_still_has(const output *out, sv path) {
  arena scratch = {0};
  bool has = !out->changed || fs_look_itself(output__path(out, &scratch, path).at) != FS_MISSING;
  arena_free(&scratch);
  return has;
}

static bool make_true(output *out, output_stats *stats) {
  out->committed = true;
  out->changing = clock_wall();
  bool good = remove_gone(out);
  good = remove_empty_folders(out) && good;
  good = move_staged(out, stats) && good;
  /* One without a change is closed like one that never began. */
  out->committed = good || out->changed;
  if (out->changed) stats->state = good ? OUTPUT_NEW : OUTPUT_PARTLY_NEW;
  stats->made = out->files.len;
  stats->removed = out->gone.len + out->hidden_gone.len;
  stats->foreign = out->foreign;
  if (!fs_remove_tree(out->stage.at)) good = commit_failed(out, SV(OUTPUT_STAGE), "removed");
  return good;
}

bool output_commit(output *out, output_stats *stats) {
  *stats = (output_stats){0};
  if (!output_plan(out)) return false;
  if (changes_anything(out) && !(output__may_commit(out) && write_manifest(out, true))) {
    return false;
  }
  /* After a failure the wider manifest stays: the next build sorts it out. */
  return make_true(out, stats) && write_manifest(out, false);
}
