#include "build/last.h"

#include "base/limits.h"
#include "base/pack.h"

#define HEAD "pamphlet-last 1\n"

hash last_content(const char *path) {
  arena memory = {0};
  sv bytes;
  hash content = {0, 0};
  if (fs_read(&memory, path, LIMIT_SOURCE_BYTES, &bytes)) content = hash_of(bytes);
  arena_free(&memory);
  return content;
}

bool last_file_same(const last_file *then, const char *path, const fs_stamp *now) {
  if (fs_stamp_eq(&then->stamp, now)) return true;
  if (!last_is_known(then->content) || then->stamp.size != now->size) return false;
  return hash_eq(then->content, last_content(path));
}

int kept_page_order(const void *left, const void *right) {
  return sv_cmp(((const kept_page *)left)->path, ((const kept_page *)right)->path);
}

int last_made_order(const void *left, const void *right) {
  return sv_cmp(((const last_made *)left)->path, ((const last_made *)right)->path);
}

static void put_hash(buf *out, hash h) {
  pack_u64(out, h.high);
  pack_u64(out, h.low);
}

static hash take_hash(unpack *in) {
  uint64_t high = unpack_u64(in);
  return (hash){high, unpack_u64(in)};
}

static void put_files(buf *out, const last_files *files) {
  pack_u32(out, (uint32_t)files->len);
  for (size_t i = 0; i < files->len; i++) {
    const last_file *f = &files->at[i];
    pack_text(out, f->path);
    pack_bytes(out, &f->stamp, sizeof f->stamp);
    put_hash(out, f->content);
  }
}

static void take_files(unpack *in, arena *a, last_files *files) {
  enum { LEAST = 4 + sizeof(fs_stamp) + 16 };
  uint32_t count = unpack_count(in, LEAST);
  vec_reserve(a, files, count);
  for (uint32_t i = 0; i < count; i++) {
    last_file f = {.path = unpack_text(in)};
    unpack_bytes(in, &f.stamp, sizeof f.stamp);
    f.content = take_hash(in);
    vec_push(a, files, f);
  }
}

static void put_pages(buf *out, const last_build *b) {
  put_hash(out, b->context);
  pack_u32(out, b->pages_file);
  pack_u64(out, b->pages_end);
  pack_u32(out, (uint32_t)b->kept.len);
  for (size_t i = 0; i < b->kept.len; i++) {
    const kept_page *p = &b->kept.at[i];
    pack_text(out, p->path);
    put_hash(out, p->content);
    pack_u64(out, p->at);
    pack_u64(out, p->sum);
    pack_u64(out, p->html_sum);
    pack_u32(out, p->size);
    pack_u32(out, p->html_size);
    pack_u32(out, p->form_set);
  }
  pack_u32(out, (uint32_t)b->form_sets.len);
  for (size_t i = 0; i < b->form_sets.len; i++) {
    const vocabulary_forms *set = &b->form_sets.at[i];
    pack_text(out, set->lang);
    pack_u32(out, set->count);
    for (uint32_t j = 0; j < set->count; j++) {
      const vocabulary_form *form = &set->forms[set->which ? set->which[j] : j];
      pack_u64(out, form->hash);
      pack_text(out, form->text);
    }
  }
}

static void take_forms(unpack *in, arena *a, last_build *b) {
  vocabulary_forms set = {.lang = unpack_text(in), .count = unpack_count(in, 12)};
  vocabulary_form *forms = arena_array(a, vocabulary_form, set.count);
  for (uint32_t i = 0; i < set.count; i++) {
    forms[i].hash = unpack_u64(in);
    forms[i].text = unpack_text(in);
  }
  set.forms = forms;
  vec_push(a, &b->form_sets, set);
}

static void take_pages(unpack *in, arena *a, last_build *b) {
  enum { LEAST = 4 + 16 + 3 * 8 + 3 * 4 };
  b->context = take_hash(in);
  b->pages_file = unpack_u32(in);
  b->pages_end = unpack_u64(in);
  uint32_t count = unpack_count(in, LEAST);
  vec_reserve(a, &b->kept, count);
  for (uint32_t i = 0; i < count; i++) {
    kept_page p = {.path = unpack_text(in)};
    p.content = take_hash(in);
    p.at = unpack_u64(in);
    p.sum = unpack_u64(in);
    p.html_sum = unpack_u64(in);
    p.size = unpack_u32(in);
    p.html_size = unpack_u32(in);
    p.form_set = unpack_u32(in);
    vec_push(a, &b->kept, p);
  }
  uint32_t sets = unpack_count(in, 8);
  for (uint32_t i = 0; i < sets; i++) take_forms(in, a, b);
}

static void put_made(buf *out, const last_made *m) {
  pack_text(out, m->path);
  pack_u64(out, m->own);
  pack_u64(out, m->print);
  pack_text(out, sv_make(m->keys, m->key_count * sizeof(uint64_t)));
  pack_u32(out, m->now_read);
  pack_text(out, m->problems);
}

