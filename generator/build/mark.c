#include "build/mark.h"

#include "sys/fs.h"
#include "wrap/compress.h"
#include "wrap/hash.h"

enum { HEAD_BYTES = 32 * 1024 }; /* where a page's head has long ended */

static bool is_hex(sv text) {
  for (size_t i = 0; i < text.len; i++) {
    char c = text.at[i];
    if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) return false;
  }
  return true;
}

/* "main.0123456789abcdef.css" */
static bool is_fingerprinted(sv name) {
  size_t extension = sv_find_last_byte(name, '.');
  if (extension == SV_NONE) return false;
  sv stem = sv_first(name, extension);
  size_t digits = sv_find_last_byte(stem, '.');
  if (digits == SV_NONE || digits == 0) return false;
  sv fingerprint = sv_skip(stem, digits + 1);
  return fingerprint.len == HASH_NAME_DIGITS && is_hex(fingerprint);
}

/* True for a name that only a build gives. */
static bool has_name_of_ours(sv path) {
  static const char *const at_top[] = {"robots.txt", "_redirects",       "_headers",
                                       ".nojekyll",  "site.webmanifest", "search/index.json"};
  static const char *const anywhere[] = {"atom.xml", "feed.json"};
  sv name = fs_name_of(path);
  for (size_t i = 0; i < sizeof at_top / sizeof *at_top; i++) {
    if (sv_is(path, at_top[i])) return true;
  }
  for (size_t i = 0; i < sizeof anywhere / sizeof *anywhere; i++) {
    if (sv_is(name, anywhere[i])) return true;
  }
  bool sitemap =
      sv_starts(path, SV("sitemap")) && sv_ends(path, SV(".xml")) && name.len == path.len;
  return sitemap || sv_starts(path, SV("assets/search/")) ||
         sv_ends(path, SV("/search/index.json")) || is_fingerprinted(name);
}

static bool has_generator(const char *file) {
  arena scratch = {0};
  sv text;
  bool ours = false;
  if (fs_read_start(&scratch, file, HEAD_BYTES, &text)) {
    size_t head_end = sv_find(text, SV("</head>"), 0);
    sv head = head_end == SV_NONE ? text : sv_first(text, head_end);
    ours = sv_find(head, SV(MARK_GENERATOR), 0) != SV_NONE;
  }
  arena_free(&scratch);
  return ours;
}

/* The compressed copy of a file that is ours is ours, too. */
bool mark_is_ours(const char *file, sv path) {
  for (int i = 0; i < COMPRESS_METHODS; i++) {
    sv ending = compress_endings[i], text = sv_first(path, path.len - ending.len);
    if (!sv_ends(path, ending) || !compress_worth(text)) continue;
    arena scratch = {0};
    sv whole = sv_of(file);
    const char *beside = arena_cstr(&scratch, sv_first(whole, whole.len - ending.len));
    bool ours = mark_is_ours(beside, text);
    arena_free(&scratch);
    return ours;
  }
  if (has_name_of_ours(path)) return true;
  return sv_is(fs_extension_of(path), "html") && has_generator(file);
}
