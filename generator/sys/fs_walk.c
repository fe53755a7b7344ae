/* Lists a tree of files. Folders that links lead to are part of the tree as long as they lie
 * below its root, so the walk knows where it stands both by path and by device and inode. Where no
 * link is followed, several threads list one level of folders after the other; else they look at
 * the files of a large folder together. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/limits.h"
#include "base/sort.h"
#include "sys/fs_stamp.h"
#include "sys/pool.h"

/* What the system says of a file or folder, as far as it is asked for: there are many. */
typedef struct thing {
  fs_stamp stamp;
  dev_t device;
  mode_t mode;
} thing;

/* A name in a folder, and what it is once somebody has looked. */
typedef struct found_name {
  sv path; /* below the root */
  const char *name;
  mode_t told; /* what the listing says that it is, where more need not be known; or 0 */
  int reason;  /* why it cannot be looked at; 0: it could */
  thing found;
} found_name;
typedef VEC(found_name) found_names;

typedef struct walk {
  arena *memory;
  sv root, real_root;
  fs_walk_options options;
  diag_sink *sink;
  fs_list *files;
  sv_list folders;
  found_names names; /* of the folder being listed; of no arena */
  unsigned links;    /* to folders, followed so far; past the limit no more are */
} walk;

/* A folder being listed, and those that the way to it leads through. */
typedef struct place {
  const struct place *above;
  unsigned depth;
  sv path; /* below the root */
  dev_t device;
  uint64_t inode;
} place;
typedef VEC(place) place_list;

static thing thing_of(const struct stat *found) {
  return (thing){fs__stamp(found), found->st_dev, found->st_mode};
}

static sv shown(walk *w, sv path) {
  return fs_join(w->memory, w->root, path);
}

static diag *report(walk *w, diag_code code, sv path, const char *what) {
  sv file = shown(w, path);
  return diag_add(w->sink, code, diag_file(file), "%s", what);
}

static void report_unreadable(walk *w, sv path, int reason) {
  diag_add(w->sink, DIAG_IO001, diag_file(shown(w, path)), "cannot be read: %s", strerror(reason));
}

static bool leads_back(const place *at, const thing *found) {
  for (; at; at = at->above) {
    if (at->device == found->device && at->inode == found->stamp.inode) return true;
  }
  return false;
}

/* Follows a link; false where it leads nowhere, out of the root or in a circle. */
static bool follow(walk *w, const place *at, sv path, thing *out) {
  const char *whole = shown(w, path).at;
  struct stat found;
  if (stat(whole, &found) != 0) {
    if (errno == ELOOP) {
      report(w, DIAG_IO006, path, "this link leads back to itself");
    } else if (errno == ENOENT || errno == ENOTDIR) {
      diag_hint(report(w, DIAG_IO001, path, "this link leads to a file that does not exist"),
                "restore the file it leads to, or remove the link");
    } else {
      report_unreadable(w, path, errno);
    }
    return false;
  }
  *out = thing_of(&found);
  bool folder = S_ISDIR(out->mode);
  if (!fs_is_within(fs_real(w->memory, whole), w->real_root)) {
    diag *d = diag_add(w->sink, DIAG_IO007, diag_file(sv_of(whole)), "this link leads out of %.*s/",
                       SV_ARG(w->root));
    diag_hint(d, "copy the %s here instead", folder ? "files" : "file");
    return false;
  }
  if (!folder) return true;
  if (w->links > LIMIT_FOLDER_LINKS) return false;
  if (leads_back(at, out)) {
    diag_hint(report(w, DIAG_IO006, path, "this link leads back to a folder that holds it"),
              "remove the link");
    return false;
  }
  if (++w->links <= LIMIT_FOLDER_LINKS) return true;
  report(w, DIAG_IO006, path, "the folders here link to each other in too many ways");
  return false;
}

