#include "build/inputs.h"

#include <stdatomic.h>

#include "base/pack.h"
#include "base/sort.h"
#include "build/layouts.h"

static void add(arena *a, const found_files *found, int64_t taken, last_files *out) {
  for (size_t i = 0; i < found->len; i++) {
    last_file f = {.path = found->at[i].path, .stamp = found->at[i].stamp};
    if (!fs_stamp_tells(&f.stamp, taken)) f.content = last_content(f.path.at);
    vec_push(a, out, f);
  }
}

void inputs_list(arena *a, const content_inventory *content, const found_files *designs,
                 int64_t taken, last_files *out) {
  *out = (last_files){0};
  vec_reserve(a, out, content->found.len + designs->len);
  add(a, &content->found, taken, out);
  add(a, designs, taken, out);
  sort_by_text(out->at, out->len, sizeof *out->at);
}

typedef struct comparing {
  const last_files *then, *now;
  atomic_bool differs;
} comparing;

static void compare(void *context, size_t i, unsigned worker) {
  comparing *c = context;
  if (atomic_load_explicit(&c->differs, memory_order_relaxed)) return;
  const last_file *now = &c->now->at[i];
  if (!last_file_same(&c->then->at[i], now->path.at, &now->stamp)) atomic_store(&c->differs, true);
}

bool inputs_same(const last_build *last, const last_files *now, pool *threads) {
  if (last->inputs.len != now->len) return false;
  for (size_t i = 0; i < now->len; i++) {
    const last_file *then = &last->inputs.at[i];
    if (!sv_eq(then->path, now->at[i].path)) return false;
    if (then->stamp.size && then->stamp.size != now->at[i].stamp.size) return false;
  }
  comparing c = {&last->inputs, now, false};
  pool_run(threads, now->len, compare, &c);
  return !c.differs;
}

/* What parse read. Both lists are in the order of paths. */
static void take_parsed(const content_files *parsed, last_files *files) {
  size_t at = 0;
  for (size_t i = 0; i < parsed->len; i++) {
    while (at < files->len && sv_cmp(files->at[at].path, parsed->at[i].path) < 0) at++;
    if (at == files->len) return;
    last_file *f = &files->at[at];
    hash content = parsed->at[i].content;
    if (sv_eq(f->path, parsed->at[i].path) && last_is_known(content)) f->content = content;
  }
}

static void take_last(const last_files *then, last_files *files) {
  size_t at = 0;
  for (size_t i = 0; i < then->len; i++) {
    while (at < files->len && sv_cmp(files->at[at].path, then->at[i].path) < 0) at++;
    if (at == files->len) return;
    last_file *f = &files->at[at];
    if (last_is_known(f->content) || !sv_eq(f->path, then->at[i].path)) continue;
    if (fs_stamp_eq(&f->stamp, &then->at[i].stamp)) f->content = then->at[i].content;
  }
}

/* Below one of these folders: what is left of the path; empty: it is not. */
static sv below(sv path, sv folder) {
  bool inside = sv_starts(path, folder) && path.len > folder.len && path.at[folder.len] == '/';
  return inside ? sv_skip(path, folder.len + 1) : (sv){"", 0};
}

/* Words, the theme, and what inserts are like. */
static bool is_word_of_layouts(sv name) {
  if (sv_starts(name, SV("inserts/"))) return true;
  return !layouts_is_template(name) && !sv_starts(name, SV("assets/")) &&
         !sv_starts(name, SV("archetypes/"));
}

static bool is_in_layouts(const build_options *options, sv path, bool wanted(sv name)) {
  for (size_t i = 0; i < options->layouts.len; i++) {
    sv name = below(path, options->layouts.at[i]);
    if (name.len && wanted(name)) return true;
  }
  return false;
}

bool inputs_is_context(const build_options *options, sv path) {
  if (is_in_layouts(options, path, is_word_of_layouts)) return true;
  sv name = below(path, options->content);
  if (!name.len) return false;
  return fs_folder_of(name).len == 0 || sv_starts(name, SV("data/")) ||
         sv_starts(fs_name_of(name), SV("_index."));
}

static bool is_asset(sv name) {
  return sv_starts(name, SV("assets/"));
}

bool inputs_is_base(const build_options *options, sv path) {
  return inputs_is_context(options, path) || is_in_layouts(options, path, is_asset);
}

static void fill_in(last_file *f, const last_build *last, size_t *near) {
  if (last_is_known(f->content)) return;
  const last_file *then = last ? last_find(&last->inputs, f->path, near) : NULL;
  bool same = then && fs_stamp_eq(&then->stamp, &f->stamp);
  f->content = same ? then->content : last_content(f->path.at);
}

hash inputs_print(const build_options *options, const last_build *last, last_files *files,
                  bool wanted(const build_options *options, sv path)) {
  buf text = BUF_EMPTY;
  size_t near = 0;
  for (size_t i = 0; i < files->len; i++) {
    last_file *f = &files->at[i];
    if (!wanted(options, f->path)) continue;
    fill_in(f, last, &near);
    pack_text(&text, f->path);
    pack_u64(&text, f->content.high);
    pack_u64(&text, f->content.low);
  }
  hash print = hash_of(buf_sv(&text));
  buf_free(&text);
  return print;
}

typedef struct finishing {
  last_files *files;
  int64_t taken;
} finishing;

static void finish(void *context, size_t i, unsigned worker) {
  finishing *f = context;
  last_file *file = &f->files->at[i];
  bool tells = fs_stamp_tells(&file->stamp, f->taken);
  if (!last_is_known(file->content)) {
    file->content = last_content(file->path.at);
    fs_stamp now;
    bool as_it_was = fs_stamp_of(file->path.at, true, &now) && fs_stamp_eq(&now, &file->stamp);
    if (!as_it_was || !tells) file->content = (hash){0, 0};
  }
  if (!tells) file->stamp = (fs_stamp){.size = file->stamp.size};
}

void inputs_finish(const content_inventory *content, const last_build *last, int64_t taken,
                   pool *threads, last_files *files) {
  take_parsed(&content->pages, files);
  take_parsed(&content->indexes, files);
  if (last) take_last(&last->inputs, files);
  finishing f = {files, taken};
  pool_run(threads, files->len, finish, &f);
}
