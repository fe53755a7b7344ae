/* Expressions, conditions, filters and variables at work. */
#include <stdlib.h>

#include "liquid/compare.h"
#include "liquid/eval.h"
#include "liquid/filter.h"
#include "liquid/text.h"

liq__slot *liq__slot_for(liq__state *st, uint32_t variable) {
  liq__slot *slot = &st->slots[variable];
  uint32_t *stamp = &st->slot_stamps[variable];
  if (*stamp == st->frame->stamp) return slot;
  if (*stamp) {
    vec_push(st->run->scratch, &st->covered, (liq__covered){variable, *stamp, *slot});
  }
  *stamp = st->frame->stamp;
  slot->has_inner = slot->has_outer = slot->has_counter = false;
  return slot;
}

liq__bound liq__bind(liq__state *st, uint32_t variable, val value) {
  liq__slot *slot = liq__slot_for(st, variable);
  liq__bound bound = {variable, slot->inner, slot->has_inner};
  slot->inner = value;
  slot->has_inner = true;
  return bound;
}

void liq__unbind(liq__state *st, liq__bound bound) {
  liq__slot *slot = liq__slot_for(st, bound.variable);
  slot->inner = bound.value;
  slot->has_inner = bound.had;
}

/* Asks the host, once a render. */
static void look_up(liq__state *st, uint32_t variable) {
  val *global = &st->globals[variable];
  *global = val_nil();
  bool has = st->run->lookup && st->run->lookup(st->run->context, &st->set->names.at[variable],
                                                st->run->scratch, global);
  st->globals_known[variable] = has ? LIQ_HAS : LIQ_HAS_NONE;
}

static inline bool global_value(liq__state *st, uint32_t variable, val *out) {
  if (st->globals_known[variable] == LIQ_NOT_ASKED) look_up(st, variable);
  *out = st->globals[variable];
  return st->globals_known[variable] == LIQ_HAS;
}

static inline bool variable_value(liq__state *st, uint32_t variable, val *out) {
  if (st->slot_stamps[variable] == st->frame->stamp) {
    const liq__slot *slot = &st->slots[variable];
    if (slot->has_inner) return *out = slot->inner, true;
    if (slot->has_outer) return *out = slot->outer, true;
    if (slot->has_counter) return *out = val_int(slot->counter), true;
  }
  return global_value(st, variable, out);
}

bool liq__get_variable(liq__state *st, uint32_t variable, val *out) {
  return variable_value(st, variable, out);
}

bool liq__get_global(liq__state *st, uint32_t variable, val *out) {
  return global_value(st, variable, out);
}

/* A name that is worked out while rendering. */
static bool get_named(liq__state *st, sv name, val *out) {
  uint32_t variable = liq__variable_find(st->set, name);
  if (variable != LIQ_NO_VARIABLE) return liq__get_variable(st, variable, out);
  *out = val_nil();
  val_key key = val_key_of(name);
  return st->run->lookup && st->run->lookup(st->run->context, &key, st->run->scratch, out);
}

static val pair_of(arena *a, const val_member *member) {
  val *pair = arena_array(a, val, 2);
  pair[0] = val_str(member->key.name);
  pair[1] = member->value;
  return val_array(pair, 2);
}

/* What a text begins or ends with: one character. */
static val end_of_text(val v, bool last) {
  sv text = val_text(v);
  if (text.len == 0) return v;
  size_t from = last ? text.len - 1 : 0;
  while (last && from > 0 && ((unsigned char)text.at[from] & 0xC0) == 0x80) from--;
  size_t end = from + 1;
  while (end < text.len && ((unsigned char)text.at[end] & 0xC0) == 0x80) end++;
  val part = v;
  part.as.text = text.at + from;
  part.len = (uint32_t)(end - from);
  return part;
}

static val range_command(liq__range range, liq__command command) {
  if (command == LIQ_FIRST) return val_int(range.low);
  if (command == LIQ_LAST) return val_int(range.high);
  return val_int(liq__range_size(range));
}

