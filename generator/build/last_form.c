/* The parts of a record as bytes, and back. */
#include "build/last_parts.h"
#include "build/ties.h"
#include "build/word_sets.h"

/* With a NUL, for whoever asks the system for it. */
static void put_path(buf *out, sv path) {
  pack_text(out, path);
  buf_byte(out, '\0');
}

static sv take_path(unpack *in) {
  sv path = unpack_text(in);
  char end = 1;
  unpack_bytes(in, &end, 1);
  if (end) in->bad = true;
  return path;
}

void last__put_file(buf *out, const last_file *f) {
  put_path(out, f->path);
  pack_bytes(out, &f->stamp, sizeof f->stamp);
  last__put_hash(out, f->content);
}

void last__take_file(unpack *in, last_file *f) {
  f->path = take_path(in);
  unpack_bytes(in, &f->stamp, sizeof f->stamp);
  f->content = last__take_hash(in);
}

static void put_files(buf *out, const last_files *files) {
  pack_u32(out, (uint32_t)files->len);
  for (size_t i = 0; i < files->len; i++) last__put_file(out, &files->at[i]);
}

static void take_files(unpack *in, arena *a, last_files *files) {
  enum { LEAST = 4 + 1 + sizeof(fs_stamp) + 16 };
  uint32_t count = unpack_count(in, LEAST);
  vec_reserve(a, files, count);
  for (uint32_t i = 0; i < count; i++) {
    last_file f = {.id = i};
    last__take_file(in, &f);
    vec_push(a, files, f);
  }
}

static void put_folders(buf *out, const last_folders *folders) {
  pack_u32(out, (uint32_t)folders->len);
  for (size_t i = 0; i < folders->len; i++) {
    put_path(out, folders->at[i].path);
    pack_bytes(out, &folders->at[i].stamp, sizeof folders->at[i].stamp);
  }
}

static void take_folders(unpack *in, arena *a, last_folders *folders) {
  uint32_t count = unpack_count(in, 4 + 1 + sizeof(fs_stamp));
  vec_reserve(a, folders, count);
  for (uint32_t i = 0; i < count; i++) {
    last_folder f = {.path = take_path(in)};
    unpack_bytes(in, &f.stamp, sizeof f.stamp);
    vec_push(a, folders, f);
  }
}

static void put_manifest(buf *out, const last_manifest *m) {
  pack_text(out, m->output);
  last__put_hash(out, m->extent.sum);
  pack_u64(out, m->extent.end);
  pack_u64(out, m->extent.whole);
  pack_bytes(out, &m->stamp, sizeof m->stamp);
  pack_u64(out, m->pages);
}

static last_manifest take_manifest(unpack *in) {
  last_manifest m = {.output = unpack_text(in)};
  m.extent.sum = last__take_hash(in);
  m.extent.end = unpack_u64(in);
  m.extent.whole = unpack_u64(in);
  unpack_bytes(in, &m.stamp, sizeof m.stamp);
  m.pages = unpack_u64(in);
  return m;
}

void last__put_facts(buf *out, const last_build *b) {
  last__put_hash(out, b->program);
  last__put_hash(out, b->options);
  put_manifest(out, &b->manifest);
  pack_text(out, b->today);
  pack_u64(out, (uint64_t)b->now);
  pack_u64(out, (uint64_t)b->until);
  pack_u32(out, b->now_read);
  pack_u32(out, b->compress);
  pack_u32(out, b->warnings);
  pack_u32(out, b->articles);
  pack_u32(out, b->pages);
  for (size_t i = 0; i < 3; i++) pack_u32(out, b->left_out[i]);
}

void last__take_facts(unpack *in, last_build *b) {
  b->program = last__take_hash(in);
  b->options = last__take_hash(in);
  b->manifest = take_manifest(in);
  b->today = unpack_text(in);
  b->now = (int64_t)unpack_u64(in);
  b->until = (int64_t)unpack_u64(in);
  b->now_read = unpack_u32(in) != 0;
  b->compress = unpack_u32(in);
  b->warnings = unpack_u32(in);
  b->articles = unpack_u32(in);
  b->pages = unpack_u32(in);
  for (size_t i = 0; i < 3; i++) b->left_out[i] = unpack_u32(in);
}

void last__put_front(buf *out, const last_build *b) {
  last__put_facts(out, b);
  pack_text(out, b->problems);
  put_files(out, &b->inputs);
  put_folders(out, &b->folders);
  put_folders(out, &b->content);
  pack_u32(out, b->content_files);
}

void last__take_front(unpack *in, arena *a, last_build *b) {
  last__take_facts(in, b);
  b->problems = unpack_text(in);
  take_files(in, a, &b->inputs);
  take_folders(in, a, &b->folders);
  take_folders(in, a, &b->content);
  b->content_files = unpack_u32(in);
}

void last__put_outputs(buf *out, const last_build *b) {
  put_files(out, &b->outputs);
}

void last__take_outputs(unpack *in, arena *a, last_build *b) {
  take_files(in, a, &b->outputs);
  b->ids = b->outputs.len;
}

void last__put_place(buf *out, const last_build *b) {
  last__put_hash(out, b->context);
  pack_u32(out, b->pages_file);
  pack_u64(out, b->pages_end);
}

void last__take_place(unpack *in, last_build *b) {
  b->context = last__take_hash(in);
  b->pages_file = unpack_u32(in);
  b->pages_end = unpack_u64(in);
}

void last__put_kept(buf *out, const kept_page *p) {
  last__put_hash(out, p->content);
  pack_u64(out, p->at);
  pack_u64(out, p->sum);
  pack_u64(out, p->html_at);
  pack_u64(out, p->html_sum);
  pack_u64(out, p->forms_sum);
  pack_u32(out, p->size);
  pack_u32(out, p->bag_size);
  pack_u32(out, p->html_size);
  pack_u32(out, p->forms_size);
  pack_u32(out, p->word_set);
}

