#include "diag/record.h"

#include "diag/sink.h"

static void put_span(buf *out, diag_span where) {
  pack_text(out, where.file);
  pack_u64(out, where.offset);
  pack_u64(out, where.length);
}

static void put(buf *out, const diag *d) {
  pack_u32(out, (uint32_t)d->code);
  pack_u32(out, (uint32_t)d->severity << 1 | d->once);
  put_span(out, d->where);
  pack_text(out, d->message);
  pack_text(out, d->hint);
  pack_u32(out, (uint32_t)d->chain.len);
  for (size_t i = 0; i < d->chain.len; i++) {
    const diag__link *link = &d->chain.at[i];
    pack_text(out, link->doing);
    put_span(out, link->where);
    pack_text(out, link->subject);
  }
}

void diag_record(diag_sink *sink, buf *out) {
  diag__list all = diag__sorted(sink);
  pack_u32(out, (uint32_t)all.len);
  for (size_t i = 0; i < all.len; i++) put(out, all.at[i]);
}

static sv take_text(unpack *in, arena *a) {
  return arena_dup(a, unpack_text(in));
}

static diag_span take_span(unpack *in, arena *a) {
  diag_span where = {.file = take_text(in, a)};
  where.offset = (size_t)unpack_u64(in);
  where.length = (size_t)unpack_u64(in);
  return where;
}

enum { LEAST_PROBLEM = 40, LEAST_LINK = 28 }; /* bytes, with every text empty */

/* The caller holds the lock. */
static void take(unpack *in, diag_sink *sink) {
  arena *a = &sink->memory;
  diag *d = arena_new(a, diag);
  *d = (diag){.sink = sink, .code = (diag_code)unpack_u32(in)};
  uint32_t how = unpack_u32(in);
  d->severity = how >> 1 ? DIAG_ERROR : DIAG_WARNING;
  d->once = how & 1;
  d->where = take_span(in, a);
  d->message = take_text(in, a);
  d->hint = take_text(in, a);
  uint32_t links = unpack_count(in, LEAST_LINK);
  for (uint32_t i = 0; i < links; i++) {
    diag__link link = {.doing = take_text(in, a)};
    link.where = take_span(in, a);
    link.subject = take_text(in, a);
    vec_push(a, &d->chain, link);
  }
  if (d->code >= DIAG_CODE_COUNT) in->bad = true;
  if (!in->bad) diag__push(sink, d, false);
}

bool diag_replay(unpack *in, diag_sink *sink) {
  uint32_t count = unpack_count(in, LEAST_PROBLEM);
  if (count == 0) return !in->bad;
  pthread_mutex_lock(&sink->lock);
  for (uint32_t i = 0; i < count && !in->bad; i++) take(in, sink);
  pthread_mutex_unlock(&sink->lock);
  return !in->bad;
}

static diag_span copy_span(arena *a, diag_span where) {
  where.file = arena_dup(a, where.file);
  return where;
}

enum { HINTS = 4 };

/* Problems of one kind have one hint: it is kept once for those that stand near each other. */
static sv copy_hint(arena *a, sv hint, sv known[HINTS], size_t *next) {
  for (size_t i = 0; i < HINTS; i++) {
    if (sv_eq(known[i], hint)) return known[i];
  }
  return known[(*next)++ % HINTS] = arena_dup(a, hint);
}

/* All but its hint. The caller holds the lock. `before`, or NULL, is the copy of the one before. */
static diag *copy(diag_sink *to, const diag *of, const diag *before) {
  arena *a = &to->memory;
  diag *d = arena_new(a, diag);
  *d = (diag){.sink = to, .code = of->code, .severity = of->severity, .once = of->once};
  d->where = of->where;
  bool same_file = before && sv_eq(before->where.file, of->where.file);
  d->where.file = same_file ? before->where.file : arena_dup(a, of->where.file);
  d->message = arena_dup(a, of->message);
  for (size_t i = 0; i < of->chain.len; i++) {
    const diag__link *link = &of->chain.at[i];
    vec_push(a, &d->chain,
             (diag__link){arena_dup(a, link->doing), copy_span(a, link->where),
                          arena_dup(a, link->subject)});
  }
  return d;
}

/* In order, so that little is left to do where all are sorted. */
void diag_hand_on(diag_sink *from, diag_sink *to) {
  if (diag_is_empty(from)) return;
  diag__list all = diag__sorted(from);
  const diag *before = NULL;
  sv hints[HINTS] = {{0}};
  size_t next = 0;
  pthread_mutex_lock(&to->lock);
  for (size_t i = 0; i < all.len; i++) {
    diag *d = copy(to, all.at[i], before);
    d->hint = copy_hint(&to->memory, all.at[i]->hint, hints, &next);
    diag__push(to, d, i > 0);
    before = d;
  }
  pthread_mutex_unlock(&to->lock);
  diag_forget(from);
}

void diag_forget(diag_sink *sink) {
  sink->all = (diag__list){0};
  sink->runs.at = NULL;
  sink->runs.len = sink->runs.cap = 0;
  sink->counts[DIAG_WARNING] = sink->counts[DIAG_ERROR] = 0;
  sink->miscounted = sink->some_once = sink->shuffled = sink->sorted = false;
  sink->sources = (map){0};
  arena_reset(&sink->memory);
}

uint32_t diag_mark(diag_sink *sink) {
  pthread_mutex_lock(&sink->lock);
  uint32_t mark = sink->reported;
  pthread_mutex_unlock(&sink->lock);
  return mark;
}

void diag_back_to(diag_sink *sink, uint32_t mark) {
  pthread_mutex_lock(&sink->lock);
  uint32_t kept = 0;
  for (size_t i = 0; i < sink->all.len; i++) {
    diag *d = sink->all.at[i];
    if (d->number < mark) sink->all.at[kept++] = d;
  }
  sink->all.len = kept;
  sink->miscounted = sink->shuffled = true;
  sink->sorted = false;
  pthread_mutex_unlock(&sink->lock);
}

bool diag_is_empty(const diag_sink *sink) {
  return sink->all.len == 0;
}
