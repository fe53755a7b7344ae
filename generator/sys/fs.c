#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sys/fs_stamp.h"

enum {
  CHUNK = 64 * 1024,     /* bytes moved or compared at a time */
  NEW_FILE = 0666,       /* less the umask, as every program makes files */
  TEMPORARY_TRIES = 1000 /* leftovers of killed runs under the names that fs_write tries */
};

/* Closes without losing the error that made us close. */
static bool close_failed(int fd) {
  int reason = errno;
  close(fd);
  errno = reason;
  return false;
}

static ssize_t read_some(int fd, char *at, size_t size) {
  ssize_t got;
  do {
    got = read(fd, at, size);
  } while (got < 0 && errno == EINTR);
  return got;
}

/* Fills the room unless the file ends first. */
static bool read_full(int fd, char *at, size_t size, size_t *got) {
  *got = 0;
  while (*got < size) {
    ssize_t more = read_some(fd, at + *got, size - *got);
    if (more < 0) return false;
    if (more == 0) break;
    *got += (size_t)more;
  }
  return true;
}

static bool write_all(int fd, sv text) {
  while (text.len) {
    ssize_t done = write(fd, text.at, text.len);
    if (done < 0 && errno == EINTR) continue;
    if (done < 0) return false;
    text = sv_skip(text, (size_t)done);
  }
  return true;
}

/* A plain file open for reading, with its size. Without O_NONBLOCK a pipe would block here. */
static int open_plain(const char *path, int flags, uint64_t *size) {
  int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | flags);
  if (fd < 0) return -1;
  struct stat found;
  if (fstat(fd, &found) == 0 && S_ISREG(found.st_mode)) {
    *size = (uint64_t)found.st_size;
    return fd;
  }
  close(fd);
  errno = S_ISDIR(found.st_mode) ? EISDIR : EINVAL;
  return -1;
}

/* A read that gives less than it has room for, and just what the file should hold, has met its end:
 * another one to be told so is saved, since there are many files. */
static bool read_rest(arena *a, int fd, size_t expected, size_t most, sv *text) {
  size_t room = expected, len = 0;
  char *at = arena_chars(a, room + 1);
  for (;;) {
    /* One byte more than expected tells whether the file has grown meanwhile. */
    ssize_t more = read_some(fd, at + len, room + 1 - len);
    if (more < 0) return false;
    len += (size_t)more;
    if (more == 0 || (len == expected && len <= room)) break;
    if (len <= room) continue;
    if (len > most) {
      errno = EFBIG;
      return false;
    }
    size_t larger = room * 2 + CHUNK < most ? room * 2 + CHUNK : most;
    char *moved = arena_chars(a, larger + 1);
    memcpy(moved, at, len);
    at = moved;
    room = larger;
  }
  at[len] = '\0';
  *text = sv_make(at, len);
  return true;
}

bool fs_read(arena *a, const char *path, size_t most, sv *text) {
  uint64_t size;
  int fd = open_plain(path, 0, &size);
  if (fd < 0) return false;
  if (size > most) errno = EFBIG;
  if (size > most || !read_rest(a, fd, (size_t)size, most, text)) return close_failed(fd);
  close(fd);
  return true;
}

bool fs_map(const char *path, sv *bytes) {
  uint64_t size;
  *bytes = (sv){"", 0};
  int fd = open_plain(path, 0, &size);
  if (fd < 0) return false;
  bool some = size > 0 && size <= SIZE_MAX;
  void *at = some ? mmap(NULL, (size_t)size, PROT_READ, MAP_PRIVATE, fd, 0) : MAP_FAILED;
  close_failed(fd);
  if (at == MAP_FAILED) return false;
  *bytes = sv_make(at, (size_t)size);
  return true;
}

void fs_unmap(sv bytes) {
  if (bytes.len) munmap((void *)(uintptr_t)bytes.at, bytes.len);
}

bool fs_read_start(arena *a, const char *path, size_t most, sv *text) {
  return fs_read_part(a, path, 0, most, text);
}

bool fs_read_part(arena *a, const char *path, uint64_t from, size_t most, sv *text) {
  uint64_t size;
  int fd = open_plain(path, 0, &size);
  if (fd < 0) return false;
  uint64_t left = size > from ? size - from : 0;
  size_t want = left < most ? (size_t)left : most, got;
  char *at = arena_chars(a, want);
  if (from && lseek(fd, (off_t)from, SEEK_SET) < 0) return close_failed(fd);
  if (!read_full(fd, at, want, &got)) return close_failed(fd);
  close(fd);
  *text = sv_make(at, got);
  return true;
}

