/* Markup as the reference's lax mode reads it: by patterns that take what they find and pass
 * over the rest. Only conformance data asks for it. */
#include <stdlib.h>

#include "liquid/markup.h"

/* The length of a quoted text at the head, or 0. */
static size_t quoted_length(sv s) {
  if (s.len < 2 || (s.at[0] != '"' && s.at[0] != '\'')) return 0;
  size_t close = sv_find_byte(s, s.at[0], 1);
  return close == SV_NONE ? 0 : close + 1;
}

static bool plain_byte(char c) {
  return !liq__is_space(c) && c != ',' && c != '|' && c != '\'' && c != '"';
}

/* A run of bytes and quoted texts. */
static size_t run_length(sv s) {
  size_t len = 0;
  while (len < s.len) {
    size_t quoted = quoted_length(sv_skip(s, len));
    if (quoted)
      len += quoted;
    else if (plain_byte(s.at[len]))
      len++;
    else
      break;
  }
  return len;
}

bool liq__starts_fragment(sv s) {
  return s.len && (plain_byte(s.at[0]) || quoted_length(s));
}

static sv take_fragment(sv markup, size_t *at, bool run) {
  while (*at < markup.len && !liq__starts_fragment(sv_skip(markup, *at))) (*at)++;
  sv rest = sv_skip(markup, *at);
  size_t quoted = run ? 0 : quoted_length(rest);
  sv fragment = sv_first(rest, quoted ? quoted : run_length(rest));
  *at += fragment.len;
  return fragment;
}

sv liq__fragment(sv markup, size_t *at) {
  return take_fragment(markup, at, false);
}

sv liq__fragments(sv markup, size_t *at) {
  return take_fragment(markup, at, true);
}

bool liq__lax_attribute(sv markup, size_t *at, sv *key, sv *value) {
  for (size_t i = *at; i < markup.len; i++) {
    if (!liq__is_word(markup.at[i])) continue;
    size_t end = i;
    while (end < markup.len && (liq__is_word(markup.at[end]) || markup.at[end] == '-')) end++;
    *key = sv_make(markup.at + i, end - i);
    i = end;
    while (end < markup.len && liq__is_space(markup.at[end])) end++;
    if (end >= markup.len || markup.at[end] != ':') {
      i--;
      continue;
    }
    end++;
    while (end < markup.len && liq__is_space(markup.at[end])) end++;
    if (!liq__starts_fragment(sv_skip(markup, end))) continue;
    *at = end;
    *value = liq__fragment(markup, at);
    return true;
  }
  return false;
}

/* "(a..b)" taken apart at its last "..". */
static bool split_range(sv s, sv *low, sv *high) {
  if (s.len < 5 || s.at[0] != '(' || s.at[s.len - 1] != ')') return false;
  sv in = sv_make(s.at + 1, s.len - 2);
  for (size_t i = in.len - 1; i > 0; i--) {
    if (in.at[i] != '.' || in.at[i - 1] != '.') continue;
    *low = sv_trim(sv_first(in, i - 1));
    *high = sv_trim(sv_skip(in, i + 1));
    return low->len && high->len;
  }
  return false;
}

/* Digits and dots, from which the number up to a second dot counts. */
static bool number_prefix(sv s, sv *number) {
  size_t i = s.len && s.at[0] == '-', dots = 0, end = s.len;
  if (i >= s.len || !liq__is_digit(s.at[i])) return false;
  for (; i < s.len; i++) {
    if (s.at[i] == '.') {
      if (++dots == 2) end = i;
    } else if (!liq__is_digit(s.at[i])) {
      return false;
    }
  }
  *number = sv_first(s, end);
  return true;
}

/* The length of a bracketed stretch at the head, brackets inside it balanced, or 0. It gives up
 * where no expression is that deep, so that a row of brackets is not gone through for each. */
static size_t bracket_length(sv s) {
  size_t open = 0;
  for (size_t i = 0; i < s.len && open <= LIMIT_LIQUID_DEPTH; i++) {
    if (s.at[i] == '[') open++;
    if (s.at[i] == ']' && --open == 0) return i + 1;
  }
  return 0;
}

