#include "build/mark.h"

#include "model/url.h"
#include "sys/fs.h"
#include "wrap/compress.h"
#include "wrap/hash.h"

enum {
  HEAD_BYTES = 32 * 1024, /* where a page's head has long ended */
  SEARCH_DIGITS = 10      /* of the hash in the name of a file of a search index */
};

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

/* "assets/search/en-1eb79f8f51.txt" */
static bool is_search_file(sv path) {
  if (!sv_starts(path, SV("assets/search/")) || !sv_ends(path, SV(".txt"))) return false;
  sv name = sv_first(fs_name_of(path), fs_name_of(path).len - 4);
  size_t dash = sv_find_last_byte(name, '-');
  if (dash == SV_NONE || dash == 0) return false;
  return name.len - dash - 1 == SEARCH_DIGITS && is_hex(sv_skip(name, dash + 1));
}

/* "sitemap.xml", "sitemap-2.xml" */
static bool is_sitemap(sv path) {
  if (sv_is(path, "sitemap.xml")) return true;
  if (!sv_starts(path, SV("sitemap-")) || !sv_ends(path, SV(".xml"))) return false;
  sv part = sv_skip(path, 8);
  long long number;
  return sv_to_long(sv_first(part, part.len - 4), &number) && number > 0;
}

/* True for a name that only a build gives. */
static bool has_name_of_ours(sv path) {
  static const char *const at_top[] = {"robots.txt", "_redirects", "_headers", ".nojekyll",
                                       "site.webmanifest"};
  for (size_t i = 0; i < sizeof at_top / sizeof *at_top; i++) {
    if (sv_is(path, at_top[i])) return true;
  }
  return is_sitemap(path) || is_search_file(path) || is_fingerprinted(fs_name_of(path));
}

/* ---- By what it holds ---- */

/* Takes the word off the text. */
static bool take(sv *text, sv word) {
  if (!sv_starts(*text, word)) return false;
  *text = sv_skip(*text, word.len);
  return true;
}

/* Takes what comes before the word, and the word. */
static bool take_until(sv *text, sv word, sv *before) {
  size_t at = sv_find(*text, word, 0);
  if (at == SV_NONE) return false;
  *before = sv_first(*text, at);
  *text = sv_skip(*text, at + word.len);
  return true;
}

/* As emit/json_feed.c begins one: its address is its home's, with the name of the file. */
static bool is_json_feed(sv text) {
  sv title, home;
  return take(&text, SV("{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"")) &&
         take_until(&text, SV("\",\"home_page_url\":\""), &title) &&
         take_until(&text, SV("\",\"feed_url\":\""), &home) && take(&text, home) &&
         take(&text, SV("feed.json\""));
}

/* As emit/search.c begins one: where its files are, and how their names begin. */
static bool is_search_list(sv text) {
  sv lang, base;
  return take(&text, SV("{\"language\":\"")) && take_until(&text, SV("\",\"base\":\""), &lang) &&
         take_until(&text, SV("\",\"files\":\""), &base) && take(&text, base) &&
         take(&text, SV("/assets/search/")) && take(&text, lang) && take(&text, SV("-\""));
}

static bool has_generator(sv text) {
  sv head;
  if (!take_until(&text, SV("</head>"), &head)) head = text;
  return sv_find(head, SV(MARK_GENERATOR), 0) != SV_NONE;
}

/* <generator uri="…">Pamphlet 1.0</generator> */
static bool has_feed_generator(sv text) {
  sv before;
  return take_until(&text, SV("<generator"), &before) && take_until(&text, SV(">"), &before) &&
         take(&text, SV("Pamphlet"));
}

static bool starts_like(const char *file, bool (*is)(sv text)) {
  arena scratch = {0};
  sv text;
  bool like = fs_read_start(&scratch, file, HEAD_BYTES, &text) && is(text);
  arena_free(&scratch);
  return like;
}

/* A layout may leave out the element that tells; but each such feed has one of the other form
 * beside it, which no layout makes. */
static bool is_atom_feed(const char *file) {
  if (starts_like(file, has_feed_generator)) return true;
  arena scratch = {0};
  const char *other = fs_join(&scratch, fs_folder_of(sv_of(file)), SV("feed.json")).at;
  bool beside = starts_like(other, is_json_feed);
  arena_free(&scratch);
  return beside;
}

/* The compressed copy of a file that is ours is ours, too: the text that it is of, or the path
 * itself. */
static sv text_of(sv path) {
  for (int i = 0; i < COMPRESS_METHODS; i++) {
    sv ending = compress_endings[i];
    if (!sv_ends(path, ending)) continue;
    sv text = sv_first(path, path.len - ending.len);
    if (compress_worth(text)) return text;
  }
  return path;
}

static bool is_html(sv path) {
  return sv_is(fs_extension_of(path), "html");
}

static bool is_ours(const char *file, sv path) {
  sv name = fs_name_of(path);
  if (has_name_of_ours(path)) return true;
  if (sv_is(name, "feed.json")) return starts_like(file, is_json_feed);
  if (sv_is(name, "atom.xml")) return is_atom_feed(file);
  if (sv_is(path, "search/index.json") || sv_ends(path, SV("/search/index.json"))) {
    return starts_like(file, is_search_list);
  }
  return is_html(path) && starts_like(file, has_generator);
}

/* ---- Who put it there ---- */

/* The value of an attribute in an element, as it is written. */
static sv attribute(sv element, sv name) {
  sv value;
  return take_until(&element, name, &value) && take_until(&element, SV("\""), &value) ? value
                                                                                      : SV("");
}

static sv address_in(sv text) {
  sv head, element;
  if (!take_until(&text, SV("</head>"), &head)) head = text;
  if (sv_find(head, SV("http-equiv=\"refresh\""), 0) != SV_NONE) return SV("");
  while (take_until(&head, SV("<link "), &element) && take_until(&head, SV(">"), &element)) {
    if (sv_eq(attribute(element, SV("rel=\"")), SV("canonical"))) {
      return attribute(element, SV("href=\""));
    }
  }
  return SV("");
}

sv mark_address(arena *a, const char *file) {
  sv text;
  return fs_read_start(a, file, HEAD_BYTES, &text) ? url_decode(a, address_in(text)) : SV("");
}

static mark_kind look(arena *a, const char *file, sv path, sv front) {
  if (!is_ours(file, path)) return MARK_NONE;
  if (is_search_file(path) || is_fingerprinted(fs_name_of(path))) return MARK_CERTAIN;
  sv says = front.len && is_html(path) ? mark_address(a, file) : SV("");
  if (!says.len) return MARK_LIKELY;
  sv below = sv_is(fs_name_of(path), "index.html") ? sv_first(path, path.len - 10) : path;
  return sv_eq(says, arena_cat(a, (sv[]){front, below}, 2)) ? MARK_CERTAIN : MARK_COPY;
}

mark_kind mark_look(const char *file, sv path, sv front) {
  arena scratch = {0};
  sv text = text_of(path), whole = sv_of(file);
  const char *of = arena_cstr(&scratch, sv_first(whole, whole.len - (path.len - text.len)));
  mark_kind kind = look(&scratch, of, text, front);
  arena_free(&scratch);
  return kind;
}

bool mark_is_ours(const char *file, sv path) {
  return mark_look(file, path, SV("")) != MARK_NONE;
}
