/* A text as words for comparing with phrases: folded, hyphens apart, and with the signs % and # as
 * words of their own, since claims are made with them ("100 %", "#1"). */
#ifndef PAMPHLET_HEALTH_TOKENS_H
#define PAMPHLET_HEALTH_TOKENS_H

#include "base/vec.h"

typedef struct token {
  sv raw;    /* a view of the text */
  sv folded; /* "Can't" is "cant" */
} token;
typedef VEC(token) token_list;

/* Adds the tokens of the text. */
void tokens_read(arena *a, sv text, token_list *out);

/* The stretch of the text from the first to the last of `count` tokens. */
sv tokens_span(const token *first, size_t count);

#endif