/* .size, .first and .last, where no member has the name. */
static val command_on(liq__state *st, val v, liq__command command) {
  liq__charge(st, v);
  switch (v.kind) {
    case VAL_ARRAY:
      if (command == LIQ_SIZE) return val_int(v.len);
      if (v.len == 0) return val_nil();
      return v.as.items[command == LIQ_FIRST ? 0 : v.len - 1];
    case VAL_OBJECT:
      if (command == LIQ_SIZE) return val_int(v.as.object->len);
      if (command == LIQ_LAST || v.as.object->len == 0) return val_nil();
      return pair_of(st->run->scratch, &v.as.object->members[0]);
    case VAL_STR:
    case VAL_SAFE:
      if (command == LIQ_SIZE) return val_int((int64_t)liq__length(val_text(v)));
      return end_of_text(v, command == LIQ_LAST);
    case VAL_INT: return command == LIQ_SIZE ? val_int(8) : val_nil(); /* bytes, as Ruby's */
    case LIQ_RANGE: return range_command(liq__range_at(v), command);
    default: return val_nil();
  }
}

static val item_at(val array, int64_t index) {
  if (index < 0) index += array.len;
  return index >= 0 && index < array.len ? array.as.items[index] : val_nil();
}

/* v[index] for an index that is a value. */
static val indexed(liq__state *st, val v, val index) {
  val out = val_nil();
  if (v.kind == VAL_ARRAY) return index.kind == VAL_INT ? item_at(v, index.as.integer) : out;
  if (val_is_text(index)) {
    val_key key = val_key_of(val_text(index));
    val_get(v, &key, st->run->scratch, &out);
  }
  return out;
}

/* The value at the head of a path that is no variable, and the step to go on with. `self.name` is
 * the variable of that name, where no variable is called self. */
static bool eval_rare_head(liq__state *st, const liq__expr *e, val *out, uint32_t *next) {
  val name;
  if (e->as.path.root) {
    if (!liq__eval(st, e->as.path.root, &name)) return false;
    get_named(st, liq_text(st->run->scratch, name), out);
    return true;
  }
  if (e->as.path.variable != st->set->self || e->as.path.count == 0) return true;
  const liq__step *step = &e->as.path.steps[0];
  name = val_str(step->key.name);
  if (step->index && !liq__eval(st, step->index, &name)) return false;
  get_named(st, liq_text(st->run->scratch, name), out);
  *next = 1;
  return true;
}

static bool step_by(liq__state *st, const liq__step *step, val *v) {
  val from = *v, index;
  if (step->index) {
    if (!liq__eval(st, step->index, &index)) return false;
    *v = indexed(st, from, index);
  } else if (!val_get(from, &step->key, st->run->scratch, v) && step->command) {
    *v = command_on(st, from, (liq__command)step->command);
  }
  return true;
}

/* Kept out of liq__work_out, whose short way would pay for its registers. */
static __attribute__((noinline)) bool eval_path(liq__state *st, const liq__expr *e, val *out) {
  uint32_t i = 0;
  if (e->as.path.root || !variable_value(st, e->as.path.variable, out)) {
    if (!eval_rare_head(st, e, out, &i)) return false;
  }
  for (; i < e->as.path.count; i++) {
    if (!step_by(st, &e->as.path.steps[i], out)) return false;
    if (out->kind == VAL_NIL) return true;
  }
  return true;
}

/* The integer at an end of a range. */
static bool range_end(liq__state *st, const liq__expr *e, int64_t *out) {
  val v;
  if (!liq__eval(st, e, &v)) return false;
  if (v.kind == VAL_INT)
    *out = v.as.integer;
  else if (v.kind == VAL_NIL)
    *out = 0;
  else if (val_is_text(v))
    *out = liq__leading_integer(val_text(v));
  else
    return liq__raise(st, "invalid integer");
  return true;
}

static bool eval_range(liq__state *st, const liq__expr *e, val *out) {
  liq__range *range = arena_new(st->run->scratch, liq__range);
  *out = liq__range_val(range);
  return range_end(st, e->as.range.low, &range->low) &&
         range_end(st, e->as.range.high, &range->high);
}

/* A field of an object that works it out: page.title. False: it is something else. */
static inline bool eval_field(liq__state *st, const liq__expr *e, val *out) {
  const liq__step *step = e->as.path.steps;
  if (e->as.path.count != 1 || e->as.path.root || step->index || step->command) return false;
  val from;
  if (!variable_value(st, e->as.path.variable, &from) || from.kind != VAL_LAZY) return false;
  *out = val_nil();
  from.as.lazy->type->get(from.as.lazy, &step->key, st->run->scratch, out);
  return true;
}

bool liq__work_out(liq__state *st, const liq__expr *e, val *out) {
  if (e->kind == LIQ_EXPR_RANGE) return eval_range(st, e, out);
  return eval_field(st, e, out) || eval_path(st, e, out);
}

enum { FEW_ARGS = 6 };

