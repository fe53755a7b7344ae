/* Running text that reads on from node to node: libcmark cuts text where a sign stands and where
 * a line ends, and a phrase may go across. */
#ifndef PAMPHLET_MARKDOWN_RUNS_H
#define PAMPHLET_MARKDOWN_RUNS_H

#include "markdown/internal.h"

/* A text node or the end of a line, and where it starts in the run's text. */
typedef struct md__piece {
  cmark_node *node;
  size_t from;
} md__piece;

/* Such nodes side by side; the end of a line is a \n. */
typedef struct md__run {
  sv text;
  VEC(md__piece) pieces;
} md__run;

/* A part of a run's text that goes into a node of our own. */
typedef struct md__stretch {
  size_t from, to;
  cmark_node *node;
} md__stretch;
typedef VEC(md__stretch) md__stretches;

/* Calls back for each run of a block, but for what stands below a node that `skip` tells to pass
 * over; the visitor may move parts of it into nodes. The run is gone when it returns. */
typedef void (*md__visit_run)(void *context, const md__run *run);
void md__each_run(md__doc *doc, cmark_node *block, bool (*skip)(cmark_node *node),
                  md__visit_run visit, void *context);

/* Moves the stretches, from left to right and apart from each other, into their nodes. */
void md__move_in(md__doc *doc, const md__run *run, const md__stretches *found);

/* Where a part of a run's text is written, asked for from left to right before anything moves. */
typedef struct md__run_cursor {
  const md__run *run;
  size_t piece;
  bool read, exact;
  diag_span whole; /* of the piece */
} md__run_cursor;
diag_span md__run_span(const md__doc *doc, md__run_cursor *c, size_t from, size_t to);

#endif
