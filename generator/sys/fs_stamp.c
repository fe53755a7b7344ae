/* What tells a file from what stood there before. */
#include "sys/fs_stamp.h"

#include <fcntl.h>

/* How coarse a file's times may be beside the clock that they are taken from, by the fractions of a
 * second that they have: none as with FAT, which may step by two seconds; whole milliseconds, as
 * exFAT's 10; or finer ones, and then they are that clock's own. */
enum { SECOND = 1000000000, MILLISECOND = 1000000 };

static int64_t step_of(int64_t time) {
  if (time % SECOND == 0) return (int64_t)3 * SECOND;
  return time % MILLISECOND == 0 ? 12 * MILLISECOND : MILLISECOND;
}

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
  return s->changed < taken - step_of(s->changed);
}
