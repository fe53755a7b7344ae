/* From an article's plain text back to its file: where a word of a block stands in the source. */
#ifndef PAMPHLET_HEALTH_PLACE_H
#define PAMPHLET_HEALTH_PLACE_H

#include "diag/diag.h"
#include "value/prose.h"

/* Where the last look-up ended, so that look-ups in the order of the text read each block once.
 * Start from {.file = ..., .source = the whole file}. */
typedef struct place_cursor {
  sv file, source;
  const prose_block *block;
  sv rest;   /* of the block's text */
  size_t at; /* in the source */
} place_cursor;

/* The stretch of the file that stands for `text`, a view of the block's text; no longer than its
 * line. Where markup hides the words it is the nearest word before them. */
diag_span place_of(place_cursor *cursor, const prose_block *block, sv text);

#endif
