/* Control characters that stand for the writer's own until our passes are through; they keep the
 * length of what they stand for. */
#ifndef PAMPHLET_MARKDOWN_MARKS_H
#define PAMPHLET_MARKDOWN_MARKS_H

#include "markdown/internal.h"

enum {
  /* 1 to 8: the characters that our passes read meaning into, behind a backslash where the writer
   * escaped them; else inert, as the others from MD__MARK_INERT on. */
  /* Behind a backslash: a pipe inside a table cell, where the backslash is never shown. */
  MD__MARK_PIPE = 0x10,
  /* Signs of a bare address or a citation's label, which libcmark must not read. */
  MD__MARK_INERT = 0x11,
  /* Signs of emphasis that our own pass reads, as they stand among tildes: emphasis.c. */
  MD__MARK_STAR = 0x19,
  /* Behind a backslash: a control character of the writer's own. */
  MD__MARK_LOST = 0x1A,
  MD__MARK_UNDERSCORE = 0x1B,
  /* In an address whose end is known: hide.c. */
  MD__MARK_COLON = 0x1C,
  MD__MARK_W = 0x1D,
  /* In what is no address. */
  MD__MARK_NO_W = 0x1E
};

/* The text on its way through the marking passes. */
typedef struct marker {
  md__doc *doc;
  sv text;
  buf *out;
} marker;

/* The text for writing: a copy, made once. */
char *marks_writable(marker *m);

/* Keeps the ':' or 'w' there from starting an address. */
void marks_hide_address(marker *m, size_t at);

/* Takes the meaning from the characters of a stretch, from backticks only where `ticks` is true. */
void marks_hide(marker *m, size_t from, size_t to, bool ticks);

/* What hidden characters and signs of emphasis are; escaped ones stay marks. As long as the text;
 * the text itself where it has none. */
sv marks_shown(arena *a, sv text);

/* hide.c: hides the signs of bare addresses and of citations' labels. */
void md__hide(marker *m);

#endif
