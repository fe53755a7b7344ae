/* A Markdown text line by line, as far as finding pastes needs: what each line is, and where a
 * typed bullet stands once it is a list item. */
#ifndef PAMPHLET_TEXT_PASTE_LINES_H
#define PAMPHLET_TEXT_PASTE_LINES_H

#include "base/vec.h"

typedef enum paste_line_kind {
  LINE_BLANK,
  LINE_TEXT,
  LINE_ITEM,   /* a list item, or a typed bullet */
  LINE_MARKUP, /* a heading, quote, table, rule, block of any kind */
  LINE_HASHES, /* "##Risks", which is no heading for want of a blank */
  LINE_CODE    /* code, comments */
} paste_line_kind;

typedef struct paste_line {
  sv text; /* without its end */
  size_t offset, indent;
  size_t column; /* that its text starts at, tabs counted */
  size_t bullet; /* bytes of a typed bullet with its blanks, 0: none */
  size_t place;  /* of a typed bullet: the column at which a hyphen makes the list that is meant */
  paste_line_kind kind;
} paste_line;
typedef VEC(paste_line) paste_line_list;

/* The lines of the text from `start` on; offsets count from the beginning of the text. */
paste_line_list paste_lines(arena *a, sv text, size_t start);

/* "##Risks": how many signs stand there without a blank behind them, two to six; 0: it is no such
 * line. One sign alone starts "#1" and "#health" as well. */
size_t paste_hashes(sv text);

#endif
