#include "diag/sink.h"

#include <stdarg.h>
#include <stdlib.h>

#include "base/oom.h"

static const struct {
  const char *name, *about;
  diag_severity severity;
} codes[] = {
#define X(code, severity, about) {#code, about, DIAG_##severity},
    DIAG_CODES(X)
#undef X
};

const char *diag_code_name(diag_code code) {
  return codes[code].name;
}

const char *diag_code_about(diag_code code) {
  return codes[code].about;
}

diag_sink *diag_sink_new(void) {
  diag_sink *sink = oom_malloc(sizeof *sink);
  memset(sink, 0, sizeof *sink);
  pthread_mutex_init(&sink->lock, NULL);
  arena_init(&sink->memory, 4096);
  return sink;
}

void diag_sink_free(diag_sink *sink) {
  if (!sink) return;
  pthread_mutex_destroy(&sink->lock);
  arena_free(&sink->memory);
  free(sink);
}

void diag__push(diag_sink *sink, diag *d, bool follows) {
  d->number = sink->reported++;
  if (!follows) vec_push(&sink->memory, &sink->runs, sink->all.len);
  vec_push(&sink->memory, &sink->all, d);
  sink->counts[d->severity]++;
  sink->some_once = sink->some_once || d->once;
  sink->sorted = false;
}

/* The caller holds the lock. */
static diag *add_locked(diag_sink *sink, diag_code code, diag_span where) {
  diag *d = arena_new(&sink->memory, diag);
  *d = (diag){.sink = sink, .code = code, .severity = codes[code].severity, .where = where};
  d->where.file = arena_dup(&sink->memory, where.file);
  diag__push(sink, d, false);
  return d;
}

__attribute__((format(printf, 5, 0))) static diag *add(diag_sink *sink, diag_code code,
                                                       diag_span where, bool once,
                                                       const char *format, va_list args) {
  pthread_mutex_lock(&sink->lock);
  diag *d = add_locked(sink, code, where);
  d->once = once;
  sink->some_once = sink->some_once || once;
  d->message = arena_vprintf(&sink->memory, format, args);
  pthread_mutex_unlock(&sink->lock);
  return d;
}

diag *diag_say(diag_sink *sink, diag_code code, diag_span where, sv message, sv hint) {
  pthread_mutex_lock(&sink->lock);
  diag *d = add_locked(sink, code, where);
  d->message = arena_dup(&sink->memory, message);
  d->hint = arena_dup(&sink->memory, hint);
  pthread_mutex_unlock(&sink->lock);
  return d;
}

/* C hands variable arguments on only as a list, so this function and the next open their own. */
diag *diag_add(diag_sink *sink, diag_code code, diag_span where, const char *format, ...) {
  va_list args;
  va_start(args, format);
  diag *d = add(sink, code, where, false, format, args);
  va_end(args);
  return d;
}

diag *diag_add_once(diag_sink *sink, diag_code code, diag_span where, const char *format, ...) {
  va_list args;
  va_start(args, format);
  diag *d = add(sink, code, where, true, format, args);
  va_end(args);
  return d;
}

void diag_hint(diag *d, const char *format, ...) {
  va_list args;
  va_start(args, format);
  pthread_mutex_lock(&d->sink->lock);
  d->hint = arena_vprintf(&d->sink->memory, format, args);
  pthread_mutex_unlock(&d->sink->lock);
  va_end(args);
}

/* The caller holds the lock. */
static void link_locked(diag *d, const char *doing, diag_span where, sv subject) {
  arena *memory = &d->sink->memory;
  diag__link link = {arena_dup(memory, sv_of(doing)), where, arena_dup(memory, subject)};
  link.where.file = arena_dup(memory, where.file);
  vec_push(memory, &d->chain, link);
}

void diag_chain(diag *d, const diag_link *links, size_t count) {
  if (!count) return;
  pthread_mutex_lock(&d->sink->lock);
  size_t kept = d->chain.len;
  if (!kept || sv_cmp(links[count - 1].subject, d->chain.at[kept - 1].subject) < 0) {
    d->chain.len = 0;
    d->sink->sorted = false;
    d->sink->shuffled = true;
    for (size_t i = 0; i < count; i++) {
      link_locked(d, links[i].doing, links[i].where, links[i].subject);
    }
  }
  pthread_mutex_unlock(&d->sink->lock);
}

void diag_severity_set(diag *d, diag_severity severity) {
  pthread_mutex_lock(&d->sink->lock);
  d->severity = severity;
  d->sink->miscounted = true;
  pthread_mutex_unlock(&d->sink->lock);
}

void diag_source_text(diag_sink *sink, sv file, sv text) {
  pthread_mutex_lock(&sink->lock);
  sv *kept = arena_new(&sink->memory, sv);
  *kept = text;
  map_put(&sink->memory, &sink->sources, arena_dup(&sink->memory, file), kept);
  pthread_mutex_unlock(&sink->lock);
}

size_t diag_count(diag_sink *sink, diag_severity severity) {
  diag__list all = diag__sorted(sink);
  pthread_mutex_lock(&sink->lock);
  if (sink->miscounted) {
    sink->counts[DIAG_WARNING] = sink->counts[DIAG_ERROR] = 0;
    for (size_t i = 0; i < all.len; i++) sink->counts[all.at[i]->severity]++;
  }
  sink->miscounted = false;
  size_t count = sink->counts[severity];
  pthread_mutex_unlock(&sink->lock);
  return count;
}

bool diag_knows(diag_sink *sink, diag_code code, diag_span where) {
  bool known = false;
  pthread_mutex_lock(&sink->lock);
  for (size_t i = 0; i < sink->all.len && !known; i++) {
    const diag *d = sink->all.at[i];
    known = d->code == code && d->where.offset == where.offset && sv_eq(d->where.file, where.file);
  }
  pthread_mutex_unlock(&sink->lock);
  return known;
}

diag__list diag__sorted(diag_sink *sink) {
  pthread_mutex_lock(&sink->lock);
  if (!sink->sorted) diag__order(sink);
  sink->sorted = true;
  diag__list all = sink->all;
  pthread_mutex_unlock(&sink->lock);
  return all;
}

sv diag_nearest(sv typed, const sv *names, size_t count) {
  unsigned most = typed.len < 3 ? 1 : typed.len / 3 < 3 ? (unsigned)(typed.len / 3) : 3;
  sv best = {NULL, 0};
  for (size_t i = 0; i < count; i++) {
    unsigned distance = sv_distance(typed, names[i], most);
    /* A name of one or two letters is near to everything. */
    if (distance > most || distance >= names[i].len) continue;
    best = names[i];
    if (distance == 0) break;
    most = distance - 1;
  }
  return best;
}

sv diag_nearest_key(sv typed, const map *names) {
  arena scratch = {0};
  sv *keys = arena_array(&scratch, sv, names->len);
  for (size_t i = 0; i < names->len; i++) keys[i] = names->entries[i].key;
  sv near = diag_nearest(typed, keys, names->len);
  arena_free(&scratch);
  return near;
}
