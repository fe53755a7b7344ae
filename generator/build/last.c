#include "build/last.h"

#include <stdatomic.h>

#include "base/limits.h"
#include "base/sort.h"
#include "build/last_parts.h"
#include "sys/append.h"

#define HEAD "pamphlet-last 10\n"

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

const last_file *last_find(const last_files *files, sv path, size_t *near) {
  size_t place = sort_find(files->at, files->len, sizeof *files->at, path, near);
  return place == SV_NONE ? NULL : &files->at[place];
}

/* ---- The file: two heads, the parts, and what was added to them ---- */

/* Of the two heads the later one that is whole counts. A build that adds something writes the other
 * one, so whenever it is killed one of them tells of bytes that nobody has touched. */
enum {
  HEAD_ROOM = 4096,
  NAME_BYTES = sizeof HEAD - 1,
  HEAD_BYTES = NAME_BYTES + sizeof(last_head) + 2 * 8,
  PARTS_AT = 2 * HEAD_ROOM
};
_Static_assert(HEAD_BYTES <= (int)HEAD_ROOM, "a head must fit into its room");

static void put_head(const last_head *head, buf *out) {
  buf_lit(out, HEAD);
  pack_bytes(out, head, sizeof *head);
  last__put_hash(out, hash_of(buf_sv(out)));
}

static bool is_sound(const last_head *head) {
  uint64_t all = 0;
  if (head->changes > LAST_CHANGES) return false;
  for (size_t i = 0; i < LAST_PARTS; i++) {
    if (head->parts[i].size > LIMIT_LAST_BYTES) return false;
    all += head->parts[i].size;
  }
  for (size_t i = 0; i < head->changes; i++) {
    if (head->front[i].size > LIMIT_LAST_BYTES) return false;
    if (head->rest[i].size > LIMIT_LAST_BYTES) return false;
    all += head->front[i].size + head->rest[i].size;
  }
  /* No entry takes less than four bytes. */
  return all <= LIMIT_LAST_BYTES && head->related <= all / 4 && head->made <= all / 4;
}

static bool take_head(sv text, last_head *head) {
  if (text.len < HEAD_BYTES || !sv_starts(text, SV(HEAD))) return false;
  sv named = sv_first(text, NAME_BYTES + sizeof *head);
  unpack in = {sv_skip(named, NAME_BYTES), false}, sum = {sv_skip(text, named.len), false};
  unpack_bytes(&in, head, sizeof *head);
  return hash_eq(hash_of(named), last__take_hash(&sum)) && is_sound(head);
}

static bool read_head(sv file, last_head *head) {
  last_head second;
  if (file.len < PARTS_AT) return false;
  bool first = take_head(file, head);
  if (!take_head(sv_skip(file, HEAD_ROOM), &second)) return first;
  if (!first || second.turn > head->turn) *head = second;
  return true;
}

static bool read_part(sv file, const last_part *part, unpack *in) {
  *in = (unpack){{"", 0}, false};
  if (part->at > file.len || part->size > file.len - part->at) return false;
  in->rest = sv_first(sv_skip(file, (size_t)part->at), (size_t)part->size);
  return hash_eq(hash_of(in->rest), part->sum);
}

/* Each part with memory of its own, since threads read them. */
typedef struct reading_front {
  sv file;
  last_build *build;
  arena memory[LAST_PAGES];
  bool good[LAST_PAGES];
} reading_front;

static void take_front_part(void *context, size_t i, unsigned worker) {
  (void)worker;
  reading_front *r = context;
  unpack in;
  if (!read_part(r->file, &r->build->head.parts[i], &in)) return;
  (i == LAST_FRONT ? last__take_front : last__take_outputs)(&in, &r->memory[i], r->build);
  r->good[i] = !in.bad;
}

static bool take_front(arena *a, sv file, pool *threads, last_build *b) {
  reading_front r = {.file = file, .build = b};
  bool good = true;
  pool_run(threads, LAST_PAGES, take_front_part, &r);
  for (size_t i = 0; i < LAST_PAGES; i++) {
    arena_adopt(a, &r.memory[i]);
    good = good && r.good[i];
  }
  return good;
}

