#include "sys/append.h"

#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/oom.h"
#include "sys/fs.h"

enum { NEW_FILE = 0666 }; /* less the umask */

struct append_file {
  int file;
  sv mapped;
  uint64_t opened; /* its end then */
  _Atomic uint64_t end;
  atomic_bool failed;
};

append_file *append_open(const char *path, uint64_t end) {
  if (end == 0) unlink(path);
  int file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, NEW_FILE);
  struct stat found;
  if (file < 0) return NULL;
  bool good = fstat(file, &found) == 0 && S_ISREG(found.st_mode) && (uint64_t)found.st_size >= end;
  if (!good || ftruncate(file, (off_t)end) != 0) {
    close(file);
    return NULL;
  }
  append_file *f = oom_malloc(sizeof *f);
  f->file = file;
  f->mapped = (sv){"", 0};
  f->opened = end;
  atomic_init(&f->end, end);
  atomic_init(&f->failed, false);
  return f;
}

void append_close(append_file *f) {
  if (!f) return;
  append_unmap(f);
  close(f->file);
  free(f);
}

sv append_map(append_file *f) {
  if (f->mapped.len || f->opened == 0 || f->opened > SIZE_MAX) return f->mapped;
  size_t size = (size_t)f->opened;
  void *at = mmap(NULL, size, PROT_READ, MAP_PRIVATE, f->file, 0);
  if (at != MAP_FAILED) f->mapped = sv_make(at, size);
  return f->mapped;
}

void append_unmap(append_file *f) {
  if (f->mapped.len) munmap((void *)(uintptr_t)f->mapped.at, f->mapped.len);
  f->mapped = (sv){"", 0};
}

bool append_add(append_file *f, sv bytes, uint64_t *at) {
  if (atomic_load_explicit(&f->failed, memory_order_relaxed)) return false;
  *at = atomic_fetch_add(&f->end, bytes.len);
  if (fs_put_at(f->file, *at, bytes)) return true;
  atomic_store(&f->failed, true);
  return false;
}

bool append_read(const append_file *f, uint64_t at, char *out, size_t size) {
  for (size_t got = 0; got < size;) {
    ssize_t more = pread(f->file, out + got, size - got, (off_t)(at + got));
    if (more < 0 && errno == EINTR) continue;
    if (more <= 0) return false;
    got += (size_t)more;
  }
  return true;
}

bool append_sync(const append_file *f) {
  return fdatasync(f->file) == 0;
}

bool append_is_shared(const append_file *f) {
  struct stat found;
  return fstat(f->file, &found) != 0 || found.st_nlink > 1;
}

uint64_t append_end(const append_file *f) {
  return atomic_load(&((append_file *)(uintptr_t)f)->end);
}

bool append_has_failed(const append_file *f) {
  return atomic_load(&((append_file *)(uintptr_t)f)->failed);
}

int append_descriptor(const append_file *f) {
  return f->file;
}
