/* From an address in a built file back to where a person wrote it. */
#include <string.h>

#include "base/limits.h"
#include "check/built_links.h"
#include "sys/fs.h"

/* An address is written between signs like these, never in the middle of another. */
static bool is_border(sv text, size_t at) {
  return at >= text.len || strchr("\"'()<> \t\r\n,;{}", text.at[at]) != NULL;
}

static bool find_written(sv text, sv written, size_t *found) {
  for (size_t at = sv_find(text, written, 0); at != SV_NONE; at = sv_find(text, written, at + 1)) {
    if (at > 0 && is_border(text, at - 1) && is_border(text, at + written.len)) {
      *found = at;
      return true;
    }
  }
  return false;
}

static bool is_in(arena *a, sv path, sv written, diag_span *out) {
  sv text;
  size_t at;
  if (!path.len || !written.len) return false;
  if (!fs_read(a, arena_cstr(a, path), LIMIT_SOURCE_BYTES, &text)) return false;
  if (!find_written(text, written, &at)) return false;
  *out = diag_at(path, at, written.len);
  return true;
}

diag_span built_links_place(arena *a, const built_link *link, const built_links_where *where) {
  diag_span found;
  if (is_in(a, link->source, link->written, &found)) return found;
  for (size_t i = 0; i < where->texts.len; i++) {
    if (is_in(a, where->texts.at[i], link->written, &found)) return found;
  }
  /* What was built last may still stand there as this check saw it. */
  sv built = fs_join(a, where->output, link->path), text;
  bool there = fs_read(a, arena_cstr(a, built), LIMIT_SOURCE_BYTES, &text);
  bool same =
      there && link->offset < text.len &&
      sv_find(sv_first(sv_skip(text, link->offset), link->length), link->written, 0) != SV_NONE;
  return same ? diag_at(built, link->offset, link->length) : diag_file(built);
}
