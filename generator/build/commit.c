/* The last stage of a build: works out how the output folder has to change, and changes it. */
#include <errno.h>
#include <stdlib.h>

#include "base/sort.h"
#include "build/mark.h"
#include "build/output_parts.h"
#include "sys/clock.h"

static diag *stands_against(output *out, diag_code code, sv path, const char *what) {
  out->possible = false;
  return diag_add(out->sink, code, diag_file(output__path(out, &out->memory, path)), "%s", what);
}

/* A file or folder of somebody else's where one of ours must be. */
static void in_the_way(output *out, sv path, const char *what) {
  diag_hint(stands_against(out, DIAG_IO002, path, what), "move it away, it is not Pamphlet's");
}

/* All lanes' files in one list, by path. Those that were kept have their places from the last
 * build's list. */
static void gather_files(output *out) {
  arena *a = &out->memory;
  const output__file **kept = arena_array(a, const output__file *, out->then.len);
  output__files rest = {0};
  size_t at = 0, all = 0;
  for (unsigned i = 0; i < out->workers; i++) {
    const output__files *files = &out->lanes[i].files;
    all += files->len;
    for (size_t j = 0; j < files->len; j++) {
      const output__file *file = &files->at[j];
      if (file->then && !kept[file->then - 1]) {
        kept[file->then - 1] = file;
      } else {
        vec_push(NULL, &rest, *file);
      }
    }
  }
  sort_by_text(rest.at, rest.len, sizeof *rest.at);
  vec_reserve(a, &out->files, all);
  for (size_t i = 0; i < out->then.len; i++) {
    if (!kept[i]) continue;
    while (at < rest.len && sv_cmp(rest.at[at].path, kept[i]->path) < 0) {
      vec_push(a, &out->files, rest.at[at++]);
    }
    vec_push(a, &out->files, *kept[i]);
  }
  while (at < rest.len) vec_push(a, &out->files, rest.at[at++]);
  free(rest.at);
  for (unsigned i = 0; i < out->workers; i++) {
    free(out->lanes[i].files.at);
    out->lanes[i].files = (output__files){0};
  }
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

/* What this build makes and the last one did not, and the other way round. */
static void find_differences(output *out) {
  const last_files *then = &out->then;
  arena *a = &out->memory;
  uint32_t at = 0;
  for (uint32_t i = 0; i < out->files.len; i++) {
    const output__file *file = &out->files.at[i];
    while (at < then->len && file->then != at + 1 && sv_cmp(then->at[at].path, file->path) < 0) {
      vec_push(a, &out->unmade, at++);
    }
    bool same = at < then->len && (file->then == at + 1 || sv_eq(then->at[at].path, file->path));
    if (same) {
      at++;
    } else {
      vec_push(a, &out->fresh, i);
    }
  }
  while (at < then->len) vec_push(a, &out->unmade, at++);
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

static void gather(output *out) {
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
  gather(out);
  return out->same_pages;
}

static const output__file *file_at(const output *out, sv path, size_t *near) {
  const output__files *all = &out->files;
  size_t i = sort_find(all->at, all->len, sizeof *all->at, path, near);
  return i == SV_NONE ? NULL : &all->at[i];
}

/* True where some file of this build stands below the folder; `near` as in sort_find. */
static bool needs_folder(const output *out, sv folder, size_t *near) {
  const output__files *all = &out->files;
  char room[512];
  arena scratch = {0};
  size_t len = folder.len + 1;
  char *at = len <= sizeof room ? room : arena_chars(&scratch, len);
  memcpy(at, folder.at, folder.len);
  at[folder.len] = '/';
  sv inside = sv_make(at, len);
  sort_find(all->at, all->len, sizeof *all->at, inside, near);
  bool needed = *near < all->len && sv_starts(all->at[*near].path, inside);
  arena_free(&scratch);
  return needed;
}

static void check_twins(output *out) {
  for (size_t i = 1; i < out->files.len; i++) {
    sv path = out->files.at[i].path;
    if (!sv_eq(path, out->files.at[i - 1].path)) continue;
    stands_against(out, DIAG_LK003, path, "two files are to be written here");
  }
}

/* True for a file of an earlier build, by the manifest or, without one, by its look. */
static bool is_ours(output *out, const fs_entry *entry) {
  if (entry->kind != FS_FILE) return false;
  if (out->known) {
    const sv_list *files = output__files_before(out);
    return sort_find(files->at, files->len, sizeof *files->at, entry->path, NULL) != SV_NONE;
  }
  arena_mark before = arena_here(&out->memory);
  bool ours = mark_is_ours(output__path(out, &out->memory, entry->path).at, entry->path);
  arena_rewind(&out->memory, before);
  return ours;
}

static void warn_foreign(output *out, sv path, const char *what, const char *hint) {
  sv file = output__path(out, &out->memory, path);
  diag_hint(diag_add(out->sink, DIAG_IO008, diag_file(file), "%s", what), "%s", hint);
}

/* Sorts what stands in the folder into what stays, what goes and what is none of ours. */
static void judge_present(output *out) {
  size_t near = 0, inside = 0;
  for (size_t i = 0; i < out->present.len; i++) {
    const fs_entry *entry = &out->present.at[i];
    const output__file *made = file_at(out, entry->path, &near);
    bool replaced = made && made->staged && out->known;
    if (made && !replaced) continue;
    bool ours = is_ours(out, entry);
    if (replaced && !ours) {
      warn_foreign(out, entry->path, "no build made this file, and a file of the site replaces it",
                   "the site needs this name: give one of the two another");
    } else if (!replaced && ours) {
      vec_push(&out->memory, &out->gone, entry);
    } else if (!replaced && needs_folder(out, entry->path, &inside)) {
      in_the_way(out, entry->path, "a file stands where a folder must be made");
    } else if (!replaced) {
      out->foreign++;
      warn_foreign(out, entry->path, "no build made this file; it is left alone",
                   "remove it, or move it to content/files/ to make it part of the site");
    }
  }
}

/* True where no link is on the way to the file: what a link leads to is not ours to remove. */
static bool is_reached_plainly(const output *out, sv path) {
  arena scratch = {0};
  bool plain = fs_look_itself(output__path(out, &scratch, path).at) == FS_FILE;
  for (sv folder = fs_folder_of(path); plain && folder.len; folder = fs_folder_of(folder)) {
    plain = fs_look_itself(output__path(out, &scratch, folder).at) == FS_FOLDER;
  }
  arena_free(&scratch);
  return plain;
}

/* Dot files are not listed, so those of ours are known by the manifest, or by name. */
static void judge_hidden(output *out) {
  sv_list candidates = {0};
  if (out->known) {
    candidates = *output__files_before(out);
  } else {
    vec_push(&out->memory, &candidates, SV(".nojekyll"));
  }
  for (size_t i = 0; i < candidates.len; i++) {
    sv path = candidates.at[i];
    if (!output__is_hidden(path) || file_at(out, path, NULL)) continue;
    if (is_reached_plainly(out, path)) vec_push(&out->memory, &out->hidden_gone, path);
  }
}

/* Where a file of ours goes and a folder stands, everything in the folder has to go, too. */
static void check_folder_in_the_way(output *out, sv path) {
  arena *a = &out->memory;
  map gone = {0};
  fs_list inside = {0};
  for (size_t i = 0; i < out->gone.len; i++) map_put(a, &gone, out->gone.at[i]->path, out);
  for (size_t i = 0; i < out->hidden_gone.len; i++) map_put(a, &gone, out->hidden_gone.at[i], out);
  fs_walk_options everything = {.hidden = true, .as_they_are = true};
  fs_walk(a, output__path(out, a, path).at, everything, out->sink, &inside);
  for (size_t i = 0; i < inside.len; i++) {
    if (map_get(&gone, fs_join(a, path, inside.at[i].path))) continue;
    in_the_way(out, path, "a folder stands where a file must be written");
    return;
  }
}

static bool has_folder(const output *out, sv folder, size_t *near) {
  const sv_list *all = &out->folders;
  return sort_find(all->at, all->len, sizeof *all->at, folder, near) != SV_NONE;
}

static void check_kinds(output *out) {
  size_t inside = 0, there = 0;
  for (size_t i = 0; i < out->files.len; i++) {
    sv path = out->files.at[i].path;
    if (needs_folder(out, path, &inside)) {
      stands_against(out, DIAG_LK003, path, "a file and a folder are to be written here");
    } else if (has_folder(out, path, &there)) {
      check_folder_in_the_way(out, path);
    }
  }
}

/* True where a file is to be written on the way to this one. */
static bool leads_through_file(const output *out, sv path) {
  for (sv folder = fs_folder_of(path); folder.len; folder = fs_folder_of(folder)) {
    if (file_at(out, folder, NULL)) return true;
  }
  return false;
}

/* The same where nothing stands but what the last build left, and that had no two in one place. */
static void judge_differences(output *out) {
  size_t inside = 0, there = 0;
  for (size_t i = 0; i < out->unmade.len; i++) {
    const fs_entry *entry = out->there[out->unmade.at[i]];
    sv path = out->then.at[out->unmade.at[i]].path;
    if (entry) {
      vec_push(&out->memory, &out->gone, entry);
    } else if (is_reached_plainly(out, path)) {
      vec_push(&out->memory, &out->hidden_gone, path);
    }
  }
  for (size_t i = 0; i < out->fresh.len; i++) {
    sv path = out->files.at[out->fresh.at[i]].path;
    bool alone = !leads_through_file(out, path) && !needs_folder(out, path, &inside) &&
                 !has_folder(out, path, &there);
    if (alone) continue;
    check_kinds(out);
    return;
  }
}

bool output_plan(output *out) {
  if (out->planned) return out->possible;
  out->planned = true;
  out->possible = !atomic_load(&out->failed);
  gather(out);
  if (out->same_files) return out->possible;
  check_twins(out);
  if (out->steady) {
    judge_differences(out);
    return out->possible;
  }
  judge_present(out);
  judge_hidden(out);
  check_kinds(out);
  return out->possible;
}

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
  const sv_list *before = output__files_before(out);
  size_t at = 0;
  for (size_t i = 0; i < out->files.len; i++) {
    sv path = out->files.at[i].path;
    while (at < before->len && sv_cmp(before->at[at], path) < 0) {
      vec_push(a, went, before->at[at++]);
    }
    if (at < before->len && sv_eq(before->at[at], path)) {
      at++;
    } else {
      vec_push(a, came, path);
    }
  }
  while (at < before->len) vec_push(a, went, before->at[at++]);
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
    if (!fs_remove(output__path(out, &scratch, path).at)) {
      good = commit_failed(out, path, "removed");
    }
  }
  arena_free(&scratch);
  return good;
}

