#include "liquid/eval.h"

#include "liquid/compare.h"
#include "liquid/text.h"

static inline void print_text(liq__state *st, val v) {
  liq_escape escape = st->template->escape;
  /* In XML only what the template itself wrote is markup: HTML from elsewhere is text. */
  bool as_it_is =
      v.kind == VAL_STR ? escape == LIQ_ESCAPE_NONE : escape != LIQ_ESCAPE_XML || v.has_time;
  if (as_it_is)
    buf_add(st->out, val_text(v));
  else
    buf_html(st->out, val_text(v));
}

static void print_array(liq__state *st, val v) {
  for (size_t i = 0; i < v.len && !st->stopped; i++) {
    if (v.as.items[i].kind == VAL_ARRAY) liq__deeper(st);
    if (st->depth > LIMIT_LIQUID_DEPTH) break;
    liq__print(st, v.as.items[i]);
    if (v.as.items[i].kind == VAL_ARRAY) st->depth--;
  }
}

void liq__print(liq__state *st, val v) {
  switch (v.kind) {
    case VAL_STR:
    case VAL_SAFE: print_text(st, v); break;
    case VAL_INT: buf_long(st->out, v.as.integer); break;
    case VAL_ARRAY: print_array(st, v); break;
    case VAL_OBJECT: liq__print(st, val_str(liq_text(st->run->scratch, v))); break;
    default: liq__add_text(st->out, v, 0); break;
  }
}

bool liq__within_memory(liq__state *st) {
  if (arena_held(st->run->scratch) <= LIMIT_LIQUID_MEMORY) return true;
  return liq__raise_limit(
      st,
      "a text or a list grows too large: look at what a loop here, or one around "
      "it, adds to it each time",
      "Memory limits exceeded: more than %u bytes of values", LIMIT_LIQUID_MEMORY);
}

/* A limit on what one render prints and holds. */
static bool tell_limit(liq__state *st) {
  if (st->out->len > st->output_limit) {
    return liq__raise_limit(st,
                            "too much is printed: look at how often a loop here, or one around it, "
                            "prints something, and at how long that is",
                            "Memory limits exceeded: more than %zu bytes of output",
                            st->output_limit);
  }
  return liq__within_memory(st) && liq__too_many_steps(st);
}

static inline bool within_limits(liq__state *st) {
  bool within = st->out->len <= st->output_limit &&
                arena_held(st->run->scratch) <= LIMIT_LIQUID_MEMORY && st->steps <= st->step_limit;
  return within || tell_limit(st);
}

static inline bool print_output(liq__state *st, const liq__output *output) {
  val v;
  if (!output->input) return true;
  if (!liq__eval_output(st, output, &v)) return false;
  if (val_is_text(v)) {
    print_text(st, v);
  } else if (v.kind != VAL_NIL) {
    liq__print(st, v);
  } else if (output->count == 0 && liq__is_path(output->input)) {
    liq__warn_unknown(st, output->input);
  }
  return true;
}

/* An output that is the same in every render is worked out once. */
static bool print_kept(liq__state *st, const liq__op *op) {
  liq__keeper k;
  liq__keeper_start_constant(&k, op->to);
  if (liq__keeper_print(st, &k)) return true;
  bool good = print_output(st, op->as.output);
  liq__keeper_end(st, &k, good ? LIQ_FLOW_ON : LIQ_FLOW_STOP);
  return good;
}

static inline bool print(liq__state *st, const liq__op *op) {
  return op->keeps && st->run->memo ? print_kept(st, op) : print_output(st, op->as.output);
}

static bool assign(liq__state *st, const liq__op *op) {
  val v;
  if (!op->as.output->input)
    v = val_nil();
  else if (!liq__eval_output(st, op->as.output, &v))
    return false;
  liq__slot *slot = liq__slot_for(st, op->to);
  slot->outer = v;
  slot->has_outer = true;
  return true;
}

/* Runs operations and takes their output back; the text lives in the scratch arena. What is
 * printed outside counts against the limit, so that blocks inside blocks do not multiply it. */
static liq__flow run_apart(liq__state *st, uint32_t from, uint32_t to, sv *text) {
  size_t before = st->out->len;
  liq__flow flow = liq__run_ops(st, from, to);
  *text = arena_dup(st->run->scratch, sv_skip(buf_sv(st->out), before));
  st->out->len = before;
  return flow;
}

static liq__flow capture(liq__state *st, const liq__op *op, uint32_t at) {
  sv text;
  liq__flow flow = run_apart(st, at + 1, op->end, &text);
  liq__slot *slot = liq__slot_for(st, op->to);
  /* What a template that escapes has printed is markup. */
  slot->outer = st->template->escape == LIQ_ESCAPE_NONE ? val_str(text) : liq__own_text(text);
  slot->has_outer = true;
  return flow;
}

static liq__flow if_changed(liq__state *st, const liq__op *op, uint32_t at) {
  sv text;
  liq__flow flow = run_apart(st, at + 1, op->end, &text);
  if (!sv_eq(text, st->frame->changed)) {
    st->frame->changed = text;
    buf_add(st->out, text);
  }
  return flow;
}

static void count(liq__state *st, const liq__op *op) {
  liq__slot *slot = liq__slot_for(st, op->to);
  if (!slot->has_counter) slot->counter = 0;
  slot->has_counter = true;
  if (op->code == LIQ_OP_DECREMENT) slot->counter--;
  buf_long(st->out, slot->counter);
  if (op->code == LIQ_OP_INCREMENT) slot->counter++;
}

