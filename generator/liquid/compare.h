/* Inside the engine: what is equal, less, true, empty. */
#ifndef PAMPHLET_LIQUID_COMPARE_H
#define PAMPHLET_LIQUID_COMPARE_H

#include "liquid/eval.h"

static inline bool liq__truthy(val v) {
  return v.kind != VAL_NIL && !(v.kind == VAL_BOOL && !v.as.boolean);
}

/* ==, `blank` and `empty` counted. Objects and arrays compare by what they hold. */
bool liq__equal(val a, val b);

/* <0, 0, >0 by *order; false: the two have no order (the reference's <=> is nil). */
bool liq__order(val a, val b, int *order);

/* <, >, <=, >=: false with an error for a text and a number, false for what has no order. */
bool liq__less(liq__state *st, liq__comparison comparison, val a, val b, bool *out);
bool liq__contains(liq__state *st, val list, val item);

/* A hash by which equal values are equal, for `uniq`. */
unsigned liq__hash(val v);

#endif