static bool read_front(arena *a, sv file, pool *threads, last_build *b) {
  unpack in = {{"", 0}, false};
  last_files came = {0};
  if (!read_head(file, &b->head) || !take_front(a, file, threads, b)) return false;
  for (size_t i = 0; i < b->head.changes && !in.bad; i++) {
    if (!read_part(file, &b->head.front[i], &in)) return false;
    last__take_front_change(&in, a, &came, b);
  }
  if (!in.bad) last__settle_front(a, &came, b);
  return !in.bad;
}

bool last_read(arena *a, sv file, pool *threads, last_build *out) {
  *out = (last_build){0};
  if (read_front(a, file, threads, out)) return true;
  *out = (last_build){0};
  return false;
}

/* Of the parts that threads read, the pages alone take memory. */
enum { REST = LAST_PARTS - LAST_PAGES };
typedef struct reading {
  sv file;
  last_build *build;
  arena *memory;
  bool good[REST + LAST_CHANGES];
  unpack changes[LAST_CHANGES];
} reading;

static void take_part(void *context, size_t nth, unsigned worker) {
  (void)worker;
  reading *r = context;
  const last_head *head = &r->build->head;
  size_t i = LAST_PAGES + nth;
  if (nth >= REST) {
    r->good[nth] = read_part(r->file, &head->rest[nth - REST], &r->changes[nth - REST]);
    return;
  }
  unpack in;
  if (!read_part(r->file, &head->parts[i], &in)) return;
  if (i == LAST_PAGES) {
    last__take_pages(&in, r->memory, r->build);
  } else if (i < LAST_MADE) {
    last__take_related(&in, r->build, i - LAST_RELATED);
  } else {
    last__take_made(&in, r->build, i - LAST_MADE);
  }
  r->good[nth] = !in.bad;
}

/* Each slice goes into its place. */
static void make_room(last_build *b, arena *a) {
  vec_reserve(a, &b->related, b->head.related);
  vec_reserve(a, &b->made, b->head.made);
  b->related.len = b->related.cap;
  b->made.len = b->made.cap;
}

static bool took_all(const reading *r) {
  const last_build *b = r->build;
  bool good = b->related.len == 0 || b->related.len == b->kept.len;
  for (size_t i = 0; i < REST + b->head.changes; i++) good = good && r->good[i];
  return good;
}

static bool take_changes(reading *r, arena *a) {
  bool good = true;
  for (size_t i = 0; i < r->build->head.changes && good; i++) {
    last__take_rest_change(&r->changes[i], a, r->build);
    good = !r->changes[i].bad;
  }
  return good;
}

bool last_read_rest(arena *a, sv file, pool *threads, last_build *b) {
  reading r = {.file = file, .build = b, .memory = a};
  make_room(b, a);
  pool_run(threads, REST + b->head.changes, take_part, &r);
  bool good = took_all(&r) && take_changes(&r, a) && last__settle_rest(b);
  b->whole = good;
  if (!good) *b = (last_build){0};
  return good;
}

/* ---- Written anew ---- */

typedef struct packing {
  const last_build *from;
  int file;
  _Atomic uint64_t end;
  atomic_bool failed;
  last_head head;
} packing;

