/* Tags that choose or leave: if, unless, case, ifchanged, break, continue. */
#include "liquid/markup.h"

typedef VEC(uint32_t) jump_list;
typedef VEC(liq__branch) branch_list;

static const liq__condition *never(liq__parser *p) {
  liq__condition *c = arena_new(p->memory, liq__condition);
  c->left = liq__constant(p, sv_first(p->template->source, 0), val_nil());
  return c;
}

static const liq__condition *condition_of(liq__parser *p, const liq__piece *tag) {
  const liq__condition *c = NULL;
  if (p->set->mode == LIQ_LAX) {
    c = liq__lax_conditions(p, tag->markup);
  } else {
    liq__markup m = liq__markup_of(p, tag->markup);
    if (m.token.kind == LIQ_TOKEN_END) {
      liq__refuse(p, DIAG_LQ001, tag->name, NULL, "\"%.*s\" without a condition",
                  SV_ARG(tag->name));
    } else {
      c = liq__conditions(&m);
    }
  }
  if (c) return c;
  liq__report(p);
  return never(p);
}

static uint32_t branch(liq__parser *p, const liq__piece *tag, liq__code code) {
  const liq__condition *c = condition_of(p, tag);
  return liq__emit(
      p, (liq__op){.code = (uint8_t)code, .place = liq__place_of(p, tag->name), .as.condition = c});
}

/* Each part is [branch to the next part] nodes [jump to the end]. */
void liq__tag_if(liq__parser *p, const liq__piece *tag) {
  static const char *const inner[] = {"elsif", "else", NULL};
  jump_list jumps = {0};
  VEC(uint32_t) branches = {0};
  liq__block block;
  liq__piece stop;
  liq__block_open(p, &block, tag);
  uint32_t last = branch(p, tag, sv_is(tag->name, "if") ? LIQ_OP_BRANCH : LIQ_OP_UNLESS);
  vec_push(p->scratch, &branches, last);
  bool more = liq__block_part(p, &block, inner, &stop);
  while (more) {
    vec_push(p->scratch, &jumps, liq__emit(p, (liq__op){.code = LIQ_OP_JUMP}));
    if (last != LIQ_NO_OP) p->ops.at[last].to = (uint32_t)p->ops.len;
    last = LIQ_NO_OP;
    if (sv_is(stop.name, "elsif")) {
      last = branch(p, &stop, LIQ_OP_BRANCH);
      vec_push(p->scratch, &branches, last);
    }
    more = liq__block_part(p, &block, inner, &stop);
  }
  uint32_t end = (uint32_t)p->ops.len;
  if (last != LIQ_NO_OP) p->ops.at[last].to = end;
  for (size_t i = 0; i < jumps.len; i++) p->ops.at[jumps.at[i]].to = end;
  for (size_t i = 0; i < branches.len; i++) {
    p->ops.at[branches.at[i]].end = end;
    p->ops.at[branches.at[i]].blank = block.blank;
    /* An error is told at the line of the tag that opened the block. */
    p->ops.at[branches.at[i]].place = p->ops.at[branches.at[0]].place;
  }
  liq__block_close(p, &block, true);
}

void liq__tag_ifchanged(liq__parser *p, const liq__piece *tag) {
  liq__block block;
  liq__piece stop;
  liq__block_open(p, &block, tag);
  uint32_t op =
      liq__emit(p, (liq__op){.code = LIQ_OP_IFCHANGED, .place = liq__place_of(p, tag->name)});
  liq__block_part(p, &block, (const char *const[]){NULL}, &stop);
  p->ops.at[op].end = (uint32_t)p->ops.len;
  liq__block_close(p, &block, false);
}

static const liq__expr *subject_of(liq__parser *p, const liq__piece *tag) {
  const liq__expr *e = NULL;
  size_t at = 0;
  if (p->set->mode == LIQ_LAX || p->set->mode == LIQ_STRICT) {
    sv fragment = liq__fragment(tag->markup, &at);
    if (fragment.len)
      e = liq__lax_expression(p, fragment, false);
    else
      liq__refuse(p, DIAG_LQ001, tag->name, NULL, "\"case\" without a value");
  } else {
    liq__markup m = liq__markup_of(p, tag->markup);
    e = liq__expression(&m, false);
    if (e && !liq__need_end(&m)) e = NULL;
  }
  if (e) return e;
  liq__report(p);
  return liq__constant(p, tag->name, val_nil());
}

