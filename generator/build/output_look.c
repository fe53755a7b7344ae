/* What stands in the output folder. Where the last build's record tells what it left there, a
 * folder whose stamp is the same has the same names in it and is not listed again. */
#include "base/sort.h"
#include "build/output_parts.h"
#include "sys/clock.h"

enum { TASKS = 128 };

/* What a folder was found to hold. */
typedef struct listing {
  fs_list files;
  sv_list folders;
  bool good;
} listing;

typedef struct looking {
  output *out;
  arena scratch;
  int *roots;           /* by worker: the output folder */
  fs_stamp *stamps;     /* by folder of the last build */
  fs_kind *kinds;       /* and what stands there now */
  fs_entry *files;      /* by file of the last build */
  bool *elsewhere;      /* by file: the listing of its folder tells, or there is none */
  VEC(uint32_t) listed; /* the folders to list */
  listing *listings;    /* [listed.len] */
  arena *lanes;         /* [pool_threads] */
  fs_list more;         /* what these hold */
  sv_list more_folders;
} looking;

/* How many folders to list one by one: where more have changed, it is quicker to list the whole. */
static size_t most_listed(const last_folders *all) {
  return all->len / 2;
}

void output__look(output *out) {
  fs_walk_options as_it_is = {
      .as_they_are = true, .folders = &out->folders, .threads = out->threads};
  out->looked = clock_wall();
  out->present.len = out->folders.len = 0;
  fs_walk(&out->memory, out->folder, as_it_is, out->sink, &out->present);
}

static void look_at_folder(looking *l, int root, size_t i) {
  sv path = l->out->then_folders.at[i].path;
  l->kinds[i] = fs_look_below(root, path.len ? path.at : ".", &l->stamps[i]);
}

static void look_at_file(looking *l, int root, size_t i) {
  sv path = l->out->then.at[i].path;
  fs_entry *now = &l->files[i];
  *now = (fs_entry){.path = path, .kind = FS_MISSING};
  if (!output__is_hidden(path)) now->kind = fs_look_below(root, path.at, &now->stamp);
}

/* The first of the last build's files that comes after a folder; both are in the order of paths. */
static size_t file_after(const output *out, size_t folder) {
  const last_files *then = &out->then;
  size_t near = then->len * folder / out->then_folders.len;
  sort_find(then->at, then->len, sizeof *then->at, out->then_folders.at[folder].path, &near);
  return near;
}

/* Some folders, and what comes after each: of most it is the file in it, and what leads there is at
 * hand for the system. */
static void look_at_some(void *context, size_t task, unsigned worker) {
  looking *l = context;
  const last_folders *folders = &l->out->then_folders;
  const last_files *files = &l->out->then;
  size_t from = folders->len * task / TASKS, until = folders->len * (task + 1) / TASKS;
  if (from == until) return;
  size_t at = from ? file_after(l->out, from) : 0;
  for (size_t i = from; i < until; i++) {
    bool last = i + 1 == folders->len;
    look_at_folder(l, l->roots[worker], i);
    while (at < files->len && (last || sv_cmp(files->at[at].path, folders->at[i + 1].path) < 0)) {
      look_at_file(l, l->roots[worker], at++);
    }
  }
}

static size_t folder_number(const output *out, sv path, size_t *near) {
  const last_folders *all = &out->then_folders;
  return sort_find(all->at, all->len, sizeof *all->at, path, near);
}

/* The files below a folder that stands no more, or in one that is listed, are not what the last
 * build tells. */
static void pass_over(looking *l, sv folder, bool all_below) {
  const last_files *then = &l->out->then;
  arena_reset(&l->scratch);
  sv inside = folder.len ? arena_cat(&l->scratch, (sv[]){folder, SV("/")}, 2) : SV("");
  size_t i = then->len / 2;
  sort_find(then->at, then->len, sizeof *then->at, inside, &i);
  for (; i < then->len && sv_starts(then->at[i].path, inside); i++) {
    bool direct = sv_find_byte(then->at[i].path, '/', inside.len) == SV_NONE;
    if (direct || all_below) l->elsewhere[i] = true;
  }
}

static bool all_stand(const looking *l) {
  bool all = true;
  for (size_t i = 0; i < l->out->then_folders.len; i++) all &= l->kinds[i] == FS_FOLDER;
  return all;
}

