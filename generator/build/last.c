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
  pack_u32(out, b->warnings);
  pack_u32(out, b->articles);
  pack_u32(out, b->pages);
  for (size_t i = 0; i < 3; i++) pack_u32(out, b->left_out[i]);
  pack_text(out, b->problems);
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
  b->warnings = unpack_u32(in);
  b->articles = unpack_u32(in);
  b->pages = unpack_u32(in);
  for (size_t i = 0; i < 3; i++) b->left_out[i] = unpack_u32(in);
  b->problems = unpack_text(in);
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
  buf facts = BUF_EMPTY, whole = BUF_EMPTY;
  put_build(&facts, b);
  buf_lit(&whole, HEAD);
  put_hash(&whole, hash_of(buf_sv(&facts)));
  buf_add(&whole, buf_sv(&facts));
  bool good = fs_replace(path, buf_sv(&whole));
  buf_free(&facts);
  buf_free(&whole);
  return good;
}
