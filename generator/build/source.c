#include "build/source.h"

#include <errno.h>
#include <string.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "sys/fs.h"
#include "wrap/json.h"
#include "wrap/yaml.h"
#include "wrap/yaml_rescue.h"

static void report_unread(sv path, int reason, diag_sink *sink) {
  if (reason == EFBIG) {
    diag *d = diag_add(sink, DIAG_IO005, diag_file(path), "the file is larger than %u MiB",
                       LIMIT_SOURCE_BYTES / (1024 * 1024));
    diag_hint(d, "split it into several articles");
    return;
  }
  diag_add(sink, DIAG_IO001, diag_file(path), "cannot read the file: %s", strerror(reason));
}

static bool is_utf16(sv text) {
  return sv_starts(text, SV("\xFF\xFE")) || sv_starts(text, SV("\xFE\xFF"));
}

typedef enum how_read { NOT_READ, READ_ON, READ_WELL } how_read;

/* The text of a file that is not UTF-8, each wrong byte an x. False: it is in another
 * encoding throughout, or no text. */
static bool mend(arena *a, sv *text) {
  if (is_utf16(*text) || sv_find_byte(*text, '\0', 0) != SV_NONE) return false;
  char *mended = arena_chars(a, text->len);
  memcpy(mended, text->at, text->len);
  *text = sv_make(mended, text->len);
  size_t at = 0;
  for (size_t bad = utf8_invalid(*text); bad != SV_NONE; bad = utf8_invalid(sv_skip(*text, at))) {
    at += bad;
    mended[at++] = 'x';
  }
  return true;
}

/* Its text, or with READ_ON what can be used of it. */
static how_read read_text(arena *a, sv path, diag_sink *sink, sv *text) {
  arena_mark mark = arena_here(a);
  if (!fs_read(a, arena_cstr(a, path), LIMIT_SOURCE_BYTES, text)) {
    report_unread(path, errno, sink);
    arena_rewind(a, mark);
    return NOT_READ;
  }
  size_t bad = is_utf16(*text) ? 0 : utf8_invalid(*text);
  if (bad == SV_NONE) bad = sv_find_byte(*text, '\0', 0);
  if (bad == SV_NONE) return READ_WELL;
  diag *d = diag_add(sink, DIAG_IO004, diag_at(path, bad, 1), "the file is not UTF-8 text");
  diag_hint(d,
            "save it again with the encoding UTF-8 (Notepad: Save as, Encoding; Word: save as "
            "plain text, then choose UTF-8)");
  return mend(a, text) ? READ_ON : NOT_READ;
}

bool source_read(arena *a, sv path, diag_sink *sink, sv *text) {
  return read_text(a, path, sink, text) == READ_WELL;
}

bool source_read_on(arena *a, sv path, diag_sink *sink, sv *text) {
  return read_text(a, path, sink, text) != NOT_READ;
}

/* Of a text without its byte order mark of so many bytes. */
static node *parse(arena *a, sv path, sv text, size_t bom, bool json, diag_sink *sink) {
  return (json ? json_parse : yaml_parse)(a, path, text, bom, sink);
}

node *source_data(arena *a, sv path, diag_sink *sink) {
  sv text;
  if (!source_read(a, path, sink, &text)) return NULL;
  size_t bom = sv_starts(text, UTF8_BOM) ? UTF8_BOM.len : 0;
  return parse(a, path, sv_skip(text, bom), bom, sv_is(fs_extension_of(path), "json"), sink);
}

node *source_map(arena *a, sv path, diag_sink *sink, node_gaps *gaps) {
  sv text;
  *gaps = (node_gaps){0};
  how_read how = read_text(a, path, sink, &text);
  bool json = sv_is(fs_extension_of(path), "json");
  size_t bom = how != NOT_READ && sv_starts(text, UTF8_BOM) ? UTF8_BOM.len : 0;
  if (how != NOT_READ) text = sv_skip(text, bom);
  node *root = how == READ_WELL ? parse(a, path, text, bom, json, sink) : NULL;
  if (root) return root;
  if (how != NOT_READ && !json) return yaml_rescue(a, path, text, bom, gaps);
  gaps->all = true;
  return NULL;
}
