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

/* Some bytes of a plain file; fewer where it ends before. */
bool fs_read_part(arena *a, const char *path, uint64_t from, size_t size, sv *text);

/* A plain file where the system has it, until fs_unmap: nothing is copied. False: it cannot be so,
 * or is empty. Who cuts the file off meanwhile ends this program. */
bool fs_map(const char *path, sv *bytes);
void fs_unmap(sv bytes);

/* The first `most` bytes of a plain file (all of them where it is shorter). */
bool fs_read_start(arena *a, const char *path, size_t most, sv *text);

/* Writes a file whole: never seen half-written under its name, not even after a power cut. The
 * folder must exist. What stands there keeps its permissions; a link stays a link. */
bool fs_write(const char *path, sv text);

/* The same of what `fill` writes, without waiting until the bytes are safe from a power cut, for
 * what can be made anew. The file is first `<path>.new`, so only one process may write it at a
 * time. */
bool fs_replace(const char *path, bool (*fill)(void *context, int file), void *context);

/* Puts bytes into an open file, from any thread. False: errno. */
bool fs_put_at(int file, uint64_t at, sv text);

/* Writes a new file straight under its name (EEXIST: something stands there), and the same
 * with the bytes of another file, however large. For a folder that nobody looks into yet. */
bool fs_create(const char *path, sv text);
bool fs_copy(const char *from, const char *to);

/* The same for many files: `folder` is one that is open, `path` is below it, and *stamp (see below)
 * is the new file's. Folders on the way are made before, by fs_make_below. */
typedef struct fs_stamp fs_stamp;
bool fs_create_below(int folder, const char *path, sv text, fs_stamp *stamp);
bool fs_copy_below(const char *from, int folder, const char *path, fs_stamp *stamp);

/* True where a plain file (no link) stands there with exactly these bytes. */
bool fs_holds(const char *path, sv text);
bool fs_same(const char *path, const char *other);

/* Makes a folder and those above it. */
bool fs_make_folders(const char *path);

/* Opens a folder, to be closed with fs_close_folder; -1: errno. Or opens one that is open once
 * more, wherever it is now. And makes one below it, with those in between, where nobody else makes
 * anything: what has its name already is taken for it. */
int fs_open_folder(const char *path);
int fs_open_again(int folder);
void fs_close_folder(int folder);
bool fs_make_below(int folder, const char *path);

typedef enum fs_kind { FS_MISSING, FS_FILE, FS_FOLDER, FS_OTHER } fs_kind;
/* What stands there, links followed. */
fs_kind fs_look(const char *path);
/* The same without following: a link is FS_OTHER. */
fs_kind fs_look_itself(const char *path);

/* What tells a file from what stood there before without reading it. Times are nanoseconds since
 * 1970; no program can set `changed`. */
struct fs_stamp {
  uint64_t size, inode;
  int64_t modified, changed;
};

/* What stands below an open folder, links not followed, and its stamp. */
fs_kind fs_look_below(int folder, const char *path, fs_stamp *out);

/* The stamp of a plain file, links followed or not. False: none stands there. */
bool fs_stamp_of(const char *path, bool follow, fs_stamp *out);
bool fs_stamp_eq(const fs_stamp *a, const fs_stamp *b);

/* True where the stamp was taken so long after the last change that the next one must give
 * another: a file system's clock has steps, and two changes within one step look alike. `taken` is
 * clock_wall from before the stamp was taken. */
bool fs_stamp_tells(const fs_stamp *s, int64_t taken);

/* What a process of that user may do with the names in a folder: put new ones and, what stands
 * there, replace and remove it, or only where it is the user's own (a sticky folder of somebody
 * else's). FS_RIGHTS_NONE: errno says why. `path` is below an open folder. What only the attempt
 * shows is not seen: a file that cannot be changed by anybody, a folder of another file system. */
typedef uint32_t fs_user;
typedef enum fs_rights { FS_RIGHTS_NONE, FS_RIGHTS_OWN, FS_RIGHTS_ALL } fs_rights;
fs_user fs_who(void); /* who runs this process */
fs_rights fs_rights_in(int folder, const char *path, fs_user user);
/* True where what stands there is the user's own, or nothing does. */
bool fs_is_of(int folder, const char *path, fs_user user);

