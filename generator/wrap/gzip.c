#include "wrap/gzip.h"

#include <errno.h>
#include <stdlib.h>
#include <zlib.h>

#include "base/oom.h"

struct gzip_reader {
  gzFile file;
  size_t from, until; /* what of `at` is still to be given */
  bool at_end, in_long_line;
  const char *problem;
  char at[GZIP_LINE_BYTES];
};

gzip_reader *gzip_open(const char *path) {
  errno = 0;
  gzFile file = gzopen(path, "rb");
  if (!file) {
    if (errno == 0) errno = ENOMEM; /* as zlib's manual says of a NULL with no errno */
    return NULL;
  }
  gzip_reader *r = oom_malloc(sizeof *r);
  r->file = file;
  r->from = r->until = 0;
  r->at_end = r->in_long_line = false;
  r->problem = NULL;
  return r;
}

void gzip_close(gzip_reader *r) {
  gzclose(r->file);
  free(r);
}

const char *gzip_problem(const gzip_reader *r) {
  return r->problem;
}

/* Moves what is left to the front and reads on behind it. False: it cannot be read. */
static bool fill(gzip_reader *r) {
  memmove(r->at, r->at + r->from, r->until - r->from);
  r->until -= r->from;
  r->from = 0;
  int got = gzread(r->file, r->at + r->until, (unsigned)(sizeof r->at - r->until));
  int code = Z_OK;
  const char *said = gzerror(r->file, &code);
  if (got > 0) {
    r->until += (size_t)got;
    return true;
  }
  r->at_end = true;
  if (code == Z_BUF_ERROR) {
    r->problem = "it ends in the middle of its compressed data";
  } else if (code == Z_ERRNO) {
    r->problem = strerror(errno);
  } else if (got < 0) {
    r->problem = said;
  }
  return !r->problem;
}

/* Gives the next `length` bytes as a line, unless they are the end of one that is too long. */
static gzip_next give(gzip_reader *r, size_t length, size_t with_end, sv *line) {
  *line = sv_make(r->at + r->from, length);
  r->from += with_end;
  if (r->in_long_line) {
    r->in_long_line = false;
    return GZIP_TOO_LONG;
  }
  if (sv_ends(*line, SV("\r"))) line->len--;
  return GZIP_LINE;
}

gzip_next gzip_line(gzip_reader *r, sv *line) {
  for (;;) {
    size_t left = r->until - r->from;
    const char *end = left ? memchr(r->at + r->from, '\n', left) : NULL;
    if (end) {
      size_t length = (size_t)(end - (r->at + r->from));
      return give(r, length, length + 1, line);
    }
    if (r->problem) return GZIP_FAILED;
    if (r->at_end) {
      return left || r->in_long_line ? give(r, left, left, line) : GZIP_END;
    }
    if (left == sizeof r->at) {
      r->in_long_line = true;
      r->from = r->until;
    }
    if (!fill(r)) return GZIP_FAILED;
  }
}
