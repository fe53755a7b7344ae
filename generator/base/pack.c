#include "base/pack.h"

bool unpack_bytes(unpack *in, void *at, size_t size) {
  if (in->bad || in->rest.len < size) {
    in->bad = true;
    memset(at, 0, size);
    return false;
  }
  memcpy(at, in->rest.at, size);
  in->rest = sv_skip(in->rest, size);
  return true;
}

uint32_t unpack_u32(unpack *in) {
  uint32_t n;
  unpack_bytes(in, &n, sizeof n);
  return n;
}

uint64_t unpack_u64(unpack *in) {
  uint64_t n;
  unpack_bytes(in, &n, sizeof n);
  return n;
}

sv unpack_text(unpack *in) {
  uint32_t len = unpack_u32(in);
  if (in->bad || in->rest.len < len) {
    in->bad = true;
    return (sv){"", 0};
  }
  sv text = sv_first(in->rest, len);
  in->rest = sv_skip(in->rest, len);
  return text;
}

uint32_t unpack_count(unpack *in, size_t least) {
  uint32_t count = unpack_u32(in);
  if (in->bad || count > in->rest.len / least) {
    in->bad = true;
    return 0;
  }
  return count;
}
