/* Fuzz target for what strangers send to `serve`, and for the host files it obeys. The first byte
 * says which reader gets the rest. */
#include <stdint.h>
#include <stdlib.h>

#include "serve/client.h"
#include "serve/host_name.h"
#include "serve/hosting.h"
#include "serve/policy.h"
#include "serve/range.h"
#include "serve/request_path.h"
#include "sys/fs.h"

static void read_path(arena *a, sv text) {
  request_path out;
  if (!request_path_read(a, text, &out)) return;
  if (out.path.len == 0 || out.path.at[0] != '/') abort();
  if (!fs_stays_below(sv_skip(out.path, 1))) abort();
  if (sv_find(out.path, SV("/.."), 0) != SV_NONE || sv_find(out.path, SV("//"), 0) != SV_NONE) {
    abort();
  }
}

static void read_range(sv text) {
  uint64_t from = 0, length = 0;
  if (range_read(text, 1000, &from, &length) != RANGE_PART) return;
  if (length == 0 || from > 999 || length > 1000 - from) abort();
}

/* Rules up to an empty line; behind it, an address to try them on. */
static void read_rules(arena *a, sv text) {
  size_t end = sv_find(text, SV("\n\n"), 0);
  sv path = end == SV_NONE ? SV("/articles/epidural/") : sv_skip(text, end + 2);
  hosting h;
  hosting_read(a, sv_first(text, end), sv_first(text, end), &h);
  hosting_headers found = {0};
  hosting_headers_of(a, &h, path, &found);
  sv to;
  unsigned status;
  if (!hosting_redirect(a, &h, path, &to, &status)) return;
  if (status < 200 || status > 308 || to.len == 0) abort();
  if (sv_find_byte(to, '\n', 0) != SV_NONE || sv_find_byte(to, '\r', 0) != SV_NONE) abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
  if (size == 0) return 0;
  arena a = {0};
  sv text = sv_make((const char *)bytes + 1, size - 1);
  switch (bytes[0] % 6) {
    case 0: read_path(&a, text); break;
    case 1: read_range(text); break;
    case 2: read_rules(&a, text); break;
    case 3: policy_allow(&a, text, SV("http://localhost:8000"), true); break;
    case 4:
      if (host_is_own(text, 8000) && text.len > 15) abort();
      break;
    default: client_page(&a, text, SV("1-2-3")); break;
  }
  arena_free(&a);
  return 0;
}
