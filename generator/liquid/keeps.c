/* Which partials and outputs print the same wherever they are given the same, found once a set is
 * linked.
 *
 * A partial of `render` sees its arguments, its own variables and the globals. It keeps its text
 * where each global that it names, or that a partial in it names, is lasting, or has few values, by
 * which the text is told apart then. What a value of an argument holds is the memo's concern. */
#include "liquid/program.h"

/* One partial or output under way. */
typedef struct walk {
  liq_set *set;
  liq__globals *few; /* NULL: none may be read, and no variable either */
  const bool
      *bound; /* by variable, where a variable that covers a global is no argument; or NULL */
} walk;

static void add_few(const walk *w, uint32_t variable, const val_key *field) {
  for (size_t i = 0; i < w->few->len; i++) {
    const liq__global *known = &w->few->at[i];
    if (known->variable == variable && sv_eq(known->field.name, field->name)) return;
  }
  vec_push(&w->set->memory, w->few, (liq__global){variable, *field});
}

static bool expr_keeps(const walk *w, const liq__expr *e);

static bool path_keeps(const walk *w, const liq__expr *e) {
  if (e->as.path.root || e->as.path.variable == w->set->self) return false;
  if (w->bound && w->bound[e->as.path.variable]) return false;
  const liq__step *first = e->as.path.count ? &e->as.path.steps[0] : NULL;
  const val_key *field = first && !first->index ? &first->key : NULL;
  for (uint32_t i = 0; i < e->as.path.count; i++) {
    if (!expr_keeps(w, e->as.path.steps[i].index)) return false;
  }
  switch (w->set->lasting(&w->set->names.at[e->as.path.variable], field)) {
    case LIQ_NO_GLOBAL: return w->few != NULL;
    case LIQ_LASTING: return true;
    case LIQ_FEW:
      if (w->few && field) add_few(w, e->as.path.variable, field);
      return w->few && field;
    default: return false;
  }
}

static bool expr_keeps(const walk *w, const liq__expr *e) {
  if (!e || e->kind == LIQ_EXPR_CONSTANT) return true;
  if (e->kind == LIQ_EXPR_PATH) return path_keeps(w, e);
  return expr_keeps(w, e->as.range.low) && expr_keeps(w, e->as.range.high);
}

static bool all_keep(const walk *w, const liq__expr *const *all, uint32_t count) {
  for (uint32_t i = 0; i < count; i++) {
    if (!expr_keeps(w, all[i])) return false;
  }
  return true;
}

static bool condition_keeps(const walk *w, const liq__condition *c) {
  for (; c; c = c->next) {
    if (!expr_keeps(w, c->left) || !expr_keeps(w, c->right)) return false;
  }
  return true;
}

static bool output_keeps(const walk *w, const liq__output *output) {
  if (!expr_keeps(w, output->input)) return false;
  for (uint32_t i = 0; i < output->count; i++) {
    const liq__use *use = &output->uses[i];
    if (use->lambda && !condition_keeps(w, use->lambda->condition)) return false;
    if (!all_keep(w, use->args, use->count)) return false;
    if (!all_keep(w, use->named, use->named_count)) return false;
  }
  return true;
}

static bool case_keeps(const walk *w, const liq__case *cases) {
  if (!expr_keeps(w, cases->subject)) return false;
  for (uint32_t i = 0; i < cases->count; i++) {
    if (!all_keep(w, cases->branches[i].values, cases->branches[i].count)) return false;
  }
  return true;
}

static bool loop_keeps(const walk *w, const liq__loop *loop) {
  return expr_keeps(w, loop->collection) && expr_keeps(w, loop->limit) &&
         expr_keeps(w, loop->offset) && expr_keeps(w, loop->cols);
}

static bool template_keeps(liq_template *t);

/* What a partial inside reads of the globals, this one reads. */
static bool partial_keeps(const walk *w, const liq__partial *partial) {
  if (!partial->template || !expr_keeps(w, partial->with)) return false;
  for (uint32_t i = 0; i < partial->count; i++) {
    if (!expr_keeps(w, partial->arguments[i].value)) return false;
  }
  liq_template *inner = map_get(&w->set->templates, partial->template->name);
  if (!template_keeps(inner)) return false;
  for (size_t i = 0; i < inner->few.len; i++) {
    add_few(w, inner->few.at[i].variable, &inner->few.at[i].field);
  }
  return true;
}

