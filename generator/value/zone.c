#include "value/zone.h"

#include <stdio.h>

#include "value/zone_rule.h"

/* Where systems keep their zone files; the first that has the zone. */
static const char *const folders[] = {"/usr/share/zoneinfo", "/usr/lib/zoneinfo",
                                      "/usr/share/lib/zoneinfo", "/etc/zoneinfo"};

enum {
  FILE_MOST = 1 << 20, /* the largest zone file of 2024 has 4 KB; more is something else */
  NAME_MOST = 64,
  HEADER = 44, /* bytes (RFC 8536, 3.1) */
  DAY_SECONDS = 86400
};

struct zone {
  size_t count;
  const int64_t *at;      /* [count] moments of change, rising */
  const int32_t *offsets; /* [count] from that moment on */
  int32_t first;          /* before the first change */
  bool has_rule;
  zone__rule rule; /* after the last change */
};

static const zone utc = {0};

static bool is_safe_name(sv name) {
  if (name.len == 0 || name.len > NAME_MOST || name.at[0] == '/') return false;
  for (size_t i = 0; i < name.len; i++) {
    char c = name.at[i];
    bool good = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                c == '/' || c == '_' || c == '-' || c == '+';
    if (!good) return false; /* no dot: no way out of the folder */
  }
  return true;
}

static bool read_file(arena *a, sv name, sv *out) {
  for (size_t i = 0; i < sizeof folders / sizeof folders[0]; i++) {
    char path[128];
    snprintf(path, sizeof path, "%s/%.*s", folders[i], SV_ARG(name));
    FILE *file = fopen(path, "rb");
    if (!file) continue;
    char *text = arena_chars(a, FILE_MOST);
    size_t len = fread(text, 1, FILE_MOST, file);
    bool good = !ferror(file) && len > 0 && len < FILE_MOST;
    fclose(file);
    if (good) {
      *out = sv_make(text, len);
      return true;
    }
  }
  return false;
}

/* Big-endian two's complement of `size` bytes. */
static int64_t number(const char *at, size_t size) {
  uint64_t value = (unsigned char)at[0] & 0x80 ? UINT64_MAX : 0;
  for (size_t i = 0; i < size; i++) value = value << 8 | (unsigned char)at[i];
  return (int64_t)value;
}

/* One of the file's two data blocks; version 1 has moments of 4 bytes, later ones of 8. */
typedef struct block {
  size_t utc_marks, standard_marks, leaps, times, types, chars;
  size_t moment; /* bytes of one */
  size_t length; /* of the data behind the header */
  const char *data;
} block;

static bool take_block(sv *text, size_t moment, block *out) {
  if (text->len < HEADER || !sv_starts(*text, SV("TZif"))) return false;
  size_t counts[6];
  for (size_t i = 0; i < 6; i++) {
    int64_t count = number(text->at + 20 + i * 4, 4);
    if (count < 0 || count > FILE_MOST) return false;
    counts[i] = (size_t)count;
  }
  *out = (block){counts[0], counts[1], counts[2], counts[3], counts[4], counts[5], moment, 0, NULL};
  out->length = out->times * (moment + 1) + out->types * 6 + out->chars +
                out->leaps * (moment + 4) + out->standard_marks + out->utc_marks;
  if (text->len - HEADER < out->length || out->types == 0) return false;
  out->data = text->at + HEADER;
  *text = sv_skip(*text, HEADER + out->length);
  return true;
}

static bool fill(arena *a, const block *b, zone *z) {
  int64_t *at = arena_array(a, int64_t, b->times);
  int32_t *offsets = arena_array(a, int32_t, b->times);
  const char *kinds = b->data + b->times * b->moment;
  const char *types = kinds + b->times;
  for (size_t i = 0; i < b->times; i++) {
    size_t kind = (unsigned char)kinds[i];
    if (kind >= b->types) return false;
    at[i] = number(b->data + i * b->moment, b->moment);
    offsets[i] = (int32_t)number(types + kind * 6, 4);
    if (i > 0 && at[i] < at[i - 1]) return false;
  }
  z->count = b->times;
  z->at = at;
  z->offsets = offsets;
  z->first = (int32_t)number(types, 4);
  return true;
}

static bool parse(arena *a, sv text, zone *z) {
  block b;
  bool later = text.len > 4 && text.at[4] >= '2';
  if (!take_block(&text, 4, &b)) return false;
  if (!later) return fill(a, &b, z);
  if (!take_block(&text, 8, &b) || !fill(a, &b, z)) return false;
  sv footer;
  if (!sv_starts(text, SV("\n"))) return true;
  text = sv_skip(text, 1);
  z->has_rule = sv_line(&text, &footer) && zone__rule_parse(footer, &z->rule);
  return true;
}

const zone *zone_open(arena *a, sv name) {
  if (sv_is(name, "UTC")) return &utc;
  if (!is_safe_name(name)) return NULL;
  arena scratch;
  arena_init(&scratch, FILE_MOST);
  sv text;
  zone *z = NULL;
  if (read_file(&scratch, name, &text)) {
    z = arena_new(a, zone);
    if (!parse(a, text, z)) z = NULL;
  }
  arena_free(&scratch);
  return z;
}

int32_t zone_offset(const zone *z, int64_t seconds) {
  if (z->count == 0 || seconds >= z->at[z->count - 1]) {
    if (z->has_rule) return zone__rule_offset(&z->rule, seconds);
    return z->count ? z->offsets[z->count - 1] : z->first;
  }
  if (seconds < z->at[0]) return z->first;
  size_t low = 0, high = z->count - 1; /* at[low] <= seconds < at[high] */
  while (high - low > 1) {
    size_t middle = low + (high - low) / 2;
    if (z->at[middle] <= seconds) {
      low = middle;
    } else {
      high = middle;
    }
  }
  return z->offsets[low];
}

date zone_local(const zone *z, date wall) {
  int64_t local = wall.seconds + wall.offset;
  int32_t before = zone_offset(z, local - DAY_SECONDS);
  int32_t after = zone_offset(z, local + DAY_SECONDS);
  bool fits_before = zone_offset(z, local - before) == before;
  bool fits_after = zone_offset(z, local - after) == after;
  int32_t offset = fits_before || !fits_after ? before : after;
  return (date){.seconds = local - offset, .offset = offset, .has_time = wall.has_time};
}

date zone_shift(const zone *z, date d) {
  d.offset = zone_offset(z, d.seconds);
  return d;
}
