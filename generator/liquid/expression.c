/* Expressions, conditions and filters by the strict grammar:
 *
 *   expression = literal | number | string | "(" expression ".." expression ")"
 *              | (name | "[" expression "]") { "." name | "[" expression "]" }
 *   output     = expression { "|" name [ ":" argument { "," argument } ] }
 *   argument   = [ name ":" ] expression
 *   condition  = expression [ comparison expression ] [ ("and" | "or") condition ] */
#include <stdlib.h>

#include "liquid/markup.h"

typedef VEC(liq__step) step_list;
typedef VEC(liq__use) use_list;
typedef VEC(val_key) key_list;

static liq__expr *new_expr(liq__parser *p, unsigned kind, sv where) {
  liq__expr *e = arena_new(p->memory, liq__expr);
  e->kind = (uint8_t)kind;
  e->place = liq__place_of(p, where);
  return e;
}

const liq__expr *liq__constant(liq__parser *p, sv where, val value) {
  liq__expr *e = new_expr(p, LIQ_EXPR_CONSTANT, where);
  e->as.constant = value;
  return e;
}

val liq__number_of(sv text) {
  long long integer;
  if (sv_find_byte(text, '.', 0) == SV_NONE && sv_to_long(text, &integer)) {
    return val_int(integer);
  }
  char digits[64];
  if (text.len >= sizeof digits) text.len = sizeof digits - 1;
  memcpy(digits, text.at, text.len);
  digits[text.len] = '\0';
  return val_decimal(strtod(digits, NULL));
}

/* nil, true, blank and their like. */
static bool literal_of(sv word, bool condition, val *out) {
  if (sv_is(word, "nil") || sv_is(word, "null"))
    *out = val_nil();
  else if (sv_is(word, "true"))
    *out = val_bool(true);
  else if (sv_is(word, "false"))
    *out = val_bool(false);
  else if (sv_is(word, "blank"))
    *out = condition ? liq__special(LIQ_BLANK) : liq__own_text(SV(""));
  else if (sv_is(word, "empty"))
    *out = condition ? liq__special(LIQ_EMPTY) : liq__own_text(SV(""));
  else
    return false;
  return true;
}

static const liq__expr *path(liq__parser *p, sv where, sv name, const liq__expr *root,
                             const step_list *steps) {
  liq__expr *e = new_expr(p, LIQ_EXPR_PATH, where);
  e->as.path.variable = root ? LIQ_NO_VARIABLE : liq__variable(p->set, name);
  e->as.path.root = root;
  e->as.path.steps = liq__keep(p, steps->at, steps->len, sizeof *steps->at);
  e->as.path.count = (uint32_t)steps->len;
  return e;
}

const liq__expr *liq__word(liq__parser *p, sv word, bool condition) {
  val literal;
  if (literal_of(word, condition, &literal)) return liq__constant(p, word, literal);
  return path(p, word, word, NULL, &(step_list){0});
}

liq__step liq__step_of(sv name) {
  liq__step step = {.key = val_key_of(name)};
  if (sv_is(name, "size")) step.command = LIQ_SIZE;
  if (sv_is(name, "first")) step.command = LIQ_FIRST;
  if (sv_is(name, "last")) step.command = LIQ_LAST;
  return step;
}

/* The integer that a constant end of a range means; false: it has none. */
static bool range_end(val v, int64_t *out) {
  if (v.kind == VAL_INT)
    *out = v.as.integer;
  else if (v.kind == VAL_NIL)
    *out = 0;
  else if (v.kind == VAL_DECIMAL && v.as.decimal > -9e18 && v.as.decimal < 9e18)
    *out = (int64_t)v.as.decimal;
  else if (val_is_text(v))
    *out = strtoll(v.len ? v.as.text : "0", NULL, 10);
  else
    return false;
  return true;
}

const liq__expr *liq__range_of(liq__parser *p, sv where, const liq__expr *low,
                               const liq__expr *high) {
  int64_t from, to;
  if (low->kind == LIQ_EXPR_CONSTANT && high->kind == LIQ_EXPR_CONSTANT &&
      range_end(low->as.constant, &from) && range_end(high->as.constant, &to)) {
    liq__range *range = arena_new(p->memory, liq__range);
    *range = (liq__range){from, to};
    return liq__constant(p, where, liq__range_val(range));
  }
  liq__expr *e = new_expr(p, LIQ_EXPR_RANGE, where);
  e->as.range.low = low;
  e->as.range.high = high;
  return e;
}

