#include "model/url.h"

#include "base/utf8.h"
#include "text/slug.h"

static bool is_alnum(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

static bool stays(char c) {
  if (is_alnum(c) || c == '-' || c == '/') return true; /* as most */
  return c != '\0' && strchr("._~!$&'()*+,;=:@", c);
}

/* How far the path goes from there as it is. */
static size_t until_coded(sv path, size_t from) {
  while (from < path.len && stays(path.at[from])) from++;
  return from;
}

void url_path_add(buf *out, sv path) {
  static const char digits[] = "0123456789ABCDEF";
  size_t from = 0;
  for (size_t i; (i = until_coded(path, from)) < path.len; from = i + 1) {
    unsigned char byte = (unsigned char)path.at[i];
    char written[] = {'%', digits[byte >> 4], digits[byte & 15]};
    buf_add(out, sv_make(path.at + from, i - from));
    buf_add(out, sv_make(written, sizeof written));
  }
  buf_add(out, sv_skip(path, from));
}

sv url_path(arena *a, sv path) {
  if (until_coded(path, 0) == path.len) return path;
  buf out = BUF_EMPTY;
  url_path_add(&out, path);
  sv encoded = arena_dup(a, buf_sv(&out));
  buf_free(&out);
  return encoded;
}

static int hex(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

sv url_decode(arena *a, sv text) {
  if (sv_find_byte(text, '%', 0) == SV_NONE) return text;
  char *out = arena_chars(a, text.len);
  size_t len = 0;
  for (size_t i = 0; i < text.len; i++) {
    bool coded = text.at[i] == '%' && text.len - i > 2 && hex(text.at[i + 1]) >= 0 &&
                 hex(text.at[i + 2]) >= 0;
    if (coded) {
      out[len++] = (char)(hex(text.at[i + 1]) << 4 | hex(text.at[i + 2]));
      i += 2;
    } else {
      out[len++] = text.at[i];
    }
  }
  return sv_make(out, len);
}

sv url_field(arena *a, sv fields, const char *name) {
  for (sv pair; sv_split(&fields, '&', &pair);) {
    size_t equals = sv_find_byte(pair, '=', 0);
    if (equals == SV_NONE || !sv_is(sv_first(pair, equals), name)) continue;
    sv value = sv_skip(pair, equals + 1);
    char *at = arena_cstr(a, value);
    for (size_t i = 0; i < value.len; i++) {
      if (at[i] == '+') at[i] = ' ';
    }
    return url_decode(a, sv_make(at, value.len));
  }
  return SV("");
}

url_parts url_split(sv target) {
  url_parts parts = {.path = target};
  size_t hash = sv_find_byte(target, '#', 0);
  if (hash != SV_NONE) {
    parts.has_fragment = true;
    parts.fragment = sv_skip(target, hash + 1);
    parts.path = sv_first(target, hash);
  }
  size_t mark = sv_find_byte(parts.path, '?', 0);
  if (mark != SV_NONE) {
    parts.has_query = true;
    parts.query = sv_skip(parts.path, mark + 1);
    parts.path = sv_first(parts.path, mark);
  }
  return parts;
}

sv url_scheme(sv target) {
  size_t at = 0;
  while (at < target.len && (is_alnum(target.at[at]) || strchr("+-.", target.at[at]))) at++;
  bool scheme = at > 0 && at < target.len && target.at[at] == ':' &&
                (is_alnum(target.at[0]) && !(target.at[0] >= '0' && target.at[0] <= '9'));
  return scheme ? sv_first(target, at) : SV("");
}

bool url_is_external(sv target) {
  if (sv_starts(target, SV("//"))) return true;
  return sv_find_byte(target, ':', 0) != SV_NONE && url_scheme(target).len > 0;
}

sv url_output(arena *a, sv path) {
  while (sv_starts(path, SV("/"))) path = sv_skip(path, 1);
  size_t slash = sv_find_last_byte(path, '/');
  sv last = slash == SV_NONE ? path : sv_skip(path, slash + 1);
  if (last.len == 0) return arena_cat(a, (sv[]){path, SV("index.html")}, 2);
  size_t dot = sv_find_last_byte(last, '.');
  if (dot != SV_NONE && dot > 0 && dot + 1 < last.len) return path;
  return arena_cat(a, (sv[]){path, SV("/index.html")}, 2);
}

const sv url_permalink_names[] = {SV_INIT("section"), SV_INIT("slug"),  SV_INIT("title"),
                                  SV_INIT("year"),    SV_INIT("month"), SV_INIT("day")};
const size_t url_permalink_name_count = sizeof url_permalink_names / sizeof url_permalink_names[0];

/* The text of a pattern's name; false where there is none. */
static bool fill(arena *a, sv name, const permalink_facts *facts, sv *out) {
  date_parts day = date_split(facts->at);
  if (sv_is(name, "section")) {
    *out = facts->section;
  } else if (sv_is(name, "slug")) {
    *out = facts->slug;
  } else if (sv_is(name, "title")) {
    *out = slug_of_title(a, facts->title);
  } else if (facts->dated && sv_is(name, "year")) {
    *out = arena_printf(a, "%04lld", (long long)day.year);
  } else if (facts->dated && sv_is(name, "month")) {
    *out = arena_printf(a, "%02d", day.month);
  } else if (facts->dated && sv_is(name, "day")) {
    *out = arena_printf(a, "%02d", day.day);
  } else {
    return false;
  }
  return true;
}

static void add_without_double_slash(buf *out, sv text) {
  for (size_t i = 0; i < text.len; i++) {
    if (text.at[i] == '/' && out->len && out->at[out->len - 1] == '/') continue;
    buf_byte(out, text.at[i]);
  }
}

bool url_permalink(arena *a, sv pattern, const permalink_facts *facts, sv *out, sv *problem) {
  buf path = BUF_EMPTY;
  buf_byte(&path, '/');
  bool good = true;
  while (pattern.len && good) {
    size_t colon = sv_find_byte(pattern, ':', 0);
    add_without_double_slash(&path, sv_first(pattern, colon));
    if (colon == SV_NONE) break;
    pattern = sv_skip(pattern, colon + 1);
    size_t len = 0;
    while (len < pattern.len && (is_alnum(pattern.at[len]) || pattern.at[len] == '_')) len++;
    *problem = sv_first(pattern, len);
    pattern = sv_skip(pattern, len);
    sv text = {NULL, 0};
    good = fill(a, *problem, facts, &text);
    add_without_double_slash(&path, text);
  }
  if (good) *out = arena_dup(a, buf_sv(&path));
  buf_free(&path);
  return good;
}

bool url_is_site_path(sv path) {
  if (!sv_starts(path, SV("/")) || sv_starts(path, SV("//"))) return false;
  for (size_t i = 0; i < path.len; i++) {
    unsigned char c = (unsigned char)path.at[i];
    if (c < 0x20 || c == 0x7F || c == '\\' || c == '?' || c == '#') return false;
  }
  sv rest = path, step;
  while (sv_split(&rest, '/', &step)) {
    if (sv_is(step, ".") || sv_is(step, "..")) return false;
  }
  return true;
}
