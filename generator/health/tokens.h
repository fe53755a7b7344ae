/* A text as words for comparing with phrases: folded, hyphens apart, and with the signs % and # as
 * words of their own, since claims are made with them ("100 %", "#1"). */
#ifndef PAMPHLET_HEALTH_TOKENS_H
#define PAMPHLET_HEALTH_TOKENS_H

#include "base/vec.h"

struct known_word; /* health/lexicon.h */
struct lexicon;

typedef struct token {
  sv raw; /* a view of the text */
  struct known_word *known;
} token;
typedef VEC(token) token_list;

/* Adds the tokens of the text; they hold as long as the lexicon's words. */
void tokens_read(struct lexicon *words, arena *a, sv text, token_list *out);

/* The stretch of the text from the first to the last of `count` tokens. */
sv tokens_span(const token *first, size_t count);

#endif