static bool next_segment(sv s, size_t *at, sv *segment) {
  for (; *at < s.len; (*at)++) {
    sv rest = sv_skip(s, *at);
    size_t len = 0;
    if (rest.at[0] == '[') {
      len = bracket_length(rest);
    } else {
      while (len < rest.len && (liq__is_word(rest.at[len]) || rest.at[len] == '-')) len++;
      if (len && len < rest.len && rest.at[len] == '?') len++;
    }
    if (!len) continue;
    *segment = sv_first(rest, len);
    *at += len;
    return true;
  }
  return false;
}

static const liq__expr *index_of(liq__parser *p, sv segment) {
  return liq__lax_expression(p, sv_make(segment.at + 1, segment.len - 2), false);
}

static const liq__expr *lax_path(liq__parser *p, sv markup) {
  VEC(liq__step) steps = {0};
  sv segment;
  size_t at = 0;
  liq__expr *e = arena_new(p->memory, liq__expr);
  e->kind = LIQ_EXPR_PATH;
  e->place = liq__place_of(p, markup);
  e->as.path.variable = LIQ_NO_VARIABLE;
  if (!next_segment(markup, &at, &segment)) return liq__constant(p, markup, val_nil());
  if (segment.at[0] == '[')
    e->as.path.root = index_of(p, segment);
  else
    e->as.path.variable = liq__variable(p->set, segment);
  while (next_segment(markup, &at, &segment)) {
    liq__step step = liq__step_of(segment);
    if (segment.at[0] == '[') step = (liq__step){.index = index_of(p, segment)};
    vec_push(p->scratch, &steps, step);
  }
  e->as.path.steps = liq__keep(p, steps.at, steps.len, sizeof *steps.at);
  e->as.path.count = (uint32_t)steps.len;
  return e;
}

static bool all_name(sv s) {
  for (size_t i = 0; i < s.len; i++) {
    if (!liq__is_word(s.at[i])) return false;
  }
  return s.len > 0;
}

static const liq__expr *lax_expression(liq__parser *p, sv s, bool condition) {
  sv low, high, number;
  if (s.len == 0) return liq__constant(p, s, val_nil());
  if (s.len >= 2 && (s.at[0] == '"' || s.at[0] == '\'') && s.at[s.len - 1] == s.at[0]) {
    return liq__constant(p, s, liq__own_text(sv_make(s.at + 1, s.len - 2)));
  }
  if (number_prefix(s, &number)) {
    return liq__constant(p, s, liq__number_of(number));
  }
  if (split_range(s, &low, &high)) {
    return liq__range_of(p, s, liq__lax_expression(p, low, false),
                         liq__lax_expression(p, high, false));
  }
  return all_name(s) ? liq__word(p, s, condition) : lax_path(p, s);
}

const liq__expr *liq__lax_expression(liq__parser *p, sv markup, bool condition) {
  /* Deeper brackets than any template has read as nothing. */
  if (p->depth >= LIMIT_LIQUID_DEPTH) return liq__constant(p, markup, val_nil());
  p->depth++;
  const liq__expr *e = lax_expression(p, sv_trim(markup), condition);
  p->depth--;
  return e;
}

typedef VEC(val_key) key_list;

/* A filter and what follows its name: `name: a, key: b`. */
static bool lax_filter(liq__parser *p, sv text, liq__use *use) {
  liq__exprs args = {0}, named = {0};
  key_list names = {0};
  size_t at = 0;
  while (at < text.len && !liq__is_word(text.at[at])) at++;
  size_t end = at;
  while (end < text.len && liq__is_word(text.at[end])) end++;
  if (end == at) return false;
  sv name = sv_make(text.at + at, end - at);
  for (at = end; at < text.len;) {
    if (text.at[at] != ':' && text.at[at] != ',') {
      size_t quoted = quoted_length(sv_skip(text, at));
      at += quoted ? quoted : 1;
      continue;
    }
    at++;
    while (at < text.len && liq__is_space(text.at[at])) at++;
    if (!liq__starts_fragment(sv_skip(text, at))) continue;
    sv key = SV(""), value;
    size_t from = at, word = at;
    while (word < text.len && (liq__is_word(text.at[word]) || text.at[word] == '-')) word++;
    size_t colon = word;
    while (colon < text.len && liq__is_space(text.at[colon])) colon++;
    if (word > from && colon < text.len && text.at[colon] == ':') {
      key = sv_make(text.at + from, word - from);
      at = colon + 1;
    }
    value = liq__fragment(text, &at);
    const liq__expr *e = liq__lax_expression(p, value, false);
    if (key.len) {
      vec_push(p->scratch, &names, val_key_of(key));
      vec_push(p->scratch, &named, e);
    } else {
      vec_push(p->scratch, &args, e);
    }
  }
  return liq__use_of(p, name, args.at, args.len, names.at, named.at, named.len, use);
}

