/* Filters that choose items by a property, or by an expression, and `default`. */
#include "liquid/compare.h"
#include "liquid/filter.h"

typedef VEC(val) val_list;

/* What to do with an item that fits, and with one that does not. */
typedef enum selection {
  SELECT_FITTING,
  SELECT_OTHERS,
  SELECT_FIRST,
  SELECT_INDEX,
  SELECT_ANY
} selection;

/* Whether an item fits: 1, 0, or -1 where the whole filter gives nothing or has failed. */
typedef int fits(liq_call *call, val item, void *context);

static val nothing_found(selection what) {
  if (what == SELECT_ANY) return val_bool(false);
  return what == SELECT_FITTING || what == SELECT_OTHERS ? val_array(NULL, 0) : val_nil();
}

static bool choose(liq_call *call, selection what, fits *test, void *context, val *out) {
  const val *items;
  size_t count;
  val_list kept = {0};
  if (!liq__items(call, call->input, &items, &count)) return false;
  for (size_t i = 0; i < count; i++) {
    int fit = test(call, items[i], context);
    if (fit < 0) return *out = val_nil(), liq__state_of(call)->message.at == NULL;
    if (fit && what == SELECT_FIRST) return *out = items[i], true;
    if (fit && what == SELECT_INDEX) return *out = val_int((int64_t)i), true;
    if (fit && what == SELECT_ANY) return *out = val_bool(true), true;
    if ((what == SELECT_FITTING && fit) || (what == SELECT_OTHERS && !fit)) {
      vec_push(liq__scratch(call), &kept, items[i]);
    }
  }
  *out = nothing_found(what);
  if (kept.len) *out = val_array(kept.at, kept.len);
  return true;
}

static int property_fits(liq_call *call, val item, void *context) {
  val value, wanted = liq__arg(call, 1);
  (void)context;
  if (val_is_text(item) && call->args[0].kind == VAL_NIL) return -1;
  switch (liq__property(call, item, call->args[0], &value)) {
    case LIQ_LOOKED: break;
    case LIQ_NOT_LOOKED: return -1;
    default:
      liq_fail(call, "cannot select the property '%.*s'", SV_ARG(liq__arg_text(call, 0)));
      return -1;
  }
  return wanted.kind == VAL_NIL ? liq__truthy(value) : liq__equal(value, wanted);
}

/* The filters are alike on purpose, a line each: what is chosen, and by what. */
static bool where(liq_call *call, val *out) {
  return choose(call, SELECT_FITTING, property_fits, NULL, out);
}

static bool reject(liq_call *call, val *out) {
  return choose(call, SELECT_OTHERS, property_fits, NULL, out);
}

static bool find(liq_call *call, val *out) {
  return choose(call, SELECT_FIRST, property_fits, NULL, out);
}

static bool find_index(liq_call *call, val *out) {
  return choose(call, SELECT_INDEX, property_fits, NULL, out);
}

static bool has(liq_call *call, val *out) {
  return choose(call, SELECT_ANY, property_fits, NULL, out);
}

static bool named_true(const liq_call *call, const char *name) {
  for (size_t i = 0; i < call->named_count; i++) {
    if (sv_is(call->named[i].key.name, name)) return liq__truthy(call->named[i].value);
  }
  return false;
}

static bool use_default(liq_call *call, val *out) {
  bool stands =
      liq__stands(call->input) || (call->input.kind == VAL_BOOL && named_true(call, "allow_false"));
  val other = call->count ? call->args[0] : liq__own_text(SV(""));
  *out = stands ? call->input : other;
  return true;
}

const liq__builtin liq__filters_select[] = {
    {"default", 0, 2, use_default, LIQ_FILTER_NAMED | LIQ_FILTER_STANDS},
    {"find", 1, 2, find, 0},
    {"find_index", 1, 2, find_index, 0},
    {"has", 1, 2, has, 0},
    {"reject", 1, 2, reject, 0},
    {"where", 1, 2, where, 0},
    {NULL, 0, 0, NULL, 0},
};

/* The value of a where_exp's expression for one item. */
static bool lambda_value(liq_call *call, val item, val *out) {
  liq__state *st = liq__state_of(call);
  const liq__lambda *lambda = ((const liq__call *)(const void *)call)->use->lambda;
  liq__bound before = liq__bind(st, lambda->variable, item);
  bool good = liq__eval_value(st, lambda->condition, out);
  liq__unbind(st, before);
  return good;
}

static int lambda_fits(liq_call *call, val item, void *context) {
  val value;
  (void)context;
  return lambda_value(call, item, &value) ? liq__truthy(value) : -1;
}

static bool where_exp(liq_call *call, val *out) {
  return choose(call, SELECT_FITTING, lambda_fits, NULL, out);
}

static bool reject_exp(liq_call *call, val *out) {
  return choose(call, SELECT_OTHERS, lambda_fits, NULL, out);
}

static bool find_exp(liq_call *call, val *out) {
  return choose(call, SELECT_FIRST, lambda_fits, NULL, out);
}

static bool has_exp(liq_call *call, val *out) {
  return choose(call, SELECT_ANY, lambda_fits, NULL, out);
}

/* A group of items, by the text of what they share. */
typedef struct group {
  val name;
  val_list items;
} group;

static val group_val(arena *a, const group *g) {
  val_member members[] = {{val_key_of(SV("name")), g->name},
                          {val_key_of(SV("items")), val_array(g->items.at, g->items.len)},
                          {val_key_of(SV("size")), val_int((int64_t)g->items.len)}};
  return val_object_of(a, members, 3);
}

static bool group_items(liq_call *call, bool by_expression, val *out) {
  arena *a = liq__scratch(call);
  const val *items;
  size_t count;
  map groups = {0};
  if (!liq__items(call, call->input, &items, &count)) return false;
  for (size_t i = 0; i < count; i++) {
    val by = val_nil();
    bool fresh;
    if (by_expression) {
      if (!lambda_value(call, items[i], &by)) return false;
    } else {
      liq__property(call, items[i], call->args[0], &by);
    }
    map_entry *entry = map_entry_for(a, &groups, liq_text(a, by), &fresh);
    if (fresh) entry->value = arena_new(a, group);
    group *g = entry->value;
    g->name = by.kind == VAL_NIL ? liq__own_text(SV("")) : by;
    vec_push(a, &g->items, items[i]);
  }
  val *list = arena_array(a, val, groups.len);
  for (size_t i = 0; i < groups.len; i++) list[i] = group_val(a, groups.entries[i].value);
  *out = val_array(list, groups.len);
  return true;
}

static bool group_by(liq_call *call, val *out) {
  return group_items(call, false, out);
}

static bool group_by_exp(liq_call *call, val *out) {
  return group_items(call, true, out);
}

const liq__builtin liq__filters_lambda[] = {
    {"find_exp", 2, 2, find_exp, LIQ_FILTER_LAMBDA},
    {"group_by", 1, 1, group_by, 0},
    {"group_by_exp", 2, 2, group_by_exp, LIQ_FILTER_LAMBDA},
    {"has_exp", 2, 2, has_exp, LIQ_FILTER_LAMBDA},
    {"reject_exp", 2, 2, reject_exp, LIQ_FILTER_LAMBDA},
    {"where_exp", 2, 2, where_exp, LIQ_FILTER_LAMBDA},
    {NULL, 0, 0, NULL, 0},
};
