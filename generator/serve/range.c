#include "serve/range.h"

/* Digits only; what is too large for the type is as good as the largest. */
static bool read_number(sv text, uint64_t *out) {
  if (text.len == 0) return false;
  uint64_t value = 0;
  for (size_t i = 0; i < text.len; i++) {
    if (text.at[i] < '0' || text.at[i] > '9') return false;
    uint64_t digit = (uint64_t)(text.at[i] - '0');
    value = value > (UINT64_MAX - digit) / 10 ? UINT64_MAX : value * 10 + digit;
  }
  *out = value;
  return true;
}

static range_kind read_suffix(sv text, uint64_t size, uint64_t *from, uint64_t *length) {
  uint64_t last;
  if (!read_number(text, &last)) return RANGE_WHOLE;
  if (last == 0 || size == 0) return RANGE_BEYOND;
  *length = last < size ? last : size;
  *from = size - *length;
  return RANGE_PART;
}

range_kind range_read(sv header, uint64_t size, uint64_t *from, uint64_t *length) {
  sv unit = SV("bytes=");
  if (!sv_eq_nocase(sv_first(header, unit.len), unit)) return RANGE_WHOLE;
  sv spec = sv_trim(sv_skip(header, unit.len));
  size_t dash = sv_find_byte(spec, '-', 0);
  if (dash == SV_NONE) return RANGE_WHOLE;
  sv first = sv_trim(sv_first(spec, dash)), last = sv_trim(sv_skip(spec, dash + 1));
  if (first.len == 0) return read_suffix(last, size, from, length);
  uint64_t until = UINT64_MAX;
  if (!read_number(first, from)) return RANGE_WHOLE;
  if (last.len && !read_number(last, &until)) return RANGE_WHOLE;
  if (until < *from) return RANGE_WHOLE;
  if (*from >= size) return RANGE_BEYOND;
  if (until > size - 1) until = size - 1;
  *length = until - *from + 1;
  return RANGE_PART;
}
