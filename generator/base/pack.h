/* Numbers and texts as bytes, and back, for what the program keeps between two runs. The bytes are
 * for the same program on the same kind of machine: a reader checks that before it believes them.
 *
 *   pack_u32(&out, 7);                       unpack in = {bytes};
 *   pack_text(&out, SV("epidural"));         uint32_t n = unpack_u32(&in);
 *                                            sv name = unpack_text(&in);
 *                                            if (in.bad) …
 *
 * Reading past the end gives zeros and empty texts and makes the reader bad for good. */
#ifndef PAMPHLET_BASE_PACK_H
#define PAMPHLET_BASE_PACK_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/buf.h"
#include "base/sv.h"

static inline void pack_bytes(buf *out, const void *at, size_t size) {
  if (size == 0) return;
  if (out->cap - out->len <= size) buf_reserve(out, size);
  memcpy(out->at + out->len, at, size);
  out->len += size;
}
static inline void pack_u32(buf *out, uint32_t n) {
  pack_bytes(out, &n, sizeof n);
}
static inline void pack_u64(buf *out, uint64_t n) {
  pack_bytes(out, &n, sizeof n);
}
static inline void pack_text(buf *out, sv text) {
  pack_u32(out, (uint32_t)text.len);
  buf_add(out, text);
}

typedef struct unpack {
  sv rest;
  bool bad;
} unpack;

static inline bool unpack_bytes(unpack *in, void *at, size_t size) {
  if (in->bad || in->rest.len < size) {
    in->bad = true;
    memset(at, 0, size);
    return false;
  }
  memcpy(at, in->rest.at, size);
  in->rest = sv_skip(in->rest, size);
  return true;
}

static inline uint32_t unpack_u32(unpack *in) {
  uint32_t n;
  unpack_bytes(in, &n, sizeof n);
  return n;
}

static inline uint64_t unpack_u64(unpack *in) {
  uint64_t n;
  unpack_bytes(in, &n, sizeof n);
  return n;
}

/* A view of the bytes read from. */
static inline sv unpack_text(unpack *in) {
  uint32_t len = unpack_u32(in);
  if (in->bad || in->rest.len < len) {
    in->bad = true;
    return (sv){"", 0};
  }
  sv text = sv_first(in->rest, len);
  in->rest = sv_skip(in->rest, len);
  return text;
}

/* How many things follow, of which each takes `least` bytes or more; 0 where so many cannot. */
static inline uint32_t unpack_count(unpack *in, size_t least) {
  uint32_t count = unpack_u32(in);
  if (in->bad || count > in->rest.len / least) {
    in->bad = true;
    return 0;
  }
  return count;
}

#endif
