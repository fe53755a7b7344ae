/* What `pamphlet check` ends with: the articles by grade, with how much was found in each, and the
 * findings that writers excused. */
#ifndef PAMPHLET_CHECK_TABLE_H
#define PAMPHLET_CHECK_TABLE_H

#include <stdio.h>

#include "base/map.h"
#include "diag/diag.h"
#include "health/check.h"
#include "model/site.h"

typedef struct check_row {
  sv file;
  sv method;              /* title; empty: no sentences to grade */
  double grade, hardness; /* hardness: rises with difficulty, by any method */
  bool unsure;            /* too few sentences */
  size_t findings;
} check_row;

typedef struct check_excuse {
  sv file;
  health_excuse excuse;
} check_excuse;

typedef struct check_table {
  arena *memory;
  VEC(check_row) rows;
  VEC(check_excuse) excuses;
} check_table;

/* Takes what it needs of a checked site, which may then go; `context` is a check_table with its
 * memory set. */
void check_table_fill(void *context, const site *s);

/* Counts the findings of the sink and prints: hardest articles first. */
void check_table_print(check_table *table, diag_sink *sink, FILE *out);

#endif
