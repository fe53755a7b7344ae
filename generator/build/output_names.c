/* What an output is called where its builds are remembered. */
#include "base/buf.h"
#include "build/output_parts.h"

enum { LONGEST_NAME = 200 }; /* a file system takes 255, and what is kept adds to it */

/* Other things that lie beside the manifests. */
static bool is_taken(sv name) {
  return sv_is(name, "serve") || sv_is(name, "links.json") || sv_is(name, "rebuild.lock");
}

/* A '%' is followed by two digits, but for the one before the hash: no two paths have one name. */
static sv name_of(arena *a, sv way) {
  buf text = BUF_EMPTY;
  bool taken = is_taken(way);
  size_t end = sv_ends(way, SV(".new")) ? way.len - 4 : way.len; /* fs_replace has that one */
  for (size_t i = 0; i < way.len; i++) {
    char c = way.at[i];
    bool plain = c != '/' && c != '%' && !(c == '.' && (i == 0 || i == end)) && !(taken && i == 0);
    if (plain) {
      buf_byte(&text, c);
    } else {
      buf_printf(&text, "%%%02X", (unsigned)(unsigned char)c);
    }
  }
  sv name = buf_sv(&text);
  if (name.len > LONGEST_NAME) {
    name.len = LONGEST_NAME - HASH_DIGITS - 2; /* and no character is cut */
    while (name.len && ((unsigned char)name.at[name.len] & 0xC0) == 0x80) name.len--;
    name = arena_printf(a, "%.*s%%-%.*s", SV_ARG(name),
                        SV_ARG(hash_hex(a, hash_of(way), HASH_DIGITS)));
  } else {
    name = arena_dup(a, name);
  }
  buf_free(&text);
  return name;
}

/* A link that is the output is remembered by its own name, wherever it leads. */
static sv own_path(arena *a, sv given, sv real) {
  while (given.len > 1 && sv_ends(given, SV("/"))) given.len--;
  sv name = fs_name_of(given);
  if (name.len == 0 || sv_is(name, ".") || sv_is(name, "..")) return real;
  return fs_join(a, fs_real(a, arena_cstr(a, fs_folder_of(given))), name);
}

void output__remember(output *out, const char *site, sv real) {
  arena *a = &out->memory;
  sv site_real = fs_real(a, site), notes = fs_join(a, sv_of(site), SV(OUTPUT_NOTES));
  sv name = name_of(a, fs_way(a, site_real, own_path(a, sv_of(out->folder), real)));
  out->manifest_path = fs_join(a, notes, name).at;
  out->pages_path = fs_join(a, fs_join(a, notes, SV(".pages")), name).at;
  out->last_path = fs_join(a, fs_join(a, notes, SV(".last")), name).at;
  out->now.output = fs_way(a, site_real, real);
}
