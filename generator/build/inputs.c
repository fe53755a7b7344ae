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

static bool is_context(const build_options *options, sv path) {
  sv name = below(path, options->content);
  if (!name.len) return is_in_layouts(options, path, is_word_of_layouts);
  size_t slash = sv_find_last_byte(name, '/');
  return slash == SV_NONE || sv_starts(name, SV("data/")) ||
         sv_starts(sv_skip(name, slash + 1), SV("_index.")) ||
         is_in_layouts(options, path, is_word_of_layouts);
}

static bool is_asset(sv name) {
  return sv_starts(name, SV("assets/"));
}

static void fill_in(last_file *f, const last_build *last, size_t *near) {
  if (last_is_known(f->content)) return;
  const last_file *then = last ? last_find(&last->inputs, f->path, near) : NULL;
  bool same = then && fs_stamp_eq(&then->stamp, &f->stamp);
  f->content = same ? then->content : last_content(f->path.at);
}

static void put_file(buf *out, const last_file *f) {
  pack_text(out, f->path);
  pack_u64(out, f->content.high);
  pack_u64(out, f->content.low);
}

input_prints inputs_print(const build_options *options, const last_build *last, last_files *files) {
  buf context = BUF_EMPTY, assets = BUF_EMPTY;
  size_t near = 0;
  for (size_t i = 0; i < files->len; i++) {
    last_file *f = &files->at[i];
    bool in_context = is_context(options, f->path);
    if (!in_context && !is_in_layouts(options, f->path, is_asset)) continue;
    fill_in(f, last, &near);
    put_file(in_context ? &context : &assets, f);
  }
  hash both[] = {hash_of(buf_sv(&context)), hash_of(buf_sv(&assets))};
  buf_free(&context);
  buf_free(&assets);
  return (input_prints){both[0], hash_of(sv_make((const char *)both, sizeof both))};
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