/* Those above come first, and a link among them leads elsewhere. */
static void judge_folders(looking *l) {
  output *out = l->out;
  bool all = all_stand(l); /* so does what is above each */
  size_t near = 0;
  for (size_t i = 0; i < out->then_folders.len; i++) {
    const last_folder *then = &out->then_folders.at[i];
    bool top = all || !then->path.len;
    size_t above = top ? 0 : folder_number(out, fs_folder_of(then->path), &near);
    bool stands = above != SV_NONE && l->kinds[above] == FS_FOLDER && l->kinds[i] == FS_FOLDER;
    if (!stands) {
      l->kinds[i] = FS_MISSING;
      pass_over(l, then->path, true);
    } else if (!fs_stamp_eq(&then->stamp, &l->stamps[i])) {
      vec_push(&out->memory, &l->listed, (uint32_t)i);
      pass_over(l, then->path, false);
    }
  }
}

static bool walk(const looking *l, arena *a, sv folder, bool flat, listing *found) {
  const output *out = l->out;
  fs_walk_options as_it_is = {
      .as_they_are = true, .flat = flat, .unstamped = flat, .folders = &found->folders};
  const char *path = folder.len ? output__path(out, a, folder).at : out->folder;
  return fs_walk(a, path, as_it_is, out->sink, &found->files);
}

static void list_task(void *context, size_t i, unsigned worker) {
  const looking *l = context;
  sv folder = l->out->then_folders.at[l->listed.at[i]].path;
  listing *one = &l->listings[i];
  one->good = walk(l, &l->lanes[worker], folder, true, one);
}

static sv below(arena *a, sv folder, sv name) {
  return folder.len ? fs_join(a, folder, name) : name;
}

/* What stands where a listing found it. Files of the last build were looked at just before: those
 * of a large folder are not asked for twice. */
static fs_entry listed_file(const looking *l, size_t place, fs_entry one) {
  if (one.stamp.inode) return one;
  if (place != SV_NONE && l->files[place].kind == FS_FILE) return l->files[place];
  one.kind = fs_look_below(l->out->lock, one.path.at, &one.stamp);
  return one;
}

/* What the last build left there takes its place among that, the rest is to be sorted in. False: it
 * has changed since it was listed. */
static bool take_listing(looking *l, sv folder, const listing *found) {
  arena *a = &l->out->memory;
  const last_files *then = &l->out->then;
  size_t near = then->len / 2;
  for (size_t i = 0; i < found->files.len; i++) {
    fs_entry one = found->files.at[i];
    one.path = below(a, folder, one.path);
    size_t place = sort_find(then->at, then->len, sizeof *then->at, one.path, &near);
    one = listed_file(l, place, one);
    if (one.kind == FS_FOLDER) return false;
    if (one.kind == FS_MISSING) continue;
    if (place != SV_NONE && l->elsewhere[place]) {
      l->files[place] = one;
      l->elsewhere[place] = false;
    } else {
      vec_push(a, &l->more, one);
    }
  }
  return true;
}

/* What is in the folders that were changed; and all that is below one that was not there. */
static bool list_changed(looking *l) {
  output *out = l->out;
  arena *a = &out->memory;
  unsigned workers = pool_threads(out->threads);
  l->lanes = arena_array(a, arena, workers);
  l->listings = arena_array(a, listing, l->listed.len);
  pool_run(out->threads, l->listed.len, list_task, l);
  for (unsigned i = 0; i < workers; i++) arena_adopt(a, &l->lanes[i]);
  for (size_t i = 0; i < l->listed.len; i++) {
    sv folder = out->then_folders.at[l->listed.at[i]].path;
    const listing *found = &l->listings[i];
    size_t near = 0;
    if (!found->good || !take_listing(l, folder, found)) return false;
    for (size_t j = 0; j < found->folders.len; j++) {
      sv name = below(a, folder, found->folders.at[j]);
      listing all = {.good = false};
      if (folder_number(out, name, &near) != SV_NONE) continue; /* looked at already */
      if (!walk(l, a, name, false, &all) || !take_listing(l, name, &all)) return false;
      vec_push(a, &l->more_folders, name);
      for (size_t k = 0; k < all.folders.len; k++) {
        vec_push(a, &l->more_folders, below(a, name, all.folders.at[k]));
      }
    }
  }
  return true;
}

static bool is_there(const looking *l, size_t i) {
  fs_kind kind = l->files[i].kind;
  return !l->elsewhere[i] && (kind == FS_FILE || kind == FS_OTHER);
}

