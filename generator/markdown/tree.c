/* Walks over libcmark's tree. */
#include "markdown/internal.h"

cmark_node *md__behind(cmark_node *node, cmark_node *top) {
  while (node != top && !cmark_node_next(node)) node = cmark_node_parent(node);
  return node == top ? NULL : cmark_node_next(node);
}

cmark_node *md__following(cmark_node *node, cmark_node *top) {
  md__ask_ahead(node);
  cmark_node *down = cmark_node_first_child(node);
  return down ? down : md__behind(node, top);
}

static bool is_apart(const md__walk *w, cmark_node *node) {
  return w->apart.len && w->apart.at[w->apart.len - 1].node == node;
}

static void take_apart(md__walk *w, cmark_node *node) {
  md__apart apart = {node, cmark_node_parent(node), cmark_node_next(node), w->depth};
  cmark_node_unlink(node);
  vec_push(w->doc->scratch, &w->apart, apart);
}

static void put_back(md__walk *w) {
  md__apart last = w->apart.at[--w->apart.len];
  if (last.next) {
    cmark_node_insert_before(last.next, last.node);
  } else {
    cmark_node_append_child(last.parent, last.node);
  }
}

static void enter_link(md__walk *w, cmark_node *node) {
  cmark_node_type type = cmark_node_get_type(node);
  if (w->link > w->depth) w->link = 0;
  if (!w->link && (type == CMARK_NODE_LINK || type == CMARK_NODE_IMAGE)) w->link = w->depth + 1;
}

cmark_node *md__step_behind(md__walk *w, cmark_node *node) {
  for (; node != w->top; node = cmark_node_parent(node), w->depth--) {
    if (is_apart(w, node)) put_back(w);
    if (!cmark_node_next(node)) continue;
    node = cmark_node_next(node);
    enter_link(w, node);
    return node;
  }
  return NULL;
}

cmark_node *md__step(md__walk *w, cmark_node *node) {
  enum { TOGETHER = 64 }; /* levels */
  md__ask_ahead(node);
  cmark_node *down = cmark_node_first_child(node);
  if (!down) return md__step_behind(w, node);
  size_t above = w->apart.len ? w->apart.at[w->apart.len - 1].depth : 0;
  if (w->depth - above >= TOGETHER) take_apart(w, node);
  w->depth++;
  enter_link(w, down);
  return down;
}

void md__remove(cmark_node *node) {
  cmark_node_unlink(node);
}
