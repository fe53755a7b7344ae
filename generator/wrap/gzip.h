/* Lines of a file that may be compressed by gzip (RFC 1952), by zlib, in memory that does not grow
 * with the file. */
#ifndef PAMPHLET_WRAP_GZIP_H
#define PAMPHLET_WRAP_GZIP_H

#include "base/sv.h"

typedef struct gzip_reader gzip_reader;

enum { GZIP_LINE_BYTES = 64 * 1024 }; /* the longest line: web servers cut requests far below */

typedef enum gzip_next {
  GZIP_LINE,
  GZIP_TOO_LONG, /* a line past GZIP_LINE_BYTES, which was passed over */
  GZIP_END,
  GZIP_FAILED /* the file cannot be read on: damaged, cut short, or no file */
} gzip_next;

/* Opens a file; one that is not compressed is read as it is. NULL: it cannot be opened (errno). */
gzip_reader *gzip_open(const char *path);
void gzip_close(gzip_reader *r);

/* The next line, without its LF or CRLF; valid until the next call. */
gzip_next gzip_line(gzip_reader *r, sv *line);

/* Why the last call failed, in zlib's or the system's words. */
const char *gzip_problem(const gzip_reader *r);

#endif
