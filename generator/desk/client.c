#include "desk/client.h"

static const char *const styles[] = {
#include "desk/client/desk.css.inc"
    NULL};
static const char *const script[] = {
#include "desk/client/desk.js.inc"
    NULL};

static sv joined(arena *a, const char *const *lines) {
  size_t length = 0;
  for (size_t i = 0; lines[i]; i++) length += strlen(lines[i]);
  char *text = arena_chars(a, length), *end = text;
  for (size_t i = 0; lines[i]; i++) {
    size_t line = strlen(lines[i]);
    memcpy(end, lines[i], line);
    end += line;
  }
  return sv_make(text, length);
}

bool desk_file(arena *a, sv name, sv *text, sv *type) {
  bool css = sv_is(name, "desk.css");
  if (!css && !sv_is(name, "desk.js")) return false;
  *text = joined(a, css ? styles : script);
  *type = css ? SV("text/css; charset=utf-8") : SV("text/javascript; charset=utf-8");
  return true;
}
