/* Tags that repeat: for, tablerow, cycle. */
#include "liquid/markup.h"

static void set_attribute(liq__loop *loop, sv key, const liq__expr *value) {
  if (sv_is(key, "limit")) loop->limit = value;
  if (sv_is(key, "offset")) loop->offset = value;
  if (sv_is(key, "cols")) loop->cols = value;
}

static bool allowed(liq__parser *p, sv key, bool table) {
  if (sv_is(key, "limit") || sv_is(key, "offset")) return true;
  if (table && (sv_is(key, "cols") || sv_is(key, "range"))) return true;
  return liq__refuse(
      p, DIAG_LQ001, key,
      table ? "a tablerow takes cols, limit and offset" : "a loop takes limit, offset and reversed",
      "\"%.*s\" means nothing to a loop", SV_ARG(key));
}

static bool strict_attributes(liq__markup *m, liq__loop *loop, bool table) {
  while (liq__at_mark(m, ',') || m->token.kind == LIQ_TOKEN_NAME) {
    liq__take_mark(m, ',');
    sv key;
    if (m->token.kind == LIQ_TOKEN_END && (table || m->p->set->mode == LIQ_SITE)) break;
    if (!liq__need_name(m, &key) || !allowed(m->p, key, table) || !liq__need_mark(m, ':')) {
      return false;
    }
    if (!table && sv_is(key, "offset") && liq__take_name(m, "continue")) {
      loop->go_on = true;
      continue;
    }
    const liq__expr *value = liq__expression(m, false);
    if (!value) return false;
    set_attribute(loop, key, value);
  }
  return liq__need_end(m);
}

static bool strict_loop(liq__parser *p, sv markup, liq__loop *loop, bool table) {
  liq__markup m = liq__markup_of(p, markup);
  sv variable, collection;
  if (!liq__need_name(&m, &variable)) return false;
  if (!liq__take_name(&m, "in")) {
    return m.token.kind != LIQ_TOKEN_BAD &&
           liq__refuse(p, DIAG_LQ001, m.token.text.len ? m.token.text : markup,
                       "a loop is written {% for item in list %}", "a loop without \"in\"");
  }
  loop->collection = liq__expression_text(&m, &collection);
  if (!loop->collection) return false;
  loop->variable = liq__variable(p->set, variable);
  loop->name = arena_cat(p->memory, (sv[]){variable, SV("-"), collection}, 3);
  loop->reversed = !table && liq__take_name(&m, "reversed");
  return strict_attributes(&m, loop, table);
}

static size_t space_at(sv s, size_t at) {
  size_t i = at;
  while (i < s.len && liq__is_space(s.at[i])) i++;
  return i - at;
}

/* `name in` at the head; the offset behind it, or 0. */
static size_t lax_head(sv markup, sv *variable) {
  size_t at = 0;
  while (at < markup.len && (liq__is_word(markup.at[at]) || markup.at[at] == '-')) at++;
  *variable = sv_first(markup, at);
  size_t space = space_at(markup, at);
  if (!at || !space || !sv_starts(sv_skip(markup, at + space), SV("in"))) return 0;
  at += space + 2;
  space = space_at(markup, at);
  return space ? at + space : 0;
}

static bool lax_loop(liq__parser *p, sv markup, liq__loop *loop, bool table) {
  sv variable, key, value;
  size_t at = lax_head(markup, &variable), from = 0;
  bool there = at && liq__starts_fragment(sv_skip(markup, at));
  sv collection = there ? liq__fragments(markup, &at) : SV("");
  if (!collection.len) {
    return liq__refuse(p, DIAG_LQ001, markup, "a loop is written {% for item in list %}",
                       "a loop without \"in\"");
  }
  loop->variable = liq__variable(p->set, variable);
  loop->name = arena_cat(p->memory, (sv[]){variable, SV("-"), collection}, 3);
  loop->collection = liq__lax_expression(p, collection, false);
  at += space_at(markup, at);
  loop->reversed = !table && sv_starts(sv_skip(markup, at), SV("reversed"));
  while (liq__lax_attribute(markup, &from, &key, &value)) {
    if (!table && sv_is(key, "offset") && sv_is(value, "continue"))
      loop->go_on = true;
    else
      set_attribute(loop, key, liq__lax_expression(p, value, false));
  }
  return true;
}

static const liq__loop *loop_of(liq__parser *p, const liq__piece *tag, bool table) {
  liq__loop *loop = arena_new(p->memory, liq__loop);
  bool lax = p->set->mode == LIQ_LAX || (table && p->set->mode == LIQ_STRICT);
  bool good =
      lax ? lax_loop(p, tag->markup, loop, table) : strict_loop(p, tag->markup, loop, table);
  if (!good) {
    liq__report(p);
    loop->collection = liq__constant(p, tag->name, val_nil());
  }
  loop->name_number = liq__loop_number(p->set, loop->name);
  p->set->uses_continue = p->set->uses_continue || loop->go_on;
  return loop;
}

