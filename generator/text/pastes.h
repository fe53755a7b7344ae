/* Text pasted from a word processor or a web page, where Markdown wants something else typed:
 * bullets typed as "•", headings as bare lines, addresses without link marks. Found over plain
 * lines, so that a build can warn and `pamphlet check --fix` can rewrite.
 *
 * Rewriting every paste of a text loses none of its words, and a second look finds nothing. */
#ifndef PAMPHLET_TEXT_PASTES_H
#define PAMPHLET_TEXT_PASTES_H

#include "base/vec.h"

typedef enum paste_kind {
  PASTE_BULLET,  /* "• Soreness": becomes "- Soreness" */
  PASTE_HEADING, /* "Final Thoughts" alone in its paragraph: becomes "## Final Thoughts" */
  PASTE_ADDRESS  /* "https://example.org/": becomes "<https://example.org/>" */
} paste_kind;

typedef struct paste {
  paste_kind kind;
  size_t offset, length; /* what to show: the bullet, the line, the address */
  size_t from, until;    /* what to replace, equal for an insertion */
  sv replacement;        /* in the arena */
} paste;
typedef VEC(paste) paste_list;

/* Every paste of the text from `start` on (behind front matter), in order; offsets count from
 * the beginning of the text. Fenced code, indented code (a typed bullet starts none), code spans,
 * comments and link targets are passed over. */
void pastes_find(arena *a, sv text, size_t start, paste_list *out);

/* The text with each paste replaced. */
sv pastes_apply(arena *a, sv text, const paste_list *found);

#endif
