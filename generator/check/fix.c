#include "check/fix.h"

#include <errno.h>
#include <string.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "model/front_matter.h"
#include "sys/fs.h"
#include "text/pastes.h"

static void count(const paste_list *found, fix_counts *counts) {
  *counts = (fix_counts){0};
  for (size_t i = 0; i < found->len; i++) {
    counts->bullets += found->at[i].kind == PASTE_BULLET;
    counts->headings += found->at[i].kind == PASTE_HEADING;
    counts->addresses += found->at[i].kind == PASTE_ADDRESS;
  }
}

/* Where the text starts. What is wrong with the front matter is for the check that follows. */
static size_t text_start(arena *scratch, sv path, sv text) {
  diag_sink *unheard = diag_sink_new();
  front_matter parts = {0};
  front_matter_split(scratch, path, text, unheard, &parts);
  diag_sink_free(unheard);
  return parts.body;
}

bool fix_file(arena *scratch, sv path, diag_sink *sink, fix_counts *counts) {
  *counts = (fix_counts){0};
  sv text;
  const char *name = arena_cstr(scratch, path);
  if (!fs_read(scratch, name, LIMIT_SOURCE_BYTES, &text)) {
    diag_add(sink, DIAG_IO001, diag_file(path), "cannot read the file: %s", strerror(errno));
    return false;
  }
  if (utf8_invalid(text) != SV_NONE) return true; /* the check reports it */
  paste_list found = {0};
  pastes_find(scratch, text, text_start(scratch, path, text), &found);
  if (found.len == 0) return true;
  if (!fs_write(name, pastes_apply(scratch, text, &found))) {
    diag_add(sink, DIAG_IO002, diag_file(path), "cannot write the file: %s", strerror(errno));
    return false;
  }
  count(&found, counts);
  return true;
}