static void sort_in(looking *l) {
  output *out = l->out;
  const fs_list *more = &l->more;
  size_t at = 0;
  sort_by_text(more->at, more->len, sizeof *more->at);
  vec_reserve(&out->memory, &out->present, out->then.len + more->len);
  for (size_t i = 0; i < out->then.len; i++) {
    const fs_entry *one = &l->files[i];
    if (!is_there(l, i)) continue;
    while (at < more->len && sv_cmp(more->at[at].path, one->path) < 0) {
      vec_push(&out->memory, &out->present, more->at[at++]);
    }
    vec_push(&out->memory, &out->present, *one);
  }
  while (at < more->len) vec_push(&out->memory, &out->present, more->at[at++]);
}

/* Mostly there is nothing but what the last build left: then the list stays where it is, from the
 * first that is there, and tells what stands in whose place. */
static void take_files(looking *l) {
  output *out = l->out;
  size_t first = 0;
  if (l->more.len) {
    sort_in(l);
    return;
  }
  while (first < out->then.len && !is_there(l, first)) first++;
  size_t at = first;
  out->there = arena_array(&out->memory, const fs_entry *, out->then.len);
  out->as_left = true;
  for (size_t i = 0; i < out->then.len; i++) {
    bool there = is_there(l, i), file = there && l->files[i].kind == FS_FILE;
    if (!file && !output__is_hidden(out->then.at[i].path)) out->as_left = false;
    if (!there) continue;
    if (at < i) l->files[at] = l->files[i];
    if (file) out->there[i] = &l->files[at];
    at++;
  }
  uint32_t count = (uint32_t)(at - first);
  out->present.at = l->files + first;
  out->present.len = out->present.cap = count;
}

static void take_folders(looking *l) {
  output *out = l->out;
  const sv_list *more = &l->more_folders;
  size_t at = 0;
  sort_by_text(more->at, more->len, sizeof *more->at);
  vec_reserve(&out->memory, &out->folders, out->then_folders.len + more->len);
  for (size_t i = 0; i < out->then_folders.len; i++) {
    sv path = out->then_folders.at[i].path;
    if (!path.len || l->kinds[i] != FS_FOLDER) continue;
    while (at < more->len && sv_cmp(more->at[at], path) < 0) {
      vec_push(&out->memory, &out->folders, more->at[at++]);
    }
    vec_push(&out->memory, &out->folders, path);
  }
  while (at < more->len) vec_push(&out->memory, &out->folders, more->at[at++]);
}

/* Each thread opens the folder for itself, where it can: the system counts who is using an open
 * folder, and threads that share one wait for each other at every look. */
static void open_roots(looking *l) {
  unsigned workers = pool_threads(l->out->threads);
  l->roots = arena_array(&l->out->memory, int, workers);
  for (unsigned i = 0; i < workers; i++) {
    int own = fs_open_again(l->out->lock);
    l->roots[i] = own < 0 ? l->out->lock : own;
  }
}

static void close_roots(const looking *l) {
  for (unsigned i = 0; i < pool_threads(l->out->threads); i++) {
    if (l->roots[i] != l->out->lock) fs_close_folder(l->roots[i]);
  }
}

/* False: too much has changed, or while it was looked at. */
static bool look_again(looking *l) {
  output *out = l->out;
  size_t folders = out->then_folders.len;
  /* Who looks fills them in: all of these are much to clear before. */
  l->stamps = arena_alloc(&out->memory, folders * sizeof *l->stamps);
  l->kinds = arena_alloc(&out->memory, folders * sizeof *l->kinds);
  l->files = arena_alloc(&out->memory, out->then.len * sizeof *l->files);
  l->elsewhere = arena_array(&out->memory, bool, out->then.len);
  out->looked = clock_wall();
  open_roots(l);
  pool_run(out->threads, TASKS, look_at_some, l);
  close_roots(l);
  judge_folders(l);
  if (l->listed.len > most_listed(&out->then_folders) || !list_changed(l)) return false;
  take_files(l);
  take_folders(l);
  out->folder_stamps = l->stamps;
  out->folder_kinds = l->kinds;
  return true;
}

/* Both lists are in the order of paths. */
static void compare_with_then(output *out) {
  const fs_list *present = &out->present;
  size_t at = 0;
  out->there = arena_array(&out->memory, const fs_entry *, out->then.len);
  out->as_left = true;
  for (size_t i = 0; i < out->then.len; i++) {
    sv path = out->then.at[i].path;
    if (output__is_hidden(path)) continue;
    bool found = at < present->len && sv_eq(present->at[at].path, path);
    if (!found) {
      for (; at < present->len && sv_cmp(present->at[at].path, path) < 0; at++) {
        out->as_left = false;
      }
      found = at < present->len && sv_eq(present->at[at].path, path);
    }
    const fs_entry *there = found ? &present->at[at++] : NULL;
    out->there[i] = there && there->kind == FS_FILE ? there : NULL;
    if (!out->there[i]) out->as_left = false;
  }
  if (at < present->len) out->as_left = false;
}