/* From the start of one view to the end of another in the same markup. */
static sv stretch(const liq__markup *m, const char *from) {
  const char *end = m->token.text.at;
  while (end > from && liq__is_space(end[-1])) end--;
  return sv_make(from, (size_t)(end - from));
}

static const liq__expr *nested(liq__markup *m, bool condition) {
  if (m->p->depth >= LIMIT_LIQUID_DEPTH) {
    liq__refuse(m->p, DIAG_LQ001, m->token.text, NULL, "Nesting too deep");
    return NULL;
  }
  m->p->depth++;
  const liq__expr *e = liq__expression(m, condition);
  m->p->depth--;
  return e;
}

/* The ".name" and "[index]" behind the head of a path. */
static bool take_steps(liq__markup *m, step_list *steps) {
  for (;;) {
    if (liq__take_mark(m, '[')) {
      const liq__expr *index = nested(m, false);
      if (!index || !liq__need_mark(m, ']')) return false;
      vec_push(m->p->scratch, steps, (liq__step){.index = index});
    } else if (liq__take_mark(m, '.')) {
      sv name;
      if (!liq__need_name(m, &name)) return false;
      vec_push(m->p->scratch, steps, liq__step_of(name));
    } else {
      return true;
    }
  }
}

static const liq__expr *take_path(liq__markup *m, bool condition) {
  sv head = m->token.text;
  const liq__expr *root = NULL;
  bool named = m->token.kind == LIQ_TOKEN_NAME;
  liq__markup_next(m);
  if (!named) {
    root = nested(m, false);
    if (!root || !liq__need_mark(m, ']')) return NULL;
  }
  step_list steps = {0};
  if (!take_steps(m, &steps)) return NULL;
  val literal;
  if (named && steps.len == 0 && literal_of(head, condition, &literal)) {
    return liq__constant(m->p, head, literal);
  }
  return path(m->p, stretch(m, head.at), head, root, &steps);
}

static const liq__expr *take_range(liq__markup *m) {
  const char *from = m->token.text.at;
  liq__markup_next(m);
  const liq__expr *low = nested(m, false);
  if (!low) return NULL;
  if (m->token.kind != LIQ_TOKEN_DOTDOT) {
    if (m->token.kind != LIQ_TOKEN_BAD) {
      liq__refuse(m->p, DIAG_LQ001, sv_make(from, 1),
                  "round brackets are for ranges, as in (1..5); conditions have none",
                  "a bracket that holds no range");
    }
    return NULL;
  }
  liq__markup_next(m);
  const liq__expr *high = nested(m, false);
  if (!high || !liq__need_mark(m, ')')) return NULL;
  return liq__range_of(m->p, stretch(m, from), low, high);
}

const liq__expr *liq__expression(liq__markup *m, bool condition) {
  sv text = m->token.text;
  switch (m->token.kind) {
    case LIQ_TOKEN_NAME: return take_path(m, condition);
    case LIQ_TOKEN_STRING:
      liq__markup_next(m);
      return liq__constant(m->p, text, liq__own_text(sv_make(text.at + 1, text.len - 2)));
    case LIQ_TOKEN_NUMBER:
      liq__markup_next(m);
      return liq__constant(m->p, text, liq__number_of(text));
    case LIQ_TOKEN_BAD: return NULL;
    default:
      if (liq__at_mark(m, '[')) return take_path(m, condition);
      if (liq__at_mark(m, '(')) return take_range(m);
      if (m->token.kind == LIQ_TOKEN_END) {
        sv before = sv_trim(m->text);
        if (before.len) text = sv_skip(before, before.len - 1);
        liq__refuse(m->p, DIAG_LQ001, text, NULL, "something is missing at the end");
      } else {
        liq__refuse(m->p, DIAG_LQ001, text, NULL, "%.*s is not a value", SV_ARG(text));
      }
      return NULL;
  }
}

const liq__expr *liq__expression_text(liq__markup *m, sv *text) {
  const char *from = m->token.text.at;
  const liq__expr *e = liq__expression(m, false);
  if (!e) return NULL;
  liq__markup again = {.p = m->p, .text = stretch(m, from)};
  VEC(sv) pieces = {0};
  for (liq__markup_next(&again); again.token.kind != LIQ_TOKEN_END; liq__markup_next(&again)) {
    vec_push(m->p->scratch, &pieces, again.token.text);
  }
  *text = arena_cat(m->p->memory, pieces.at, pieces.len);
  return e;
}