static bool op_keeps(const walk *w, const liq__op *op) {
  switch (op->code) {
    case LIQ_OP_PRINT:
    case LIQ_OP_ASSIGN: return output_keeps(w, op->as.output);
    case LIQ_OP_BRANCH:
    case LIQ_OP_UNLESS: return condition_keeps(w, op->as.condition);
    case LIQ_OP_CASE: return case_keeps(w, op->as.cases);
    case LIQ_OP_FOR:
    case LIQ_OP_TABLEROW: return loop_keeps(w, op->as.loop);
    case LIQ_OP_CYCLE:
      return expr_keeps(w, op->as.cycle->group) &&
             all_keep(w, op->as.cycle->values, op->as.cycle->count);
    case LIQ_OP_RENDER: return partial_keeps(w, op->as.partial);
    case LIQ_OP_INCLUDE: return false; /* it sees the variables of whoever includes it */
    default: return true;
  }
}

static bool template_keeps(liq_template *t) {
  if (t->keeping != LIQ_KEEPING_UNKNOWN) return t->keeping == LIQ_KEEPS;
  t->keeping = LIQ_KEEPS_NOT; /* for a partial that leads back to itself */
  if (t->broken.len) return false;
  walk w = {t->set, &t->few, NULL};
  for (size_t i = 0; i < t->ops.len; i++) {
    if (!op_keeps(&w, &t->ops.at[i])) return false;
  }
  t->keeping = LIQ_KEEPS;
  return true;
}

static void bind_by_lambdas(const liq__output *output, bool *bound) {
  for (uint32_t i = 0; i < output->count; i++) {
    if (output->uses[i].lambda) bound[output->uses[i].lambda->variable] = true;
  }
}

/* The names that an operation makes variables of. */
static void bind(const liq_set *set, const liq__op *op, bool *bound) {
  switch (op->code) {
    case LIQ_OP_ASSIGN: bind_by_lambdas(op->as.output, bound); /* fall through */
    case LIQ_OP_CAPTURE:
    case LIQ_OP_INCREMENT:
    case LIQ_OP_DECREMENT: bound[op->to] = true; break;
    case LIQ_OP_PRINT: bind_by_lambdas(op->as.output, bound); break;
    case LIQ_OP_FOR:
    case LIQ_OP_TABLEROW: bound[op->as.loop->variable] = true; break;
    case LIQ_OP_RENDER:
    case LIQ_OP_INCLUDE:
      for (uint32_t i = 0; i < op->as.partial->count; i++) {
        bound[op->as.partial->arguments[i].variable] = true;
      }
      if (!op->as.partial->with) break;
      if (op->as.partial->variable != LIQ_NO_VARIABLE && op->as.partial->template)
        bound[op->as.partial->variable] = true;
      else /* named like a partial that is known while rendering */
        memset(bound, true, set->names.len);
      break;
    default: break;
  }
}

/* An output pays where it has filters: they are what costs. */
static bool print_keeps(liq_set *set, const bool *bound, const liq__output *output) {
  return output->input && output->count && output_keeps(&(walk){set, NULL, bound}, output);
}

static bool render_keeps(const liq__partial *partial) {
  return partial->template && partial->template->keeping == LIQ_KEEPS && !partial->each;
}

/* A partial that is given the same by this operation in every render. */
static bool is_given_the_same(liq_set *set, const bool *bound, const liq__partial *partial) {
  const walk w = {set, NULL, bound};
  for (uint32_t i = 0; i < partial->count; i++) {
    if (!expr_keeps(&w, partial->arguments[i].value)) return false;
  }
  return partial->template->few.len == 0 && expr_keeps(&w, partial->with);
}

static void mark(liq_set *set, const bool *bound, liq__op *op) {
  bool same = false;
  if (op->code == LIQ_OP_PRINT) {
    op->keeps = same = print_keeps(set, bound, op->as.output);
  } else if (op->code == LIQ_OP_RENDER) {
    op->keeps = render_keeps(op->as.partial);
    same = op->keeps && is_given_the_same(set, bound, op->as.partial);
  }
  if (op->keeps) op->to = same ? set->constants++ : LIQ_BY_KEY;
}

void liq__find_keeps(liq_set *set) {
  bool *bound = arena_array(&set->memory, bool, set->names.len);
  for (size_t i = 0; i < set->templates.len; i++) {
    const liq_template *t = set->templates.entries[i].value;
    for (size_t j = 0; j < t->ops.len; j++) bind(set, &t->ops.at[j], bound);
  }
  for (size_t i = 0; i < set->templates.len; i++) {
    template_keeps(set->templates.entries[i].value);
  }
  for (size_t i = 0; i < set->templates.len; i++) {
    liq_template *t = set->templates.entries[i].value;
    for (size_t j = 0; j < t->ops.len; j++) mark(set, bound, &t->ops.at[j]);
  }
}
