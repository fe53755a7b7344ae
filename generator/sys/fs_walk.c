/* Lists a tree of files. Folders that links lead to are part of the tree as long as they lie
 * below its root, so the walk knows where it stands both by path and by device and inode. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>

#include "base/limits.h"
#include "base/sort.h"
#include "sys/fs_stamp.h"

typedef struct walk {
  arena *memory;
  sv root, real_root;
  fs_walk_options options;
  diag_sink *sink;
  fs_list *files;
  sv_list folders;
  unsigned links; /* to folders, followed so far; past the limit no more are */
} walk;

/* A folder being listed, and those that the way to it leads through. */
typedef struct place {
  const struct place *above;
  unsigned depth;
  sv path; /* below the root */
  dev_t device;
  ino_t inode;
} place;
typedef VEC(place) place_list;

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

static bool leads_back(const place *at, const struct stat *found) {
  for (; at; at = at->above) {
    if (at->device == found->st_dev && at->inode == found->st_ino) return true;
  }
  return false;
}

/* Follows a link; false where it leads nowhere, out of the root or in a circle. */
static bool follow(walk *w, const place *at, sv path, struct stat *found) {
  const char *whole = shown(w, path).at;
  if (stat(whole, found) != 0) {
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
  if (!fs_is_within(fs_real(w->memory, whole), w->real_root)) {
    diag *d = diag_add(w->sink, DIAG_IO007, diag_file(sv_of(whole)), "this link leads out of %.*s/",
                       SV_ARG(w->root));
    diag_hint(d, "copy the %s here instead", S_ISDIR(found->st_mode) ? "files" : "file");
    return false;
  }
  if (!S_ISDIR(found->st_mode)) return true;
  if (w->links > LIMIT_FOLDER_LINKS) return false;
  if (leads_back(at, found)) {
    diag_hint(report(w, DIAG_IO006, path, "this link leads back to a folder that holds it"),
              "remove the link");
    return false;
  }
  if (++w->links <= LIMIT_FOLDER_LINKS) return true;
  report(w, DIAG_IO006, path, "the folders here link to each other in too many ways");
  return false;
}

static void add_file(walk *w, sv path, const struct stat *found, fs_kind kind) {
  vec_push(w->memory, w->files, (fs_entry){path, fs__stamp(found), kind});
}

static void add_folder(walk *w, const place *above, sv path, const struct stat *found,
                       place_list *below) {
  if (above->depth == LIMIT_FOLDER_DEPTH) {
    report(w, DIAG_IO006, path, "folders lie too deep inside each other");
    return;
  }
  vec_push(w->memory, &w->folders, path);
  vec_push(w->memory, below, (place){above, above->depth + 1, path, found->st_dev, found->st_ino});
}

static void add_name(walk *w, const place *at, int folder, const char *name, place_list *below) {
  if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0) return;
  if (name[0] == '.' && !w->options.hidden) return;
  sv path = fs_join(w->memory, at->path, sv_of(name));
  struct stat found;
  if (fstatat(folder, name, &found, AT_SYMLINK_NOFOLLOW) != 0) {
    /* Gone since the folder was listed: that is how it would be a moment later, too. */
    if (errno != ENOENT) report_unreadable(w, path, errno);
    return;
  }
  bool link = S_ISLNK(found.st_mode) && !w->options.as_they_are;
  if (link && !follow(w, at, path, &found)) return;
  if (S_ISDIR(found.st_mode)) {
    add_folder(w, at, path, &found, below);
  } else if (S_ISREG(found.st_mode)) {
    add_file(w, path, &found, FS_FILE);
  } else if (w->options.as_they_are) {
    add_file(w, path, &found, FS_OTHER);
  }
}

/* False: the folder itself cannot be read (errno). LIMIT_FOLDER_DEPTH ends the recursion. */
static bool list_folder(walk *w, const place *at) {
  DIR *folder = opendir(at->path.len ? shown(w, at->path).at : arena_cstr(w->memory, w->root));
  if (!folder) return false;
  place_list below = {0};
  for (struct dirent *entry; errno = 0, entry = readdir(folder);) {
    add_name(w, at, dirfd(folder), entry->d_name, &below);
  }
  int reason = errno;
  closedir(folder);
  if (reason) report_unreadable(w, at->path, reason);
  for (size_t i = 0; i < below.len; i++) {
    if (!list_folder(w, &below.at[i])) report_unreadable(w, below.at[i].path, errno);
  }
  return true;
}

bool fs_walk(arena *a, const char *root, fs_walk_options options, diag_sink *sink, fs_list *out) {
  walk w = {.memory = a,
            .root = fs_join(a, sv_of(root), SV("")),
            .options = options,
            .sink = sink,
            .files = out};
  struct stat found;
  w.real_root = fs_real(a, root);
  if (stat(root, &found) != 0) return false;
  place top = {.device = found.st_dev, .inode = found.st_ino};
  if (!list_folder(&w, &top)) return false;
  sort_by_text(out->at, out->len, sizeof *out->at);
  if (!options.folders) return true;
  for (size_t i = 0; i < w.folders.len; i++) vec_push(a, options.folders, w.folders.at[i]);
  sort_by_text(options.folders->at, options.folders->len, sizeof(sv));
  return true;
}