void liq__tag_for(liq__parser *p, const liq__piece *tag) {
  static const char *const with_else[] = {"else", NULL}, *const without[] = {NULL};
  liq__block block;
  liq__piece stop;
  const liq__loop *loop = loop_of(p, tag, false);
  liq__block_open(p, &block, tag);
  uint32_t op = liq__emit(
      p, (liq__op){.code = LIQ_OP_FOR, .place = liq__place_of(p, tag->name), .as.loop = loop});
  bool otherwise = liq__block_part(p, &block, with_else, &stop);
  p->ops.at[op].to = (uint32_t)p->ops.len;
  if (otherwise) liq__block_part(p, &block, without, &stop);
  p->ops.at[op].end = (uint32_t)p->ops.len;
  p->ops.at[op].blank = block.blank;
  liq__block_close(p, &block, true);
}

void liq__tag_tablerow(liq__parser *p, const liq__piece *tag) {
  liq__block block;
  liq__piece stop;
  const liq__loop *loop = loop_of(p, tag, true);
  liq__block_open(p, &block, tag);
  uint32_t op = liq__emit(
      p, (liq__op){.code = LIQ_OP_TABLEROW, .place = liq__place_of(p, tag->name), .as.loop = loop});
  liq__block_part(p, &block, (const char *const[]){NULL}, &stop);
  p->ops.at[op].end = (uint32_t)p->ops.len;
  liq__block_close(p, &block, false);
}

static bool strict_cycle(liq__parser *p, sv markup, liq__cycle *cycle, liq__exprs *values) {
  liq__markup m = liq__markup_of(p, markup);
  const liq__expr *e = liq__expression(&m, false);
  if (!e) return false;
  if (liq__take_mark(&m, ':')) {
    cycle->group = e;
    e = liq__expression(&m, false);
    if (!e) return false;
  }
  vec_push(p->scratch, values, e);
  while (liq__take_mark(&m, ',')) {
    if (m.token.kind == LIQ_TOKEN_END) break;
    e = liq__expression(&m, false);
    if (!e) return false;
    vec_push(p->scratch, values, e);
  }
  return liq__need_end(&m);
}

static bool lax_cycle(liq__parser *p, sv markup, liq__cycle *cycle, liq__exprs *values) {
  size_t at = 0;
  sv first = liq__starts_fragment(markup) ? liq__fragment(markup, &at) : SV("");
  size_t colon = at + space_at(markup, at);
  /* A colon right behind a bare name is a part of the fragment. */
  if (first.len > 1 && first.at[first.len - 1] == ':') {
    first.len--;
    colon = at - 1;
  }
  if (colon < markup.len && markup.at[colon] == ':') {
    cycle->group = liq__lax_expression(p, first, false);
    markup = sv_skip(markup, colon + 1);
  }
  sv rest = first.len ? markup : (sv){NULL, 0}, piece;
  while (sv_split(&rest, ',', &piece)) {
    at = 0;
    sv value = liq__fragment(piece, &at);
    const liq__expr *e = liq__lax_expression(p, value, false);
    bool nothing = e->kind == LIQ_EXPR_CONSTANT && e->as.constant.kind == VAL_NIL;
    if (!nothing) vec_push(p->scratch, values, e); /* a nil is no value of a cycle */
  }
  return values->len > 0 ||
         liq__refuse(p, DIAG_LQ001, markup, "cycle is written {% cycle 'odd', 'even' %}",
                     "a cycle without values");
}

/* Unnamed cycles of the same literals count together; any other one counts for itself. */
static sv cycle_key(liq__parser *p, const liq__piece *tag, const liq__exprs *values) {
  VEC(sv) pieces = {0};
  for (size_t i = 0; i < values->len; i++) {
    const liq__expr *e = values->at[i];
    if (e->kind != LIQ_EXPR_CONSTANT) {
      return arena_printf(p->memory, "%.*s %zu", SV_ARG(p->template->name),
                          (size_t)(tag->text.at - p->template->source.at));
    }
    vec_push(p->scratch, &pieces,
             sv_make(p->template->source.at + e->place.offset, e->place.length));
    vec_push(p->scratch, &pieces, SV(","));
  }
  return arena_cat(p->memory, pieces.at, pieces.len);
}

void liq__tag_cycle(liq__parser *p, const liq__piece *tag) {
  liq__cycle *cycle = arena_new(p->memory, liq__cycle);
  liq__exprs values = {0};
  bool lax = p->set->mode == LIQ_LAX || p->set->mode == LIQ_STRICT;
  bool good = lax ? lax_cycle(p, tag->markup, cycle, &values)
                  : strict_cycle(p, tag->markup, cycle, &values);
  if (!good) {
    liq__report(p);
  } else {
    cycle->values = liq__keep(p, values.at, values.len, sizeof *values.at);
    cycle->count = (uint32_t)values.len;
    cycle->key = cycle_key(p, tag, &values);
    liq__emit(
        p,
        (liq__op){.code = LIQ_OP_CYCLE, .place = liq__place_of(p, tag->name), .as.cycle = cycle});
  }
  liq__node(p, false);
}