static bool eval_named(liq__state *st, const liq__use *use, val_member *named) {
  for (uint32_t i = 0; i < use->named_count; i++) {
    named[i].key = use->names[i];
    if (!liq__eval(st, use->named[i], &named[i].value)) return false;
  }
  return true;
}

/* The reference counts the input, and all named arguments as one more. */
static bool wrong_count(liq__state *st, const liq_filter *f, size_t given) {
  if (f->least == f->most) {
    return liq__raise(st, "wrong number of arguments (given %zu, expected %u)", given + 1,
                      f->least + 1);
  }
  return liq__raise(st, "wrong number of arguments (given %zu, expected %u..%u)", given + 1,
                    f->least + 1, f->most + 1);
}

static bool call_filter(liq__state *st, const liq__use *use, val *value) {
  const liq__filter *f = use->filter;
  if (!f) return true;
  val few[FEW_ARGS], *args = few;
  val_member some[FEW_ARGS], *named = some;
  arena *scratch = st->run->scratch;
  if (use->count >= FEW_ARGS) args = arena_array(scratch, val, use->count + 1);
  if (use->named_count > FEW_ARGS) named = arena_array(scratch, val_member, use->named_count);
  size_t count = use->count;
  for (size_t i = 0; i < count; i++) {
    if (!liq__eval(st, use->args[i], &args[i])) return false;
  }
  if (use->named_count && !eval_named(st, use, named)) return false;
  bool takes_named = f->flags & LIQ_FILTER_NAMED;
  if (use->named_count && !takes_named) {
    args[count++] = val_object_of(scratch, named, use->named_count);
  }
  size_t given = count + (f->builtin && takes_named && use->named_count);
  if (given < f->filter.least || given > f->filter.most) {
    return wrong_count(st, &f->filter, given);
  }
  liq__charge(st, *value);
  for (size_t i = 0; i < count; i++) liq__charge(st, args[i]);
  liq__call call = {.call = {.run = st->run,
                             .input = *value,
                             .args = args,
                             .count = count,
                             .named = named,
                             .named_count = takes_named ? use->named_count : 0},
                    .state = st,
                    .use = use};
  *value = val_nil();
  if (!f->filter.apply(&call.call, value) || st->message.at) return false;
  return liq__within_memory(st);
}

/* {{ page.title | default: site.title }} where the page has one, as most have. */
static inline bool passes(liq__state *st, const liq__use *use, val v) {
  bool asked = use->filter && use->filter->flags & LIQ_FILTER_STANDS && use->count == 1;
  if (!asked || use->named_count || !liq__stands(v)) return false;
  liq__charge(st, v);
  return true;
}

bool liq__apply_filters(liq__state *st, const liq__output *output, val *out) {
  for (uint32_t i = 0; i < output->count; i++) {
    if (passes(st, &output->uses[i], *out)) continue;
    if (call_filter(st, &output->uses[i], out)) continue;
    liq__point(st, output->uses[i].place);
    return false;
  }
  return true;
}

static bool compare(liq__state *st, const liq__condition *c, val *out) {
  val left, right;
  bool truth = false;
  if (!liq__eval(st, c->left, &left)) return false;
  if (c->comparison == LIQ_TRUTH) {
    *out = left;
    return true;
  }
  if (!liq__eval(st, c->right, &right)) return false;
  liq__charge(st, left);
  switch (c->comparison) {
    case LIQ_EQUAL: truth = liq__equal(left, right); break;
    case LIQ_UNEQUAL: truth = !liq__equal(left, right); break;
    case LIQ_CONTAINS: truth = liq__contains(st, left, right); break;
    case LIQ_NO_COMPARISON:
      return liq__raise(st, "Unknown operator %.*s", SV_ARG(c->comparison_text));
    default:
      if (!liq__less(st, (liq__comparison)c->comparison, left, right, &truth)) {
        liq__point(st, (liq__place){c->left->place.offset, c->right->place.offset +
                                                               c->right->place.length -
                                                               c->left->place.offset});
        return false;
      }
  }
  *out = val_bool(truth);
  return true;
}

bool liq__eval_value(liq__state *st, const liq__condition *c, val *out) {
  for (;; c = c->next) {
    if (!compare(st, c, out)) return false;
    if (c->junction == LIQ_END) return true;
    if (liq__truthy(*out) == (c->junction == LIQ_OR)) return true;
  }
}

bool liq__work_out_condition(liq__state *st, const liq__condition *c, bool *out) {
  val v;
  if (!liq__eval_value(st, c, &v)) return false;
  *out = liq__truthy(v);
  return true;
}
