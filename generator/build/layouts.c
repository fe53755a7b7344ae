#include "build/layouts.h"

#include "base/mix.h"
#include "base/utf8.h"
#include "build/insert_kinds.h"
#include "build/source.h"
#include "check/contrast.h"
#include "model/front_matter.h"
#include "sys/fs.h"
#include "view/view.h"

static liq_escape escape_of(sv name) {
  sv extension = fs_extension_of(name);
  if (sv_is(extension, "xml")) return LIQ_ESCAPE_XML;
  return sv_is(extension, "html") ? LIQ_ESCAPE_HTML : LIQ_ESCAPE_NONE;
}

bool layouts_is_template(sv name) {
  sv extension = fs_extension_of(name);
  return sv_is(extension, "html") || sv_is(extension, "xml") || sv_is(extension, "txt") ||
         sv_is(extension, "webmanifest");
}

static void read_parent(layout *made, const node *fields) {
  const node *parent = node_get(fields, SV("layout"));
  if (!parent || parent->kind != NODE_SCALAR) return;
  made->parent_name = parent->as.scalar.text;
  made->parent_offset = parent->offset;
  made->parent_length = parent->length;
}

/* A layout's own front matter; without any, the template is the whole file. False: unreadable. */
static bool read_front_matter(layout *made, sv source, size_t *start, layouts *l, diag_sink *sink) {
  *start = sv_starts(source, UTF8_BOM) ? UTF8_BOM.len : 0;
  if (!sv_starts(sv_skip(source, *start), SV("---"))) return true;
  front_matter parts;
  if (!front_matter_split(l->memory, made->file, source, sink, &parts)) return false;
  *start = parts.body;
  made->fields = parts.root;
  read_parent(made, parts.root);
  made->front_matter = node_val(l->memory, parts.root);
  return true;
}

/* One that cannot be read is there all the same, and prints nothing: who names it is right. */
static void read_template(const layout_file *file, diag_sink *sink, layouts *out) {
  sv source;
  layout *made = arena_new(out->memory, layout);
  made->name = file->name;
  made->file = file->path;
  size_t start;
  liq_escape escape = escape_of(file->name);
  if (source_read_on(out->memory, file->path, sink, &source) &&
      read_front_matter(made, source, &start, out, sink)) {
    made->program = liq_parse(out->programs, file->name, file->path, source, start, escape, sink);
  } else {
    made->unread = true;
    liq_parse(out->programs, file->name, file->path, SV(""), 0, escape, sink);
  }
  map_put(out->memory, &out->by_name, made->name, made);
}

/* "i18n/es.yaml" */
static void read_words(const layout_file *file, diag_sink *sink, layouts *out) {
  sv name = fs_name_of(file->name);
  sv lang = sv_first(name, sv_find_last_byte(name, '.'));
  node_gaps gaps;
  const node *root = source_map(out->memory, file->path, sink, &gaps);
  words_add(out->memory, &out->words, lang, file->path, root, &gaps);
}

static void link_parent(layouts *l, layout *child, diag_sink *sink) {
  if (child->parent_name.len == 0) return;
  child->parent = layouts_find(l, child->parent_name);
  diag_span where = diag_at(child->file, child->parent_offset, child->parent_length);
  if (!child->parent) {
    diag *d = diag_add(sink, DIAG_LQ005, where, "there is no layout \"%.*s\"",
                       SV_ARG(child->parent_name));
    sv near = layouts_nearest(l, child->parent_name);
    if (near.len) diag_hint(d, "did you mean \"%.*s\"?", SV_ARG(near));
    return;
  }
  size_t steps = 0;
  for (const layout *up = child->parent; up; up = up->parent) {
    if (up != child && ++steps <= l->by_name.len) continue;
    diag *d = diag_add(sink, DIAG_LQ005, where, "the layout leads back to itself");
    diag_hint(d, "one of the layouts above it must have no layout of its own");
    child->parent = NULL;
    return;
  }
}

