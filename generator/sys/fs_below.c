/* Opens what a stranger may name: nothing outside the folder, and no link on the way. */
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/limits.h"
#include "sys/fs_stamp.h"

/* One step of the way down; closes where it came from. */
static int step_down(int folder, sv name, int flags) {
  char text[LIMIT_PATH_BYTES + 1];
  int next = -1;
  if (name.len && name.len < sizeof text && !sv_is(name, ".") && !sv_is(name, "..")) {
    memcpy(text, name.at, name.len);
    text[name.len] = 0;
    if (strlen(text) == name.len) {
      next = openat(folder, text, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC | flags);
    }
  }
  close(folder);
  return next;
}

fs_kind fs_open_below(const char *root, sv path, int *file, fs_stamp *stamp) {
  int at = open(root, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  for (sv name; at >= 0 && sv_split(&path, '/', &name);) {
    at = step_down(at, name, path.at ? O_DIRECTORY : 0);
  }
  struct stat found;
  if (at < 0) return FS_MISSING;
  bool known = fstat(at, &found) == 0;
  if (known && S_ISREG(found.st_mode)) {
    *file = at;
    *stamp = fs__stamp(&found);
    return FS_FILE;
  }
  close(at);
  return known && S_ISDIR(found.st_mode) ? FS_FOLDER : FS_OTHER;
}

bool fs_read_open(arena *a, int file, size_t most, sv *text) {
  struct stat found;
  if (fstat(file, &found) != 0 || (uint64_t)found.st_size > most) return false;
  size_t size = (size_t)found.st_size;
  char *at = arena_chars(a, size + 1);
  size_t len = 0;
  while (len < size) {
    ssize_t got = pread(file, at + len, size - len, (off_t)len);
    if (got <= 0) return false;
    len += (size_t)got;
  }
  at[len] = 0;
  *text = sv_make(at, len);
  return true;
}