static void add_file(walk *w, sv path, const thing *found, fs_kind kind) {
  vec_push(w->memory, w->files, (fs_entry){path, found->stamp, kind});
}

static void add_folder(walk *w, const place *above, sv path, const thing *found,
                       place_list *below) {
  if (above->depth == LIMIT_FOLDER_DEPTH) {
    report(w, DIAG_IO006, path, "folders lie too deep inside each other");
    return;
  }
  vec_push(w->memory, &w->folders, path);
  if (w->options.stamped) {
    vec_push(w->memory, w->options.stamped, (fs_entry){path, found->stamp, FS_FOLDER});
  }
  vec_push(w->memory, below,
           (place){above, above->depth + 1, path, found->device, found->stamp.inode});
}

static void look(int folder, found_name *one) {
  struct stat found;
  one->found.mode = one->told;
  if (one->told) return;
  bool good = fstatat(folder, one->name, &found, AT_SYMLINK_NOFOLLOW) == 0;
  one->reason = good ? 0 : errno;
  if (good) one->found = thing_of(&found);
}

static void add_found(walk *w, const place *at, found_name *one, place_list *below) {
  if (one->reason) {
    /* Gone since the folder was listed: that is how it would be a moment later, too. */
    if (one->reason != ENOENT) report_unreadable(w, one->path, one->reason);
    return;
  }
  thing *found = &one->found;
  bool link = S_ISLNK(found->mode) && !w->options.as_they_are;
  if (link && !follow(w, at, one->path, found)) return;
  if (S_ISDIR(found->mode)) {
    add_folder(w, at, one->path, found, below);
  } else if (S_ISREG(found->mode)) {
    add_file(w, one->path, found, FS_FILE);
  } else if (w->options.as_they_are) {
    add_file(w, one->path, found, FS_OTHER);
  }
}

/* Where no link is followed, nobody asks which folder is which. */
static mode_t told_by(const walk *w, const struct dirent *entry) {
#ifdef _DIRENT_HAVE_D_TYPE
  if (w->options.as_they_are && entry->d_type == DT_DIR) return S_IFDIR;
  if (w->options.as_they_are && w->options.unstamped && entry->d_type == DT_REG) return S_IFREG;
#endif
  return 0;
}

static void add_name(walk *w, const place *at, const struct dirent *entry) {
  const char *name = entry->d_name;
  if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0) return;
  if (name[0] == '.' && !w->options.hidden) return;
  sv path = fs_join(w->memory, at->path, sv_of(name));
  found_name one = {.path = path, .told = told_by(w, entry)};
  one.name = path.at + path.len - strlen(name);
  vec_push(NULL, &w->names, one);
}

typedef struct looking {
  int folder;
  found_names *names;
} looking;

static void look_task(void *context, size_t i, unsigned worker) {
  const looking *l = context;
  look(l->folder, &l->names->at[i]);
}

enum { MANY = 256 };

static void look_at_all(walk *w, int folder) {
  found_names *names = &w->names;
  looking job = {folder, names};
  if (w->options.threads && names->len >= MANY) {
    pool_run(w->options.threads, names->len, look_task, &job);
  } else {
    for (size_t i = 0; i < names->len; i++) look(folder, &names->at[i]);
  }
}

/* False: the folder itself cannot be read (errno). What is below is left to the caller. */
static bool list_folder(walk *w, const place *at, place_list *below) {
  DIR *folder = opendir(at->path.len ? shown(w, at->path).at : arena_cstr(w->memory, w->root));
  if (!folder) return false;
  w->names.len = 0;
  for (struct dirent *entry; errno = 0, entry = readdir(folder);) add_name(w, at, entry);
  int reason = errno;
  look_at_all(w, dirfd(folder));
  if (w->names.len >= MANY) vec_reserve(w->memory, w->files, w->files->len + w->names.len);
  for (size_t i = 0; i < w->names.len; i++) add_found(w, at, &w->names.at[i], below);
  closedir(folder);
  if (reason) report_unreadable(w, at->path, reason);
  return true;
}

