#include "wrap/hash.h"

#include <xxhash.h>

#ifdef __ELF__
/* The same by the widest registers that the processor has, in libraries that were built so, as
 * Debian's is for x86; NULL in others. */
XXH128_hash_t XXH3_128bits_dispatch(const void *bytes, size_t len) __attribute__((weak));
#endif

hash hash_of(sv bytes) {
  XXH128_hash_t h;
#ifdef __ELF__
  if (XXH3_128bits_dispatch) {
    h = XXH3_128bits_dispatch(bytes.at, bytes.len);
    return (hash){h.high64, h.low64};
  }
#endif
  h = XXH3_128bits(bytes.at, bytes.len);
  return (hash){h.high64, h.low64};
}

sv hash_hex(arena *a, hash h, unsigned digits) {
  sv all = arena_printf(a, "%016llx%016llx", (unsigned long long)h.high, (unsigned long long)h.low);
  return sv_first(all, digits);
}
