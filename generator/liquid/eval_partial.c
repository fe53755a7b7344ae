/* render and include at work, and what goes wrong with them. */
#include <stdarg.h>

#include "liquid/eval.h"
#include "liquid/text.h"

/* Runs another template in the place of this one. */
static liq__flow run_template(liq__state *st, const liq_template *t, const liq__op *op) {
  const liq_template *outer = st->template;
  liq__caller caller = {outer, op->place, st->caller};
  st->template = t;
  st->caller = &caller;
  liq__flow flow = LIQ_FLOW_ON;
  if (t->broken.len) {
    liq__op first = {0};
    liq__raise(st, "%.*s", SV_ARG(t->broken));
    liq__tell(st, &first);
  } else {
    flow = liq__run_ops(st, 0, (uint32_t)t->ops.len);
  }
  st->template = outer;
  st->caller = caller.outer;
  return flow;
}

typedef struct partial_call {
  const liq_template *template;
  uint32_t variable; /* what `with` and `for` fill */
  val with;
  bool has_with;
} partial_call;

/* A partial of a fixed name was missed when the set was linked: that is told already. */
static bool missing(liq__state *st, const liq__partial *partial, sv name) {
  st->failed = true;
  if (st->set->mode == LIQ_SITE && partial->name->kind == LIQ_EXPR_CONSTANT) return false;
  if (st->set->mode == LIQ_SITE)
    liq__raise(st, "there is no partial \"%.*s\"", SV_ARG(name));
  else
    liq__raise(st, "Could not find asset %.*s", SV_ARG(name));
  st->code = DIAG_LQ005;
  liq__point(st, partial->name->place);
  return false;
}

/* The partial of a name that is worked out while rendering, or was missed when the set was linked.
 */
static bool find_partial(liq__state *st, const liq__partial *partial, sv name, partial_call *call) {
  call->template = liq__partial_find(st->template, name);
  call->variable = liq__partial_variable(st->set, partial, name);
  return call->template || missing(st, partial, name);
}

static bool prepare(liq__state *st, const liq__partial *partial, bool isolated,
                    partial_call *call) {
  val name;
  *call = (partial_call){partial->template, partial->variable, val_nil(), partial->with != NULL};
  if (call->template && isolated && !partial->with) return true;
  if (!liq__eval(st, partial->name, &name)) return false;
  if (!val_is_text(name)) {
    return liq__raise(st, "Argument error in tag 'include' - Illegal template name");
  }
  if (!call->template && !find_partial(st, partial, val_text(name), call)) return false;
  if (partial->with) return liq__eval(st, partial->with, &call->with);
  if (!isolated) {
    uint32_t variable = liq__variable_find(st->set, val_text(name));
    call->has_with = true;
    if (variable != LIQ_NO_VARIABLE) liq__get_variable(st, variable, &call->with);
  }
  return true;
}

static liq__flow run_include(liq__state *st, const liq__op *op, const partial_call *call) {
  const liq__partial *partial = op->as.partial;
  liq__bound *bound = arena_array(st->run->scratch, liq__bound, partial->count + 1);
  liq__flow flow = LIQ_FLOW_ON;
  size_t count = 0;
  for (; count < partial->count; count++) {
    val v;
    if (!liq__eval(st, partial->arguments[count].value, &v)) break;
    bound[count] = liq__bind(st, partial->arguments[count].variable, v);
  }
  if (count == partial->count) {
    bool own = call->has_with && call->variable != LIQ_NO_VARIABLE;
    if (own) bound[count++] = liq__bind(st, call->variable, call->with);
    bool each = call->with.kind == VAL_ARRAY;
    for (size_t i = 0; i < (each ? call->with.len : 1) && flow == LIQ_FLOW_ON; i++) {
      if (own && each) liq__slot_for(st, call->variable)->inner = call->with.as.items[i];
      flow = run_template(st, call->template, op);
    }
  }
  while (count > 0) liq__unbind(st, bound[--count]);
  return flow;
}

/* Puts back what a frame's variables covered. */
static void uncover(liq__state *st, size_t length) {
  while (st->covered.len > length) {
    const liq__covered *c = &st->covered.at[--st->covered.len];
    st->slots[c->variable] = c->slot;
    st->slot_stamps[c->variable] = c->stamp;
  }
}

/* An argument of `render` is a variable like any other there: assign may change it. */
static void set_outer(liq__state *st, uint32_t variable, val value) {
  liq__slot *slot = liq__slot_for(st, variable);
  slot->outer = value;
  slot->has_outer = true;
}

