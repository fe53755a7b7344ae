/* What a template comes to: itself, and every partial that it may print. */
#include "base/mix.h"
#include "liquid/program.h"

typedef struct walk {
  arena memory;
  VEC(const liq_template *) seen;
  uint64_t print;
} walk;

static void reach(walk *w, const liq_template *t);

/* A name that is only known when the page is rendered may be that of any. */
static void reach_all(walk *w, const liq_set *set) {
  for (size_t i = 0; i < set->templates.len; i++) reach(w, set->templates.entries[i].value);
}

static void reach_partial(walk *w, const liq_template *from, const liq__partial *partial) {
  if (partial->template) {
    reach(w, partial->template);
  } else if (partial->name->kind != LIQ_EXPR_CONSTANT) {
    reach_all(w, from->set);
  }
}

static void reach(walk *w, const liq_template *t) {
  for (size_t i = 0; i < w->seen.len; i++) {
    if (w->seen.at[i] == t) return;
  }
  vec_push(&w->memory, &w->seen, t);
  w->print = mix_in(w->print, sv_sum(t->name));
  w->print = mix_in(w->print, sv_sum(t->file));
  w->print = mix_in(w->print, sv_sum(t->source));
  for (size_t i = 0; i < t->ops.len; i++) {
    const liq__op *op = &t->ops.at[i];
    if (op->code == LIQ_OP_RENDER || op->code == LIQ_OP_INCLUDE) {
      reach_partial(w, t, op->as.partial);
    }
  }
}

uint64_t liq_print(const liq_template *t) {
  walk w = {0};
  reach(&w, t);
  arena_free(&w.memory);
  return w.print;
}
