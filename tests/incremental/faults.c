/* Loaded before the C library: makes one call that changes or reads files fail.
 * FAULT_AT=7     the seventh such call fails, counted from 1; 0: none, and the number of calls is
 *                written to the file FAULT_COUNT
 * FAULT_ERRNO=28 with this error
 * FAULT_ON=1     and so do all that follow, as on a disk that stays full
 * FAULT_READS=1  calls that read or look count, not those that write */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static atomic_long calls;

static long number(const char *name) {
  const char *text = getenv(name);
  return text ? atol(text) : 0;
}

static int fails(int reads) {
  static long at = -1, on, error, wants_reads;
  if (at < 0) {
    wants_reads = number("FAULT_READS");
    on = number("FAULT_ON");
    error = number("FAULT_ERRNO");
    at = number("FAULT_AT");
  }
  if (reads != (int)wants_reads) return 0;
  long call = atomic_fetch_add(&calls, 1) + 1;
  if (at == 0 || (on ? call < at : call != at)) return 0;
  errno = (int)error;
  return 1;
}

__attribute__((destructor)) static void tell(void) {
  const char *path = getenv("FAULT_COUNT");
  FILE *out = path ? fopen(path, "w") : NULL;
  if (!out) return;
  fprintf(out, "%ld\n", atomic_load(&calls));
  fclose(out);
}

#define CALL(result, name, reads, takes, gives) \
  result name takes {                           \
    REAL_OF(result, name, takes);               \
    if (fails(reads)) return -1;                \
    return real gives;                          \
  }
#define REAL_OF(result, name, takes) \
  static result(*real) takes;        \
  if (!real) *(void **)(&real) = dlsym(RTLD_NEXT, #name)

CALL(ssize_t, write, 0, (int fd, const void *at, size_t size), (fd, at, size))
CALL(ssize_t, pwrite, 0, (int fd, const void *at, size_t size, off_t to), (fd, at, size, to))
CALL(ssize_t, pwrite64, 0, (int fd, const void *at, size_t size, off64_t to), (fd, at, size, to))
CALL(int, rename, 0, (const char *from, const char *to), (from, to))
CALL(int, renameat2, 0, (int a, const char *from, int b, const char *to, unsigned flags),
     (a, from, b, to, flags))
CALL(int, unlink, 0, (const char *path), (path))
CALL(int, rmdir, 0, (const char *path), (path))
CALL(int, mkdir, 0, (const char *path, mode_t mode), (path, mode))
CALL(int, mkdirat, 0, (int folder, const char *path, mode_t mode), (folder, path, mode))
CALL(int, unlinkat, 0, (int folder, const char *path, int flags), (folder, path, flags))
CALL(int, fsync, 0, (int fd), (fd))
CALL(int, ftruncate, 0, (int fd, off_t size), (fd, size))
CALL(int, ftruncate64, 0, (int fd, off64_t size), (fd, size))
CALL(int, fdatasync, 0, (int fd), (fd))
CALL(int, fchmod, 0, (int fd, mode_t mode), (fd, mode))
CALL(int, faccessat, 1, (int folder, const char *path, int mode, int flags),
     (folder, path, mode, flags))
CALL(int, stat, 1, (const char *path, struct stat *out), (path, out))
CALL(int, lstat, 1, (const char *path, struct stat *out), (path, out))
CALL(int, fstat, 1, (int fd, struct stat *out), (fd, out))
CALL(int, fstatat, 1, (int folder, const char *path, struct stat *out, int flags),
     (folder, path, out, flags))
CALL(ssize_t, read, 1, (int fd, void *at, size_t size), (fd, at, size))
CALL(ssize_t, pread, 1, (int fd, void *at, size_t size, off_t from), (fd, at, size, from))
CALL(ssize_t, pread64, 1, (int fd, void *at, size_t size, off64_t from), (fd, at, size, from))

DIR *opendir(const char *path) {
  REAL_OF(DIR *, opendir, (const char *));
  return fails(1) ? NULL : real(path);
}

struct dirent *readdir(DIR *folder) {
  REAL_OF(struct dirent *, readdir, (DIR *));
  return fails(1) ? NULL : real(folder);
}

/* What was written may turn out to be lost then; the file is closed all the same. */
int close(int fd) {
  REAL_OF(int, close, (int));
  int mode = fcntl(fd, F_GETFL);
  int failed = mode >= 0 && (mode & O_ACCMODE) != O_RDONLY && fails(0), reason = errno;
  int closed = real(fd);
  if (!failed) return closed;
  errno = reason;
  return -1;
}

#define MAP(name, offset)                                                             \
  void *name(void *at, size_t size, int protection, int flags, int fd, offset from) { \
    REAL_OF(void *, name, (void *, size_t, int, int, int, offset));                   \
    if (fd >= 0 && fails(1)) return MAP_FAILED;                                       \
    return real(at, size, protection, flags, fd, from);                               \
  }
MAP(mmap, off_t)
MAP(mmap64, off64_t)

static int writes(int flags) {
  return (flags & (O_WRONLY | O_RDWR | O_CREAT)) != 0;
}

#define OPEN(name)                                            \
  int name(const char *path, int flags, ...) {                \
    REAL_OF(int, name, (const char *, int, ...));             \
    va_list more;                                             \
    va_start(more, flags);                                    \
    mode_t mode = flags & O_CREAT ? va_arg(more, mode_t) : 0; \
    va_end(more);                                             \
    if (fails(!writes(flags))) return -1;                     \
    return real(path, flags, mode);                           \
  }
OPEN(open)
OPEN(open64)

#define OPENAT(name)                                          \
  int name(int folder, const char *path, int flags, ...) {    \
    REAL_OF(int, name, (int, const char *, int, ...));        \
    va_list more;                                             \
    va_start(more, flags);                                    \
    mode_t mode = flags & O_CREAT ? va_arg(more, mode_t) : 0; \
    va_end(more);                                             \
    if (fails(!writes(flags))) return -1;                     \
    return real(folder, path, flags, mode);                   \
  }
OPENAT(openat)
OPENAT(openat64)