/* One run of a partial with variables of its own. */
static liq__flow run_isolated(liq__state *st, const liq__op *op, const partial_call *call,
                              const val *values, val with, const liq__loop_value *loop) {
  const liq__partial *partial = op->as.partial;
  liq__frame *outer = st->frame;
  const liq__loop_value *outer_loop = st->loop;
  bool isolated = st->isolated;
  liq__frame frame = {.stamp = ++st->stamps, .covered = st->covered.len};
  st->frame = &frame;
  st->loop = NULL;
  st->isolated = true;
  if (loop) set_outer(st, st->set->forloop, val_lazy_of(&loop->lazy));
  for (size_t i = 0; i < partial->count; i++) {
    set_outer(st, partial->arguments[i].variable, values[i]);
  }
  if (with.kind != VAL_NIL && call->variable != LIQ_NO_VARIABLE) {
    set_outer(st, call->variable, with);
  }
  liq__flow flow = run_template(st, call->template, op);
  uncover(st, frame.covered);
  st->frame = outer;
  st->loop = outer_loop;
  st->isolated = isolated;
  return flow == LIQ_FLOW_STOP ? flow : LIQ_FLOW_ON;
}

/* Everything that the partial's text hangs on. */
static bool find_key(liq__state *st, const liq__op *op, const partial_call *call, const val *values,
                     liq__keeper *k) {
  const liq__partial *partial = op->as.partial;
  if (op->to != LIQ_BY_KEY) return liq__keeper_start_constant(k, op->to), true;
  liq__keeper_start(st, k, call->template);
  for (size_t i = 0; i < partial->count; i++) {
    if (!liq__keeper_add(k, partial->arguments[i].variable, values[i])) return false;
  }
  if (call->with.kind != VAL_NIL && !liq__keeper_add(k, call->variable, call->with)) return false;
  return liq__keeper_add_globals(st, k, &call->template->few);
}

/* A partial whose text may be kept. */
static liq__flow run_kept(liq__state *st, const liq__op *op, const partial_call *call,
                          const val *values) {
  liq__keeper k;
  if (!find_key(st, op, call, values, &k)) {
    return run_isolated(st, op, call, values, call->with, NULL);
  }
  if (liq__keeper_print(st, &k)) return LIQ_FLOW_ON;
  liq__flow flow = run_isolated(st, op, call, values, call->with, NULL);
  liq__keeper_end(st, &k, flow);
  return flow;
}

static bool eval_arguments(liq__state *st, const liq__partial *partial, val *values) {
  for (size_t i = 0; i < partial->count; i++) {
    if (!liq__eval(st, partial->arguments[i].value, &values[i])) return false;
  }
  return true;
}

enum { FEW_ARGUMENTS = 8 };

static liq__flow run_render(liq__state *st, const liq__op *op, const partial_call *call) {
  const liq__partial *partial = op->as.partial;
  val with = call->with, few[FEW_ARGUMENTS], *values = few;
  bool each = partial->each &&
              (with.kind == VAL_ARRAY || with.kind == VAL_OBJECT || with.kind == LIQ_RANGE);
  liq__flow flow = LIQ_FLOW_ON;
  if (partial->count > FEW_ARGUMENTS) values = arena_array(st->run->scratch, val, partial->count);
  if (!each) {
    if (!eval_arguments(st, partial, values)) return flow;
    if (op->keeps && st->run->memo &&
        (op->to != LIQ_BY_KEY || liq__memo_pays(st->run->memo, call->template))) {
      return run_kept(st, op, call, values);
    }
    return run_isolated(st, op, call, values, with, NULL);
  }
  liq__items_of items = liq__all_items(st, with);
  liq__loop_value *loop =
      liq__new_loop(st->run->scratch, false, call->template->name, items.count, NULL);
  for (size_t i = 0; i < items.count && flow == LIQ_FLOW_ON; i++) {
    loop->index = i;
    if (++st->steps > st->step_limit) {
      liq__too_many_steps(st);
      break;
    }
    if (!eval_arguments(st, partial, values)) continue;
    flow = run_isolated(st, op, call, values, liq__item(&items, i), loop);
  }
  return flow;
}

liq__flow liq__run_partial(liq__state *st, const liq__op *op) {
  bool isolated = op->code == LIQ_OP_RENDER;
  partial_call call;
  if (!isolated && st->isolated && st->set->mode != LIQ_SITE) {
    liq__raise(st, "include usage is not allowed in this context");
    return LIQ_FLOW_ON;
  }
  if (!prepare(st, op->as.partial, isolated, &call)) return LIQ_FLOW_ON;
  if (st->depth >= LIMIT_LIQUID_DEPTH) {
    liq__too_deep(st);
    return LIQ_FLOW_ON;
  }
  liq__deeper(st);
  st->steps++;
  liq__flow flow = isolated ? run_render(st, op, &call) : run_include(st, op, &call);
  st->depth--;
  return flow;
}
