#include "base/sort.h"

#include <stdint.h>
#include <stdlib.h>

#include "base/oom.h"

enum { FEW = 12 };

/* A thing by its text. `key` holds eight bytes of the text from some depth on, the first highest,
 * with zeros behind its end. */
typedef struct entry {
  uint64_t key;
  sv text;
  size_t place;
} entry;

static uint64_t key_at(sv text, size_t depth) {
  uint64_t key = 0;
  if (depth + 8 <= text.len) {
    memcpy(&key, text.at + depth, 8);
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    key = __builtin_bswap64(key);
#endif
    return key;
  }
  for (size_t i = depth; i < text.len; i++) {
    key |= (uint64_t)(unsigned char)text.at[i] << (56 - 8 * (i - depth));
  }
  return key;
}

static int order(const entry *a, const entry *b) {
  if (a->key != b->key) return a->key < b->key ? -1 : 1;
  int by_text = sv_cmp(a->text, b->text);
  return by_text ? by_text : (a->place > b->place) - (a->place < b->place);
}

static int by_order(const void *left, const void *right) {
  return order(left, right);
}

static void swap(entry *a, entry *b) {
  entry held = *a;
  *a = *b;
  *b = held;
}

static void sort_few(entry *at, size_t count) {
  for (size_t i = 1; i < count; i++) {
    entry moving = at[i];
    size_t to = i;
    for (; to > 0 && order(&moving, &at[to - 1]) < 0; to--) at[to] = at[to - 1];
    at[to] = moving;
  }
}

static uint64_t middle_of(uint64_t a, uint64_t b, uint64_t c) {
  if (a > b) return b > c ? b : a > c ? c : a;
  return a > c ? a : b > c ? c : b;
}

/* Those below, of and above a key. */
typedef struct parts {
  size_t below, above;
} parts;

static parts divide(entry *at, size_t count) {
  uint64_t key = middle_of(at[0].key, at[count / 2].key, at[count - 1].key);
  size_t below = 0, i = 0, above = count;
  while (i < above) {
    if (at[i].key < key) {
      swap(&at[i++], &at[below++]);
    } else if (at[i].key > key) {
      swap(&at[i], &at[--above]);
    } else {
      i++;
    }
  }
  return (parts){below, above};
}

static void sort_from(entry *at, size_t count, size_t depth, unsigned turns);

/* All have the same key. Texts that end within it come first: each begins those behind it. */
static void sort_alike(entry *at, size_t count, size_t depth, unsigned turns) {
  size_t ended = 0;
  for (size_t i = 0; i < count; i++) {
    if (at[i].text.len <= depth + 8) swap(&at[i], &at[ended++]);
  }
  if (ended) qsort(at, ended, sizeof *at, by_order);
  for (size_t i = ended; i < count; i++) at[i].key = key_at(at[i].text, depth + 8);
  sort_from(at + ended, count - ended, depth + 8, turns);
}

/* Sorts what has the same text up to `depth`. A division that leaves most on one side costs a turn;
 * texts that take too many of them are left to qsort, as the depth of the recursion is. */
static void sort_from(entry *at, size_t count, size_t depth, unsigned turns) {
  while (count > FEW && turns > 0) {
    parts p = divide(at, count);
    turns--;
    sort_from(at, p.below, depth, turns);
    sort_alike(at + p.below, p.above - p.below, depth, turns);
    at += p.above;
    count -= p.above;
  }
  if (count <= FEW) {
    sort_few(at, count);
  } else {
    qsort(at, count, sizeof *at, by_order);
  }
}

static sv text_of(const char *things, size_t size, size_t i) {
  sv text;
  memcpy(&text, things + i * size, sizeof text);
  return text;
}

static bool is_sorted(const char *things, size_t count, size_t size) {
  for (size_t i = 1; i < count; i++) {
    if (sv_cmp(text_of(things, size, i - 1), text_of(things, size, i)) > 0) return false;
  }
  return true;
}

