/* Files and folders. Paths are C strings, relative to the working folder or absolute. Every
 * call says how it failed through errno, and false or NULL. */
#ifndef PAMPHLET_SYS_FS_H
#define PAMPHLET_SYS_FS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/sv.h"
#include "base/vec.h"
#include "diag/diag.h"

/* A whole file into the arena, with a NUL behind it that the length does not count.
 * EFBIG: larger than `most` bytes. EISDIR: a folder. */
bool fs_read(arena *a, const char *path, size_t most, sv *text);

/* Writes a file whole: never seen half-written under its name. The folder must exist. */
bool fs_write(const char *path, sv text);

/* Makes a folder and those above it. */
bool fs_make_folders(const char *path);

typedef enum fs_kind { FS_MISSING, FS_FILE, FS_FOLDER, FS_OTHER } fs_kind;
/* What stands there, links followed. */
fs_kind fs_look(const char *path);

/* A file found by fs_walk. */
typedef struct fs_entry {
  sv path; /* below the root, as "articles/epidural.md"; NUL-terminated */
  uint64_t size;
  int64_t modified; /* seconds since 1970 */
} fs_entry;
typedef VEC(fs_entry) fs_list;

typedef struct fs_walk_options {
  bool hidden;      /* files and folders that start with a dot, too */
  sv_list *folders; /* where given: every folder below the root is added */
} fs_walk_options;

/* Every file below the root, sorted by path bytes. Links are followed unless they lead out of
 * the root or back into themselves: these are reported (IO006, IO007) and passed over. A
 * folder that cannot be read is reported (IO001). False: the root itself is no folder. */
bool fs_walk(arena *a, const char *root, fs_walk_options options, diag_sink *sink, fs_list *out);

/* True where a relative path stays below its root by its text alone: not absolute, no NUL, no
 * backslash, and no ".." that climbs out. */
bool fs_stays_below(sv path);

/* Removes a file; a folder with everything in it; a folder if it is empty. A missing one is
 * no failure. */
bool fs_remove(const char *path);
bool fs_remove_tree(const char *path);
bool fs_remove_empty(const char *path);

/* "dir/name" with one slash between; either may be empty. */
sv fs_join(arena *a, sv folder, sv name);
/* "content/articles" of "content/articles/x.md", "" of "x.md"; "x.md"; "md" (no dot). */
sv fs_folder_of(sv path);
sv fs_name_of(sv path);
sv fs_extension_of(sv path);

#endif
