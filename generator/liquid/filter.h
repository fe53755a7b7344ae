/* Inside the engine: what the standard filters are made with. A filter reads its call, and
 * gives its result or fails with the reference's message. */
#ifndef PAMPHLET_LIQUID_FILTER_H
#define PAMPHLET_LIQUID_FILTER_H

#include "liquid/eval.h"
#include "liquid/number.h"
#include "liquid/text.h"

enum {
  LIQ_FILTER_NAMED = 1,  /* takes `key: value` arguments */
  LIQ_FILTER_LAMBDA = 2, /* takes a variable's name and a condition on it, as text */
  LIQ_FILTER_STANDS = 4  /* passes what liq__stands is true of, whatever its argument */
};

typedef struct liq__builtin {
  const char *name;
  unsigned least, most; /* arguments besides the input */
  bool (*apply)(liq_call *call, val *out);
  unsigned flags;
} liq__builtin;

/* The families, each ended by a row without a name. */
extern const liq__builtin liq__filters_text[], liq__filters_html[], liq__filters_url[],
    liq__filters_math[], liq__filters_array[], liq__filters_select[], liq__filters_lambda[],
    liq__filters_date[], liq__filters_prose[];

static inline arena *liq__scratch(const liq_call *call) {
  return call->run->scratch;
}

static inline liq__state *liq__state_of(const liq_call *call) {
  return ((const liq__call *)(const void *)call)->state;
}

/* What `default` leaves as it is: neither nil nor false, nor empty. */
static inline bool liq__stands(val v) {
  switch (v.kind) {
    case VAL_NIL: return false;
    case VAL_BOOL: return v.as.boolean;
    case VAL_STR:
    case VAL_SAFE:
    case VAL_ARRAY: return v.len > 0;
    case VAL_OBJECT: return v.as.object->len > 0;
    default: return true;
  }
}

/* An argument, or nil where it was left out. */
static inline val liq__arg(const liq_call *call, size_t number) {
  return number < call->count ? call->args[number] : val_nil();
}

/* Input and arguments as text. */
static inline sv liq__input_text(const liq_call *call) {
  return liq_text(call->run->scratch, call->input);
}

static inline sv liq__arg_text(const liq_call *call, size_t number) {
  return liq_text(call->run->scratch, liq__arg(call, number));
}

/* The value counts as markup in the file that is being rendered. */
bool liq__is_safe(const liq_call *call, val v);

/* Text made from `like`'s: as safe as that. */
val liq__text_like(val like, sv text);

/* Pieces of text one after the other, each safe or not. Where markup and plain text meet, the
 * plain text is escaped, so that the whole is markup. False: too long. */
typedef struct liq__part {
  sv text;
  bool safe;
} liq__part;
bool liq__join(liq_call *call, const liq__part *parts, size_t count, val *out);

/* The integer that an argument means; false after failing with "invalid integer". */
bool liq__arg_integer(liq_call *call, val v, int64_t *out);

/* The items that a filter on lists goes over: arrays flattened, an object alone, a range
 * counted out, nothing for nil, else the value alone. False: too many. */
bool liq__items(liq_call *call, val input, const val **items, size_t *count);

/* Fails for a list beyond LIMIT_LIQUID_ITEMS. */
bool liq__too_many(liq_call *call);

/* Room for a filter's result; false after failing where it would be too large. */
bool liq__room(liq_call *call, size_t size);

/* item[property], as the reference's filters look into items. 1: there; 0: nil;
 * -1: cannot be looked into (a number, say): failed or nothing, as the filter says. */
typedef enum liq__looked { LIQ_LOOKED, LIQ_NOT_LOOKED, LIQ_CANNOT_LOOK } liq__looked;
liq__looked liq__property(liq_call *call, val item, val property, val *out);

#endif
