/* What this process may do, asked before it is done. */
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sys/fs.h"

enum { ROOT = 0, OWNER_CHANGES = S_IWUSR | S_IXUSR };

fs_user fs_who(void) {
  return (fs_user)geteuid();
}

/* What the owner may do its mode says, whatever else stands in a list of rights: that is the
 * common case, and one call tells it. Of any other the system is asked. */
fs_rights fs_rights_in(int folder, const char *path, fs_user user) {
  struct stat found;
  if (fstatat(folder, path, &found, AT_SYMLINK_NOFOLLOW) != 0) return FS_RIGHTS_NONE;
  bool own = found.st_uid == user;
  bool plain = own && (found.st_mode & OWNER_CHANGES) == OWNER_CHANGES;
  if (!plain && faccessat(folder, path, W_OK | X_OK, AT_EACCESS) != 0) return FS_RIGHTS_NONE;
  bool sticky = (found.st_mode & S_ISVTX) != 0;
  return sticky && !own && user != ROOT ? FS_RIGHTS_OWN : FS_RIGHTS_ALL;
}

bool fs_is_of(int folder, const char *path, fs_user user) {
  struct stat found;
  return fstatat(folder, path, &found, AT_SYMLINK_NOFOLLOW) != 0 || found.st_uid == user;
}