void sort_by_text(void *at, size_t count, size_t size) {
  enum { TURNS = 200 };
  char *things = at;
  if (is_sorted(things, count, size)) return;
  entry *entries = oom_malloc(count * sizeof *entries);
  char *sorted = oom_malloc(count * size);
  for (size_t i = 0; i < count; i++) {
    sv text = text_of(things, size, i);
    entries[i] = (entry){key_at(text, 0), text, i};
  }
  sort_from(entries, count, 0, TURNS);
  for (size_t i = 0; i < count; i++) {
    memcpy(sorted + i * size, things + entries[i].place * size, size);
  }
  memcpy(things, sorted, count * size);
  free(sorted);
  free(entries);
}

/* ---- By number ---- */

enum { BYTES = 8, VALUES = 256 };

/* A thing by its number. */
typedef struct numbered {
  uint64_t number;
  size_t place;
} numbered;

static unsigned byte_of(uint64_t number, size_t byte) {
  return (unsigned)(number >> 8 * byte) & (VALUES - 1);
}

/* Puts them in the order of one byte; of the same byte, they stay in theirs. */
static void deal(const numbered *from, size_t count, size_t byte, numbered *to) {
  size_t starts[VALUES + 1] = {0};
  for (size_t i = 0; i < count; i++) starts[byte_of(from[i].number, byte) + 1]++;
  for (size_t i = 1; i < VALUES; i++) starts[i] += starts[i - 1];
  for (size_t i = 0; i < count; i++) to[starts[byte_of(from[i].number, byte)]++] = from[i];
}

/* From the lowest byte to the highest: a byte in which all are alike orders nothing. The sorted
 * ones are in the array that it returns. */
static numbered *deal_all(numbered *at, numbered *spare, size_t count) {
  uint64_t differing = 0;
  for (size_t i = 1; i < count; i++) differing |= at[i].number ^ at[0].number;
  for (size_t byte = 0; byte < BYTES; byte++) {
    if (!byte_of(differing, byte)) continue;
    deal(at, count, byte, spare);
    numbered *dealt = spare;
    spare = at;
    at = dealt;
  }
  return at;
}

void sort_by_number(void *at, size_t count, size_t size) {
  if (count < 2) return;
  char *things = at;
  numbered *room = oom_malloc(2 * count * sizeof *room);
  char *sorted = oom_malloc(count * size);
  for (size_t i = 0; i < count; i++) {
    memcpy(&room[i].number, things + i * size, sizeof room[i].number);
    room[i].place = i;
  }
  const numbered *order_of = deal_all(room, room + count, count);
  for (size_t i = 0; i < count; i++) {
    memcpy(sorted + i * size, things + order_of[i].place * size, size);
  }
  memcpy(things, sorted, count * size);
  free(sorted);
  free(room);
}

/* ---- Finding ---- */

/* Where a text must be: at `low` or behind it, and before `high`. */
typedef struct window {
  const char *at;
  size_t size, low, high;
} window;

/* Halves the window at a place in it, or finds the text there. */
static bool narrow(window *w, size_t place, sv text) {
  sv there;
  memcpy(&there, w->at + place * w->size, sizeof there);
  int order = sv_cmp(there, text);
  if (order < 0) {
    w->low = place + 1;
  } else {
    w->high = place;
  }
  return order == 0;
}

size_t sort_find(const void *at, size_t count, size_t size, sv text, size_t *near) {
  window w = {at, size, 0, count};
  size_t place = near ? *near : count / 2, step = 1;
  bool found = false;
  /* Steps that double, until one leads past the text; then halves. */
  while (!found && w.low < w.high) {
    bool open = near && (w.low == 0 || w.high == count);
    if (!open || place < w.low || place >= w.high) place = w.low + (w.high - w.low) / 2;
    found = narrow(&w, place, text);
    bool up = w.low > place;
    place = up ? place + step : place - (step < place ? step : place);
    step *= 2;
  }
  if (near) *near = found ? w.high : w.low;
  return found ? w.high : SV_NONE;
}