/* LIMIT_FOLDER_DEPTH ends the recursion. */
static bool list_tree(walk *w, const place *at) {
  place_list below = {0};
  if (!list_folder(w, at, &below)) return false;
  for (size_t i = 0; !w->options.flat && i < below.len; i++) {
    if (!list_tree(w, &below.at[i])) report_unreadable(w, below.at[i].path, errno);
  }
  return true;
}

/* What one of several threads has found. */
typedef struct walk_lane {
  walk walk;
  arena memory;
  fs_list files;
  place_list below;
} walk_lane;

typedef struct level {
  walk_lane *lanes;
  place_list places;
} level;

static void list_task(void *context, size_t i, unsigned worker) {
  level *l = context;
  walk_lane *lane = &l->lanes[worker];
  const place *at = &l->places.at[i];
  if (!list_folder(&lane->walk, at, &lane->below)) {
    report_unreadable(&lane->walk, at->path, errno);
  }
}

/* Level by level; a place stays where it is, since those below point to it. */
static void list_levels(walk *w, place_list places) {
  unsigned count = pool_threads(w->options.threads);
  level l = {arena_array(w->memory, walk_lane, count), places};
  for (unsigned i = 0; i < count; i++) {
    walk_lane *lane = &l.lanes[i];
    lane->walk = *w;
    lane->walk.memory = &lane->memory;
    lane->walk.files = &lane->files;
    lane->walk.folders = (sv_list){0};
    lane->walk.names = (found_names){0};
    lane->walk.options.threads = NULL;
  }
  while (l.places.len) {
    pool_run(w->options.threads, l.places.len, list_task, &l);
    l.places = (place_list){0};
    for (unsigned i = 0; i < count; i++) {
      const place_list *below = &l.lanes[i].below;
      for (size_t j = 0; j < below->len; j++) vec_push(w->memory, &l.places, below->at[j]);
      l.lanes[i].below.len = 0;
    }
  }
  for (unsigned i = 0; i < count; i++) {
    walk_lane *lane = &l.lanes[i];
    for (size_t j = 0; j < lane->files.len; j++) vec_push(w->memory, w->files, lane->files.at[j]);
    for (size_t j = 0; j < lane->walk.folders.len; j++) {
      vec_push(w->memory, &w->folders, lane->walk.folders.at[j]);
    }
    free(lane->walk.names.at);
    arena_adopt(w->memory, &lane->memory);
  }
}

static bool list_all(walk *w, const place *top) {
  place_list below = {0};
  bool together = w->options.as_they_are && w->options.threads;
  bool good = together ? list_folder(w, top, &below) : list_tree(w, top);
  if (good && together && !w->options.flat) list_levels(w, below);
  return good;
}

bool fs_walk(arena *a, const char *root, fs_walk_options options, diag_sink *sink, fs_list *out) {
  walk w = {.memory = a,
            .root = fs_join(a, sv_of(root), SV("")),
            .options = options,
            .sink = sink,
            .files = out};
  struct stat found;
  if (!options.as_they_are) w.real_root = fs_real(a, root); /* for links that are followed */
  if (stat(root, &found) != 0) return false;
  place top = {.device = found.st_dev, .inode = found.st_ino};
  if (options.stamped) {
    vec_push(a, options.stamped, (fs_entry){SV(""), fs__stamp(&found), FS_FOLDER});
  }
  bool listed = list_all(&w, &top);
  free(w.names.at);
  if (!listed) return false;
  sort_by_text(out->at, out->len, sizeof *out->at);
  if (!options.folders) return true;
  for (size_t i = 0; i < w.folders.len; i++) vec_push(a, options.folders, w.folders.at[i]);
  sort_by_text(options.folders->at, options.folders->len, sizeof(sv));
  return true;
}