liq__comparison liq__comparison_of(sv text) {
  static const char *const texts[] = {
      [LIQ_EQUAL] = "==",         [LIQ_UNEQUAL] = "!=",    [LIQ_LESS] = "<",
      [LIQ_GREATER] = ">",        [LIQ_LESS_EQUAL] = "<=", [LIQ_GREATER_EQUAL] = ">=",
      [LIQ_CONTAINS] = "contains"};
  for (unsigned i = LIQ_EQUAL; i <= LIQ_CONTAINS; i++) {
    if (sv_is(text, texts[i])) return (liq__comparison)i;
  }
  return sv_is(text, "<>") ? LIQ_UNEQUAL : LIQ_NO_COMPARISON;
}

static bool take_comparison(liq__markup *m, liq__condition *c) {
  c->left = liq__expression(m, true);
  if (!c->left) return false;
  if (m->token.kind != LIQ_TOKEN_COMPARISON) return true;
  c->comparison_text = m->token.text;
  c->comparison = (uint8_t)liq__comparison_of(m->token.text);
  liq__markup_next(m);
  c->right = liq__expression(m, true);
  return c->right != NULL;
}

const liq__condition *liq__conditions(liq__markup *m) {
  liq__condition *first = arena_new(m->p->memory, liq__condition), *c = first;
  for (;;) {
    if (!take_comparison(m, c)) return NULL;
    if (liq__take_name(m, "and"))
      c->junction = LIQ_AND;
    else if (liq__take_name(m, "or"))
      c->junction = LIQ_OR;
    else
      break;
    liq__condition *next = arena_new(m->p->memory, liq__condition);
    c->next = next;
    c = next;
  }
  return liq__need_end(m) ? first : NULL;
}

/* The arguments of a filter, up to the next one. */
static bool take_arguments(liq__markup *m, liq__exprs *args, key_list *names, liq__exprs *named) {
  arena *scratch = m->p->scratch;
  do {
    bool strict = m->p->set->mode == LIQ_STRICT || m->p->set->mode == LIQ_LAX;
    if (!strict && (m->token.kind == LIQ_TOKEN_END || liq__at_mark(m, '|'))) return true;
    bool keyed = liq__at_key(m);
    if (keyed) {
      vec_push(scratch, names, val_key_of(m->token.text));
      liq__markup_next(m);
      liq__markup_next(m);
    }
    const liq__expr *value = liq__expression(m, false);
    if (!value) return false;
    if (keyed)
      vec_push(scratch, named, value);
    else
      vec_push(scratch, args, value);
  } while (liq__take_mark(m, ','));
  return true;
}

static bool take_filter(liq__markup *m, use_list *uses) {
  sv name;
  liq__exprs args = {0}, named = {0};
  key_list names = {0};
  if (!liq__need_name(m, &name)) return false;
  if (liq__take_mark(m, ':') && !take_arguments(m, &args, &names, &named)) return false;
  liq__use use;
  if (!liq__use_of(m->p, name, args.at, args.len, names.at, named.at, named.len, &use)) {
    return false;
  }
  vec_push(m->p->scratch, uses, use);
  return true;
}

static const liq__output *strict_output(liq__parser *p, sv markup) {
  liq__markup m = liq__markup_of(p, markup);
  liq__output *out = arena_new(p->memory, liq__output);
  if (m.token.kind == LIQ_TOKEN_END) return out;
  out->input = liq__expression(&m, false);
  if (!out->input) return NULL;
  use_list uses = {0};
  while (liq__take_mark(&m, '|')) {
    if (!take_filter(&m, &uses)) return NULL;
  }
  if (!liq__need_end(&m)) return NULL;
  out->uses = liq__keep(p, uses.at, uses.len, sizeof *uses.at);
  out->count = (uint32_t)uses.len;
  return out;
}

const liq__output *liq__output_of(liq__parser *p, sv markup) {
  const liq__output *out = strict_output(p, markup);
  if (!out && p->set->mode == LIQ_LAX) return liq__lax_output(p, markup);
  return out;
}
