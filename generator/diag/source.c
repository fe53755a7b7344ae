/* Finds the line and column of an offset, by reading the source again: a parse lets its
 * source go, and only a problem pays for looking at it twice. */
#include <stdio.h>

#include "base/utf8.h"
#include "diag/sink.h"

enum { AT_ONCE = 65536, MARK_BYTES = 4096 };

static bool read_whole(const char *path, buf *whole) {
  FILE *file = fopen(path, "rb");
  if (!file) return false;
  setvbuf(file, NULL, _IONBF, 0); /* it is read in large pieces as it is */
  buf_clear(whole);
  for (size_t got = AT_ONCE; got == AT_ONCE;) {
    char *end = buf_reserve(whole, AT_ONCE);
    got = fread(end, 1, AT_ONCE, file);
    whole->len += got;
  }
  bool good = !ferror(file);
  fclose(file);
  return good;
}

void diag__reader_free(diag__reader *reader) {
  buf_free(&reader->owned);
}

static void open_source(diag__reader *reader, sv file) {
  reader->file = file;
  reader->offset = reader->line_start = 0;
  reader->line = 1;
  reader->text_of_line.at = NULL;
  const sv *given = map_get(&reader->sink->sources, file);
  if (given) {
    reader->text = *given;
    reader->known = true;
    return;
  }
  arena path = {0};
  reader->known = read_whole(arena_cstr(&path, file), &reader->owned);
  reader->text = buf_sv(&reader->owned);
  arena_free(&path);
}

/* The line at line_start. A long one may have a problem at every word: its end is looked for, and
 * its beginning counted, only once. */
static sv line_here(diag__reader *reader) {
  if (reader->text_of_line.at) return reader->text_of_line;
  sv rest = sv_skip(reader->text, reader->line_start), line = {"", 0};
  sv_line(&rest, &line);
  reader->text_of_line = line;
  reader->counted = reader->code_points = 0;
  return line;
}

static size_t code_points_before(diag__reader *reader, sv line, size_t at) {
  if (at < reader->counted) reader->counted = reader->code_points = 0;
  sv more = sv_make(line.at + reader->counted, at - reader->counted);
  reader->code_points += utf8_count(more);
  reader->counted = at;
  return reader->code_points;
}

bool diag__locate(diag__reader *reader, diag_span where, diag__position *out) {
  if (where.file.len == 0 || where.offset == DIAG_WHOLE_FILE) return false;
  if (!sv_eq(reader->file, where.file) || where.offset < reader->offset) {
    open_source(reader, where.file);
  }
  if (!reader->known) return false;
  size_t offset = where.offset < reader->text.len ? where.offset : reader->text.len;
  sv before = sv_first(reader->text, offset);
  for (size_t i = reader->offset; (i = sv_find_byte(before, '\n', i)) != SV_NONE; i++) {
    reader->line++;
    reader->line_start = i + 1;
    reader->text_of_line.at = NULL;
  }
  reader->offset = offset;
  sv line = line_here(reader);
  size_t in_line = offset - reader->line_start;
  bool bom = reader->line == 1 && sv_starts(line, UTF8_BOM);
  if (bom) {
    line = sv_skip(line, UTF8_BOM.len);
    in_line = in_line > UTF8_BOM.len ? in_line - UTF8_BOM.len : 0;
  }
  if (in_line > line.len) in_line = line.len;
  out->line = reader->line;
  out->column = code_points_before(reader, line, in_line) + 1;
  out->text = line;
  out->byte = in_line;
  size_t marked = where.length < MARK_BYTES ? where.length : MARK_BYTES;
  out->mark_width = utf8_count(sv_first(sv_skip(line, in_line), marked));
  if (out->mark_width == 0) out->mark_width = 1;
  return true;
}
