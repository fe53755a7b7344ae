/* render and include. */
#include "liquid/markup.h"

typedef VEC(liq__argument) argument_list;

static bool is_string(const liq__expr *e) {
  return e->kind == LIQ_EXPR_CONSTANT && val_is_text(e->as.constant);
}

static bool name_wanted(liq__parser *p, sv where, bool isolated) {
  return liq__refuse(p, DIAG_LQ001, where,
                     isolated ? "render is written {% render 'name' %}"
                              : "include is written {% include 'name' %}",
                     "the name of a partial is a text in quotes");
}

static void add_argument(liq__parser *p, argument_list *list, sv key, const liq__expr *value) {
  vec_push(p->scratch, list, (liq__argument){liq__variable(p->set, key), value});
}

static bool strict_arguments(liq__markup *m, argument_list *list) {
  liq__take_mark(m, ',');
  while (m->token.kind == LIQ_TOKEN_NAME) {
    sv key;
    if (!liq__need_name(m, &key) || !liq__need_mark(m, ':')) return false;
    const liq__expr *value = liq__expression(m, false);
    if (!value) return false;
    add_argument(m->p, list, key, value);
    liq__take_mark(m, ',');
  }
  return liq__need_end(m);
}

static bool strict_partial(liq__parser *p, sv markup, liq__partial *partial, bool isolated,
                           argument_list *list) {
  liq__markup m = liq__markup_of(p, markup);
  if (isolated && m.token.kind != LIQ_TOKEN_STRING) {
    return m.token.kind != LIQ_TOKEN_BAD && name_wanted(p, markup, isolated);
  }
  partial->name = liq__expression(&m, false);
  if (!partial->name) return false;
  partial->each = liq__take_name(&m, "for");
  if (partial->each || liq__take_name(&m, "with")) {
    partial->with = liq__expression(&m, false);
    if (!partial->with) return false;
  }
  if (liq__take_name(&m, "as") && !liq__need_name(&m, &partial->alias)) return false;
  return strict_arguments(&m, list);
}

/* A word on its own at *at, white space before it; goes past it. */
static bool lax_word(sv markup, size_t *at, const char *word) {
  size_t from = *at;
  while (from < markup.len && liq__is_space(markup.at[from])) from++;
  size_t end = from + strlen(word);
  if (from == *at || !sv_starts(sv_skip(markup, from), sv_of(word))) return false;
  if (end >= markup.len || !liq__is_space(markup.at[end])) return false;
  *at = end;
  return true;
}

static bool lax_partial(liq__parser *p, sv markup, liq__partial *partial, bool isolated,
                        argument_list *list) {
  size_t at = 0;
  sv name = liq__fragments(markup, &at), key, value;
  if (!name.len) return name_wanted(p, markup, isolated);
  partial->name = liq__lax_expression(p, name, false);
  if (isolated && !is_string(partial->name)) return name_wanted(p, name, isolated);
  partial->each = lax_word(markup, &at, "for");
  if (partial->each || lax_word(markup, &at, "with")) {
    partial->with = liq__lax_expression(p, liq__fragments(markup, &at), false);
  }
  if (lax_word(markup, &at, "as")) {
    while (at < markup.len && liq__is_space(markup.at[at])) at++;
    size_t end = at;
    while (end < markup.len && (liq__is_word(markup.at[end]) || markup.at[end] == '-')) end++;
    partial->alias = sv_make(markup.at + at, end - at);
  }
  at = 0;
  while (liq__lax_attribute(markup, &at, &key, &value)) {
    add_argument(p, list, key, liq__lax_expression(p, value, false));
  }
  return true;
}

/* The variable that `with` and `for` fill is named like the partial: its last part. */
static void intern_names(liq__parser *p, const liq__partial *partial) {
  if (partial->alias.len) liq__variable(p->set, partial->alias);
  if (partial->name && is_string(partial->name)) {
    sv name = val_text(partial->name->as.constant);
    size_t slash = sv_find_last_byte(name, '/');
    liq__variable(p->set, name);
    liq__variable(p->set, slash == SV_NONE ? name : sv_skip(name, slash + 1));
  }
}

void liq__tag_partial(liq__parser *p, const liq__piece *tag) {
  bool isolated = sv_is(tag->name, "render");
  liq__partial *partial = arena_new(p->memory, liq__partial);
  argument_list list = {0};
  bool lax = p->set->mode == LIQ_LAX || p->set->mode == LIQ_STRICT;
  bool good = lax ? lax_partial(p, tag->markup, partial, isolated, &list)
                  : strict_partial(p, tag->markup, partial, isolated, &list);
  if (!good) {
    liq__report(p);
  } else {
    partial->arguments = liq__keep(p, list.at, list.len, sizeof *list.at);
    partial->count = (uint32_t)list.len;
    intern_names(p, partial);
    liq__emit(p, (liq__op){.code = isolated ? LIQ_OP_RENDER : LIQ_OP_INCLUDE,
                           .place = liq__place_of(p, tag->name),
                           .as.partial = partial});
  }
  liq__node(p, false);
}
