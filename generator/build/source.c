#include "build/source.h"

#include <errno.h>
#include <string.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "sys/fs.h"
#include "wrap/json.h"
#include "wrap/yaml.h"

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

bool source_read(arena *a, sv path, diag_sink *sink, sv *text) {
  arena_mark mark = arena_here(a);
  if (!fs_read(a, arena_cstr(a, path), LIMIT_SOURCE_BYTES, text)) {
    report_unread(path, errno, sink);
    arena_rewind(a, mark);
    return false;
  }
  size_t bad = is_utf16(*text) ? 0 : utf8_invalid(*text);
  if (bad == SV_NONE) bad = sv_find_byte(*text, '\0', 0);
  if (bad == SV_NONE) return true;
  diag *d = diag_add(sink, DIAG_IO004, diag_at(path, bad, 1), "the file is not UTF-8 text");
  diag_hint(d,
            "save it again with the encoding UTF-8 (Notepad: Save as, Encoding; Word: save as "
            "plain text, then choose UTF-8)");
  return false;
}

node *source_data(arena *a, sv path, diag_sink *sink) {
  sv text;
  if (!source_read(a, path, sink, &text)) return NULL;
  size_t bom = sv_starts(text, UTF8_BOM) ? UTF8_BOM.len : 0;
  bool json = sv_is(fs_extension_of(path), "json");
  return (json ? json_parse : yaml_parse)(a, path, sv_skip(text, bom), bom, sink);
}
