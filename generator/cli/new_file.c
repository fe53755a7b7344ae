#include "cli/new_file.h"

#include <errno.h>

#include "base/utf8.h"
#include "build/inventory.h"
#include "build/source.h"
#include "cli/archetype.h"
#include "sys/fs.h"
#include "text/slug.h"

enum { SLUG_BYTES = 80 }; /* an address longer than that is cut where people paste it */

/* A title's slug, cut between two words where it is long. */
static sv short_slug(arena *a, sv title) {
  sv slug = slug_of_title(a, title);
  if (slug.len <= SLUG_BYTES) return slug;
  size_t cut = sv_find_last_byte(sv_first(slug, SLUG_BYTES + 1), '-');
  if (cut != SV_NONE) return sv_first(slug, cut);
  for (cut = SLUG_BYTES; ((unsigned char)slug.at[cut] & 0xC0) == 0x80;) cut--;
  return sv_first(slug, cut);
}

/* Today in the site's zone, or --today. */
static bool read_day(new_file *n) {
  content_inventory content;
  settings set = {0};
  if (!inventory_content(n->memory, n->wanted->content, NULL, n->sink, &content)) return false;
  const node *root = NULL;
  if (content.settings.len) root = source_data(n->memory, content.settings, n->sink);
  if (!root) return false;
  settings_read(n->memory, content.settings, root, SV(""), n->sink, &set);
  return archetype_day(n->memory, n->wanted->today, set.zone, n->sink, &n->day) &&
         diag_count(n->sink, DIAG_ERROR) == 0;
}

sv_list new_file_kinds(arena *a, const build_options *wanted) {
  sv_list kinds = {0};
  layout_files files = {0};
  found_files found = {0};
  diag_sink *unheard = diag_sink_new(); /* whoever builds hears of it */
  inventory_layouts(a, &wanted->layouts, unheard, &files, &found);
  diag_sink_free(unheard);
  for (size_t i = 0; i < files.len; i++) {
    sv name = files.at[i].name;
    if (!sv_starts(name, SV("archetypes/")) || !sv_ends(name, SV(".md"))) continue;
    name = sv_skip(name, SV("archetypes/").len);
    if (sv_find_byte(name, '/', 0) != SV_NONE) continue; /* what `init` starts from */
    vec_push(a, &kinds, sv_first(name, name.len - SV(".md").len));
  }
  return kinds;
}

static void say_unknown_kind(new_file *n) {
  sv_list kinds = new_file_kinds(n->memory, n->wanted);
  sv near = diag_nearest(n->kind, kinds.at, kinds.len);
  diag *d = diag_add(n->sink, DIAG_BD003, DIAG_NOWHERE, "there is no archetype \"%.*s\"",
                     SV_ARG(n->kind));
  buf known = BUF_EMPTY;
  for (size_t i = 0; i < kinds.len; i++) {
    buf_printf(&known, "%s%.*s", i ? ", " : "", SV_ARG(kinds.at[i]));
  }
  if (near.len) {
    diag_hint(d, "did you mean %.*s?", SV_ARG(near));
  } else if (kinds.len) {
    diag_hint(d, "there are: %s", buf_cstr(&known));
  } else {
    diag_hint(d, "an archetype is a file such as layouts/archetypes/article.md");
  }
  buf_free(&known);
}

static sv archetype_of(new_file *n) {
  sv name = arena_printf(n->memory, "archetypes/%.*s.md", SV_ARG(n->kind));
  bool is_name = sv_find_byte(n->kind, '/', 0) == SV_NONE;
  for (size_t i = 0; i < n->wanted->layouts.len && is_name; i++) {
    sv path = fs_join(n->memory, n->wanted->layouts.at[i], name);
    if (fs_look(path.at) == FS_FILE) return path;
  }
  return SV("");
}

/* Pages and people have folders of their own, and so may any kind that is a section. */
static sv folder_of(new_file *n) {
  arena *a = n->memory;
  if (sv_is(n->kind, "page")) return fs_join(a, n->wanted->content, SV("pages"));
  if (sv_is(n->kind, "person")) return fs_join(a, n->wanted->content, SV("people"));
  sv own = fs_join(a, n->wanted->content, n->kind);
  bool is_section = fs_look(fs_join(a, own, SV("_index.md")).at) == FS_FILE;
  return is_section ? own : fs_join(a, n->wanted->content, SV("articles"));
}

static bool fill(new_file *n, sv archetype, buf *out) {
  const val_member values[] = {{val_key_of(SV("title")), val_str(n->title)},
                               {val_key_of(SV("date")), val_str(n->day)},
                               {val_key_of(SV("slug")), val_str(n->slug)},
                               {val_key_of(SV("kind")), val_str(n->kind)}};
  val object = val_object_of(n->memory, values, sizeof values / sizeof *values);
  return archetype_fill(n->memory, archetype, n->path, object, n->sink, out);
}

/* What stands there already, as a file or with a folder of its own; or nothing. */
static sv standing(new_file *n, sv folder) {
  sv own = arena_printf(n->memory, "%.*s/%.*s/index.md", SV_ARG(folder), SV_ARG(n->slug));
  if (fs_look_itself(n->path.at) != FS_MISSING) return n->path;
  return fs_look_itself(own.at) != FS_MISSING ? own : SV("");
}

bool new_file_has_title(sv title) {
  return sv_trim(title).len > 0 && utf8_invalid(title) == SV_NONE;
}

bool new_file_make(new_file *n) {
  if (!read_day(n)) return false;
  sv archetype = archetype_of(n);
  if (!archetype.len) {
    say_unknown_kind(n);
    return false;
  }
  sv folder = folder_of(n);
  n->slug = short_slug(n->memory, n->title);
  n->path = arena_printf(n->memory, "%.*s/%.*s.md", SV_ARG(folder), SV_ARG(n->slug));
  sv there = standing(n, folder);
  if (there.len) {
    diag *d = diag_add(n->sink, DIAG_IO002, diag_file(there), "this file is there already");
    diag_hint(d, "choose another title, or go on writing in that file");
    return false;
  }
  buf text = BUF_EMPTY;
  bool good = fill(n, archetype, &text);
  if (good) {
    good = fs_make_folders(arena_cstr(n->memory, folder)) && fs_create(n->path.at, buf_sv(&text));
    if (!good) {
      diag_add(n->sink, DIAG_IO002, diag_file(n->path), "it cannot be written: %s",
               strerror(errno));
    }
  }
  buf_free(&text);
  return good;
}
