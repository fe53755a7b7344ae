#include "build/inventory.h"

#include <errno.h>

#include "sys/fs.h"

static bool is_markdown(sv path) {
  sv extension = fs_extension_of(path);
  return sv_eq_nocase(extension, SV("md")) || sv_eq_nocase(extension, SV("markdown"));
}

static bool is_data(sv path) {
  sv extension = fs_extension_of(path);
  return sv_is(extension, "yaml") || sv_is(extension, "yml") || sv_is(extension, "json");
}

/* What editors and systems leave behind: never a part of a site, and no news to anyone. */
static bool is_litter(sv name) {
  return sv_ends(name, SV("~")) || sv_is(name, "Thumbs.db") || sv_is(name, "desktop.ini") ||
         sv_ends(name, SV(".bak")) || sv_ends(name, SV(".swp"));
}

static sv first_folder(sv below) {
  size_t slash = sv_find_byte(below, '/', 0);
  return slash == SV_NONE ? SV("") : sv_first(below, slash);
}

static void report_unused(diag_sink *sink, const content_file *file, const char *hint) {
  diag *d = diag_add(sink, DIAG_IO009, diag_file(file->path), "nothing is made from this file");
  diag_hint(d, "%s", hint);
}

static void sort_top(arena *a, const content_file *file, diag_sink *sink, content_inventory *out) {
  sv name = file->below;
  bool yaml = sv_is(name, "site.yaml"), json = sv_is(name, "site.json");
  if ((yaml || json) && out->settings.len == 0) {
    out->settings = file->path;
  } else if (yaml || json) {
    report_unused(sink, file,
                  "there are two settings files, and site.json is the one read; "
                  "keep one of them");
  } else if (!sv_starts(name, SV("README"))) {
    report_unused(sink, file,
                  "articles go into content/articles/, pages into content/pages/, "
                  "files to copy into content/files/");
  }
}

/* A section other than the three known ones says that it is one by its _index.md. */
static bool is_section(const map *with_index, sv folder) {
  return sv_is(folder, "articles") || sv_is(folder, "pages") || sv_is(folder, "people") ||
         map_find(with_index, folder);
}

static void sort_file(arena *a, const content_file *file, const map *with_index, diag_sink *sink,
                      content_inventory *out) {
  sv folder = first_folder(file->below), name = fs_name_of(file->below);
  if (is_litter(name)) return;
  if (folder.len == 0) {
    sort_top(a, file, sink, out);
  } else if (sv_is(folder, "files")) {
    vec_push(a, &out->files, *file);
  } else if (sv_is(folder, "data") && is_data(name)) {
    vec_push(a, &out->data, *file);
  } else if (sv_is(folder, "comments") && is_data(name)) {
    vec_push(a, &out->comments, *file);
  } else if (sv_is(folder, "data") || sv_is(folder, "comments")) {
    report_unused(sink, file, "this folder holds .yaml and .json files");
  } else if (!is_markdown(name)) {
    vec_push(a, &out->files, *file);
  } else if (!is_section(with_index, folder)) {
    diag *d = diag_add(sink, DIAG_IO009, diag_file(file->path), "nothing is made from this file");
    diag_hint(d, "to make %.*s/%.*s a section, give it an _index.md with a title",
              SV_ARG(out->root), SV_ARG(folder));
  } else if (sv_starts(name, SV("_index."))) {
    vec_push(a, &out->indexes, *file);
  } else {
    vec_push(a, &out->pages, *file);
  }
}

bool inventory_content(arena *a, sv root, pool *threads, diag_sink *sink, content_inventory *out) {
  *out = (content_inventory){.root = root};
  arena listing = {0};
  fs_list found = {0};
  fs_walk_options together = {.threads = threads};
  if (!fs_walk(&listing, arena_cstr(a, root), together, sink, &found)) {
    diag *d = diag_add(sink, DIAG_IO003, DIAG_NOWHERE, "there is no folder %.*s", SV_ARG(root));
    diag_hint(d, "run pamphlet in the site's folder, or name that folder with -C");
    arena_free(&listing);
    return false;
  }
  map with_index = {0};
  for (size_t i = 0; i < found.len; i++) {
    if (sv_starts(fs_name_of(found.at[i].path), SV("_index."))) {
      map_put(&listing, &with_index, first_folder(found.at[i].path), NULL);
    }
  }
  vec_reserve(a, &out->found, found.len);
  for (size_t i = 0; i < found.len; i++) {
    sv path = fs_join(a, root, found.at[i].path);
    vec_push(a, &out->found, (found_file){path, found.at[i].stamp});
  }
  vec_reserve(a, &out->pages, found.len);
  for (size_t i = 0; i < found.len; i++) {
    sv path = out->found.at[i].path;
    content_file file = {.path = path,
                         .below = sv_skip(path, path.len - found.at[i].path.len),
                         .size = found.at[i].stamp.size};
    sort_file(a, &file, &with_index, sink, out);
  }
  arena_free(&listing);
  if (out->settings.len == 0) {
    sv wanted = fs_join(a, root, SV("site.yaml"));
    diag *d = diag_add(sink, DIAG_CF001, diag_file(wanted), "the site's settings are missing");
    diag_hint(d, "make this file with at least \"title: …\" and \"base_url: https://…\"");
  }
  return true;
}

bool inventory_layouts(arena *a, const sv_list *roots, diag_sink *sink, layout_files *out,
                       found_files *all) {
  *out = (layout_files){0};
  map seen = {0};
  bool good = true;
  for (size_t i = 0; i < roots->len; i++) {
    fs_list found = {0};
    sv root = roots->at[i];
    if (!fs_walk(a, arena_cstr(a, root), (fs_walk_options){0}, sink, &found)) {
      diag *d = diag_add(sink, DIAG_IO003, DIAG_NOWHERE, "there is no folder %.*s", SV_ARG(root));
      diag_hint(d, "layouts are Liquid files such as base.html; name their folder with --layouts");
      good = false;
    }
    for (size_t j = 0; j < found.len; j++) {
      bool fresh;
      map_entry_for(a, &seen, found.at[j].path, &fresh);
      layout_file file = {fs_join(a, root, found.at[j].path), found.at[j].path};
      vec_push(a, all, (found_file){file.path, found.at[j].stamp});
      if (fresh && !is_litter(fs_name_of(file.name))) vec_push(a, out, file);
    }
  }
  return good;
}
