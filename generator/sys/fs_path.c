/* Paths as text, and the one question about them that only the system can answer. */
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "sys/fs.h"

bool fs_stays_below(sv path) {
  if (sv_starts(path, SV("/"))) return false;
  if (sv_find_byte(path, '\0', 0) != SV_NONE || sv_find_byte(path, '\\', 0) != SV_NONE) {
    return false;
  }
  size_t depth = 0;
  for (sv piece; sv_split(&path, '/', &piece);) {
    if (sv_is(piece, "..")) {
      if (depth == 0) return false;
      depth--;
    } else if (piece.len && !sv_is(piece, ".")) {
      depth++;
    }
  }
  return true;
}

sv fs_join(arena *a, sv folder, sv name) {
  while (folder.len > 1 && sv_ends(folder, SV("/"))) folder.len--;
  while (folder.len && sv_starts(name, SV("/"))) name = sv_skip(name, 1);
  bool slash = folder.len && name.len && !sv_ends(folder, SV("/"));
  sv whole = arena_cat(a, (sv[]){folder, slash ? SV("/") : SV(""), name, {"", 1}}, 4);
  return sv_first(whole, whole.len - 1);
}

sv fs_folder_of(sv path) {
  size_t slash = sv_find_last_byte(path, '/');
  if (slash == SV_NONE) return SV("");
  return sv_first(path, slash ? slash : 1);
}

sv fs_name_of(sv path) {
  size_t slash = sv_find_last_byte(path, '/');
  return slash == SV_NONE ? path : sv_skip(path, slash + 1);
}

sv fs_extension_of(sv path) {
  sv name = fs_name_of(path);
  size_t dot = sv_find_last_byte(name, '.');
  return dot == SV_NONE || dot == 0 ? SV("") : sv_skip(name, dot + 1);
}

bool fs_is_within(sv path, sv folder) {
  if (!sv_starts(path, folder)) return false;
  return path.len == folder.len || sv_ends(folder, SV("/")) || path.at[folder.len] == '/';
}

/* What follows a folder above a path, or the path's own, without slashes around it. */
static sv after(sv path, sv folder) {
  sv rest = sv_skip(path, folder.len);
  return sv_starts(rest, SV("/")) ? sv_skip(rest, 1) : rest;
}

sv fs_way(arena *a, sv folder, sv path) {
  sv shared = folder, up;
  if (!sv_starts(folder, SV("/")) || !sv_starts(path, SV("/"))) return path;
  while (!fs_is_within(path, shared)) shared = fs_folder_of(shared);
  if (shared.len < folder.len && sv_is(shared, "/")) return path;
  sv back = after(folder, shared), way = after(path, shared), steps = SV("");
  while (back.len && sv_split(&back, '/', &up)) steps = fs_join(a, steps, SV(".."));
  way = fs_join(a, steps, way);
  return way.len ? way : SV(".");
}

/* The rest of a path that does not exist, by its text: "." and ".." are taken out. */
static sv append_text(arena *a, sv real, sv rest) {
  for (sv piece; sv_split(&rest, '/', &piece);) {
    if (piece.len == 0 || sv_is(piece, ".")) continue;
    real = sv_is(piece, "..") ? fs_folder_of(real) : fs_join(a, real, piece);
  }
  return real;
}

sv fs_real(arena *a, const char *path) {
  sv whole = sv_of(path), known = whole;
  for (;;) {
    char *resolved = realpath(known.len ? arena_cstr(a, known) : ".", NULL);
    if (resolved) {
      sv real = arena_dup(a, sv_of(resolved));
      free(resolved);
      return append_text(a, real, sv_skip(whole, known.len));
    }
    if ((errno != ENOENT && errno != ENOTDIR) || known.len == 0) return SV("");
    while (sv_ends(known, SV("/"))) known.len--;
    known = fs_folder_of(known);
  }
}
