#include "build/assets.h"

#include <errno.h>

#include "base/limits.h"
#include "liquid/liquid.h"
#include "sys/fs.h"
#include "wrap/hash.h"

static sv fingerprinted(arena *a, sv name, sv bytes) {
  sv extension = fs_extension_of(name);
  sv stem = extension.len ? sv_first(name, name.len - extension.len - 1) : name;
  sv print = hash_hex(a, hash_of(bytes), HASH_NAME_DIGITS);
  sv dot = SV(".");
  return arena_cat(
      a, (sv[]){SV("/assets/"), stem, dot, print, extension.len ? dot : SV(""), extension}, 6);
}

/* The name of the asset that a style sheet's address means, or empty where it means none:
 * "../img/x.svg" in "css/main.css" is "img/x.svg". */
static sv resolve(arena *a, sv sheet, sv target) {
  if (target.len == 0 || target.at[0] == '/' || target.at[0] == '#') return SV("");
  if (sv_find_byte(target, ':', 0) != SV_NONE) return SV("");
  sv folder = fs_folder_of(sheet);
  while (sv_starts(target, SV("./")) || sv_starts(target, SV("../"))) {
    if (target.at[1] == '.') folder = fs_folder_of(folder);
    target = sv_skip(target, target.at[1] == '.' ? 3 : 2);
  }
  size_t end = target.len;
  size_t query = sv_find_byte(target, '?', 0), fragment = sv_find_byte(target, '#', 0);
  if (query < end) end = query;
  if (fragment < end) end = fragment;
  return fs_join(a, folder, sv_first(target, end));
}

/* The address inside url(…) that starts at `open`, without its quotes; false: not closed. */
static bool url_inside(sv css, size_t open, sv *target) {
  size_t close = sv_find_byte(css, ')', open);
  if (close == SV_NONE) return false;
  sv inside = sv_trim(sv_make(css.at + open, close - open));
  if (inside.len >= 2 && (inside.at[0] == '"' || inside.at[0] == '\'')) {
    inside = sv_make(inside.at + 1, inside.len - 2);
  }
  *target = inside;
  return true;
}

static sv rewrite_sheet(arena *a, const assets *all, const asset *sheet, diag_sink *sink) {
  buf out = BUF_EMPTY;
  sv css = sheet->bytes;
  size_t from = 0;
  for (size_t at = sv_find(css, SV("url("), 0); at != SV_NONE;
       at = sv_find(css, SV("url("), at + 1)) {
    sv target;
    if (!url_inside(css, at + 4, &target)) break;
    sv name = resolve(a, sheet->name, target);
    if (name.len == 0) continue;
    sv url = assets_url((void *)(uintptr_t)all, name);
    size_t offset = (size_t)(target.at - css.at);
    if (url.len == 0) {
      diag_add(sink, DIAG_LK006, diag_at(sheet->source, offset, target.len),
               "there is no layouts/assets/%.*s", SV_ARG(name));
      continue;
    }
    buf_add(&out, sv_make(css.at + from, offset - from));
    /* Relative to the sheet's own folder, so that a site with a base path needs nothing more. */
    sv folder = fs_folder_of(sheet->name);
    for (size_t i = 0; i < folder.len; i++) {
      if (i == 0 || folder.at[i] == '/') buf_lit(&out, "../");
    }
    buf_add(&out, sv_skip(url, SV("/assets/").len));
    from = offset + target.len;
  }
  buf_add(&out, sv_skip(css, from));
  sv bytes = arena_dup(a, buf_sv(&out));
  buf_free(&out);
  return bytes;
}

static bool is_sheet(sv name) {
  return sv_ends(name, SV(".css"));
}

static bool theme_alone(void *context, const val_key *name, arena *scratch, val *out) {
  if (!sv_is(name->name, "theme")) return false;
  *out = *(const val *)context;
  return true;
}

/* A style sheet with front matter, filled in. One without is left as it is. */
static void fill_sheet(arena *a, asset *sheet, val *theme, diag_sink *sink) {
  size_t first = sv_find_byte(sheet->bytes, '\n', 0);
  if (!sv_starts(sheet->bytes, SV("---")) || first == SV_NONE) return;
  size_t second = sv_find(sheet->bytes, SV("---\n"), first);
  if (second == SV_NONE) return;
  liq_host no_filters = {0};
  liq_set *set = liq_set_new(&no_filters);
  const liq_template *program =
      liq_parse(set, sheet->name, sheet->source, sheet->bytes, second + 4, LIQ_ESCAPE_NONE, sink);
  arena scratch = {0};
  buf out = BUF_EMPTY;
  val_key names[] = {val_key_of(SV("theme"))};
  liq_run run = {.scratch = &scratch,
                 .sink = sink,
                 .subject = sheet->source,
                 .lookup = theme_alone,
                 .names = names,
                 .name_count = 1,
                 .context = theme};
  if (program && liq_link(set, sink) && liq_render(program, &run, &out)) {
    sheet->bytes = arena_dup(a, buf_sv(&out));
  }
  buf_free(&out);
  arena_free(&scratch);
  liq_set_free(set);
}

void assets_read(arena *a, const layout_files *files, val theme, diag_sink *sink, assets *out) {
  *out = (assets){0};
  vec_reserve(a, &out->all, files->len);
  /* Style sheets name other assets, so they come second. */
  for (int sheets = 0; sheets < 2; sheets++) {
    for (size_t i = 0; i < files->len; i++) {
      const layout_file *file = &files->at[i];
      if (is_sheet(file->name) != (sheets == 1)) continue;
      asset made = {.name = file->name, .source = file->path};
      if (!fs_read(a, arena_cstr(a, file->path), LIMIT_SOURCE_BYTES, &made.bytes)) {
        diag_add(sink, DIAG_IO001, diag_file(file->path), "cannot read the file: %s",
                 strerror(errno));
        continue;
      }
      if (sheets) {
        fill_sheet(a, &made, &theme, sink);
        made.bytes = rewrite_sheet(a, out, &made, sink);
      }
      made.url = fingerprinted(a, made.name, made.bytes);
      vec_push(a, &out->all, made);
      map_put(a, &out->by_name, made.name, &out->all.at[out->all.len - 1]);
    }
  }
}

sv assets_url(void *context, sv name) {
  const assets *all = context;
  const asset *found = map_get(&all->by_name, name);
  return found ? found->url : SV("");
}

sv assets_near(void *context, sv name) {
  const assets *all = context;
  return diag_nearest_key(name, &all->by_name);
}
