#include "build/inventory.h"

#include <stdatomic.h>

#include "base/sort.h"
#include "build/misnamed.h"
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

/* In a section, what is no article goes along with the articles. */
static void sort_beside(arena *a, const content_file *file, diag_sink *sink,
                        content_inventory *out) {
  misnamed looks = misnamed_by_name(fs_name_of(file->below));
  if (looks == MISNAMED_YES) misnamed_report(file->path, sink);
  vec_push(a, &out->files, *file);
  out->files.at[out->files.len - 1].unsure = looks == MISNAMED_OPEN;
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
  } else if (!is_markdown(name) && is_section(with_index, folder)) {
    sort_beside(a, file, sink, out);
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

/* What each of those that were found is for. */
void inventory_sort(arena *a, diag_sink *sink, content_inventory *out) {
  arena scratch = {0};
  map with_index = {0};
  size_t above = fs_join(&scratch, out->root, SV("x")).len - 1; /* with the slash */
  for (size_t i = 0; i < out->found.len; i++) {
    sv below = sv_skip(out->found.at[i].path, above);
    if (!sv_starts(fs_name_of(below), SV("_index."))) continue;
    map_put(&scratch, &with_index, first_folder(below), NULL);
  }
  vec_reserve(a, &out->pages, out->found.len);
  for (size_t i = 0; i < out->found.len; i++) {
    sv path = out->found.at[i].path;
    content_file file = {
        .path = path, .below = sv_skip(path, above), .size = out->found.at[i].stamp.size};
    sort_file(a, &file, &with_index, sink, out);
  }
  arena_free(&scratch);
  if (out->settings.len == 0) {
    sv wanted = fs_join(a, out->root, SV("site.yaml"));
    diag *d = diag_add(sink, DIAG_CF001, diag_file(wanted), "the site's settings are missing");
    diag_hint(d, "make this file with at least \"title: …\" and \"base_url: https://…\"");
  }
}

static void take_found(arena *a, sv root, const fs_list *from, found_files *to) {
  vec_reserve(a, to, from->len);
  for (size_t i = 0; i < from->len; i++) {
    vec_push(a, to, (found_file){fs_join(a, root, from->at[i].path), from->at[i].stamp});
  }
}

bool inventory_content(arena *a, sv root, pool *threads, diag_sink *sink, content_inventory *out) {
  *out = (content_inventory){.root = root};
  arena listing = {0};
  fs_list found = {0}, folders = {0};
  fs_walk_options together = {.threads = threads, .stamped = &folders};
  bool there = fs_walk(&listing, arena_cstr(a, root), together, sink, &found);
  if (there) {
    take_found(a, root, &found, &out->found);
    take_found(a, root, &folders, &out->folders);
    inventory_sort(a, sink, out);
  } else {
    diag *d = diag_add(sink, DIAG_IO003, DIAG_NOWHERE, "there is no folder %.*s", SV_ARG(root));
    diag_hint(d, "run pamphlet in the site's folder, or name that folder with -C");
  }
  arena_free(&listing);
  return there;
}

/* What the last build found, as it is now. */
typedef struct looking {
  const int *roots; /* by worker: the content folder */
  size_t above;     /* how much of a path leads there */
  const last_file *files;
  found_file *now;
  atomic_bool differs;
} looking;

static void look(void *context, size_t i, unsigned worker) {
  looking *l = context;
  found_file *now = &l->now[i];
  now->path = l->files[i].path;
  const char *below = now->path.at + l->above;
  if (fs_look_below(l->roots[worker], below, &now->stamp) != FS_FILE) {
    atomic_store(&l->differs, true);
  }
}

/* A folder whose stamp is the same has the same names in it. No link is followed here: where there
 * are some, something else is there. */
static bool same_folders(int root, size_t above, const last_folders *then) {
  for (size_t i = 0; i < then->len; i++) {
    const last_folder *one = &then->at[i];
    const char *below = one->path.len > above ? one->path.at + above : ".";
    fs_stamp now;
    if (fs_look_below(root, below, &now) != FS_FOLDER) return false;
    if (!now.inode || !fs_stamp_eq(&now, &one->stamp)) return false;
  }
  return then->len > 0;
}

/* Those that stand in the content folder, one behind the other; false: it was another then. */
static bool files_in(const last_build *last, sv inside, const last_file **first) {
  const last_files *all = &last->inputs;
  size_t at = all->len / 2;
  sort_find(all->at, all->len, sizeof *all->at, inside, &at);
  if (last->content_files > all->len - at) return false;
  size_t until = at + last->content_files;
  if (until == at || !sv_starts(all->at[at].path, inside)) return false;
  if (!sv_starts(all->at[until - 1].path, inside)) return false;
  if (until < all->len && sv_starts(all->at[until].path, inside)) return false;
  *first = &all->at[at];
  return true;
}

static bool look_at_all(const last_build *last, size_t above, const last_file *first, int root,
                        pool *threads, arena *a, found_files *found) {
  unsigned workers = pool_threads(threads);
  int *roots = arena_array(a, int, workers);
  looking l = {roots, above, first, NULL, false};
  for (unsigned i = 0; i < workers; i++) {
    int own = i ? fs_open_again(root) : root;
    roots[i] = own < 0 ? root : own;
  }
  l.now = arena_alloc(a, last->content_files * sizeof *l.now);
  pool_run(threads, last->content_files, look, &l);
  for (unsigned i = 1; i < workers; i++) {
    if (roots[i] != root) fs_close_folder(roots[i]);
  }
  found->at = l.now;
  found->len = found->cap = last->content_files;
  return !l.differs;
}

bool inventory_again(arena *a, sv root, const last_build *last, pool *threads,
                     content_inventory *out) {
  *out = (content_inventory){.root = root};
  sv inside = fs_join(a, root, SV("x"));
  inside.len--; /* with the slash */
  const last_file *first;
  if (!last->content.len || !files_in(last, inside, &first)) return false;
  int folder = fs_open_folder(arena_cstr(a, root));
  if (folder < 0) return false;
  bool same = same_folders(folder, inside.len, &last->content) &&
              look_at_all(last, inside.len, first, folder, threads, a, &out->found);
  fs_close_folder(folder);
  if (!same) return false;
  for (size_t i = 0; i < last->content.len; i++) {
    const last_folder *one = &last->content.at[i];
    vec_push(a, &out->folders, (found_file){one->path, one->stamp});
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
