/* Puts what stands between two signs into a node of its own, among the children of one node. Text
 * is cut only where a sign opens or closes a pair; all other signs stay in their text. */
#ifndef PAMPHLET_MARKDOWN_PAIRS_H
#define PAMPHLET_MARKDOWN_PAIRS_H

#include "markdown/internal.h"

/* A pair whose end is still to come: what it is around starts behind `last`, or first of all. */
typedef struct md__started {
  cmark_node *last;
  cmark_node_type type;
  md__made_kind kind;
} md__started;

typedef struct md__pairs {
  md__doc *doc;
  cmark_node *parent;
  VEC(md__started) open;
  cmark_node *node; /* the text node that is being cut */
  sv text;
  size_t done;
} md__pairs;

/* A sign, at `from` to `to` of a text node, that opens a pair or closes the one opened last; asked
 * for from left to right, pairs being inside each other or apart. The sign goes. */
void md__pair_opens(md__pairs *p, cmark_node *node, size_t from, size_t to, cmark_node_type type,
                    md__made_kind kind);
void md__pair_closes(md__pairs *p, cmark_node *node, size_t from, size_t to);
/* Behind the last sign. */
void md__pairs_end(md__pairs *p);

#endif
