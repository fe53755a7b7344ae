#include "check/table.h"

#include <math.h>
#include <stdlib.h>

static void add_row(check_table *t, const page *p) {
  const health_result *h = p->health;
  check_row row = {.file = arena_dup(t->memory, p->source), .hardness = -INFINITY};
  if (!isnan(h->grade)) {
    row.method = sv_of(h->method->title);
    row.grade = h->grade;
    row.hardness = h->method->ease ? 100 - h->grade : h->grade;
    row.unsure = h->counts.sentences < MEASURE_SURE_SENTENCES;
  }
  vec_push(t->memory, &t->rows, row);
}

static void add_excuses(check_table *t, const page *p) {
  for (size_t i = 0; i < p->health->excuses.len; i++) {
    check_excuse made = {arena_dup(t->memory, p->source), p->health->excuses.at[i]};
    made.excuse.reason = arena_dup(t->memory, made.excuse.reason);
    vec_push(t->memory, &t->excuses, made);
  }
}

void check_table_fill(void *context, const site *s) {
  check_table *t = context;
  for (size_t i = 0; i < s->all.len; i++) {
    const page *p = s->all.at[i];
    if (!p->health) continue;
    if (p->type == PAGE_ARTICLE) add_row(t, p);
    add_excuses(t, p);
  }
}

/* Hardest first, by method, then by file. */
static int by_hardness(const void *left, const void *right) {
  const check_row *a = left, *b = right;
  int method = sv_cmp(a->method, b->method);
  if (method) return -method;
  if (a->hardness != b->hardness) return a->hardness > b->hardness ? -1 : 1;
  return sv_cmp(a->file, b->file);
}

static void count_finding(void *context, const diag_problem *problem) {
  check_row *row = map_get(context, problem->where.file);
  if (row) row->findings++;
}

static void count_findings(check_table *t, diag_sink *sink) {
  map rows = {0};
  for (size_t i = 0; i < t->rows.len; i++) {
    map_put(t->memory, &rows, t->rows.at[i].file, &t->rows.at[i]);
  }
  diag_each_problem(sink, count_finding, &rows);
}

static void print_row(const check_row *row, FILE *out) {
  if (row->method.len) {
    fprintf(out, "%7.1f%c %9zu  %.*s\n", row->grade, row->unsure ? '?' : ' ', row->findings,
            SV_ARG(row->file));
  } else {
    fprintf(out, "%7s  %9zu  %.*s\n", "-", row->findings, SV_ARG(row->file));
  }
}

static void print_excuses(const check_table *t, FILE *out) {
  if (t->excuses.len) fprintf(out, "excused:\n");
  for (size_t i = 0; i < t->excuses.len; i++) {
    const check_excuse *e = &t->excuses.at[i];
    fprintf(out, "  %.*s:%zu: %s: %.*s%s\n", SV_ARG(e->file), e->excuse.line,
            diag_code_name(e->excuse.code), SV_ARG(e->excuse.reason),
            e->excuse.used ? "" : " (nothing to excuse)");
  }
}

void check_table_print(check_table *t, diag_sink *sink, FILE *out) {
  count_findings(t, sink);
  if (t->rows.len) qsort(t->rows.at, t->rows.len, sizeof *t->rows.at, by_hardness);
  sv method = {"", 0};
  for (size_t i = 0; i < t->rows.len; i++) {
    const check_row *row = &t->rows.at[i];
    if (i == 0 || !sv_eq(method, row->method)) {
      method = row->method;
      sv head = method.len ? method : SV("not graded");
      fprintf(out, "%.*s  findings  article  (?: low confidence)\n", SV_ARG(head));
    }
    print_row(row, out);
  }
  print_excuses(t, out);
}
