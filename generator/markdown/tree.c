/* Walks over libcmark's tree. */
#include "markdown/internal.h"

cmark_node *md__behind(cmark_node *node, cmark_node *top) {
  while (node != top && !cmark_node_next(node)) node = cmark_node_parent(node);
  return node == top ? NULL : cmark_node_next(node);
}

cmark_node *md__following(cmark_node *node, cmark_node *top) {
  cmark_node *down = cmark_node_first_child(node);
  return down ? down : md__behind(node, top);
}

void md__remove(cmark_node *node) {
  cmark_node_unlink(node);
}
