#include "base/spill.h"

#include <errno.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/oom.h"

enum { NO_FILE = -1, FILE_REFUSED = -2 };

struct spill {
  arena memory;
  size_t limit;
  int file;
  uint64_t file_len;
  bool lent; /* the file is somebody else's */
  atomic_bool damaged;
};

spill *spill_new(size_t limit) {
  spill *s = oom_malloc(sizeof *s);
  *s = (spill){.limit = limit, .file = NO_FILE};
  arena_init(&s->memory, 1024 * 1024);
  return s;
}

spill *spill_over(int file) {
  spill *s = spill_new(0);
  s->file = file;
  s->lent = true;
  return s;
}

void spill_free(spill *s) {
  if (!s) return;
  if (s->file >= 0 && !s->lent) close(s->file);
  arena_free(&s->memory);
  free(s);
}

/* A file that has no name any more as soon as it is open, so that a killed build leaves none. */
static int open_unnamed(void) {
  const char *folder = getenv("TMPDIR");
  char path[4096];
  int len = snprintf(path, sizeof path, "%s/pamphlet-XXXXXX", folder && *folder ? folder : "/tmp");
  if (len < 0 || len >= (int)sizeof path) return FILE_REFUSED;
  int file = mkstemp(path);
  if (file < 0) return FILE_REFUSED;
  unlink(path);
  return file;
}

static bool write_all(int file, sv text, uint64_t at) {
  while (text.len) {
    ssize_t written = pwrite(file, text.at, text.len, (off_t)at);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    text = sv_skip(text, (size_t)written);
    at += (uint64_t)written;
  }
  return true;
}

static spill_place keep(spill *s, sv text) {
  sv kept = arena_dup(&s->memory, text);
  return (spill_place){s, (uint64_t)(uintptr_t)kept.at, (uint32_t)kept.len, false, 0};
}

spill_place spill_add(spill *s, sv text) {
  if (arena_held(&s->memory) + text.len <= s->limit || s->file == FILE_REFUSED) {
    return keep(s, text);
  }
  if (s->file == NO_FILE) s->file = open_unnamed();
  if (s->file < 0 || !write_all(s->file, text, s->file_len)) return keep(s, text);
  spill_place place = {s, s->file_len, (uint32_t)text.len, true, 0};
  s->file_len += text.len;
  return place;
}

static bool read_all(int file, char *at, size_t len, uint64_t from) {
  for (size_t got = 0; got < len;) {
    ssize_t more = pread(file, at + got, len - got, (off_t)(from + got));
    if (more < 0 && errno == EINTR) continue;
    if (more <= 0) return false;
    got += (size_t)more;
  }
  return true;
}

/* Blanks in its place: whoever fills its slots finds them where they were. The place knows its
 * spill as one that is only read; that it is damaged is no part of the texts. */
static sv damaged(spill_place place, char *out) {
  atomic_store(&((spill *)(uintptr_t)place.in)->damaged, true);
  if (place.len) memset(out, ' ', place.len);
  return sv_make(out, place.len);
}

sv spill_text(arena *a, spill_place place) {
  if (!place.in_file) return sv_make((const char *)(uintptr_t)place.at, place.len);
  char *out = arena_chars(a, place.len);
  if (!read_all(place.in->file, out, place.len, place.at)) {
    if (place.in->lent) return damaged(place, out);
    fprintf(stderr, "pamphlet: the temporary file cannot be read any more\n");
    abort();
  }
  sv text = sv_make(out, place.len);
  return place.sum && sv_sum(text) != place.sum ? damaged(place, out) : text;
}

bool spill_is_damaged(const spill *s) {
  return atomic_load(&s->damaged);
}
