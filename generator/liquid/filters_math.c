/* Filters that reckon. */
#include <math.h>

#include "liquid/filter.h"

static int order(val a, val b) {
  val difference = liq__subtract(a, b);
  if (difference.kind == VAL_INT) return (difference.as.integer > 0) - (difference.as.integer < 0);
  return (difference.as.decimal > 0) - (difference.as.decimal < 0);
}

static bool plus(liq_call *call, val *out) {
  *out = liq__add(liq__number(call->input), liq__number(call->args[0]));
  return true;
}

static bool minus(liq_call *call, val *out) {
  *out = liq__subtract(liq__number(call->input), liq__number(call->args[0]));
  return true;
}

static bool times(liq_call *call, val *out) {
  *out = liq__multiply(liq__number(call->input), liq__number(call->args[0]));
  return true;
}

static bool divided_by(liq_call *call, val *out) {
  /* Two whole numbers have no quotient by 0; decimals have an infinite one. */
  if (liq__divide(liq__number(call->input), liq__number(call->args[0]), out)) return true;
  liq_fail(call, "divided by 0");
  return false;
}

static bool modulo(liq_call *call, val *out) {
  if (liq__modulo(liq__number(call->input), liq__number(call->args[0]), out)) return true;
  liq_fail(call, "divided by 0");
  return false;
}

static bool absolute(liq_call *call, val *out) {
  val v = liq__number(call->input);
  if (v.kind == VAL_DECIMAL)
    v.as.decimal = fabs(v.as.decimal);
  else if (v.as.integer < 0)
    v = liq__subtract(val_int(0), v);
  *out = v;
  return true;
}

static bool at_least(liq_call *call, val *out) {
  val v = liq__number(call->input), least = liq__number(call->args[0]);
  *out = order(v, least) < 0 ? least : v;
  return true;
}

static bool at_most(liq_call *call, val *out) {
  val v = liq__number(call->input), most = liq__number(call->args[0]);
  *out = order(v, most) > 0 ? most : v;
  return true;
}

/* An integer from a decimal that has none is an error in Ruby's words. */
static bool to_integer(liq_call *call, double d, val *out) {
  if (!isfinite(d)) {
    liq_fail(call, "Computation results in %s",
             isnan(d) ? "'NaN' (Not a Number)"
             : d < 0  ? "'-Infinity'"
                      : "'Infinity'");
    return false;
  }
  *out = val_int(liq__truncated(d));
  return true;
}

static bool ceiling(liq_call *call, val *out) {
  *out = liq__number(call->input);
  return out->kind == VAL_INT || to_integer(call, ceil(out->as.decimal), out);
}

static bool floored(liq_call *call, val *out) {
  *out = liq__number(call->input);
  return out->kind == VAL_INT || to_integer(call, floor(out->as.decimal), out);
}

static bool rounded(liq_call *call, val *out) {
  val places = liq__number(liq__arg(call, 0));
  int64_t n = places.kind == VAL_INT ? places.as.integer : liq__truncated(places.as.decimal);
  val v = liq__number(call->input);
  if (v.kind == VAL_DECIMAL && !isfinite(v.as.decimal)) return to_integer(call, v.as.decimal, out);
  *out = liq__round(v, n);
  return true;
}

const liq__builtin liq__filters_math[] = {
    {"abs", 0, 0, absolute, 0},  {"at_least", 1, 1, at_least, 0},     {"at_most", 1, 1, at_most, 0},
    {"ceil", 0, 0, ceiling, 0},  {"divided_by", 1, 1, divided_by, 0}, {"floor", 0, 0, floored, 0},
    {"minus", 1, 1, minus, 0},   {"modulo", 1, 1, modulo, 0},         {"plus", 1, 1, plus, 0},
    {"round", 0, 1, rounded, 0}, {"times", 1, 1, times, 0},           {NULL, 0, 0, NULL, 0},
};
