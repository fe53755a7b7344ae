#include "serve/request_path.h"

#include "base/limits.h"
#include "base/utf8.h"

static int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

static bool decode(arena *a, sv raw, sv *out) {
  char *at = arena_chars(a, raw.len + 1);
  size_t len = 0;
  for (size_t i = 0; i < raw.len; i++) {
    char c = raw.at[i];
    if (c == '%') {
      int high = i + 2 < raw.len ? hex_digit(raw.at[i + 1]) : -1;
      int low = i + 2 < raw.len ? hex_digit(raw.at[i + 2]) : -1;
      if (high < 0 || low < 0) return false;
      c = (char)(high * 16 + low);
      i += 2;
    }
    at[len++] = c;
  }
  at[len] = 0;
  *out = sv_make(at, len);
  return true;
}

static bool is_plain(sv path) {
  for (size_t i = 0; i < path.len; i++) {
    unsigned char c = (unsigned char)path.at[i];
    if (c < 0x20 || c == 0x7F || c == '\\') return false;
  }
  return utf8_invalid(path) == SV_NONE;
}

static bool steps_stay_below(sv path) {
  sv rest = sv_skip(path, 1);
  for (sv step; sv_split(&rest, '/', &step);) {
    bool last = rest.at == NULL;
    if (step.len == 0 && !last) return false;
    if (sv_starts(step, SV(".")) && !sv_is(step, ".well-known")) return false;
  }
  return true;
}

bool request_path_read(arena *a, sv target, request_path *out) {
  size_t end = sv_find_byte(target, '?', 0);
  out->raw = sv_first(target, end);
  out->query = end == SV_NONE ? SV("") : sv_skip(target, end + 1);
  if (!sv_starts(out->raw, SV("/")) || out->raw.len > LIMIT_PATH_BYTES) return false;
  return decode(a, out->raw, &out->path) && is_plain(out->path) && steps_stay_below(out->path);
}
