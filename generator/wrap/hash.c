#include "wrap/hash.h"

#include <xxhash.h>

hash hash_of(sv bytes) {
  XXH128_hash_t h = XXH3_128bits(bytes.at, bytes.len);
  return (hash){h.high64, h.low64};
}

sv hash_hex(arena *a, hash h, unsigned digits) {
  sv all = arena_printf(a, "%016llx%016llx", (unsigned long long)h.high, (unsigned long long)h.low);
  return sv_first(all, digits);
}
