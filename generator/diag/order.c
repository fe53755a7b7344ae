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

static void drop_repeated(diag__list *all) {
  size_t kept = 0;
  for (size_t i = 0; i < all->len; i++) {
    diag *d = all->at[i];
    bool repeated = d->once && kept && by_message(all->at[kept - 1], d) == 0;
    if (!repeated) all->at[kept++] = d;
  }
  all->len = kept;
}

/* Where the run that begins there ends. */
static size_t run_end(const diag__list *all, size_t from) {
  size_t end = from + 1;
  while (end < all->len && by_place(&all->at[end - 1], &all->at[end]) < 0) end++;
  return end;
}

typedef struct run {
  diag *first;
  size_t from, to;
} run;

static int by_first(const void *left, const void *right) {
  return by_place(&((const run *)left)->first, &((const run *)right)->first);
}

static void put_runs_in_order(diag__list *all, diag **room) {
  VEC(run) runs = {0};
  for (size_t from = 0, to; from < all->len; from = to) {
    to = run_end(all, from);
    vec_push(NULL, &runs, (run){all->at[from], from, to});
  }
  qsort(runs.at, runs.len, sizeof *runs.at, by_first);
  memcpy(room, all->at, all->len * sizeof *room);
  size_t len = 0;
  for (size_t i = 0; i < runs.len; i++) {
    size_t count = runs.at[i].to - runs.at[i].from;
    memcpy(all->at + len, room + runs.at[i].from, count * sizeof *room);
    len += count;
  }
  free(runs.at);
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
static void merge_runs(diag__list *all, diag **room) {
  memcpy(room, all->at, all->len * sizeof *room);
  const diag__list before = {room, all->len, 0};
  for (size_t from = 0, to; from < all->len; from = to) {
    size_t middle = run_end(&before, from);
    to = middle < all->len ? run_end(&before, middle) : middle;
    merge(all, room, from, middle, to);
  }
}

void diag__order(diag__list *all) {
  if (all->len == 0) return;
  if (run_end(all, 0) < all->len) {
    diag **room = oom_malloc(all->len * sizeof *room);
    put_runs_in_order(all, room);
    while (run_end(all, 0) < all->len) merge_runs(all, room);
    free(room);
  }
  drop_repeated(all);
}
