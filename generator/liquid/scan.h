/* Cuts a template into text, {{ outputs }} and {% tags %}, as the reference does: the first
 * closing mark ends a piece, inside quotes too. */
#ifndef PAMPHLET_LIQUID_SCAN_H
#define PAMPHLET_LIQUID_SCAN_H

#include <stdbool.h>

#include "base/sv.h"

typedef enum liq__piece_kind {
  LIQ_PIECE_TEXT,
  LIQ_PIECE_OUTPUT,
  LIQ_PIECE_TAG,
  LIQ_PIECE_UNCLOSED_OUTPUT,
  LIQ_PIECE_UNCLOSED_TAG,
  LIQ_PIECE_NAMELESS_TAG
} liq__piece_kind;

typedef struct liq__piece {
  liq__piece_kind kind;
  sv text;                    /* all of the piece */
  sv name;                    /* of a tag */
  sv markup;                  /* of an output, or a tag behind its name */
  bool trim_left, trim_right; /* {%- and -%} */
} liq__piece;

typedef struct liq__scan {
  sv source;
  size_t at;
  bool lines; /* inside {% liquid %}: a tag a line */
} liq__scan;

/* The next piece; false at the end. */
bool liq__scan_next(liq__scan *scan, liq__piece *piece);

/* Goes past the tag that ends a raw block ("endraw"). What is before it is its text; a tag of
 * the name `refused` (may be empty) before that stops the search. False: never closed. */
bool liq__scan_raw(liq__scan *scan, sv end, sv refused, liq__piece *close, sv *body);

static inline bool liq__is_space(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

static inline bool liq__is_digit(char c) {
  return c >= '0' && c <= '9';
}

/* A letter, a digit, '_': what names are made of. */
static inline bool liq__is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || liq__is_digit(c);
}

/* Without white space (and NULs, as the reference) on its left or right. */
sv liq__trim_left(sv s);
sv liq__trim_right(sv s);

#endif
