/* What stands beside a run of signs, to tell an opening one from a closing one (CommonMark 0.30,
 * section 6.2: left- and right-flanking). */
#ifndef PAMPHLET_MARKDOWN_BESIDE_H
#define PAMPHLET_MARKDOWN_BESIDE_H

#include "markdown/internal.h"

typedef enum beside { BESIDE_SPACE, BESIDE_SIGN, BESIDE_LETTER } beside;

/* The character that ends before `at` (at > 0), and the one that starts there (at < length). */
beside beside_before(sv text, size_t at);
beside beside_after(sv text, size_t at);

/* What is seen past the end of a text node, `before` or behind it: a blank at the line's end, a
 * bare address, else a sign of markup. */
beside beside_edge(cmark_node *neighbour, cmark_node *parent, bool before);

/* Left-flanking; right-flanking is the same with the sides exchanged. */
static inline bool beside_opens(beside before, beside after) {
  return after != BESIDE_SPACE && (after != BESIDE_SIGN || before != BESIDE_LETTER);
}

#endif
