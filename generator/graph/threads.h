/* Comments and their answers. */
#ifndef PAMPHLET_GRAPH_THREADS_H
#define PAMPHLET_GRAPH_THREADS_H

#include "diag/diag.h"
#include "model/site.h"

/* Makes threads of every article's comments, which stand in order: each id is the only one of its
 * page, and each reply_to is empty or the id of another comment, with no circle and nothing below
 * LIMIT_THREAD_DEPTH. A comment that answers none is shown by itself (LK009), and so is one of
 * those that answer each other in a circle; an answer that stands too deep is shown beside what
 * it answers. */
void threads_link(site *s, diag_sink *sink);

#endif
