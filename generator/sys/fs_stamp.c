/* What tells a file from what stood there before. */
#include "sys/fs_stamp.h"

#include <fcntl.h>

enum { SECOND = 1000000000 };

/* How coarse a file's times may be beside the clock that they are taken from: exFAT keeps steps of
 * 10 ms. One that keeps no fractions of seconds, as FAT, may step by two of these. */
enum { FINE_STEP = 12 * 1000000 };
#define COARSE_STEP ((int64_t)3 * SECOND)

fs_stamp fs__stamp(const struct stat *found) {
  return (fs_stamp){.size = (uint64_t)found->st_size,
                    .inode = (uint64_t)found->st_ino,
                    .modified = (int64_t)found->st_mtim.tv_sec * SECOND + found->st_mtim.tv_nsec,
                    .changed = (int64_t)found->st_ctim.tv_sec * SECOND + found->st_ctim.tv_nsec};
}

bool fs_stamp_of(const char *path, bool follow, fs_stamp *out) {
  struct stat found;
  if ((follow ? stat : lstat)(path, &found) != 0 || !S_ISREG(found.st_mode)) return false;
  *out = fs__stamp(&found);
  return true;
}

fs_kind fs_look_below(int folder, const char *path, fs_stamp *out) {
  struct stat found;
  if (fstatat(folder, path, &found, AT_SYMLINK_NOFOLLOW) != 0) return FS_MISSING;
  *out = fs__stamp(&found);
  return S_ISREG(found.st_mode) ? FS_FILE : S_ISDIR(found.st_mode) ? FS_FOLDER : FS_OTHER;
}

bool fs_stamp_eq(const fs_stamp *a, const fs_stamp *b) {
  return a->size == b->size && a->inode == b->inode && a->modified == b->modified &&
         a->changed == b->changed;
}

bool fs_stamp_tells(const fs_stamp *s, int64_t taken) {
  int64_t step = s->changed % SECOND ? FINE_STEP : COARSE_STEP;
  return s->changed < taken - step;
}