/* `when a, b or c`. */
static bool strict_values(liq__parser *p, sv markup, liq__exprs *values) {
  liq__markup m = liq__markup_of(p, markup);
  do {
    const liq__expr *e = liq__expression(&m, true);
    if (!e) return false;
    vec_push(p->scratch, values, e);
  } while (liq__take_name(&m, "or") || liq__take_mark(&m, ','));
  return liq__need_end(&m);
}

/* The `or` or comma behind a value, with what must follow it; false: the list ends there. */
static bool lax_separator(sv markup, size_t *at) {
  size_t i = *at;
  while (i < markup.len && liq__is_space(markup.at[i])) i++;
  bool space = i > *at;
  if (i < markup.len && markup.at[i] == ',') {
    *at = i + 1;
    return true;
  }
  if (!space || !sv_starts(sv_skip(markup, i), SV("or"))) return false;
  if (i + 2 >= markup.len || !liq__is_space(markup.at[i + 2])) return false;
  *at = i + 2;
  return true;
}

static bool lax_values(liq__parser *p, sv markup, liq__exprs *values) {
  size_t at = 0;
  do {
    size_t start = at;
    sv fragment = liq__fragment(markup, &at);
    if (!fragment.len) {
      return values->len && start
                 ? true
                 : liq__refuse(p, DIAG_LQ001, markup, NULL, "\"when\" without a value");
    }
    const liq__expr *e = liq__lax_expression(p, fragment, true);
    vec_push(p->scratch, values, e);
  } while (lax_separator(markup, &at));
  return true;
}

static liq__branch branch_of(liq__parser *p, const liq__piece *tag) {
  liq__branch b = {.otherwise = sv_is(tag->name, "else")};
  liq__exprs values = {0};
  bool good = true;
  if (b.otherwise) {
    good = sv_trim(tag->markup).len == 0 ||
           liq__refuse(p, DIAG_LQ001, sv_trim(tag->markup), "use `when` for a value",
                       "\"else\" takes nothing behind its name");
  } else if (p->set->mode == LIQ_LAX || p->set->mode == LIQ_STRICT) {
    good = lax_values(p, tag->markup, &values);
  } else {
    good = strict_values(p, tag->markup, &values);
  }
  if (!good) liq__report(p);
  b.values = liq__keep(p, values.at, values.len, sizeof *values.at);
  b.count = (uint32_t)values.len;
  return b;
}

void liq__tag_case(liq__parser *p, const liq__piece *tag) {
  static const char *const inner[] = {"when", "else", NULL};
  branch_list branches = {0};
  liq__block block;
  liq__piece stop;
  liq__case *cases = arena_new(p->memory, liq__case);
  cases->subject = subject_of(p, tag);
  liq__block_open(p, &block, tag);
  uint32_t op = liq__emit(
      p, (liq__op){.code = LIQ_OP_CASE, .place = liq__place_of(p, tag->name), .as.cases = cases});
  bool more = liq__block_part(p, &block, inner, &stop); /* before the first `when`: never run */
  while (more) {
    liq__branch b = branch_of(p, &stop);
    b.from = (uint32_t)p->ops.len;
    more = liq__block_part(p, &block, inner, &stop);
    b.to = (uint32_t)p->ops.len;
    vec_push(p->scratch, &branches, b);
  }
  cases->branches = liq__keep(p, branches.at, branches.len, sizeof *branches.at);
  cases->count = (uint32_t)branches.len;
  p->ops.at[op].end = (uint32_t)p->ops.len;
  p->ops.at[op].blank = block.blank;
  liq__block_close(p, &block, true);
}

void liq__tag_interrupt(liq__parser *p, const liq__piece *tag) {
  bool stop = sv_is(tag->name, "break");
  liq__emit(p, (liq__op){.code = stop ? LIQ_OP_BREAK : LIQ_OP_CONTINUE,
                         .place = liq__place_of(p, tag->name)});
  liq__node(p, false);
}