/* A new file beside the path, under a name that fs_walk does not list. */
static int open_temporary(arena *a, sv folder, mode_t mode, char **path) {
  for (int i = 0; i < TEMPORARY_TRIES; i++) {
    sv name = arena_printf(a, ".pamphlet-%ld-%d", (long)getpid(), i);
    *path = arena_cstr(a, fs_join(a, folder, name));
    int fd = open(*path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
    if (fd >= 0 || errno != EEXIST) return fd;
  }
  return -1;
}

/* `old` is what the new file replaces; its permissions stay. */
static bool fill_and_sync(int fd, sv text, const struct stat *old) {
  if (!write_all(fd, text) || fsync(fd) != 0) return false;
  return !old || fchmod(fd, old->st_mode & 07777) == 0;
}

static bool write_beside(arena *a, const char *path, sv text) {
  struct stat old;
  bool exists = stat(path, &old) == 0;
  char *target = arena_cstr(a, exists ? fs_real(a, path) : sv_of(path)), *temporary;
  int fd = open_temporary(a, fs_folder_of(sv_of(target)), NEW_FILE, &temporary);
  if (fd < 0) return false;
  bool good = fill_and_sync(fd, text, exists ? &old : NULL);
  good = good ? close(fd) == 0 : close_failed(fd);
  if (good && rename(temporary, target) == 0) return true;
  int reason = errno;
  unlink(temporary);
  errno = reason;
  return false;
}

bool fs_write(const char *path, sv text) {
  arena paths = {0};
  bool good = write_beside(&paths, path, text);
  arena_free(&paths);
  return good;
}

bool fs_put_at(int file, uint64_t at, sv text) {
  while (text.len) {
    ssize_t more = pwrite(file, text.at, text.len, (off_t)at);
    if (more < 0 && errno == EINTR) continue;
    if (more <= 0) return false;
    text = sv_skip(text, (size_t)more);
    at += (uint64_t)more;
  }
  return true;
}

bool fs_replace(const char *path, bool (*fill)(void *context, int file), void *context) {
  arena paths = {0};
  const char *fresh = arena_printf(&paths, "%s.new", path).at;
  int fd = open(fresh, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, NEW_FILE);
  bool good = fd >= 0;
  if (good) good = fill(context, fd);
  if (fd >= 0) good = good ? close(fd) == 0 : close_failed(fd);
  good = good && rename(fresh, path) == 0;
  int reason = errno;
  if (!good && fd >= 0) unlink(fresh);
  arena_free(&paths);
  errno = reason;
  return good;
}

/* Closes a new file below a folder, with a look at its stamp where that is wanted; one that did not
 * become whole is not left behind. */
static bool finish_new(int fd, int folder, const char *path, bool good, fs_stamp *stamp) {
  struct stat found;
  if (good && stamp) {
    good = fstat(fd, &found) == 0;
    if (good) *stamp = fs__stamp(&found);
  }
  good = good ? close(fd) == 0 : close_failed(fd);
  if (good) return true;
  int reason = errno;
  unlinkat(folder, path, 0);
  errno = reason;
  return false;
}

bool fs_create_below(int folder, const char *path, sv text, fs_stamp *stamp) {
  int fd = openat(folder, path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, NEW_FILE);
  return fd >= 0 && finish_new(fd, folder, path, write_all(fd, text), stamp);
}

bool fs_create(const char *path, sv text) {
  return fs_create_below(AT_FDCWD, path, text, NULL);
}

static bool pour(int in, int out) {
  char chunk[CHUNK];
  for (;;) {
    ssize_t got = read_some(in, chunk, sizeof chunk);
    if (got <= 0) return got == 0;
    if (!write_all(out, sv_make(chunk, (size_t)got))) return false;
  }
}

bool fs_copy_below(const char *from, int folder, const char *path, fs_stamp *stamp) {
  uint64_t size;
  int in = open_plain(from, 0, &size);
  if (in < 0) return false;
  int out = openat(folder, path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, NEW_FILE);
  if (out < 0) return close_failed(in);
  bool good = finish_new(out, folder, path, pour(in, out), stamp);
  close_failed(in);
  return good;
}

bool fs_copy(const char *from, const char *to) {
  return fs_copy_below(from, AT_FDCWD, to, NULL);
}

bool fs_holds(const char *path, sv text) {
  uint64_t size;
  int fd = open_plain(path, O_NOFOLLOW, &size);
  if (fd < 0) return false;
  bool same = size == text.len;
  char chunk[CHUNK];
  while (same && text.len) {
    size_t want = text.len < sizeof chunk ? text.len : sizeof chunk, got;
    same = read_full(fd, chunk, want, &got) && got == want && memcmp(chunk, text.at, want) == 0;
    text = sv_skip(text, want);
  }
  close(fd);
  return same;
}

static bool same_bytes(int left, int right) {
  char a[CHUNK / 2], b[CHUNK / 2];
  for (;;) {
    size_t a_len, b_len;
    if (!read_full(left, a, sizeof a, &a_len) || !read_full(right, b, sizeof b, &b_len)) {
      return false;
    }
    if (a_len != b_len || memcmp(a, b, a_len) != 0) return false;
    if (a_len < sizeof a) return true;
  }
}

bool fs_same(const char *path, const char *other) {
  uint64_t size, other_size;
  int fd = open_plain(path, O_NOFOLLOW, &size);
  if (fd < 0) return false;
  int other_fd = open_plain(other, 0, &other_size);
  if (other_fd < 0) return close_failed(fd);
  bool same = size == other_size && same_bytes(fd, other_fd);
  close(fd);
  close(other_fd);
  return same;
}

static bool is_folder(const char *path) {
  return fs_look(path) == FS_FOLDER;
}

/* One folder; the one above exists or ENOENT says that it does not. */
static bool make_folder(const char *path) {
  if (mkdir(path, 0777) == 0) return true;
  if (errno != EEXIST) return false;
  if (is_folder(path)) return true;
  errno = ENOTDIR;
  return false;
}

bool fs_make_folders(const char *path) {
  /* Mostly the folder above is there already, and one call is all it takes. */
  if (make_folder(path)) return true;
  if (errno != ENOENT || *path == '\0') return false;
  arena copy = {0};
  char *at = arena_cstr(&copy, sv_of(path)), *slash = at;
  bool good = true;
  while (good && (slash = strchr(slash + 1, '/'))) {
    *slash = '\0';
    good = make_folder(at);
    *slash = '/';
  }
  good = good && make_folder(at);
  arena_free(&copy);
  return good;
}

int fs_open_folder(const char *path) {
  return open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

int fs_open_again(int folder) {
  return openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

void fs_close_folder(int folder) {
  if (folder >= 0) close(folder);
}

bool fs_make_below(int folder, const char *path) {
  if (mkdirat(folder, path, 0777) == 0 || errno == EEXIST) return true;
  if (errno != ENOENT) return false;
  arena copy = {0};
  char *at = arena_cstr(&copy, sv_of(path)), *slash = at;
  bool good = true;
  while (good && (slash = strchr(slash + 1, '/'))) {
    *slash = '\0';
    good = mkdirat(folder, at, 0777) == 0 || errno == EEXIST;
    *slash = '/';
  }
  good = good && (mkdirat(folder, at, 0777) == 0 || errno == EEXIST);
  arena_free(&copy);
  return good;
}

static fs_kind kind_of(mode_t mode) {
  return S_ISREG(mode) ? FS_FILE : S_ISDIR(mode) ? FS_FOLDER : FS_OTHER;
}

fs_kind fs_look(const char *path) {
  struct stat found;
  return stat(path, &found) == 0 ? kind_of(found.st_mode) : FS_MISSING;
}

fs_kind fs_look_itself(const char *path) {
  struct stat found;
  return lstat(path, &found) == 0 ? kind_of(found.st_mode) : FS_MISSING;
}

bool fs_remove(const char *path) {
  return unlink(path) == 0 || errno == ENOENT;
}

bool fs_remove_empty(const char *path) {
  return rmdir(path) == 0 || errno == ENOENT;
}

static int remove_one(const char *path, const struct stat *found, int type, struct FTW *where) {
  (void)found, (void)where;
  return type == FTW_DP ? rmdir(path) : unlink(path);
}

bool fs_remove_tree(const char *path) {
  enum { OPEN_FOLDERS = 32 };
  /* FTW_PHYS: a link is removed, not what it leads to. */
  return nftw(path, remove_one, OPEN_FOLDERS, FTW_DEPTH | FTW_PHYS) == 0 || errno == ENOENT;
}

bool fs_move(const char *from, const char *to) {
  return rename(from, to) == 0;
}

bool fs_move_over(const char *from, const char *to) {
#ifdef RENAME_EXCHANGE
  if (renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_EXCHANGE) == 0) return true;
#endif
  return fs_move(from, to);
}

int fs_lock(const char *folder) {
  int fd = fs_open_folder(folder);
  if (fd < 0 || flock(fd, LOCK_EX | LOCK_NB) == 0) return fd;
  close_failed(fd);
  return -1;
}

void fs_unlock(int lock) {
  fs_close_folder(lock);
}
