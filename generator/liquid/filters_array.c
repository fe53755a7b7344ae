/* Filters on lists. */
#include "base/utf8.h"
#include "liquid/compare.h"
#include "liquid/filter.h"

typedef VEC(val) val_list;

static bool cannot_select(liq_call *call, val property) {
  liq_fail(call, "cannot select the property '%.*s'",
           SV_ARG(liq_text(liq__scratch(call), property)));
  return false;
}

static bool size(liq_call *call, val *out) {
  val v = call->input;
  switch (v.kind) {
    case VAL_STR:
    case VAL_SAFE: *out = val_int((int64_t)liq__length(val_text(v))); break;
    case VAL_ARRAY: *out = val_int(v.len); break;
    case VAL_OBJECT: *out = val_int(v.as.object->len); break;
    case VAL_INT: *out = val_int(8); break; /* bytes, as Ruby's */
    case LIQ_RANGE: *out = val_int(liq__range_size(liq__range_at(v))); break;
    default: *out = val_int(0); break;
  }
  return true;
}

/* The first or last character of a text. */
static val character(val v, bool last) {
  sv text = val_text(v);
  size_t count = liq__length(text);
  if (count == 0) return v;
  size_t from = last ? utf8_offset(text, count - 1) : 0;
  sv rest = sv_skip(text, from);
  return liq__text_like(v, sv_first(rest, utf8_offset(rest, 1)));
}

static bool first(liq_call *call, val *out) {
  val v = call->input;
  if (v.kind == VAL_ARRAY && v.len) *out = v.as.items[0];
  if (val_is_text(v)) *out = character(v, false);
  if (v.kind == LIQ_RANGE) *out = val_int(liq__range_at(v).low);
  if (v.kind == VAL_OBJECT && v.as.object->len) {
    const val_member *member = &v.as.object->members[0];
    val *pair = arena_array(liq__scratch(call), val, 2);
    pair[0] = val_str(member->key.name);
    pair[1] = member->value;
    *out = val_array(pair, 2);
  }
  return true;
}

static bool last(liq_call *call, val *out) {
  val v = call->input;
  if (v.kind == VAL_ARRAY && v.len) *out = v.as.items[v.len - 1];
  if (val_is_text(v)) *out = character(v, true);
  if (v.kind == LIQ_RANGE) *out = val_int(liq__range_at(v).high);
  return true;
}

static bool join(liq_call *call, val *out) {
  arena *a = liq__scratch(call);
  const val *items;
  size_t count;
  if (!liq__items(call, call->input, &items, &count)) return false;
  val glue = call->count ? call->args[0] : liq__own_text(SV(" "));
  liq__part between = {liq_text(a, glue), liq__is_safe(call, glue)};
  /* Markup between the items that nobody vouches for makes plain text of the whole. */
  bool vouched = between.safe || !liq__has_markup(between.text);
  liq__part *parts = arena_array(a, liq__part, count * 2 + 1);
  size_t used = 0;
  for (size_t i = 0; i < count; i++) {
    if (i) parts[used++] = between;
    parts[used++] = (liq__part){liq_text(a, items[i]), vouched && liq__is_safe(call, items[i])};
  }
  return liq__join(call, parts, used, out);
}

static bool reverse(liq_call *call, val *out) {
  const val *items;
  size_t count;
  if (!liq__items(call, call->input, &items, &count)) return false;
  val *turned = arena_array(liq__scratch(call), val, count);
  for (size_t i = 0; i < count; i++) turned[i] = items[count - 1 - i];
  *out = val_array(turned, count);
  return true;
}

static bool concat(liq_call *call, val *out) {
  const val *items;
  size_t count;
  if (call->args[0].kind != VAL_ARRAY) {
    liq_fail(call, "concat filter requires an array argument");
    return false;
  }
  if (!liq__items(call, call->input, &items, &count)) return false;
  val *all = arena_array(liq__scratch(call), val, count + call->args[0].len);
  if (count) memcpy(all, items, count * sizeof *all);
  if (call->args[0].len) {
    memcpy(all + count, call->args[0].as.items, call->args[0].len * sizeof *all);
  }
  *out = val_array(all, count + call->args[0].len);
  return true;
}

static bool map_property(liq_call *call, val *out) {
  const val *items;
  size_t count;
  if (!liq__items(call, call->input, &items, &count)) return false;
  val *mapped = arena_array(liq__scratch(call), val, count);
  for (size_t i = 0; i < count; i++) {
    if (liq__property(call, items[i], call->args[0], &mapped[i]) == LIQ_CANNOT_LOOK) {
      return cannot_select(call, call->args[0]);
    }
  }
  *out = val_array(mapped, count);
  return true;
}