/* Up to the next pipe outside quotes. */
static sv next_filter(sv rest, size_t *at) {
  size_t from = *at, i = from;
  while (i < rest.len && rest.at[i] != '|') {
    size_t quoted = quoted_length(sv_skip(rest, i));
    i += quoted ? quoted : 1;
  }
  *at = i + 1;
  return sv_make(rest.at + from, i - from);
}

const liq__output *liq__lax_output(liq__parser *p, sv markup) {
  liq__output *out = arena_new(p->memory, liq__output);
  VEC(liq__use) uses = {0};
  size_t at = 0;
  sv input = liq__fragment(markup, &at);
  if (!input.len) return out;
  out->input = liq__lax_expression(p, input, false);
  size_t pipe = sv_find_byte(markup, '|', at);
  if (pipe == SV_NONE) return out;
  for (at = pipe + 1; at < markup.len;) {
    liq__use use;
    if (lax_filter(p, next_filter(markup, &at), &use)) vec_push(p->scratch, &uses, use);
  }
  out->uses = liq__keep(p, uses.at, uses.len, sizeof *uses.at);
  out->count = (uint32_t)uses.len;
  return out;
}

/* The next word, quoted texts whole. */
static sv next_word(sv markup, size_t *at) {
  while (*at < markup.len && liq__is_space(markup.at[*at])) (*at)++;
  size_t from = *at, i = from;
  while (i < markup.len && !liq__is_space(markup.at[i])) {
    size_t quoted = quoted_length(sv_skip(markup, i));
    i += quoted ? quoted : 1;
  }
  *at = i;
  return sv_make(markup.at + from, i - from);
}

static bool comparison_byte(char c) {
  return c == '=' || c == '!' || c == '<' || c == '>' || c == '_' || (c >= 'a' && c <= 'z');
}

/* `left operator right`, the last two optional. */
static bool lax_comparison(liq__parser *p, sv text, liq__condition *c) {
  size_t at = 0;
  sv left = liq__fragment(text, &at);
  if (!left.len) return false;
  c->left = liq__lax_expression(p, left, true);
  while (at < text.len && liq__is_space(text.at[at])) at++;
  size_t end = at;
  while (end < text.len && comparison_byte(text.at[end])) end++;
  if (end == at) return true;
  c->comparison_text = sv_make(text.at + at, end - at);
  c->comparison = (uint8_t)liq__comparison_of(c->comparison_text);
  at = end;
  while (at < text.len && liq__is_space(text.at[at])) at++;
  sv rest = sv_skip(text, at);
  at = 0;
  c->right =
      liq__lax_expression(p, liq__starts_fragment(rest) ? liq__fragment(rest, &at) : SV(""), true);
  return true;
}

const liq__condition *liq__lax_conditions(liq__parser *p, sv markup) {
  liq__condition *first = arena_new(p->memory, liq__condition), *c = first;
  size_t at = 0, from = 0;
  for (;;) {
    size_t before = at;
    sv word = next_word(markup, &at);
    bool and = sv_is(word, "and"), or = sv_is(word, "or");
    if (word.len && !and&&! or) continue;
    if (!lax_comparison(p, sv_make(markup.at + from, before - from), c)) {
      liq__refuse(p, DIAG_LQ001, markup, "a condition is written {% if name == value %}",
                  "a condition that cannot be read");
      return NULL;
    }
    if (!word.len) return first;
    c->junction = and? LIQ_AND : LIQ_OR;
    liq__condition *next = arena_new(p->memory, liq__condition);
    c->next = next;
    c = next;
    from = at;
  }
}
