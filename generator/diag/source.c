/* Finds the line and column of an offset, by reading the source again: a parse lets its
 * source go, and only a problem pays for looking at it twice. */
#include <stdio.h>
#include <stdlib.h>

#include "base/oom.h"
#include "base/utf8.h"
#include "diag/sink.h"

static bool read_whole(const char *path, char **text, size_t *len) {
  FILE *file = fopen(path, "rb");
  if (!file) return false;
  buf whole = BUF_EMPTY;
  for (size_t got;;) {
    char *end = buf_reserve(&whole, 65536);
    got = fread(end, 1, 65536, file);
    if (got == 0) break;
    whole.len += got;
  }
  bool good = !ferror(file);
  fclose(file);
  *text = whole.at;
  *len = whole.len;
  return good;
}

void diag__reader_free(diag__reader *reader) {
  free(reader->owned);
  reader->owned = NULL;
}

static void open_source(diag__reader *reader, sv file) {
  diag__reader_free(reader);
  reader->file = file;
  reader->offset = reader->line_start = 0;
  reader->line = 1;
  const sv *given = map_get(&reader->sink->sources, file);
  if (given) {
    reader->text = *given;
    reader->known = true;
    return;
  }
  arena path = {0};
  size_t len = 0;
  reader->known = read_whole(arena_cstr(&path, file), &reader->owned, &len);
  reader->text = sv_make(reader->owned, len);
  arena_free(&path);
}

static sv shown_line(sv text, size_t start) {
  sv rest = sv_skip(text, start), line = {NULL, 0};
  sv_line(&rest, &line);
  return line;
}

bool diag__locate(diag__reader *reader, diag_span where, diag__position *out) {
  if (where.file.len == 0 || where.offset == DIAG_WHOLE_FILE) return false;
  if (!sv_eq(reader->file, where.file) || where.offset < reader->offset) {
    open_source(reader, where.file);
  }
  if (!reader->known) return false;
  size_t offset = where.offset < reader->text.len ? where.offset : reader->text.len;
  for (size_t i = reader->offset; i < offset; i++) {
    if (reader->text.at[i] != '\n') continue;
    reader->line++;
    reader->line_start = i + 1;
  }
  reader->offset = offset;
  sv line = shown_line(reader->text, reader->line_start);
  size_t in_line = offset - reader->line_start;
  bool bom = reader->line == 1 && sv_starts(line, UTF8_BOM);
  if (bom) {
    line = sv_skip(line, UTF8_BOM.len);
    in_line = in_line > UTF8_BOM.len ? in_line - UTF8_BOM.len : 0;
  }
  if (in_line > line.len) in_line = line.len;
  out->line = reader->line;
  out->column = utf8_count(sv_first(line, in_line)) + 1;
  out->text = line;
  out->mark_width = utf8_count(sv_first(sv_skip(line, in_line), where.length));
  if (out->mark_width == 0) out->mark_width = 1;
  return true;
}