static void pack_part(size_t i, const last_build *b, buf *out) {
  if (i == LAST_FRONT) {
    last__put_front(out, b);
  } else if (i == LAST_OUTPUTS) {
    last__put_outputs(out, b);
  } else if (i == LAST_PAGES) {
    last__put_pages(out, b);
  } else if (i < LAST_MADE) {
    last__put_related(out, b, i - LAST_RELATED);
  } else {
    last__put_made(out, b, i - LAST_MADE);
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
  p->head.parts[i] = (last_part){at, out.len, hash_of(buf_sv(&out))};
  if (!fs_put_at(p->file, at, buf_sv(&out))) atomic_store(&p->failed, true);
  buf_free(&out);
}

typedef struct writing {
  const last_build *from;
  pool *threads;
} writing;

static bool put_head_at(int file, const last_head *head) {
  buf out = BUF_EMPTY;
  put_head(head, &out);
  bool good = fs_put_at(file, head->turn % 2 * HEAD_ROOM, buf_sv(&out));
  buf_free(&out);
  return good;
}

static bool write_parts(void *context, int file) {
  const writing *w = context;
  packing p = {.from = w->from, .file = file};
  p.head.related = w->from->with_related ? w->from->with_related->len : 0;
  p.head.made = w->from->made.len;
  atomic_init(&p.end, PARTS_AT);
  pool_run(w->threads, LAST_PARTS, write_part, &p);
  p.head.end = atomic_load(&p.end);
  return !atomic_load(&p.failed) && put_head_at(file, &p.head);
}

static bool write_whole(const char *path, last_build *b, pool *threads) {
  writing w = {b, threads};
  last__give_ids(NULL, b);
  return fs_replace(path, write_parts, &w);
}

/* ---- Added to ---- */

enum { FRONT, PIECES, PACKED = PIECES + LAST_PIECES };
typedef struct changing {
  const last_build *then, *now;
  buf out[PACKED];
  bool alike[PACKED];
} changing;

static void pack_change(void *context, size_t i, unsigned worker) {
  (void)worker;
  changing *c = context;
  c->alike[i] = i == FRONT ? last__put_front_change(&c->out[i], c->then, c->now)
                           : last__put_rest_change(&c->out[i], c->then, c->now, i - PIECES);
}

/* The pieces in one. */
static void join_pieces(changing *c) {
  for (size_t i = PIECES + 1; i < PACKED; i++) buf_add(&c->out[PIECES], buf_sv(&c->out[i]));
}

/* What was added makes up for what is spared as long as it is a small part of the whole. */
static bool is_small(const last_head *head, uint64_t added) {
  enum { FEW = 64 * 1024 };
  uint64_t whole = 0;
  for (size_t i = 0; i < LAST_PARTS; i++) whole += head->parts[i].size;
  for (size_t i = 0; i < head->changes; i++) added += head->front[i].size + head->rest[i].size;
  return added < whole / 4 + FEW;
}

static bool stands(const char *path, const last_head *then) {
  arena scratch = {0};
  last_head now;
  sv heads;
  bool same = fs_read_part(&scratch, path, 0, PARTS_AT, &heads) && read_head(heads, &now) &&
              memcmp(&now, then, sizeof now) == 0;
  arena_free(&scratch);
  return same;
}

static bool append_part(append_file *f, sv bytes, last_part *part) {
  *part = (last_part){.size = bytes.len, .sum = hash_of(bytes)};
  return append_add(f, bytes, &part->at);
}

static bool append_change(const char *path, const last_head *then, const changing *c) {
  append_file *f = append_open(path, then->end);
  if (!f || append_is_shared(f)) {
    append_close(f);
    return false;
  }
  last_head head = *then;
  bool good = append_part(f, buf_sv(&c->out[FRONT]), &head.front[head.changes]) &&
              append_part(f, buf_sv(&c->out[PIECES]), &head.rest[head.changes]);
  head.turn++;
  head.changes++;
  head.end = append_end(f);
  good = good && put_head_at(append_descriptor(f), &head);
  append_close(f);
  return good;
}

static bool add_change(const char *path, const last_build *then, last_build *b, pool *threads) {
  if (then->head.changes == LAST_CHANGES || !stands(path, &then->head)) return false;
  last__give_ids(then, b);
  changing c = {.then = then, .now = b};
  pool_run(threads, PACKED, pack_change, &c);
  join_pieces(&c);
  bool good = true;
  for (size_t i = 0; i < PACKED; i++) good = good && c.alike[i];
  good = good && is_small(&then->head, c.out[FRONT].len + c.out[PIECES].len) &&
         append_change(path, &then->head, &c);
  for (size_t i = 0; i < PACKED; i++) buf_free(&c.out[i]);
  return good;
}

bool last_write(const char *path, const last_build *then, last_build *b, pool *threads) {
  if (then && then->whole && add_change(path, then, b, threads)) return true;
  return write_whole(path, b, threads);
}