static bool compact(liq_call *call, val *out) {
  const val *items;
  size_t count;
  val property = liq__arg(call, 0), member;
  val_list kept = {0};
  if (!liq__items(call, call->input, &items, &count)) return false;
  for (size_t i = 0; i < count; i++) {
    member = items[i];
    if (property.kind != VAL_NIL) {
      liq__looked looked = liq__property(call, items[i], property, &member);
      if (looked == LIQ_CANNOT_LOOK) return cannot_select(call, property);
      if (looked == LIQ_NOT_LOOKED) return true;
    }
    if (member.kind != VAL_NIL) vec_push(liq__scratch(call), &kept, items[i]);
  }
  *out = val_array(kept.at, kept.len);
  return true;
}

/* Values that `uniq` takes as one: equal and, for numbers, of one kind. */
static bool same(val a, val b) {
  bool kinds = a.kind == b.kind || (val_is_text(a) && val_is_text(b));
  return kinds && liq__equal(a, b);
}

/* A table of the values seen, by hash. */
typedef struct seen {
  val *values;
  uint32_t *slots, mask;
  size_t count;
} seen;

static seen seen_of(arena *a, size_t most) {
  uint32_t size_of = 16;
  while (size_of < most * 2) size_of *= 2;
  return (seen){arena_array(a, val, most + 1), arena_array(a, uint32_t, size_of), size_of - 1, 0};
}

static bool add_unseen(seen *s, val v) {
  uint32_t at = liq__hash(v) & s->mask;
  for (; s->slots[at]; at = (at + 1) & s->mask) {
    if (same(s->values[s->slots[at] - 1], v)) return false;
  }
  s->values[s->count++] = v;
  s->slots[at] = (uint32_t)s->count;
  return true;
}

static bool uniq(liq_call *call, val *out) {
  arena *a = liq__scratch(call);
  const val *items;
  size_t count;
  val property = liq__arg(call, 0), value;
  val_list kept = {0};
  if (!liq__items(call, call->input, &items, &count)) return false;
  seen values = seen_of(a, count);
  for (size_t i = 0; i < count; i++) {
    value = items[i];
    if (property.kind != VAL_NIL && count > 1) {
      liq__looked looked = liq__property(call, items[i], property, &value);
      if (looked == LIQ_CANNOT_LOOK) return cannot_select(call, property);
      if (looked == LIQ_NOT_LOOKED) return true;
    }
    if (add_unseen(&values, value)) vec_push(a, &kept, items[i]);
  }
  *out = val_array(kept.at, kept.len);
  return true;
}

static bool sum(liq_call *call, val *out) {
  const val *items, *values;
  size_t count, value_count;
  val property = liq__arg(call, 0);
  *out = val_int(0);
  if (!liq__items(call, call->input, &items, &count)) return false;
  if (property.kind != VAL_NIL) {
    val *members = arena_array(liq__scratch(call), val, count);
    for (size_t i = 0; i < count; i++) {
      if (liq__property(call, items[i], property, &members[i]) == LIQ_CANNOT_LOOK) {
        return cannot_select(call, property);
      }
    }
    items = members;
  }
  if (!liq__items(call, val_array(items, count), &values, &value_count)) return false;
  for (size_t i = 0; i < value_count; i++) *out = liq__add(*out, liq__number(values[i]));
  return true;
}

/* What is sorted: an item, the value that it goes by, and that value as text. */
typedef struct sorted {
  val item, by;
  sv text;
} sorted;

typedef struct sorting {
  bool natural, failed;
} sorting;

/* Nothing comes last. */
static int compare(sorting *s, const sorted *a, const sorted *b) {
  bool left = a->by.kind == VAL_NIL, right = b->by.kind == VAL_NIL;
  int order = 0;
  if (left || right) return (left > right) - (left < right);
  if (s->natural) return sv_cmp(a->text, b->text);
  if (!liq__order(a->by, b->by, &order)) s->failed = true;
  return order;
}

/* A merge sort: it keeps the order of equals, and any comparison may fail. */
static void merge_sort(sorting *s, sorted *items, sorted *spare, size_t count) {
  if (count < 2) return;
  size_t half = count / 2, left = 0, right = half;
  merge_sort(s, items, spare, half);
  merge_sort(s, items + half, spare, count - half);
  if (s->failed) return;
  for (size_t i = 0; i < count; i++) {
    bool take_left =
        left < half && (right >= count || compare(s, &items[left], &items[right]) <= 0);
    spare[i] = items[take_left ? left++ : right++];
  }
  memcpy(items, spare, count * sizeof *items);
}

