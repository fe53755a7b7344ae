#include "build/last.h"

#include <stdatomic.h>

#include "base/limits.h"
#include "base/pack.h"
#include "base/sort.h"
#include "build/ties.h"
#include "build/word_sets.h"

#define HEAD "pamphlet-last 5\n"

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

uint32_t last_thing(const char *things, uint32_t count, uint32_t i) {
  uint16_t small;
  uint32_t large;
  if (last_thing_size(count) == sizeof large) {
    memcpy(&large, things + i * sizeof large, sizeof large);
    return large;
  }
  memcpy(&small, things + i * sizeof small, sizeof small);
  return small;
}

void last_put_thing(char *things, uint32_t count, uint32_t i, uint32_t thing) {
  uint16_t small = (uint16_t)thing;
  if (last_thing_size(count) == sizeof thing) {
    memcpy(things + i * sizeof thing, &thing, sizeof thing);
  } else {
    memcpy(things + i * sizeof small, &small, sizeof small);
  }
}

static void put_hash(buf *out, hash h) {
  pack_u64(out, h.high);
  pack_u64(out, h.low);
}

static hash take_hash(unpack *in) {
  uint64_t high = unpack_u64(in);
  return (hash){high, unpack_u64(in)};
}

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

static void put_files(buf *out, const last_files *files) {
  pack_u32(out, (uint32_t)files->len);
  for (size_t i = 0; i < files->len; i++) {
    const last_file *f = &files->at[i];
    put_path(out, f->path);
    pack_bytes(out, &f->stamp, sizeof f->stamp);
    put_hash(out, f->content);
  }
}

static void take_files(unpack *in, arena *a, last_files *files) {
  enum { LEAST = 4 + 1 + sizeof(fs_stamp) + 16 };
  uint32_t count = unpack_count(in, LEAST);
  vec_reserve(a, files, count);
  for (uint32_t i = 0; i < count; i++) {
    last_file f = {.path = take_path(in)};
    unpack_bytes(in, &f.stamp, sizeof f.stamp);
    f.content = take_hash(in);
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

static void put_pages(buf *out, const last_build *b) {
  pack_text(out, sv_make(b->thing_keys, b->thing_count * sizeof(uint64_t)));
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
    pack_u64(out, p->forms_sum);
    pack_u32(out, p->size);
    pack_u32(out, p->bag_size);
    pack_u32(out, p->html_size);
    pack_u32(out, p->forms_size);
    pack_u32(out, p->word_set);
  }
  word_sets_pack(out, &b->word_sets);
  pack_u32(out, b->searches.len);
  for (size_t i = 0; i < b->searches.len; i++) {
    pack_text(out, b->searches.at[i].lang);
    pack_text(out, b->searches.at[i].note);
  }
}

static void take_pages(unpack *in, arena *a, last_build *b) {
  enum { LEAST = 4 + 16 + 4 * 8 + 5 * 4 };
  sv keys = unpack_text(in);
  b->thing_keys = keys.at;
  b->thing_count = (uint32_t)(keys.len / sizeof(uint64_t));
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
    p.forms_sum = unpack_u64(in);
    p.size = unpack_u32(in);
    p.bag_size = unpack_u32(in);
    p.html_size = unpack_u32(in);
    p.forms_size = unpack_u32(in);
    p.word_set = unpack_u32(in);
    vec_push(a, &b->kept, p);
  }
  word_sets_unpack(in, a, &b->word_sets);
  uint32_t searches = unpack_count(in, 8);
  for (uint32_t i = 0; i < searches; i++) {
    last_search search = {.lang = unpack_text(in)};
    search.note = unpack_text(in);
    vec_push(a, &b->searches, search);
  }
}

static void put_made(buf *out, const last_build *b, size_t from, size_t until) {
  size_t thing = last_thing_size(b->thing_count);
  pack_u32(out, (uint32_t)thing);
  pack_u32(out, (uint32_t)(until - from));
  for (size_t i = from; i < until; i++) {
    const last_made *m = &b->made.at[i];
    pack_u32(out, m->file);
    pack_u64(out, m->own);
    pack_u64(out, m->print);
    pack_text(out, sv_make(m->things, m->thing_count * thing));
    pack_u32(out, m->now_read);
    pack_text(out, m->problems);
  }
}

static void take_made(unpack *in, arena *a, size_t outputs, last_made_list *made) {
  enum { LEAST = 4 + 2 * 8 + 3 * 4 };
  size_t thing = unpack_u32(in);
  uint32_t count = unpack_count(in, LEAST);
  if (thing != sizeof(uint16_t) && thing != sizeof(uint32_t)) in->bad = true;
  vec_reserve(a, made, count);
  for (uint32_t i = 0; i < count && !in->bad; i++) {
    last_made m = {.file = unpack_u32(in)};
    if (m.file >= outputs) in->bad = true;
    m.own = unpack_u64(in);
    m.print = unpack_u64(in);
    sv things = unpack_text(in);
    m.things = things.at;
    m.thing_count = (uint32_t)(things.len / thing);
    m.now_read = unpack_u32(in) != 0;
    m.problems = unpack_text(in);
    vec_push(a, made, m);
  }
}

