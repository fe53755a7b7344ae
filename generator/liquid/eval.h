/* Inside the engine: one render under way. */
#ifndef PAMPHLET_LIQUID_EVAL_H
#define PAMPHLET_LIQUID_EVAL_H

#include "base/limits.h"
#include "liquid/memo.h"
#include "liquid/program.h"

/* A variable while a template runs. A loop or the arguments of an include bind the inner
 * value and put the one before back; assign and capture set the outer. Values count only when
 * the slot's stamp is that of the present frame, so that `render` starts with none at no cost;
 * stamps stand apart, since a render clears those of all names and uses few. */
typedef struct liq__slot {
  val inner, outer;
  int64_t counter;
  bool has_inner, has_outer, has_counter;
} liq__slot;

/* What the host's lookup gave. */
typedef enum liq__known { LIQ_NOT_ASKED, LIQ_HAS_NONE, LIQ_HAS } liq__known;

/* What a frame's binding of a slot of another frame has covered. */
typedef struct liq__covered {
  uint32_t variable, stamp;
  liq__slot slot;
} liq__covered;
typedef VEC(liq__covered) liq__covered_list;

/* The place that called the template that runs now. */
typedef struct liq__caller {
  const liq_template *template;
  liq__place place;
  const struct liq__caller *outer;
} liq__caller;

/* What one `render` keeps for itself. */
typedef struct liq__frame {
  uint32_t stamp;
  size_t covered; /* length of the list of covered slots when it began */
  map cycles;
  int64_t *offsets; /* of loops, by number */
  sv changed;       /* what ifchanged saw last */
} liq__frame;

typedef struct liq__state {
  liq_run *run;
  const liq_set *set;
  const liq_template *template;
  const liq__caller *caller;
  liq__slot *slots;       /* [names of the set] */
  uint32_t *slot_stamps;  /* the same; 0: of no frame, and the slot holds nothing */
  val *globals;           /* the same: what was looked up */
  uint8_t *globals_known; /* the same: a liq__known */
  liq__frame *frame;
  liq__covered_list covered;
  uint32_t stamps;
  unsigned depth, deepest; /* deepest: since a partial began whose text is to be kept */
  size_t steps, step_limit, output_limit;
  buf *out;
  buf work;                           /* a filter's, while it runs */
  const struct liq__loop_value *loop; /* the innermost `for` of this frame */
  bool isolated;                      /* inside a render */
  bool failed;                        /* something was reported */
  bool stopped;                       /* a limit was met: unwind */
  /* The error that is on its way up. */
  liq__place place;
  bool placed;
  diag_code code;
  sv message, hint;
} liq__state;

/* A call of a filter with what the engine knows of it. The public part comes first. */
typedef struct liq__call {
  liq_call call;
  liq__state *state;
  const liq__use *use;
} liq__call;

typedef enum liq__flow { LIQ_FLOW_ON, LIQ_FLOW_BREAK, LIQ_FLOW_CONTINUE, LIQ_FLOW_STOP } liq__flow;

/* Counts the work that going through a value costs: a step for every 256 bytes or items. */
static inline void liq__charge(liq__state *st, val v) {
  if (v.kind >= VAL_STR && v.kind != VAL_DATE) st->steps += v.len / 256;
}

/* False, with an error, where the values of the render take too much. */
bool liq__within_memory(liq__state *st);

/* Runs the operations [from, to) of the present template. */
liq__flow liq__run_ops(liq__state *st, uint32_t from, uint32_t to);