static void take_made(unpack *in, arena *a, last_made_list *list) {
  enum { LEAST = 4 + 2 * 8 + 4 + 4 + 4 };
  uint32_t count = unpack_count(in, LEAST);
  vec_reserve(a, list, count);
  for (uint32_t i = 0; i < count; i++) {
    last_made m = {.path = unpack_text(in)};
    m.own = unpack_u64(in);
    m.print = unpack_u64(in);
    sv keys = unpack_text(in);
    m.keys = keys.at;
    m.key_count = (uint32_t)(keys.len / sizeof(uint64_t));
    m.now_read = unpack_u32(in) != 0;
    m.problems = unpack_text(in);
    vec_push(a, list, m);
  }
}

static void put_related(buf *out, const last_build *b) {
  pack_u32(out, (uint32_t)b->related.len);
  for (size_t i = 0; i < b->related.len; i++) {
    pack_text(out, b->related.at[i].path);
    pack_u64(out, b->related.at[i].print);
    pack_text(out, b->related.at[i].list);
  }
}

static void take_related(unpack *in, arena *a, last_build *b) {
  enum { LEAST = 4 + 8 + 4 };
  uint32_t count = unpack_count(in, LEAST);
  vec_reserve(a, &b->related, count);
  for (uint32_t i = 0; i < count; i++) {
    last_related r = {.path = unpack_text(in)};
    r.print = unpack_u64(in);
    r.list = unpack_text(in);
    vec_push(a, &b->related, r);
  }
}

static void put_build(buf *out, const last_build *b) {
  put_hash(out, b->program);
  put_hash(out, b->options);
  put_hash(out, b->manifest);
  pack_text(out, b->today);
  pack_u64(out, (uint64_t)b->now);
  pack_u64(out, (uint64_t)b->until);
  pack_u32(out, b->now_read);
  put_files(out, &b->inputs);
  put_files(out, &b->outputs);
  pack_u32(out, b->folders);
  pack_u32(out, b->compress);
  pack_u32(out, b->warnings);
  pack_u32(out, b->articles);
  pack_u32(out, b->pages);
  for (size_t i = 0; i < 3; i++) pack_u32(out, b->left_out[i]);
  pack_text(out, b->problems);
  put_pages(out, b);
  pack_u32(out, (uint32_t)b->made.len);
  for (size_t i = 0; i < b->made.len; i++) put_made(out, &b->made.at[i]);
  put_related(out, b);
}

static void take_build(unpack *in, arena *a, last_build *b) {
  b->program = take_hash(in);
  b->options = take_hash(in);
  b->manifest = take_hash(in);
  b->today = unpack_text(in);
  b->now = (int64_t)unpack_u64(in);
  b->until = (int64_t)unpack_u64(in);
  b->now_read = unpack_u32(in) != 0;
  take_files(in, a, &b->inputs);
  take_files(in, a, &b->outputs);
  b->folders = unpack_u32(in);
  b->compress = unpack_u32(in);
  b->warnings = unpack_u32(in);
  b->articles = unpack_u32(in);
  b->pages = unpack_u32(in);
  for (size_t i = 0; i < 3; i++) b->left_out[i] = unpack_u32(in);
  b->problems = unpack_text(in);
  take_pages(in, a, b);
  take_made(in, a, &b->made);
  take_related(in, a, b);
}

void last_files_index(arena *a, const last_files *files, map *by_path) {
  for (size_t i = 0; i < files->len; i++) map_put(a, by_path, files->at[i].path, &files->at[i]);
}

void last_index(arena *a, last_build *b) {
  last_files_index(a, &b->inputs, &b->input);
  last_files_index(a, &b->outputs, &b->output);
  for (size_t i = 0; i < b->kept.len; i++) {
    map_put(a, &b->kept_page, b->kept.at[i].path, &b->kept.at[i]);
  }
  for (size_t i = 0; i < b->made.len; i++) {
    map_put(a, &b->made_output, b->made.at[i].path, &b->made.at[i]);
  }
  for (size_t i = 0; i < b->related.len; i++) {
    map_put(a, &b->related_list, b->related.at[i].path, &b->related.at[i]);
  }
}

bool last_read(arena *a, const char *path, hash program, last_build *out) {
  sv text, head = SV(HEAD);
  *out = (last_build){0};
  if (!fs_read(a, path, LIMIT_LAST_BYTES, &text) || !sv_starts(text, head)) return false;
  unpack in = {sv_skip(text, head.len), false};
  hash sum = take_hash(&in);
  if (in.bad || !hash_eq(sum, hash_of(in.rest))) return false;
  take_build(&in, a, out);
  if (!in.bad && hash_eq(out->program, program)) return true;
  *out = (last_build){0};
  return false;
}

bool last_write(const char *path, const last_build *b) {
  buf whole = BUF_EMPTY;
  buf_lit(&whole, HEAD);
  size_t start = whole.len + 2 * sizeof(uint64_t);
  put_hash(&whole, (hash){0, 0});
  put_build(&whole, b);
  hash sum = hash_of(sv_skip(buf_sv(&whole), start));
  memcpy(whole.at + start - 2 * sizeof(uint64_t), &sum.high, sizeof sum.high);
  memcpy(whole.at + start - sizeof(uint64_t), &sum.low, sizeof sum.low);
  bool good = fs_replace(path, buf_sv(&whole));
  buf_free(&whole);
  return good;
}
