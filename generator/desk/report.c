#include "desk/report.h"

#include <math.h>
#include <stdlib.h>

#include "base/oom.h"

typedef struct taking {
  arena *memory;
  findings *list;
  bool health;
} taking;

static void take(void *context, const diag_problem *p) {
  taking *t = context;
  bool health = p->code >= DIAG_HC001 && p->code <= DIAG_HC026;
  if (t->health && !health) return;
  arena *a = t->memory;
  diag_span where = diag_at(arena_dup(a, p->where.file), p->where.offset, p->where.length);
  vec_push(a, t->list,
           (finding){p->code, p->severity, where, arena_dup(a, p->message), arena_dup(a, p->hint)});
}

void findings_take(arena *a, findings *list, diag_sink *sink, bool health) {
  diag_each_problem(sink, take, &(taking){a, list, health});
}

static report *report_new(sv source) {
  report *r = oom_malloc(sizeof *r);
  *r = (report){0};
  arena_init(&r->memory, 512);
  r->source = arena_dup(&r->memory, source);
  return r;
}

void report_free(report *r) {
  if (!r) return;
  arena_free(&r->memory);
  free(r);
}

typedef struct making {
  arena *memory;
  reports *out;
} making;

static double over(const health_result *h) {
  double room = h->fail - h->warn; /* negative on a scale of ease, as the distance then is */
  if (room == 0) room = h->method->ease ? -1 : 1;
  return (h->grade - h->warn) / room;
}

static void take_page(void *context, const page *p) {
  making *m = context;
  if (!p->health) return;
  report *r = report_new(p->source);
  r->measured = p->health->method && !isnan(p->health->grade);
  r->grade = r->measured ? p->health->grade : 0;
  r->over = r->measured ? over(p->health) : 0;
  r->method = p->health->method;
  r->words = (size_t)p->health->counts.words;
  vec_push(m->memory, m->out, r);
}

static int by_source(const void *left, const void *right) {
  const report *a = *(report *const *)left, *b = *(report *const *)right;
  return sv_cmp(a->source, b->source);
}

/* Both lists are in the order of files. */
static void deal_out(const findings *found, const reports *to) {
  size_t at = 0;
  for (size_t i = 0; i < found->len; i++) {
    finding f = found->at[i];
    while (at < to->len && sv_cmp(to->at[at]->source, f.where.file) < 0) at++;
    if (at == to->len) break;
    report *r = to->at[at];
    if (!sv_eq(r->source, f.where.file)) continue;
    f.where.file = r->source;
    f.message = arena_dup(&r->memory, f.message);
    f.hint = arena_dup(&r->memory, f.hint);
    vec_push(&r->memory, &r->found, f);
  }
}

void reports_make(arena *a, const build_options *options, const sv_list *files, reports *out) {
  diag_sink *sink = diag_sink_new();
  build_options wanted = *options;
  wanted.threads = 1; /* the other processors are for whoever saves and looks */
  build_pages(&wanted, files, sink, take_page, &(making){a, out});
  if (out->len) qsort(out->at, out->len, sizeof *out->at, by_source);
  findings found = {0};
  findings_take(a, &found, sink, true);
  deal_out(&found, out);
  diag_sink_free(sink);
}
