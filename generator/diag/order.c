/* The order of printing.
 *
 * Problems mostly come in order already, page by page: a page's are handed on together. So they are
 * taken as runs, each in order in itself; the runs are put in order by how they begin, and where
 * two overlap they are merged. */
#include <stdlib.h>

#include "base/oom.h"
#include "diag/sink.h"

static int by_message(const diag *a, const diag *b) {
  bool same = a->where.file.at == b->where.file.at && a->where.file.len == b->where.file.len;
  int order = same ? 0 : sv_cmp(a->where.file, b->where.file);
  /* The file as a whole comes before its lines: DIAG_WHOLE_FILE + 1 is 0. */
  size_t at = a->where.offset + 1, bt = b->where.offset + 1;
  if (!order) order = (at > bt) - (at < bt);
  if (!order) order = ((int)a->code > (int)b->code) - ((int)a->code < (int)b->code);
  return order ? order : sv_cmp(a->message, b->message);
}

/* The chains decide between problems that are alike, so that the order is always the same. */
static int by_chain(const diag *a, const diag *b) {
  size_t shared = a->chain.len < b->chain.len ? a->chain.len : b->chain.len;
  for (size_t i = shared; i > 0; i--) {
    const diag__link *left = &a->chain.at[i - 1], *right = &b->chain.at[i - 1];
    int order = sv_cmp(left->subject, right->subject);
    if (!order) order = sv_cmp(left->where.file, right->where.file);
    size_t at = left->where.offset, bt = right->where.offset;
    if (!order) order = (at > bt) - (at < bt);
    if (order) return order;
  }
  return (a->chain.len > b->chain.len) - (a->chain.len < b->chain.len);
}

static int by_place(const void *left, const void *right) {
  const diag *a = *(diag *const *)left, *b = *(diag *const *)right;
  int order = by_message(a, b);
  if (!order) order = by_chain(a, b);
  return order ? order : (a->number > b->number) - (a->number < b->number);
}

static void drop_repeated(diag_sink *sink) {
  diag__list *all = &sink->all;
  uint32_t kept = 0;
  for (size_t i = 0; i < all->len; i++) {
    diag *d = all->at[i];
    bool repeated = d->once && kept && by_message(all->at[kept - 1], d) == 0;
    if (!repeated) all->at[kept++] = d;
  }
  sink->miscounted = sink->miscounted || kept < all->len;
  all->len = kept;
}

typedef struct run {
  diag *first;
  size_t from, to;
} run;

static int by_first(const void *left, const void *right) {
  return by_place(&((const run *)left)->first, &((const run *)right)->first);
}

/* Where the run of that number ends, or a number behind the last. */
static size_t run_start(const diag_sink *sink, size_t number) {
  return number < sink->runs.len ? sink->runs.at[number] : sink->all.len;
}

/* Of all problems, as they stand now. */
static void find_runs(diag_sink *sink) {
  const diag__list *all = &sink->all;
  sink->runs.len = 0;
  for (uint32_t i = 0; i < all->len; i++) {
    bool follows = i > 0 && by_place(&all->at[i - 1], &all->at[i]) < 0;
    if (!follows) vec_push(&sink->memory, &sink->runs, i);
  }
}

/* By how they begin. What follows the end of another is one run with it then. */
static void put_runs_in_order(diag_sink *sink, diag **room) {
  diag__list *all = &sink->all;
  size_t count = sink->runs.len, kept = 0;
  run *runs = oom_malloc(count * sizeof *runs);
  for (size_t i = 0; i < count; i++) {
    size_t from = run_start(sink, i);
    runs[i] = (run){all->at[from], from, run_start(sink, i + 1)};
  }
  qsort(runs, count, sizeof *runs, by_first);
  memcpy(room, all->at, all->len * sizeof *room);
  for (size_t i = 0, len = 0; i < count; i++) {
    size_t size = runs[i].to - runs[i].from;
    memcpy(all->at + len, room + runs[i].from, size * sizeof *room);
    bool follows = len > 0 && by_place(&all->at[len - 1], &all->at[len]) < 0;
    if (!follows) sink->runs.at[kept++] = (uint32_t)len;
    len += size;
  }
  sink->runs.len = (uint32_t)kept;
  free(runs);
}

/* Merges what stands in room[from..middle] and room[middle..to] into its place. */
static void merge(diag__list *all, diag *const *room, size_t from, size_t middle, size_t to) {
  size_t left = from, right = middle;
  for (size_t i = from; i < to; i++) {
    bool take_left = right == to || (left < middle && by_place(&room[left], &room[right]) < 0);
    all->at[i] = take_left ? room[left++] : room[right++];
  }
}

/* Merges each run with the next. */
static void merge_runs(diag_sink *sink, diag **room) {
  memcpy(room, sink->all.at, sink->all.len * sizeof *room);
  size_t kept = 0;
  for (size_t i = 0; i < sink->runs.len; i += 2) {
    size_t from = run_start(sink, i), middle = run_start(sink, i + 1);
    merge(&sink->all, room, from, middle, run_start(sink, i + 2));
    sink->runs.at[kept++] = (uint32_t)from;
  }
  sink->runs.len = (uint32_t)kept;
}

void diag__order(diag_sink *sink) {
  if (sink->shuffled) find_runs(sink);
  sink->shuffled = false;
  if (sink->runs.len > 1) {
    diag **room = oom_malloc(sink->all.len * sizeof *room);
    put_runs_in_order(sink, room);
    while (sink->runs.len > 1) merge_runs(sink, room);
    free(room);
  }
  if (sink->some_once) drop_repeated(sink);
}