/* An error: the message in the reference's words. Always false. */
bool liq__raise(liq__state *st, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Points at what went wrong, where nothing has yet. */
void liq__point(liq__state *st, liq__place place);
/* Partials or loops inside each other beyond the limit: in a site, nothing of that render is run
 * after it, since a partial that renders itself twice would go on for ever. */
bool liq__too_deep(liq__state *st);
/* An error that cannot be gone on from: a limit on work or memory, with what to look at. */
bool liq__raise_limit(liq__state *st, const char *hint, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
bool liq__too_many_steps(liq__state *st);
/* Tells the error that was raised, where an operation ran. */
void liq__tell(liq__state *st, const liq__op *op);
/* A name that nothing defines was printed. */
void liq__warn_unknown(liq__state *st, const liq__expr *e);

/* Expressions. False after an error. */
bool liq__work_out(liq__state *st, const liq__expr *e, val *out);
static inline bool liq__eval(liq__state *st, const liq__expr *e, val *out) {
  if (e->kind != LIQ_EXPR_CONSTANT) return liq__work_out(st, e, out);
  *out = e->as.constant;
  return true;
}
bool liq__apply_filters(liq__state *st, const liq__output *output, val *out);
static inline bool liq__eval_output(liq__state *st, const liq__output *output, val *out) {
  return liq__eval(st, output->input, out) &&
         (output->count == 0 || liq__apply_filters(st, output, out));
}
bool liq__eval_value(liq__state *st, const liq__condition *c, val *out);
/* A condition of several parts, or with a comparison. */
bool liq__work_out_condition(liq__state *st, const liq__condition *c, bool *out);

/* A variable by number, as the template sees it now. False: nothing has the name. */
bool liq__get_variable(liq__state *st, uint32_t variable, val *out);

/* The slot to set in the present frame. */
liq__slot *liq__slot_for(liq__state *st, uint32_t variable);

/* Binds the inner value, and puts back what was there. */
typedef struct liq__bound {
  uint32_t variable;
  val value;
  bool had;
} liq__bound;
liq__bound liq__bind(liq__state *st, uint32_t variable, val value);
void liq__unbind(liq__state *st, liq__bound bound);

/* Tags with a body or a partial. */
liq__flow liq__run_for(liq__state *st, const liq__op *op, uint32_t at);
liq__flow liq__run_tablerow(liq__state *st, const liq__op *op, uint32_t at);
bool liq__run_cycle(liq__state *st, const liq__cycle *cycle);
liq__flow liq__run_partial(liq__state *st, const liq__op *op);

/* A text that is being printed and may be kept (eval_kept.c). */
typedef struct liq__keeper {
  const void *what; /* the template or operation, by the key */
  liq__key key;
  uint32_t number;               /* or the number of the text; LIQ_BY_KEY */
  size_t printed, things, steps; /* where it began */
  size_t outer_begin;
  unsigned outer_deepest;
  bool outer_now_read, outer_passing, open;
} liq__keeper;

/* Begins the text of an output or a partial that may be kept: its key, and what is added to it
 * (false: a value that is no part of a key). */
void liq__keeper_start(liq__state *st, liq__keeper *k, const void *what);
void liq__keeper_start_constant(liq__keeper *k, uint32_t number); /* with no key */
bool liq__keeper_add(liq__keeper *k, uint32_t name, val v);
bool liq__keeper_add_globals(liq__state *st, liq__keeper *k, const liq__globals *few);
/* True: the text was there, and is printed. False: it is to be printed now, and then ended. */
bool liq__keeper_print(liq__state *st, liq__keeper *k);
void liq__keeper_end(liq__state *st, liq__keeper *k, liq__flow flow);

/* A global as no frame covers it. */
bool liq__get_global(liq__state *st, uint32_t variable, val *out);

/* One loop or partial deeper. */
static inline void liq__deeper(liq__state *st) {
  if (++st->depth > st->deepest) st->deepest = st->depth;
}

/* What a loop goes over. */
typedef struct liq__items_of {
  const val *items; /* NULL for a range */
  int64_t low;
  size_t count;
} liq__items_of;

/* The items of a list, the pairs of an object, the numbers of a range, a text as one item. */
liq__items_of liq__all_items(liq__state *st, val v);

static inline val liq__item(const liq__items_of *items, size_t number) {
  return items->items ? items->items[number] : val_int(items->low + (int64_t)number);
}

/* The `forloop` and `tablerowloop` of a loop under way. */
typedef struct liq__loop_value {
  val_lazy lazy;
  sv name;
  size_t length, index, cols, row, col;
  const struct liq__loop_value *parent;
} liq__loop_value;
liq__loop_value *liq__new_loop(arena *a, bool table, sv name, size_t length,
                               const liq__loop_value *parent);

/* Prints a value as {{ value }} does, escaped as the template's kind of file asks. */
void liq__print(liq__state *st, val v);

#endif
