/* The line scanner: one walk over the source that knows quotes, lists, fences and HTML blocks as
 * libcmark will, finds what libcmark does not know (tables, footnotes, definitions,
 * abbreviations, `:::` blocks), and puts something in its place that libcmark leaves alone:
 * headings of one line, told from the writer's own by their line number. */
#ifndef PAMPHLET_MARKDOWN_SCAN_H
#define PAMPHLET_MARKDOWN_SCAN_H

#include "markdown/internal.h"
#include "markdown/line_rules.h"

/* A container that is open at the line. */
typedef enum box_kind { BOX_QUOTE, BOX_ITEM, BOX_NOTE, BOX_DEFINITION } box_kind;
typedef struct box {
  box_kind kind;
  unsigned width; /* columns that a further line is indented by */
  bool empty;
} box;

typedef enum leaf_kind {
  LEAF_NONE,
  LEAF_PARAGRAPH,
  LEAF_FENCE,
  LEAF_INDENTED,
  LEAF_HTML,
  LEAF_TABLE
} leaf_kind;

/* The last line of the open paragraph: a table's head, if a delimiter row follows. */
typedef struct last_line {
  size_t start, content, end; /* in the text */
  size_t number;              /* in doc->lines */
  bool rewritten;             /* the end of a line whose start was replaced: see rest_out */
  bool opens;                 /* it carries the marks of containers that start with it */
} last_line;

typedef struct md__scanner {
  md__doc *doc;
  sv text;
  size_t base; /* of the text in the file */
  buf *out;
  size_t copied; /* how much of the text stands in `out` */

  VEC(box) boxes;
  leaf_kind leaf;
  char fence;
  size_t fence_length;
  int html_kind;
  md__taken *table;
  size_t head_end; /* of the table, in the output */
  rule_cells cells;
  sv box;           /* of a task whose text is a table, for the first cell */
  VEC(size_t) divs; /* open `:::` blocks: how many boxes are around each */
  last_line last;
  size_t paragraph;  /* in the text: where the open paragraph's first line starts */
  size_t defines;    /* boxes around the paragraph just before, SV_NONE: there is none */
  bool blank_before; /* the line before is blank */

  /* The line in hand. */
  sv line;
  size_t start, next;      /* in the text: of the line, of the next one */
  size_t at, nonspace;     /* in the line */
  unsigned column, indent; /* of `at`; from `at` to `nonspace` */
  unsigned tab_used;       /* columns used up of a tab at `at` */
  bool blank, opened;
  /* Where the line was replaced, its end went out as a line of its own. */
  bool rewritten;
  size_t rest_from, rest_out, rest_line; /* in the line; in the output; that line's start there */
  bool rest_waits;                       /* to go out */
} md__scanner;

/* take.c: what is put in the place of a line. */
void take__close(md__scanner *s, size_t boxes);
void take__note(md__scanner *s, sv label, size_t length);
void take__definition(md__scanner *s, size_t start, unsigned indent);
/* Takes the box off a task whose text is a link definition, which libcmark would not see. */
void take__box(md__scanner *s);
void take__div(md__scanner *s, size_t colons);
void take__abbreviation(md__scanner *s, sv label, sv title);
bool take__table(md__scanner *s);
bool take__row(md__scanner *s);
/* Behind each line. */
void take__end_line(md__scanner *s);
/* Copies the text up to an offset to the output. */
void take__flush(md__scanner *s, size_t until);

#endif
