/* What goes wrong while rendering: told to the sink with its place and the chain of partials,
 * or printed in place in the reference's words. */
#include <stdarg.h>

#include "liquid/eval.h"
#include "liquid/scan.h"
#include "liquid/text.h"

__attribute__((format(printf, 2, 0))) static void set_message(liq__state *st, const char *format,
                                                              va_list args) {
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

bool liq__raise_limit(liq__state *st, const char *hint, const char *format, ...) {
  va_list args;
  if (!st->message.at) st->hint = sv_of(hint);
  va_start(args, format);
  set_message(st, format, args);
  va_end(args);
  st->stopped = st->run->limit_met = true;
  return false;
}

bool liq__too_many_steps(liq__state *st) {
  return liq__raise_limit(st,
                          "a loop here, or one around it, goes on for too long: look at the range "
                          "or list that it goes over",
                          "Memory limits exceeded: more than %zu steps of loops", st->step_limit);
}

void liq__point(liq__state *st, liq__place place) {
  if (st->placed) return;
  st->place = place;
  st->placed = true;
}

bool liq__too_deep(liq__state *st) {
  if (st->set->mode != LIQ_SITE) return liq__raise(st, "Nesting too deep");
  st->hint = SV("does a partial render itself?");
  st->stopped = true;
  return liq__raise(st, "partials are nested too deep");
}

static liq__state *state_of(liq_call *call) {
  return ((liq__call *)(void *)call)->state;
}

void liq_fail(liq_call *call, const char *format, ...) {
  va_list args;
  va_start(args, format);
  set_message(state_of(call), format, args);
  va_end(args);
}

void liq_fail_as(liq_call *call, diag_code code, const char *format, ...) {
  va_list args;
  va_start(args, format);
  set_message(state_of(call), format, args);
  state_of(call)->code = code;
  va_end(args);
}

void liq_hint(liq_call *call, const char *format, ...) {
  va_list args;
  va_start(args, format);
  state_of(call)->hint = arena_vprintf(call->run->scratch, format, args);
  va_end(args);
}

static size_t line_of(sv source, size_t offset) {
  size_t line = 1;
  for (size_t i = 0; i < offset && i < source.len; i++) line += source.at[i] == '\n';
  return line;
}

/* A tag's line is that of its markup, behind the name. */
static size_t line_offset(sv source, const liq__op *op) {
  size_t at = op->place.offset;
  if (at >= source.len || source.at[at] == '{') return at;
  at += op->place.length;
  while (at < source.len && liq__is_space(source.at[at])) at++;
  return at;
}

static void print_inline(liq__state *st, const liq__op *op) {
  sv source = st->template->source;
  buf_printf(st->out, "%s (", st->template->broken.len ? "Liquid syntax error" : "Liquid error");
  if (st->caller) buf_printf(st->out, "%.*s ", SV_ARG(st->template->name));
  buf_printf(st->out, "line %zu): %.*s", line_of(source, line_offset(source, op)),
             SV_ARG(st->message));
}

enum { MOST_LINKS = 8 }; /* a longer chain goes round in a circle, or nobody reads it */

/* The chain of partials, each place once; the page is told at its end. */
static size_t chain_of(const liq__state *st, diag_span place, diag_link *links) {
  size_t count = 0;
  for (const liq__caller *c = st->caller; c; c = c->outer) {
    diag_span where = diag_at(c->template->file, c->place.offset, c->place.length);
    bool told = sv_eq(where.file, place.file) && where.offset == place.offset;
    for (size_t i = 0; i < count; i++) {
      told =
          told || (sv_eq(where.file, links[i].where.file) && where.offset == links[i].where.offset);
    }
    if (told && c->outer) continue;
    if (count == MOST_LINKS) count--;
    links[count++] = (diag_link){"rendering", where, SV("")};
  }
  if (!count && st->run->subject.len) {
    links[count++] = (diag_link){"rendering", diag_file(st->template->file), SV("")};
  }
  if (count) links[count - 1].subject = st->run->subject;
  return count;
}

static void report(liq__state *st, const liq__op *op) {
  liq__place at = st->placed ? st->place : op->place;
  diag_span place = diag_at(st->template->file, at.offset, at.length);
  diag_link links[MOST_LINKS];
  diag *d = diag_add_once(st->run->sink, st->code ? st->code : DIAG_LQ006, place, "%.*s",
                          SV_ARG(st->message));
  if (st->hint.len) diag_hint(d, "%.*s", SV_ARG(st->hint));
  diag_chain(d, links, chain_of(st, place, links));
}

void liq__tell(liq__state *st, const liq__op *op) {
  st->failed = true;
  if (st->run->inline_errors) {
    if (!op->blank) print_inline(st, op);
  } else if (st->run->sink && !st->template->broken.len) {
    report(st, op);
  }
  st->message = st->hint = (sv){NULL, 0};
  st->code = (diag_code)0;
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
  if (near.len) diag_hint(d, "did you mean \"%.*s\"?", SV_ARG(near));
}

/* A member that some objects of the type have, though not this one. */
static bool known_key(const val_lazy_type *type, const val_key *key) {
  for (size_t i = 0; i < type->key_count; i++) {
    if (type->keys[i].hash == key->hash && sv_eq(type->keys[i].name, key->name)) return true;
  }
  return type->key_count == 0;
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
      if (known_key(type, &step->key)) return;
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