/* "phone" of "inserts/phone.html", or empty. */
static sv insert_name(sv file) {
  sv folder = SV("inserts/"), extension = SV(".html");
  if (!sv_starts(file, folder) || !sv_ends(file, extension)) return SV("");
  return sv_make(file.at + folder.len, file.len - folder.len - extension.len);
}

static void read_inserts(layouts *l, diag_sink *sink) {
  VEC(md_insert) kinds = {0};
  for (size_t i = 0; i < l->by_name.len; i++) {
    const layout *from = l->by_name.entries[i].value;
    sv name = insert_name(from->name);
    if (!name.len) continue;
    md_insert kind = insert_kind_read(l->memory, name, from->file, from->fields, sink);
    kind.unclear |= from->unread;
    vec_push(l->memory, &kinds, kind);
  }
  l->inserts.all = kinds.at;
  l->inserts.count = kinds.len;
}

static uint64_t print_of(const layout *l) {
  uint64_t print = 0;
  for (; l; l = l->parent) print = mix_in(print, l->program ? liq_print(l->program) : 0);
  return print;
}

void layouts_read(arena *a, const layout_files *files, diag_sink *sink, layouts *out) {
  liq_host host = {
      .filters = view_filters, .filter_count = view_filter_count, .lasting = view_lasting};
  *out = (layouts){.memory = a, .programs = liq_set_new(&host)};
  for (size_t i = 0; i < files->len; i++) {
    const layout_file *file = &files->at[i];
    if (sv_starts(file->name, SV("assets/"))) {
      vec_push(a, &out->assets, (layout_file){file->path, sv_skip(file->name, 7)});
    } else if (sv_starts(file->name, SV("i18n/"))) {
      read_words(file, sink, out);
    } else if (sv_starts(file->name, SV("archetypes/"))) {
      continue; /* for `pamphlet new` alone */
    } else if (sv_is(file->name, "theme.yaml")) {
      const node *theme = source_data(a, file->path, sink);
      contrast_check(file->path, theme, sink);
      out->theme = node_val(a, theme);
    } else if (layouts_is_template(file->name)) {
      read_template(file, sink, out);
    }
  }
  for (size_t i = 0; i < out->by_name.len; i++) {
    link_parent(out, out->by_name.entries[i].value, sink);
  }
  read_inserts(out, sink);
  liq_link(out->programs, sink);
  for (size_t i = 0; i < out->by_name.len; i++) {
    layout *one = out->by_name.entries[i].value;
    one->print = print_of(one);
  }
}

void layouts_free(layouts *l) {
  liq_set_free(l->programs);
  l->programs = NULL;
}

const layout *layouts_find(const layouts *l, sv name) {
  char with_extension[256];
  sv html = SV(".html");
  if (name.len + html.len > sizeof with_extension) return NULL;
  memcpy(with_extension, name.at, name.len);
  memcpy(with_extension + name.len, html.at, html.len);
  return map_get(&l->by_name, sv_make(with_extension, name.len + html.len));
}

const layout *layouts_insert(const layouts *l, sv name) {
  arena scratch = {0};
  sv file = arena_cat(&scratch, (sv[]){SV("inserts/"), name, SV(".html")}, 3);
  const layout *found = map_get(&l->by_name, file);
  arena_free(&scratch);
  return found;
}

sv layouts_nearest(const layouts *l, sv name) {
  sv_list names = {0};
  arena scratch = {0};
  for (size_t i = 0; i < l->by_name.len; i++) {
    sv file = l->by_name.entries[i].key;
    if (sv_find_byte(file, '/', 0) != SV_NONE || !sv_ends(file, SV(".html"))) continue;
    vec_push(&scratch, &names, sv_first(file, file.len - 5));
  }
  sv near = diag_nearest(name, names.at, names.len);
  arena_free(&scratch);
  return near;
}