void last__take_kept(unpack *in, kept_page *p) {
  p->content = last__take_hash(in);
  p->at = unpack_u64(in);
  p->sum = unpack_u64(in);
  p->html_at = unpack_u64(in);
  p->html_sum = unpack_u64(in);
  p->forms_sum = unpack_u64(in);
  p->size = unpack_u32(in);
  p->bag_size = unpack_u32(in);
  p->html_size = unpack_u32(in);
  p->forms_size = unpack_u32(in);
  p->word_set = unpack_u32(in);
}

void last__put_searches(buf *out, const last_build *b) {
  pack_u32(out, b->searches.len);
  for (size_t i = 0; i < b->searches.len; i++) {
    pack_text(out, b->searches.at[i].lang);
    pack_text(out, b->searches.at[i].note);
  }
}

void last__take_searches(unpack *in, arena *a, last_build *b) {
  uint32_t count = unpack_count(in, 8);
  b->searches.len = 0;
  for (uint32_t i = 0; i < count; i++) {
    last_search search = {.lang = unpack_text(in)};
    search.note = unpack_text(in);
    vec_push(a, &b->searches, search);
  }
}

void last__put_pages(buf *out, const last_build *b) {
  pack_text(out, sv_make(b->thing_keys, b->thing_count * sizeof(uint64_t)));
  last__put_place(out, b);
  pack_u32(out, (uint32_t)b->kept.len);
  for (size_t i = 0; i < b->kept.len; i++) {
    pack_text(out, b->kept.at[i].path);
    last__put_kept(out, &b->kept.at[i]);
  }
  word_sets_pack(out, &b->word_sets);
  last__put_searches(out, b);
}

void last__take_pages(unpack *in, arena *a, last_build *b) {
  enum { LEAST = 4 + 16 + 5 * 8 + 5 * 4 };
  sv keys = unpack_text(in);
  b->thing_keys = keys.at;
  b->thing_count = (uint32_t)(keys.len / sizeof(uint64_t));
  last__take_place(in, b);
  uint32_t count = unpack_count(in, LEAST);
  vec_reserve(a, &b->kept, count);
  for (uint32_t i = 0; i < count; i++) {
    kept_page p = {.path = unpack_text(in)};
    last__take_kept(in, &p);
    vec_push(a, &b->kept, p);
  }
  word_sets_unpack(in, a, &b->word_sets);
  last__take_searches(in, a, b);
}

void last__put_made_one(buf *out, const last_build *b, const last_made *m) {
  size_t thing = last_thing_size(b->thing_count);
  pack_u32(out, b->outputs.at[m->file].id);
  pack_u64(out, m->own);
  pack_u64(out, m->print);
  pack_text(out, sv_make(m->things, m->thing_count * thing));
  pack_u32(out, m->now_read);
  pack_text(out, m->problems);
}

void last__take_made_one(unpack *in, size_t thing, last_made *m) {
  m->file = unpack_u32(in);
  m->own = unpack_u64(in);
  m->print = unpack_u64(in);
  sv things = unpack_text(in);
  m->things = things.at;
  m->thing_count = (uint32_t)(things.len / thing);
  m->now_read = unpack_u32(in) != 0;
  m->problems = unpack_text(in);
}

/* Where a slice of so many entries begins; the next one's beginning is its end. */
static size_t slice_from(size_t len, size_t slice) {
  return len * slice / LAST_SLICES;
}

void last__put_made(buf *out, const last_build *b, size_t slice) {
  size_t from = slice_from(b->made.len, slice), until = slice_from(b->made.len, slice + 1);
  pack_u32(out, (uint32_t)last_thing_size(b->thing_count));
  for (size_t i = from; i < until; i++) last__put_made_one(out, b, &b->made.at[i]);
}

void last__take_made(unpack *in, last_build *b, size_t slice) {
  size_t from = slice_from(b->made.len, slice), until = slice_from(b->made.len, slice + 1);
  size_t thing = unpack_u32(in);
  if (thing != sizeof(uint16_t) && thing != sizeof(uint32_t)) in->bad = true;
  for (size_t i = from; i < until && !in->bad; i++) {
    last__take_made_one(in, thing, &b->made.at[i]);
  }
}

/* The list's length goes before it, once it is known. */
void last__put_related_one(buf *out, const page *p) {
  const related_trace *trace = p->related_trace;
  pack_u32(out, trace != NULL);
  if (!trace) return;
  pack_bytes(out, trace, sizeof *trace);
  if (!trace->print) return;
  size_t start = out->len;
  pack_u32(out, 0);
  ties_put(out, p);
  uint32_t len = (uint32_t)(out->len - start - sizeof len);
  memcpy(out->at + start, &len, sizeof len);
}

void last__take_related_one(unpack *in, last_related *one) {
  *one = (last_related){.list = {"", 0}};
  if (unpack_u32(in)) unpack_bytes(in, &one->trace, sizeof one->trace);
  if (one->trace.print) one->list = unpack_text(in);
}

void last__put_related(buf *out, const last_build *b, size_t slice) {
  const page_list none = {0}, *pages = b->with_related ? b->with_related : &none;
  size_t from = slice_from(pages->len, slice), until = slice_from(pages->len, slice + 1);
  for (size_t i = from; i < until; i++) last__put_related_one(out, pages->at[i]);
}

void last__take_related(unpack *in, last_build *b, size_t slice) {
  size_t from = slice_from(b->related.len, slice), until = slice_from(b->related.len, slice + 1);
  for (size_t i = from; i < until && !in->bad; i++) {
    last__take_related_one(in, &b->related.at[i]);
  }
}