/* A file found by fs_walk. */
typedef struct fs_entry {
  sv path; /* below the root, as "articles/epidural.md"; NUL-terminated */
  fs_stamp stamp;
  fs_kind kind; /* FS_FILE, or FS_OTHER with as_they_are */
} fs_entry;
typedef VEC(fs_entry) fs_list;

typedef struct fs_walk_options {
  bool hidden;      /* files and folders that start with a dot, too */
  bool as_they_are; /* links are not followed: they, pipes and the like are listed as FS_OTHER */
  bool flat;        /* folders are listed, and not what is in them */
  bool unstamped;   /* with as_they_are: what the listing says is a file has no stamp: inode 0 */
  sv_list *folders; /* where given: every folder below the root is added, sorted too */
  fs_list *stamped; /* without as_they_are, where given: every folder is added, the root as "", with
                       its stamp from before it was listed */
  struct pool *threads; /* where given: they look together */
} fs_walk_options;

/* Every file below the root, sorted by path bytes. Links are followed unless they lead out of
 * the root or back into themselves: these are reported (IO006, IO007) and passed over. A
 * folder that cannot be read, or a link to nothing, is reported (IO001); pipes, sockets and
 * devices are passed over. False: the root itself is no folder that can be read, and nothing
 * is reported. */
bool fs_walk(arena *a, const char *root, fs_walk_options options, diag_sink *sink, fs_list *out);

/* Opens a plain file below a folder for reading; `path` is any text, as from a stranger. No link
 * is followed but the root itself, and no step is empty, "." or "..". FS_FILE: *file is open, and
 * the caller's to close; else what it is instead, and FS_MISSING where the way does not lead. */
fs_kind fs_open_below(const char *root, sv path, int *file, fs_stamp *stamp);

/* All of an open file, which stays open. False: it is larger than `most`, or cannot be read. */
bool fs_read_open(arena *a, int file, size_t most, sv *text);

/* True where a relative path stays below its root by its text alone: not absolute, no NUL, no
 * backslash, and no ".." that climbs out. */
bool fs_stays_below(sv path);

/* Removes a file; a folder with everything in it; a folder if it is empty. A missing one is
 * no failure. */
bool fs_remove(const char *path);
bool fs_remove_tree(const char *path);
bool fs_remove_empty(const char *path);

/* Moves a file or folder within one file system; a file that stands there is replaced. */
bool fs_move(const char *from, const char *to);

/* The same for a file, when there are many: what stood there may be left under the old name.
 * ext4 writes a file's bytes out when rename puts it in another's place, one by one; it does not
 * where the two change places. */
bool fs_move_over(const char *from, const char *to);

/* The absolute path with every link resolved. What does not exist yet is taken by its text, so
 * this works for a folder that is still to be made. Empty: it cannot be worked out (errno). */
sv fs_real(arena *a, const char *path);
/* The way from a folder to a path, both real as from fs_real: "../../www". The path itself where
 * the two have nothing but the root in common, so that they cannot be moved together, or where one
 * of them is empty. */
sv fs_way(arena *a, sv folder, sv path);
/* True where `path` is `folder` or lies below it. Both are real paths, as from fs_real. */
bool fs_is_within(sv path, sv folder);

/* Claims a folder for this process until fs_unlock, or its end however it comes. Gives a number
 * for fs_unlock; -1 with EWOULDBLOCK: another process has it. Works between programs that ask. */
int fs_lock(const char *folder);
void fs_unlock(int lock);

/* "dir/name" with one slash between; either may be empty. A NUL stands behind the result. */
sv fs_join(arena *a, sv folder, sv name);
/* "content/articles" of "content/articles/x.md", "" of "x.md"; "x.md"; "md" (no dot). */
sv fs_folder_of(sv path);
sv fs_name_of(sv path);
sv fs_extension_of(sv path);

#endif
