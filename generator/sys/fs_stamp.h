/* Inside sys: a stamp from what the system says of a file. */
#ifndef PAMPHLET_SYS_FS_STAMP_H
#define PAMPHLET_SYS_FS_STAMP_H

#include <sys/stat.h>

#include "sys/fs.h"

fs_stamp fs__stamp(const struct stat *found);

#endif