/* A build that made most of its folders just before it was done has no stamps of them. */
static bool has_stamps(const last_folders *folders) {
  size_t none = 0;
  for (size_t i = 0; i < folders->len; i++) none += folders->at[i].stamp.inode == 0;
  return folders->len && none <= most_listed(folders);
}

void output_look(output *out, const last_files *files, const last_folders *folders) {
  if (!files) {
    output__look(out);
    return;
  }
  out->then = *files;
  out->then_folders = *folders;
  looking l = {.out = out};
  size_t problems = diag_count(out->sink, DIAG_ERROR);
  bool seen = has_stamps(folders) && look_again(&l);
  if (!seen && diag_count(out->sink, DIAG_ERROR) == problems) output__look(out);
  arena_free(&l.scratch);
  if (!out->there) compare_with_then(out);
  out->stays = arena_array(&out->memory, atomic_bool, files->len);
}

/* ---- For the next build ---- */

/* Each folder comes before the files in it. */
static void needed_folders(const output *out, arena *a, last_folders *all) {
  sv before = SV("");
  vec_push(a, all, (last_folder){.path = SV("")});
  for (size_t i = 0; i < out->files.len; i++) {
    sv path = out->files.at[i].path;
    size_t shared = 0;
    while (shared < path.len && shared < before.len && path.at[shared] == before.at[shared]) {
      shared++;
    }
    for (size_t j = shared; j < path.len; j++) {
      sv folder = sv_first(path, j);
      if (path.at[j] != '/' || output__is_hidden(folder)) continue;
      vec_push(a, all, (last_folder){.path = {arena_cstr(a, folder), folder.len}});
    }
    before = path;
  }
  sort_by_text(all->at, all->len, sizeof *all->at);
}

/* True where the files need just the folders that the last build left, and all of them stood. */
static bool needs_the_same(const output *out) {
  size_t count = out->then_folders.len;
  bool same = out->folder_stamps && !out->made_folder && out->folder_count + 1 == count &&
              out->folders.len + 1 == count;
  for (size_t i = 0; same && i < count; i++) same = out->folder_kinds[i] == FS_FOLDER;
  return same;
}

typedef struct stamping {
  const output *out;
  last_folders *all;
  bool same; /* the last build's, at the same places */
} stamping;

static size_t place_then(const stamping *s, size_t i) {
  if (s->same) return i;
  return s->out->folder_stamps ? folder_number(s->out, s->all->at[i].path, NULL) : SV_NONE;
}

/* The stamp of a folder whose names are known: it has not changed since it was looked at, or since
 * it was made where nobody looks. */
static void stamp_one(void *context, size_t i, unsigned worker) {
  const stamping *s = context;
  const output *out = s->out;
  last_folder *one = &s->all->at[i];
  if (sort_find(out->touched.at, out->touched.len, sizeof(sv), one->path, NULL) != SV_NONE) return;
  size_t then = place_then(s, i);
  bool stood = then != SV_NONE && out->folder_kinds[then] == FS_FOLDER;
  bool is_old = stood || !one->path.len || output__had_folder(out, one->path, NULL);
  fs_stamp now = stood ? out->folder_stamps[then] : (fs_stamp){0};
  if (!stood && fs_look_below(out->lock, one->path.len ? one->path.at : ".", &now) != FS_FOLDER) {
    return;
  }
  if (fs_stamp_tells(&now, is_old ? out->looked : out->changing)) one->stamp = now;
}

void output__list_folders(output *out, arena *a, last_folders *all) {
  stamping s = {out, all, needs_the_same(out)};
  if (s.same) {
    vec_reserve(a, all, out->then_folders.len);
    for (size_t i = 0; i < out->then_folders.len; i++) {
      vec_push(a, all, (last_folder){.path = out->then_folders.at[i].path});
    }
  } else {
    needed_folders(out, a, all);
  }
  if (out->inexact || out->foreign) return;
  sort_by_text(out->touched.at, out->touched.len, sizeof(sv));
  pool_run(out->threads, all->len, stamp_one, &s);
}
