#include "liquid/compare.h"

#include <math.h>

#include "base/limits.h"
#include "liquid/text.h"

static bool blank_text(sv s) {
  return sv_trim(s).len == 0;
}

/* `blank` and `empty` ask the other side. */
static bool answers(unsigned literal, val v) {
  bool blank = literal == LIQ_BLANK;
  switch (v.kind) {
    case VAL_NIL: return blank;
    case VAL_BOOL: return blank && !v.as.boolean;
    case VAL_STR:
    case VAL_SAFE: return v.len == 0 || (blank && blank_text(val_text(v)));
    case VAL_ARRAY: return v.len == 0;
    case VAL_OBJECT: return v.as.object->len == 0;
    default: return false;
  }
}

static bool is_number(val v) {
  return v.kind == VAL_INT || v.kind == VAL_DECIMAL;
}

static int number_order(val a, val b) {
  if (a.kind == VAL_INT && b.kind == VAL_INT) {
    return (a.as.integer > b.as.integer) - (a.as.integer < b.as.integer);
  }
  double x = a.kind == VAL_INT ? (double)a.as.integer : a.as.decimal;
  double y = b.kind == VAL_INT ? (double)b.as.integer : b.as.decimal;
  return (x > y) - (x < y);
}

static bool equal(val a, val b, unsigned depth);

static bool equal_objects(const val_object *a, const val_object *b, unsigned depth) {
  if (a->len != b->len) return false;
  val whole = {.kind = VAL_OBJECT, .as.object = b};
  for (size_t i = 0; i < a->len; i++) {
    val other;
    if (!val_get(whole, &a->members[i].key, NULL, &other)) return false;
    if (!equal(a->members[i].value, other, depth + 1)) return false;
  }
  return true;
}

static bool equal(val a, val b, unsigned depth) {
  if (a.kind == LIQ_BLANK || a.kind == LIQ_EMPTY) return answers(a.kind, b);
  if (b.kind == LIQ_BLANK || b.kind == LIQ_EMPTY) return answers(b.kind, a);
  if (is_number(a) && is_number(b)) return number_order(a, b) == 0;
  if (val_is_text(a) && val_is_text(b)) return sv_eq(val_text(a), val_text(b));
  if (a.kind != b.kind || depth > LIMIT_LIQUID_DEPTH) return false;
  switch (a.kind) {
    case VAL_NIL: return true;
    case VAL_BOOL: return a.as.boolean == b.as.boolean;
    case VAL_DATE: return a.as.integer == b.as.integer && a.has_time == b.has_time;
    case VAL_ARRAY:
      if (a.len != b.len) return false;
      for (size_t i = 0; i < a.len; i++) {
        if (!equal(a.as.items[i], b.as.items[i], depth + 1)) return false;
      }
      return true;
    case VAL_OBJECT: return equal_objects(a.as.object, b.as.object, depth);
    case VAL_LAZY: return a.as.lazy == b.as.lazy;
    case LIQ_RANGE:
      return liq__range_at(a).low == liq__range_at(b).low &&
             liq__range_at(a).high == liq__range_at(b).high;
    default: return false;
  }
}

bool liq__equal(val a, val b) {
  return equal(a, b, 0);
}

static bool order(val a, val b, int *out, unsigned depth) {
  if (is_number(a) && is_number(b)) {
    *out = number_order(a, b);
    return true;
  }
  if (val_is_text(a) && val_is_text(b)) {
    *out = sv_cmp(val_text(a), val_text(b));
    return true;
  }
  if (a.kind == VAL_DATE && b.kind == VAL_DATE) {
    *out = (a.as.integer > b.as.integer) - (a.as.integer < b.as.integer);
    return true;
  }
  if (a.kind == VAL_ARRAY && b.kind == VAL_ARRAY && depth < LIMIT_LIQUID_DEPTH) {
    size_t shared = a.len < b.len ? a.len : b.len;
    for (size_t i = 0; i < shared; i++) {
      if (!order(a.as.items[i], b.as.items[i], out, depth + 1)) return false;
      if (*out) return true;
    }
    *out = (a.len > b.len) - (a.len < b.len);
    return true;
  }
  *out = 0;
  return equal(a, b, 0);
}

bool liq__order(val a, val b, int *out) {
  return order(a, b, out, 0);
}

/* What has an order of its own, and its name in the reference's messages. */
static const char *ordered_class(val v) {
  switch (v.kind) {
    case VAL_INT: return "Integer";
    case VAL_DECIMAL: return "Float";
    case VAL_STR:
    case VAL_SAFE: return "String";
    case VAL_DATE: return v.has_time ? "Time" : "Date";
    default: return NULL;
  }
}

bool liq__less(liq__state *st, liq__comparison comparison, val a, val b, bool *out) {
  *out = false;
  const char *left = ordered_class(a), *right = ordered_class(b);
  if (!left || !right) return true;
  int order_of;
  if (!liq__order(a, b, &order_of)) {
    /* Ruby shows a number, and names the class of anything else. */
    sv shown = is_number(b) ? liq_text(st->run->scratch, b) : sv_of(right);
    return liq__raise(st, "comparison of %s with %.*s failed", left, SV_ARG(shown));
  }
  if ((a.kind == VAL_DECIMAL && isnan(a.as.decimal)) ||
      (b.kind == VAL_DECIMAL && isnan(b.as.decimal))) {
    return true;
  }
  switch (comparison) {
    case LIQ_LESS: *out = order_of < 0; break;
    case LIQ_GREATER: *out = order_of > 0; break;
    case LIQ_LESS_EQUAL: *out = order_of <= 0; break;
    default: *out = order_of >= 0; break;
  }
  return true;
}

bool liq__contains(liq__state *st, val list, val item) {
  if (!liq__truthy(list) || !liq__truthy(item)) return false;
  if (val_is_text(list)) {
    sv wanted = liq_text(st->run->scratch, item);
    liq__finder finder = liq__finder_of(st->run->scratch, wanted);
    return liq__find_first(&finder, val_text(list)) != SV_NONE;
  }
  if (list.kind == VAL_ARRAY) {
    for (size_t i = 0; i < list.len; i++) {
      if (liq__equal(list.as.items[i], item)) return true;
    }
    return false;
  }
  if (list.kind == LIQ_RANGE) {
    liq__range range = liq__range_at(list);
    return is_number(item) && number_order(val_int(range.low), item) <= 0 &&
           number_order(item, val_int(range.high)) <= 0;
  }
  if ((list.kind == VAL_OBJECT || list.kind == VAL_LAZY) && val_is_text(item)) {
    val_key key = val_key_of(val_text(item));
    val found;
    return val_get(list, &key, st->run->scratch, &found);
  }
  return false;
}

unsigned liq__hash(val v) {
  switch (v.kind) {
    case VAL_STR:
    case VAL_SAFE: return sv_hash(val_text(v));
    case VAL_BOOL: return v.as.boolean ? 3 : 5;
    case VAL_INT:
    case VAL_DATE: return sv_hash(sv_make((const char *)&v.as.integer, sizeof v.as.integer));
    case VAL_DECIMAL: {
      double d = v.as.decimal;
      if (d == floor(d) && fabs(d) < 9e15) return liq__hash(val_int((int64_t)d));
      return sv_hash(sv_make((const char *)&d, sizeof d));
    }
    case VAL_ARRAY: {
      unsigned hash = 7 + v.len;
      for (size_t i = 0; i < v.len && i < 8; i++) hash = hash * 31 + liq__hash(v.as.items[i]);
      return hash;
    }
    case VAL_OBJECT: return 11 + v.as.object->len;
    default: return v.kind;
  }
}
