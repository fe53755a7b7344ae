/* Inside the engine: what stands in tags and outputs, read token by token (strict) or as the
 * reference's lax mode reads it. */
#ifndef PAMPHLET_LIQUID_MARKUP_H
#define PAMPHLET_LIQUID_MARKUP_H

#include "liquid/parse.h"

typedef enum liq__token_kind {
  LIQ_TOKEN_END,
  LIQ_TOKEN_NAME,
  LIQ_TOKEN_STRING,
  LIQ_TOKEN_NUMBER,
  LIQ_TOKEN_COMPARISON,
  LIQ_TOKEN_DOTDOT,
  LIQ_TOKEN_MARK, /* one of | . : , [ ] ( ) ? - */
  LIQ_TOKEN_BAD   /* reported in the parser's trouble */
} liq__token_kind;

typedef struct liq__token {
  liq__token_kind kind;
  sv text;
} liq__token;

typedef struct liq__markup {
  liq__parser *p;
  sv text;
  size_t at;
  liq__token token;
} liq__markup;

/* Stands at the first token. */
liq__markup liq__markup_of(liq__parser *p, sv text);
void liq__markup_next(liq__markup *m);

bool liq__at_mark(const liq__markup *m, char mark);
bool liq__at_name(const liq__markup *m, const char *name);
/* A name with a colon behind it. */
bool liq__at_key(const liq__markup *m);

/* Take the token if it is there. */
bool liq__take_mark(liq__markup *m, char mark);
bool liq__take_name(liq__markup *m, const char *name);

/* Take it or be in trouble (false). */
bool liq__need_mark(liq__markup *m, char mark);
bool liq__need_name(liq__markup *m, sv *name);
bool liq__need_end(liq__markup *m);

/* An expression; NULL: trouble. In a condition `blank` and `empty` are more than "". */
const liq__expr *liq__expression(liq__markup *m, bool condition);
/* Its text without white space between the tokens. */
const liq__expr *liq__expression_text(liq__markup *m, sv *text);

const liq__condition *liq__conditions(liq__markup *m);

/* An expression with filters; NULL: trouble. Lax mode falls back on the lax reading. */
const liq__output *liq__output_of(liq__parser *p, sv markup);

/* Builds a filter's use from its parts; reports what site mode does not allow. */
bool liq__use_of(liq__parser *p, sv name, const liq__expr *const *args, size_t count,
                 const val_key *names, const liq__expr *const *named, size_t named_count,
                 liq__use *out);

const liq__expr *liq__constant(liq__parser *p, sv where, val value);
/* A name alone: nil, true, blank, …, or a variable. */
const liq__expr *liq__word(liq__parser *p, sv word, bool condition);
/* A number's text: an integer, or a decimal. */
val liq__number_of(sv text);
const liq__expr *liq__range_of(liq__parser *p, sv where, const liq__expr *low,
                               const liq__expr *high);
liq__step liq__step_of(sv name);
liq__comparison liq__comparison_of(sv text);

/* The lax readings. */
typedef VEC(const liq__expr *) liq__exprs;

/* The next value at or after *at: a quoted text or a run without blanks; `fragments` takes
 * neighbours together. */
sv liq__fragment(sv markup, size_t *at);
sv liq__fragments(sv markup, size_t *at);
bool liq__starts_fragment(sv s);
const liq__expr *liq__lax_expression(liq__parser *p, sv markup, bool condition);
const liq__output *liq__lax_output(liq__parser *p, sv markup);
const liq__condition *liq__lax_conditions(liq__parser *p, sv markup);
/* The next `key: value` at or after *at. */
bool liq__lax_attribute(sv markup, size_t *at, sv *key, sv *value);

#endif
