/* What a commit would change in the output folder, and what stands against it. */
#include "base/sort.h"
#include "build/mark.h"
#include "build/output_parts.h"

static diag *stands_against(output *out, diag_code code, sv path, const char *what) {
  out->possible = false;
  return diag_add(out->sink, code, diag_file(output__path(out, &out->memory, path)), "%s", what);
}

/* A file or folder of somebody else's where one of ours must be. */
static void in_the_way(output *out, sv path, const char *what) {
  diag_hint(stands_against(out, DIAG_IO002, path, what), "move it away, it is not Pamphlet's");
}

static const output__file *file_at(const output *out, sv path, size_t *near) {
  const output__files *all = &out->files;
  size_t i = sort_find(all->at, all->len, sizeof *all->at, path, near);
  return i == SV_NONE ? NULL : &all->at[i];
}

bool output__needs_folder(const output *out, sv folder, size_t *near) {
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

/* True where a file of this build takes the place of one that no build made. Where no manifest
 * counts pages alone can tell, and only where the layouts give theirs the mark; one that is
 * forgotten (--clean) still knows what was made. */
static bool replaces_foreign(output *out, const fs_entry *entry, const output__file *made) {
  if (!made->staged) return false;
  if (out->known) return !is_ours(out, entry);
  const sv_list *made_then = &output_before(out)->files;
  bool is_page = sv_is(fs_extension_of(made->path), "html");
  bool was_made =
      sort_find(made_then->at, made_then->len, sizeof(sv), entry->path, NULL) != SV_NONE;
  if (!is_page || was_made || is_ours(out, entry)) return false;
  arena_mark before = arena_here(&out->memory);
  bool marked = mark_is_ours(fs_join(&out->memory, out->stage, made->path).at, made->path);
  arena_rewind(&out->memory, before);
  return marked;
}

/* `builds_before`: earlier builds left something here. Where their manifest is lost, what they
 * copied looks like anybody's, and the first such file says so. */
static void warn_left_alone(output *out, const sv_list *foreign, bool builds_before) {
  static const char hint[] = "remove it, or move it to content/files/ to make it part of the site";
  bool lost = builds_before && !out->known && !out->clean;
  sv first = arena_printf(&out->memory,
                          "the record of what builds made %s, so a file that an earlier build "
                          "copied from content/files/ cannot be told from others: remove what is "
                          "not wanted, or move it to content/files/ to make it part of the site",
                          out->misfits ? "does not count" : "is missing");
  for (size_t i = 0; i < foreign->len; i++) {
    warn_foreign(out, foreign->at[i], "no build made this file; it is left alone",
                 lost && i == 0 ? first.at : hint);
  }
  out->foreign = foreign->len;
}

/* Sorts what stands in the folder into what stays, what goes and what is none of ours. */
static void judge_present(output *out) {
  size_t near = 0, inside = 0;
  sv_list foreign = {0};
  bool builds_before = false;
  for (size_t i = 0; i < out->present.len; i++) {
    const fs_entry *entry = &out->present.at[i];
    const output__file *made = file_at(out, entry->path, &near);
    if (made) {
      builds_before = builds_before || !made->staged;
      if (!replaces_foreign(out, entry, made)) continue;
      warn_foreign(out, entry->path, "no build made this file, and a file of the site replaces it",
                   "the site needs this name: give one of the two another");
    } else if (is_ours(out, entry)) {
      vec_push(&out->memory, &out->gone, entry);
    } else if (output__needs_folder(out, entry->path, &inside)) {
      in_the_way(out, entry->path, "a file stands where a folder must be made");
    } else {
      vec_push(&out->memory, &foreign, entry->path);
    }
  }
  warn_left_alone(out, &foreign, builds_before || out->gone.len);
}

static void warn_of_misfit(output *out) {
  sv path = sv_of(out->manifest_path);
  if (sv_starts(path, SV("./"))) path = sv_skip(path, 2);
  diag *d = diag_add(out->sink, DIAG_IO012, diag_file(path),
                     "this record of what builds made does not fit what stands in %s, so it does "
                     "not count",
                     out->folder);
  diag_hint(d,
            "everything is built anew, and pages that the site no longer has are removed; where "
            "you restore one of the two from a copy, restore the other with it");
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

static void check_kinds(output *out) {
  size_t inside = 0, there = 0;
  for (size_t i = 0; i < out->files.len; i++) {
    sv path = out->files.at[i].path;
    if (output__needs_folder(out, path, &inside)) {
      stands_against(out, DIAG_LK003, path, "a file and a folder are to be written here");
    } else if (output__had_folder(out, path, &there)) {
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
    bool alone = !leads_through_file(out, path) && !output__needs_folder(out, path, &inside) &&
                 !output__had_folder(out, path, &there);
    if (alone) continue;
    check_kinds(out);
    return;
  }
}

bool output_plan(output *out) {
  if (out->planned) return out->possible;
  out->planned = true;
  out->possible = !atomic_load(&out->failed);
  output__gather(out);
  if (out->same_files) return out->possible;
  check_twins(out);
  if (out->misfits) warn_of_misfit(out);
  if (out->steady) {
    judge_differences(out);
    return out->possible;
  }
  judge_present(out);
  judge_hidden(out);
  check_kinds(out);
  return out->possible;
}