static bool remove_empty_folder(output *out, sv folder) {
  touch(out, folder);
  if (fs_remove_empty(output__path(out, &out->memory, folder).at)) return true;
  out->inexact = true;
  bool in_use = errno == ENOTEMPTY || errno == EEXIST;
  return in_use || commit_failed(out, folder, "removed");
}

/* The folders of files that are made no more: no other can have become empty. */
static void folders_of_unmade(output *out, sv_list *folders) {
  size_t near = out->files.len;
  for (size_t i = 0; i < out->unmade.len; i++) {
    sv path = out->then.at[out->unmade.at[i]].path;
    if (output__is_hidden(path)) continue;
    for (sv folder = fs_folder_of(path); folder.len && !needs_folder(out, folder, &near);
         folder = fs_folder_of(folder)) {
      vec_push(&out->memory, folders, folder);
    }
  }
  sort_by_text(folders->at, folders->len, sizeof(sv));
}

/* Folders below come after those above them in the order of bytes, so they go first. */
static bool remove_empty_folders(output *out) {
  size_t near = out->files.len;
  bool good = true;
  sv_list folders = {0};
  if (out->same_files) return true;
  if (out->steady) {
    folders_of_unmade(out, &folders);
  } else {
    folders = out->folders;
  }
  for (size_t i = folders.len; i > 0; i--) {
    sv folder = folders.at[i - 1];
    bool twice = i < folders.len && sv_eq(folder, folders.at[i]);
    if (twice || needs_folder(out, folder, &near)) continue;
    if (!remove_empty_folder(out, folder)) good = false;
  }
  for (size_t i = 0; i < out->hidden_gone.len; i++) {
    for (sv folder = fs_folder_of(out->hidden_gone.at[i]);
         folder.len && !needs_folder(out, folder, &near); folder = fs_folder_of(folder)) {
      if (!remove_empty_folder(out, folder)) good = false;
    }
  }
  return good;
}