/* The list's length goes before it, once it is known. */
static void put_related(buf *out, const page_list *pages, size_t from, size_t until) {
  pack_u32(out, (uint32_t)(until - from));
  for (size_t i = from; i < until; i++) {
    const page *p = pages->at[i];
    pack_u64(out, p->related_print);
    if (p->related_print == 0) continue;
    size_t start = out->len;
    pack_u32(out, 0);
    ties_put(out, p);
    uint32_t len = (uint32_t)(out->len - start - sizeof len);
    memcpy(out->at + start, &len, sizeof len);
  }
}

static void take_related(unpack *in, arena *a, last_related_list *lists) {
  uint32_t count = unpack_count(in, sizeof(uint64_t));
  vec_reserve(a, lists, count);
  for (uint32_t i = 0; i < count && !in->bad; i++) {
    last_related one = {.print = unpack_u64(in)};
    if (one.print) one.list = unpack_text(in);
    vec_push(a, lists, one);
  }
}

static void put_front(buf *out, const last_build *b) {
  put_hash(out, b->program);
  put_hash(out, b->options);
  put_hash(out, b->manifest);
  pack_text(out, b->today);
  pack_u64(out, (uint64_t)b->now);
  pack_u64(out, (uint64_t)b->until);
  pack_u32(out, b->now_read);
  put_files(out, &b->inputs);
  put_files(out, &b->outputs);
  put_folders(out, &b->folders);
  pack_u32(out, b->compress);
  pack_u32(out, b->warnings);
  pack_u32(out, b->articles);
  pack_u32(out, b->pages);
  for (size_t i = 0; i < 3; i++) pack_u32(out, b->left_out[i]);
  pack_text(out, b->problems);
}

static void take_front(unpack *in, arena *a, last_build *b) {
  b->program = take_hash(in);
  b->options = take_hash(in);
  b->manifest = take_hash(in);
  b->today = unpack_text(in);
  b->now = (int64_t)unpack_u64(in);
  b->until = (int64_t)unpack_u64(in);
  b->now_read = unpack_u32(in) != 0;
  take_files(in, a, &b->inputs);
  take_files(in, a, &b->outputs);
  take_folders(in, a, &b->folders);
  b->compress = unpack_u32(in);
  b->warnings = unpack_u32(in);
  b->articles = unpack_u32(in);
  b->pages = unpack_u32(in);
  for (size_t i = 0; i < 3; i++) b->left_out[i] = unpack_u32(in);
  b->problems = unpack_text(in);
}

const last_file *last_find(const last_files *files, sv path, size_t *near) {
  size_t place = sort_find(files->at, files->len, sizeof *files->at, path, near);
  return place == SV_NONE ? NULL : &files->at[place];
}

/* The file begins with where its parts are, their sizes and sums, and a sum of all these. Behind
 * them stand the parts, in any order. */
enum { PART_BYTES = 4 * 8, SUM_BYTES = 2 * 8, HEAD_BYTES = sizeof HEAD - 1 };
enum { PARTS_AT = HEAD_BYTES + LAST_PARTS * PART_BYTES + SUM_BYTES };

static bool take_parts(sv text, last_build *out) {
  sv head = SV(HEAD);
  if (text.len != PARTS_AT || !sv_starts(text, head)) return false;
  unpack in = {sv_skip(text, head.len), false};
  hash sum = hash_of(sv_first(in.rest, LAST_PARTS * PART_BYTES));
  uint64_t all = 0;
  for (size_t i = 0; i < LAST_PARTS; i++) {
    out->parts[i].at = unpack_u64(&in);
    out->parts[i].size = unpack_u64(&in);
    out->parts[i].sum = take_hash(&in);
    if (out->parts[i].size > LIMIT_LAST_BYTES) return false;
    all += out->parts[i].size;
  }
  return hash_eq(sum, take_hash(&in)) && all <= LIMIT_LAST_BYTES;
}

static bool read_part(arena *a, const char *path, const last_part *part, unpack *in) {
  *in = (unpack){{"", 0}, false};
  return fs_read_part(a, path, part->at, part->size, &in->rest) && in->rest.len == part->size &&
         hash_eq(hash_of(in->rest), part->sum);
}

bool last_read(arena *a, const char *path, hash program, last_build *out) {
  sv text;
  unpack in;
  *out = (last_build){0};
  if (fs_read_part(a, path, 0, PARTS_AT, &text) && take_parts(text, out) &&
      read_part(a, path, &out->parts[LAST_FRONT], &in)) {
    take_front(&in, a, out);
    if (!in.bad && hash_eq(out->program, program)) return true;
  }
  *out = (last_build){0};
  return false;
}

