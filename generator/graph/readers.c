#include "graph/readers.h"

#include <math.h>
#include <stdlib.h>

#include "graph/access_log.h"
#include "model/url.h"
#include "wrap/hash.h"

enum {
  DAY = 24 * 60 * 60,
  WAYS = 8, /* places that one key may take */
  REPEAT_PLACES = 1 << 20,
  ROBOT_PLACES = 1 << 14
};

/* Keys that were seen, with the last time; the one farthest from now makes room. With more keys
 * at a time than places, some repeats are not known as such. */
typedef struct seen_key {
  uint64_t key; /* 0: free */
  int64_t at;
} seen_key;

typedef struct seen_keys {
  seen_key *places;
  size_t count;
} seen_keys;

struct readers {
  arena *memory;
  const site *site;
  sv base_path;  /* decoded */
  map by_output; /* "articles/epidural/index.html" -> its sum */
  const page **pages;
  double *sums;
  int64_t today;  /* its day, counted from 1970 */
  int64_t newest; /* the newest day that anything was counted on, today at the latest */
  seen_keys repeats, robots;
  readers_lines lines;
};

static int64_t day_of(const site *s, int64_t seconds) {
  int64_t local = seconds + zone_offset(s->settings.zone, seconds);
  return local >= 0 ? local / DAY : -((DAY - 1 - local) / DAY);
}

readers *readers_new(arena *a, const site *s) {
  readers *r = arena_new(a, readers);
  size_t count = s->articles.len;
  r->memory = a;
  r->site = s;
  r->base_path = url_decode(a, s->settings.base_path);
  r->pages = arena_array(a, const page *, count);
  r->sums = arena_array(a, double, count);
  r->today = day_of(s, s->clock.now.seconds);
  r->newest = INT64_MIN;
  r->repeats = (seen_keys){arena_array(a, seen_key, REPEAT_PLACES), REPEAT_PLACES};
  r->robots = (seen_keys){arena_array(a, seen_key, ROBOT_PLACES), ROBOT_PLACES};
  for (size_t i = 0; i < count; i++) {
    r->pages[i] = s->articles.at[i];
    map_put(a, &r->by_output, r->pages[i]->output, &r->sums[i]);
  }
  return r;
}

static int64_t distance(int64_t a, int64_t b) {
  return a > b ? a - b : b - a;
}

/* Where the key stands, or the place that it may take. */
static seen_key *place_of(const seen_keys *seen, uint64_t key, int64_t now) {
  seen_key *ways = &seen->places[key % (seen->count / WAYS) * WAYS];
  seen_key *oldest = ways;
  for (size_t i = 0; i < WAYS; i++) {
    if (ways[i].key == key || ways[i].key == 0) return &ways[i];
    if (distance(ways[i].at, now) > distance(oldest->at, now)) oldest = &ways[i];
  }
  return oldest;
}

/* Two texts as one key; addresses are kept in no other form. */
static uint64_t key_of(arena *scratch, sv a, sv b) {
  uint64_t key = hash_of(arena_cat(scratch, (sv[]){a, SV("\n"), b}, 3)).low;
  return key ? key : 1;
}

static bool was_seen(const seen_keys *seen, uint64_t key, int64_t now, int64_t within) {
  const seen_key *at = place_of(seen, key, now);
  return at->key == key && distance(at->at, now) < within;
}

static void see(const seen_keys *seen, uint64_t key, int64_t now) {
  *place_of(seen, key, now) = (seen_key){key, now};
}

/* The path of a request, decoded, without its query: "http://host/a%20b?c" gives "/a b". */
static sv path_of(arena *scratch, sv target) {
  size_t scheme = sv_find(target, SV("://"), 0);
  if (scheme != SV_NONE && target.at[0] != '/') {
    size_t slash = sv_find_byte(target, '/', scheme + 3);
    target = slash == SV_NONE ? SV("/") : sv_skip(target, slash);
  }
  return url_decode(scratch, url_split(target).path);
}

/* The sum of the article that a path opens, or NULL. */
static double *article_at(readers *r, sv path) {
  if (!sv_starts(path, r->base_path)) return NULL;
  path = sv_skip(path, r->base_path.len);
  if (!sv_starts(path, SV("/"))) return NULL;
  return map_get(&r->by_output, url_output(r->memory, path));
}

static bool is_robot(readers *r, const access_hit *hit, sv path) {
  if (hit->has_agent && access_log_is_robot(hit->agent)) return true;
  uint64_t key = key_of(r->memory, hit->client, hit->agent);
  if (sv_is(path, "/robots.txt")) see(&r->robots, key, hit->seconds);
  return was_seen(&r->robots, key, hit->seconds, DAY);
}

/* What is left of an opening after so many days. */
static double worth(int64_t days) {
  return exp2((double)-days / READERS_HALF_LIFE_DAYS);
}

/* Adds an opening; on a new day all the others have grown older. */
static void add_opening(readers *r, double *sum, int64_t day) {
  if (day > r->today) day = r->today; /* a server whose clock is ahead */
  if (day > r->newest) {
    double rest = r->newest == INT64_MIN ? 0 : worth(day - r->newest);
    for (size_t i = 0; i < r->site->articles.len; i++) r->sums[i] *= rest;
    r->newest = day;
  }
  *sum += worth(r->newest - day);
}

static void count_hit(readers *r, const access_hit *hit) {
  if (!sv_is(hit->method, "GET")) {
    r->lines.not_get++;
    return;
  }
  sv path = path_of(r->memory, hit->target);
  bool robot = is_robot(r, hit, path);
  if (hit->status != 200 && hit->status != 304) {
    r->lines.errors++;
    return;
  }
  if (robot) {
    r->lines.robots++;
    return;
  }
  double *sum = article_at(r, path);
  if (!sum) {
    r->lines.elsewhere++;
    return;
  }
  sv article = r->pages[sum - r->sums]->output;
  uint64_t key = key_of(r->memory, hit->client, article);
  bool repeat = was_seen(&r->repeats, key, hit->seconds, READERS_REPEAT_SECONDS);
  see(&r->repeats, key, hit->seconds);
  if (repeat) {
    r->lines.repeats++;
    return;
  }
  add_opening(r, sum, day_of(r->site, hit->seconds));
  r->lines.counted++;
}

bool readers_line(readers *r, sv line) {
  access_hit hit;
  if (!access_log_read(line, &hit)) {
    readers_broken_line(r);
    return false;
  }
  arena_mark mark = arena_here(r->memory);
  count_hit(r, &hit);
  arena_rewind(r->memory, mark);
  return true;
}

void readers_broken_line(readers *r) {
  r->lines.broken++;
}

const readers_lines *readers_sorted(const readers *r) {
  return &r->lines;
}

static int most_first(const void *left, const void *right) {
  const readers_count *a = left, *b = right;
  if (a->count != b->count) return a->count > b->count ? -1 : 1;
  return sv_cmp(a->page->url, b->page->url);
}

void readers_result(arena *a, const readers *r, readers_counts *out) {
  for (size_t i = 0; i < r->site->articles.len; i++) {
    double count = round(r->sums[i] * 100) / 100;
    if (count > 0) vec_push(a, out, (readers_count){r->pages[i], count});
  }
  if (out->len) qsort(out->at, out->len, sizeof *out->at, most_first);
}