static bool stands_there(const output *out, sv folder) {
  size_t near = out->folders.len / 2;
  if (!output__is_hidden(folder)) return has_folder(out, folder, &near);
  arena scratch = {0};
  bool has = fs_look_itself(output__path(out, &scratch, folder).at) == FS_FOLDER;
  arena_free(&scratch);
  return has;
}

/* What to move so that the file is in its place: the highest folder that the output lacks, since
 * the stage holds nothing else in it, or the file alone. */
static sv to_move(output *out, sv path) {
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
    moved = to_move(out, path);
    /* Moving a file gives it another stamp; moving its folder does not. */
    if (sv_eq(moved, path)) {
      out->files.at[i].stamp = (fs_stamp){0};
    } else {
      out->made_folder = true;
    }
    arena_reset(&scratch);
    const char *from = fs_join(&scratch, out->stage, moved).at;
    touch(out, moved);
    if (!fs_move_over(from, output__path(out, &scratch, moved).at)) {
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

bool output_commit(output *out, output_stats *stats) {
  *stats = (output_stats){0};
  if (!output_plan(out)) return false;
  if (changes_anything(out) && !write_manifest(out, true)) return false;
  out->committed = true;
  out->changing = clock_wall();
  bool good = remove_gone(out);
  good = remove_empty_folders(out) && good;
  good = move_staged(out, stats) && good;
  if (!fs_remove_tree(out->stage.at)) good = commit_failed(out, SV(OUTPUT_STAGE), "removed");
  stats->made = out->files.len;
  stats->removed = out->gone.len + out->hidden_gone.len;
  stats->foreign = out->foreign;
  /* After a failure the wider manifest stays: the next build sorts it out. */
  return good && write_manifest(out, false);
}
