/* What goes wrong while rendering: told to the sink with its place and the chain of partials,
 * or printed in place in the reference's words. */
#include <stdarg.h>

#include "liquid/eval.h"
#include "liquid/text.h"

static void set_message(liq__state *st, const char *format, va_list args) {
  if (st->message.at) return; /* the first one is the cause */
  st->message = arena_vprintf(st->run->scratch, format, args);
}

bool liq__raise(liq__state *st, const char *format, ...) {
  va_list args;
  va_start(args, format);
  set_message(st, format, args);
  va_end(args);
  return false;
}

bool liq__raise_limit(liq__state *st, const char *format, ...) {
  va_list args;
  va_start(args, format);
  set_message(st, format, args);
  va_end(args);
  st->stopped = true;
  return false;
}

void liq_fail(liq_call *call, const char *format, ...) {
  va_list args;
  va_start(args, format);
  set_message(((liq__call *)(void *)call)->state, format, args);
  va_end(args);
}

static size_t line_of(sv source, size_t offset) {
  size_t line = 1;
  for (size_t i = 0; i < offset && i < source.len; i++) line += source.at[i] == '\n';
  return line;
}

static void print_inline(liq__state *st, const liq__op *op) {
  const char *kind = st->template->broken.len ? "Liquid syntax error" : "Liquid error";
  buf_printf(st->out, "%s (", kind);
  if (st->caller) buf_printf(st->out, "%.*s ", SV_ARG(st->template->name));
  buf_printf(st->out, "line %zu): %.*s", line_of(st->template->source, op->place.offset),
             SV_ARG(st->message));
}

static void add_chain(liq__state *st, diag *d) {
  for (const liq__caller *c = st->caller; c; c = c->outer) {
    bool last = c->outer == NULL;
    diag_while(d, "rendering", diag_at(c->template->file, c->place.offset, c->place.length),
               last ? st->run->subject : SV(""));
  }
  if (!st->caller && st->run->subject.len) {
    diag_while(d, "rendering", diag_file(st->template->file), st->run->subject);
  }
}

void liq__tell(liq__state *st, const liq__op *op) {
  st->failed = true;
  if (st->run->inline_errors) {
    if (!op->blank) print_inline(st, op);
  } else if (st->run->sink && !st->template->broken.len) {
    liq__place place = st->placed ? st->place : op->place;
    diag *d =
        diag_add(st->run->sink, DIAG_LQ006, diag_at(st->template->file, place.offset, place.length),
                 "%.*s", SV_ARG(st->message));
    add_chain(st, d);
  }
  st->message = (sv){NULL, 0};
  st->placed = false;
}

/* The names that could have been meant: the host's and a lazy object's. */
static sv nearest_key(arena *scratch, sv typed, const val_key *keys, size_t count) {
  sv *names = arena_array(scratch, sv, count);
  for (size_t i = 0; i < count; i++) names[i] = keys[i].name;
  return diag_nearest(typed, names, count);
}

static void warn(liq__state *st, const liq__expr *e, sv name, sv near) {
  diag *d = diag_add_once(st->run->sink, DIAG_LQ007,
                          diag_at(st->template->file, e->place.offset, e->place.length),
                          "nothing defines \"%.*s\"", SV_ARG(name));
  if (near.len) diag_hint(d, "did you mean `%.*s`?", SV_ARG(near));
}

/* The first step of a path that a lazy object (a page, the site) does not know. */
static void warn_step(liq__state *st, const liq__expr *e, val v) {
  arena *scratch = st->run->scratch;
  for (uint32_t i = 0; i < e->as.path.count; i++) {
    const liq__step *step = &e->as.path.steps[i];
    val next;
    if (step->index || v.kind == VAL_NIL) return;
    if (!val_get(v, &step->key, scratch, &next)) {
      if (v.kind != VAL_LAZY || step->command) return;
      const val_lazy_type *type = v.as.lazy->type;
      warn(st, e, step->key.name,
           nearest_key(scratch, step->key.name, type->keys, type->key_count));
      return;
    }
    v = next;
  }
}

void liq__warn_unknown(liq__state *st, const liq__expr *e) {
  if (st->set->mode != LIQ_SITE || !st->run->sink || st->run->inline_errors) return;
  if (e->as.path.root) return;
  val v;
  if (liq__get_variable(st, e->as.path.variable, &v)) {
    warn_step(st, e, v);
    return;
  }
  /* In a partial a name may be an argument that this caller leaves out. */
  if (st->isolated) return;
  sv name = st->set->names.at[e->as.path.variable].name;
  warn(st, e, name, nearest_key(st->run->scratch, name, st->run->names, st->run->name_count));
}