/* Whether every item can be looked into: otherwise sorting by a property gives nothing. */
static bool all_looked_into(const val *items, size_t count) {
  for (size_t i = 0; i < count; i++) {
    unsigned kind = items[i].kind;
    bool object = kind == VAL_OBJECT || kind == VAL_LAZY;
    if (!object && !val_is_text(items[i]) && kind != VAL_INT) return false;
  }
  return true;
}

/* What an item is sorted by. A list of one is never compared, so nothing is wrong with it. */
static bool read_key(liq_call *call, bool natural, bool compared, sorted *s) {
  val property = liq__arg(call, 0);
  if (property.kind != VAL_NIL) {
    liq__looked looked = liq__property(call, s->item, property, &s->by);
    if (looked == LIQ_CANNOT_LOOK && compared) return cannot_select(call, property);
  }
  if (natural) s->text = liq__ascii_lower(liq__scratch(call), liq_text(liq__scratch(call), s->by));
  return true;
}

static bool sort_by(liq_call *call, bool natural, val *out) {
  arena *a = liq__scratch(call);
  const val *items;
  size_t count;
  sorting s = {natural, false};
  if (!liq__items(call, call->input, &items, &count)) return false;
  if (liq__arg(call, 0).kind != VAL_NIL && !all_looked_into(items, count)) return true;
  sorted *list = arena_array(a, sorted, count), *spare = arena_array(a, sorted, count);
  for (size_t i = 0; i < count; i++) {
    list[i] = (sorted){.item = items[i], .by = items[i]};
    if (!read_key(call, natural, count > 1, &list[i])) return false;
  }
  merge_sort(&s, list, spare, count);
  if (s.failed) {
    liq_fail(call, "cannot sort values of incompatible types");
    return false;
  }
  val *result = arena_array(a, val, count);
  for (size_t i = 0; i < count; i++) result[i] = list[i].item;
  *out = val_array(result, count);
  return true;
}

static bool sort(liq_call *call, val *out) {
  return sort_by(call, false, out);
}

static bool sort_natural(liq_call *call, val *out) {
  return sort_by(call, true, out);
}

/* push, pop, shift and unshift give a changed copy. */
static bool with_items(liq_call *call, val before, val middle, val after, val *out) {
  val *all = arena_array(liq__scratch(call), val, (size_t)before.len + middle.len + after.len);
  size_t count = 0;
  const val parts[] = {before, middle, after};
  for (size_t i = 0; i < 3; i++) {
    if (parts[i].len) memcpy(all + count, parts[i].as.items, parts[i].len * sizeof *all);
    count += parts[i].len;
  }
  *out = val_array(all, count);
  return true;
}

static bool no_list(const liq_call *call, val *out) {
  *out = call->input;
  return call->input.kind != VAL_ARRAY;
}

static bool push(liq_call *call, val *out) {
  if (no_list(call, out)) return true;
  return with_items(call, call->input, val_array(call->args, 1), val_array(NULL, 0), out);
}

static bool unshift(liq_call *call, val *out) {
  if (no_list(call, out)) return true;
  return with_items(call, val_array(call->args, 1), call->input, val_array(NULL, 0), out);
}

/* How many items to leave out, 1 without an argument. */
static bool left_out(liq_call *call, size_t *count) {
  int64_t n = 1;
  if (call->count && !liq__arg_integer(call, call->args[0], &n)) return false;
  *count = n < 0 ? 0 : (uint64_t)n > call->input.len ? call->input.len : (size_t)n;
  return true;
}

static bool pop(liq_call *call, val *out) {
  size_t n;
  if (no_list(call, out)) return true;
  if (!left_out(call, &n)) return false;
  *out = val_array(call->input.as.items, call->input.len - n);
  return true;
}

static bool shift(liq_call *call, val *out) {
  size_t n;
  if (no_list(call, out)) return true;
  if (!left_out(call, &n)) return false;
  *out = val_array(call->input.as.items + n, call->input.len - n);
  return true;
}

const liq__builtin liq__filters_array[] = {
    {"compact", 0, 1, compact, 0},
    {"concat", 1, 1, concat, 0},
    {"first", 0, 0, first, 0},
    {"join", 0, 1, join, 0},
    {"last", 0, 0, last, 0},
    {"map", 1, 1, map_property, 0},
    {"pop", 0, 1, pop, 0},
    {"push", 1, 1, push, 0},
    {"reverse", 0, 0, reverse, 0},
    {"shift", 0, 1, shift, 0},
    {"size", 0, 0, size, 0},
    {"sort", 0, 1, sort, 0},
    {"sort_natural", 0, 1, sort_natural, 0},
    {"sum", 0, 1, sum, 0},
    {"uniq", 0, 1, uniq, 0},
    {"unshift", 1, 1, unshift, 0},
    {NULL, 0, 0, NULL, 0},
};
