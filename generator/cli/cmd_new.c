/* A new file of content/ from an archetype: layouts/archetypes/<kind>.md, a Liquid template that
 * knows title, date, slug and kind. */
#include <errno.h>

#include "base/utf8.h"
#include "build/inventory.h"
#include "build/source.h"
#include "cli/archetype.h"
#include "cli/commands.h"
#include "sys/fs.h"
#include "text/slug.h"
#include "wrap/json.h"

enum { SLUG_BYTES = 80 }; /* an address longer than that is cut where people paste it */

typedef struct new_file {
  const options *options;
  arena *memory;
  diag_sink *sink;
  build_options site;
  sv kind, title, slug;
  sv day;  /* "2026-03-02" */
  sv path; /* "content/articles/epidural.md" */
} new_file;

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
  if (!inventory_content(n->memory, n->site.content, n->sink, &content)) return false;
  const node *root = NULL;
  if (content.settings.len) root = source_data(n->memory, content.settings, n->sink);
  if (!root) return false;
  settings_read(n->memory, content.settings, root, SV(""), n->sink, &set);
  return archetype_day(n->memory, n->options, set.zone, n->sink, &n->day) &&
         diag_count(n->sink, DIAG_ERROR) == 0;
}

/* The archetypes of all layout folders, by kind. */
static sv_list all_kinds(new_file *n) {
  sv_list kinds = {0};
  layout_files files = {0};
  found_files found = {0};
  inventory_layouts(n->memory, &n->site.layouts, n->sink, &files, &found);
  for (size_t i = 0; i < files.len; i++) {
    sv name = files.at[i].name;
    if (!sv_starts(name, SV("archetypes/")) || !sv_ends(name, SV(".md"))) continue;
    name = sv_skip(name, SV("archetypes/").len);
    if (sv_find_byte(name, '/', 0) != SV_NONE) continue; /* what `init` starts from */
    vec_push(n->memory, &kinds, sv_first(name, name.len - SV(".md").len));
  }
  return kinds;
}

static void say_unknown_kind(new_file *n) {
  sv_list kinds = all_kinds(n);
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
  for (size_t i = 0; i < n->site.layouts.len && is_name; i++) {
    sv path = fs_join(n->memory, n->site.layouts.at[i], name);
    if (fs_look(path.at) == FS_FILE) return path;
  }
  return SV("");
}

/* Pages and people have folders of their own, and so may any kind that is a section. */
static sv folder_of(new_file *n) {
  arena *a = n->memory;
  if (sv_is(n->kind, "page")) return fs_join(a, n->site.content, SV("pages"));
  if (sv_is(n->kind, "person")) return fs_join(a, n->site.content, SV("people"));
  sv own = fs_join(a, n->site.content, n->kind);
  bool is_section = fs_look(fs_join(a, own, SV("_index.md")).at) == FS_FILE;
  return is_section ? own : fs_join(a, n->site.content, SV("articles"));
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

static bool make(new_file *n) {
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

static void print_json(const new_file *n) {
  buf out = BUF_EMPTY;
  json_writer w = {.out = &out};
  json_begin(&w, '{');
  json_key(&w, SV("file"));
  json_string(&w, n->path);
  json_key(&w, SV("slug"));
  json_string(&w, n->slug);
  json_key(&w, SV("title"));
  json_string(&w, n->title);
  json_end(&w, '}');
  puts(buf_cstr(&out));
  buf_free(&out);
}

static void print_next(const new_file *n) {
  if (n->options->given[OPTION_QUIET]) return;
  if (n->options->format == DIAG_JSON) {
    print_json(n);
    return;
  }
  printf("%.*s is ready to be written, as a draft.\n", SV_ARG(n->path));
  puts(
      "Next:\n"
      "  1. Open it in any text editor and write over what stands there.\n"
      "  2. See it in a browser as you write: pamphlet serve\n"
      "  3. When it is good, take out the line \"draft: true\": pamphlet build");
}

static bool has_text(sv title) {
  return sv_trim(title).len > 0 && utf8_invalid(title) == SV_NONE;
}

int cmd_new(const options *o) {
  if (!has_text(o->arguments.at[1])) {
    fputs("pamphlet new: the title has to be some words, in UTF-8\n", stderr);
    return EXIT_USAGE;
  }
  arena memory = {0};
  diag_sink *sink = diag_sink_new();
  new_file n = {.options = o,
                .memory = &memory,
                .sink = sink,
                .site = site_options(&memory, o),
                .kind = o->arguments.at[0],
                .title = sv_trim(o->arguments.at[1])};
  bool good = read_day(&n) && make(&n);
  print_problems(sink, o, false);
  if (good) print_next(&n);
  diag_sink_free(sink);
  arena_free(&memory);
  return good ? EXIT_GOOD : EXIT_ERRORS;
}