static bool any_equal(liq__state *st, val subject, const liq__expr *e, bool *equal) {
  val v;
  if (!liq__eval(st, e, &v)) return false;
  liq__charge(st, subject);
  *equal = liq__equal(subject, v);
  return true;
}

/* Every `when` that fits runs, once for each value that fits; an `else` runs where nothing
 * before it did. False: an error. */
static bool run_case(liq__state *st, const liq__op *op, liq__flow *flow) {
  const liq__case *cases = op->as.cases;
  val subject;
  bool otherwise = true;
  for (uint32_t i = 0; i < cases->count; i++) {
    const liq__branch *b = &cases->branches[i];
    if (b->otherwise) {
      if (otherwise) *flow = liq__run_ops(st, b->from, b->to);
      if (*flow != LIQ_FLOW_ON) return true;
    }
    for (uint32_t j = 0; j < b->count; j++) {
      bool equal;
      if (!liq__eval(st, cases->subject, &subject)) return false;
      if (!any_equal(st, subject, b->values[j], &equal)) return false;
      if (!equal) continue;
      otherwise = false;
      *flow = liq__run_ops(st, b->from, b->to);
      if (*flow != LIQ_FLOW_ON) return true;
    }
  }
  return true;
}

/* Tags with a body. False: an error to tell. */
static bool run_block(liq__state *st, const liq__op *op, uint32_t here, liq__flow *flow) {
  bool good = true;
  switch (op->code) {
    case LIQ_OP_CAPTURE: *flow = capture(st, op, here); break;
    case LIQ_OP_IFCHANGED: *flow = if_changed(st, op, here); break;
    case LIQ_OP_CASE: good = run_case(st, op, flow); break;
    case LIQ_OP_FOR: *flow = liq__run_for(st, op, here); break;
    default: *flow = liq__run_tablerow(st, op, here); break;
  }
  return good && st->message.at == NULL;
}

static inline bool eval_condition(liq__state *st, const liq__condition *c, bool *out) {
  val v;
  if (c->comparison != LIQ_TRUTH || c->junction != LIQ_END) {
    return liq__work_out_condition(st, c, out);
  }
  if (!liq__eval(st, c->left, &v)) return false;
  *out = liq__truthy(v);
  return true;
}

/* Chooses where to go on, if not with the next. */
static inline bool run_branch(liq__state *st, const liq__op *ops, const liq__op *op,
                              const liq__op **next) {
  bool truth, good = eval_condition(st, op->as.condition, &truth);
  if (!good)
    *next = ops + op->end;
  else if (truth == (op->code == LIQ_OP_UNLESS))
    *next = ops + op->to;
  return good;
}

liq__flow liq__run_ops(liq__state *st, uint32_t from, uint32_t to) {
  const liq__op *ops = st->template->ops.at, *op = ops + from, *end = ops + to;
  liq__flow flow = LIQ_FLOW_ON;
  while (op < end) {
    const liq__op *now = op++;
    bool good = true;
    switch (now->code) {
      case LIQ_OP_TEXT:
        buf_add(st->out, now->as.text);
        if (st->out->len <= st->output_limit) continue;
        break;
      case LIQ_OP_JUMP: op = ops + now->to; continue;
      case LIQ_OP_BRANCH:
      case LIQ_OP_UNLESS: good = run_branch(st, ops, now, &op); break;
      case LIQ_OP_PRINT: good = print(st, now); break;
      case LIQ_OP_ASSIGN: good = assign(st, now); break;
      case LIQ_OP_CYCLE: good = liq__run_cycle(st, now->as.cycle); break;
      case LIQ_OP_INCREMENT:
      case LIQ_OP_DECREMENT: count(st, now); break;
      case LIQ_OP_BREAK: return LIQ_FLOW_BREAK;
      case LIQ_OP_CONTINUE: return LIQ_FLOW_CONTINUE;
      case LIQ_OP_RENDER:
      case LIQ_OP_INCLUDE:
        flow = liq__run_partial(st, now);
        good = st->message.at == NULL;
        break;
      default:
        good = run_block(st, now, (uint32_t)(now - ops), &flow);
        op = ops + now->end;
        break;
    }
    if (!good || !within_limits(st)) {
      if (flow == LIQ_FLOW_STOP) return flow; /* told where it happened */
      liq__tell(st, now);
      if (st->stopped) return LIQ_FLOW_STOP;
    }
    if (flow != LIQ_FLOW_ON) return flow;
  }
  return LIQ_FLOW_ON;
}

bool liq_render(const liq_template *t, liq_run *run, buf *out) {
  const liq_set *set = t->set;
  liq__frame frame = {.stamp = 1};
  liq__state st = {
      .run = run,
      .set = set,
      .template = t,
      .frame = &frame,
      .stamps = 1,
      .out = out,
      .step_limit = run->step_limit ? run->step_limit : LIMIT_LIQUID_STEPS,
      .output_limit = out->len + (run->output_limit ? run->output_limit : LIMIT_LIQUID_OUTPUT)};
  size_t names = set->names.len + 1;
  st.slots = arena_alloc(run->scratch, names * sizeof *st.slots);
  st.slot_stamps = arena_array(run->scratch, uint32_t, names);
  st.globals = arena_alloc(run->scratch, names * sizeof *st.globals);
  st.globals_known = arena_array(run->scratch, uint8_t, names);
  if (t->broken.len) {
    liq__op op = {0};
    liq__raise(&st, "%.*s", SV_ARG(t->broken));
    liq__tell(&st, &op);
    return false;
  }
  liq__run_ops(&st, 0, (uint32_t)t->ops.len);
  buf_free(&st.work);
  if (run->memo) liq__memo_leave(run->memo);
  return !st.failed;
}