/* Each part with memory of its own, since threads read them. */
typedef struct reading {
  const char *path;
  last_build *build;
  arena memory[LAST_PARTS];
  bool good[LAST_PARTS];
  last_related_list related[LAST_SLICES];
  last_made_list made[LAST_SLICES];
} reading;

static void take_part(void *context, size_t nth, unsigned worker) {
  (void)worker;
  reading *r = context;
  size_t i = LAST_PAGES + nth;
  arena *a = &r->memory[i];
  unpack in;
  if (!read_part(a, r->path, &r->build->parts[i], &in)) return;
  if (i == LAST_PAGES) {
    take_pages(&in, a, r->build);
  } else if (i < LAST_MADE) {
    take_related(&in, a, &r->related[i - LAST_RELATED]);
  } else {
    take_made(&in, a, r->build->outputs.len, &r->made[i - LAST_MADE]);
  }
  r->good[i] = !in.bad;
}

static bool join_slices(reading *r, arena *a) {
  last_build *b = r->build;
  size_t related = 0, made = 0;
  for (size_t i = LAST_PAGES; i < LAST_PARTS; i++) {
    if (!r->good[i]) return false;
  }
  for (size_t i = 0; i < LAST_SLICES; i++) {
    related += r->related[i].len;
    made += r->made[i].len;
  }
  vec_reserve(a, &b->related, related);
  vec_reserve(a, &b->made, made);
  for (size_t i = 0; i < LAST_SLICES; i++) {
    for (size_t j = 0; j < r->related[i].len; j++) vec_push(a, &b->related, r->related[i].at[j]);
    for (size_t j = 0; j < r->made[i].len; j++) vec_push(a, &b->made, r->made[i].at[j]);
  }
  return related == 0 || related == b->kept.len;
}

bool last_read_rest(arena *a, const char *path, pool *threads, last_build *b) {
  reading r = {.path = path, .build = b};
  pool_run(threads, LAST_PARTS - LAST_PAGES, take_part, &r);
  bool good = join_slices(&r, a);
  for (size_t i = LAST_PAGES; i < LAST_PARTS; i++) arena_adopt(a, &r.memory[i]);
  if (!good) *b = (last_build){0};
  return good;
}

typedef struct packing {
  const last_build *from;
  int file;
  _Atomic uint64_t end;
  atomic_bool failed;
  last_part parts[LAST_PARTS];
} packing;

static void pack_part(size_t i, const last_build *b, buf *out) {
  const page_list none = {0}, *pages = b->with_related ? b->with_related : &none;
  if (i == LAST_FRONT) {
    put_front(out, b);
  } else if (i == LAST_PAGES) {
    put_pages(out, b);
  } else if (i < LAST_MADE) {
    size_t slice = i - LAST_RELATED;
    put_related(out, pages, pages->len * slice / LAST_SLICES,
                pages->len * (slice + 1) / LAST_SLICES);
  } else {
    size_t slice = i - LAST_MADE;
    put_made(out, b, b->made.len * slice / LAST_SLICES, b->made.len * (slice + 1) / LAST_SLICES);
  }
}

/* A part is let go of as soon as it is written: all of them would be a large part of what the build
 * needs. */
static void write_part(void *context, size_t i, unsigned worker) {
  (void)worker;
  packing *p = context;
  buf out = BUF_EMPTY;
  pack_part(i, p->from, &out);
  uint64_t at = atomic_fetch_add(&p->end, out.len);
  p->parts[i] = (last_part){at, out.len, hash_of(buf_sv(&out))};
  if (!fs_put_at(p->file, at, buf_sv(&out))) atomic_store(&p->failed, true);
  buf_free(&out);
}

static void put_head(const packing *p, buf *head) {
  buf_lit(head, HEAD);
  for (size_t i = 0; i < LAST_PARTS; i++) {
    pack_u64(head, p->parts[i].at);
    pack_u64(head, p->parts[i].size);
    put_hash(head, p->parts[i].sum);
  }
  put_hash(head, hash_of(sv_skip(buf_sv(head), HEAD_BYTES)));
}

typedef struct writing {
  const last_build *from;
  pool *threads;
} writing;

static bool write_parts(void *context, int file) {
  const writing *w = context;
  packing p = {.from = w->from, .file = file};
  atomic_init(&p.end, PARTS_AT);
  pool_run(w->threads, LAST_PARTS, write_part, &p);
  buf head = BUF_EMPTY;
  put_head(&p, &head);
  bool good = !atomic_load(&p.failed) && fs_put_at(file, 0, buf_sv(&head));
  buf_free(&head);
  return good;
}

bool last_write(const char *path, const last_build *b, pool *threads) {
  writing w = {b, threads};
  return fs_replace(path, write_parts, &w);
}
