#include "markdown/pairs.h"

void md__pairs_end(md__pairs *p) {
  if (!p->node) return;
  if (p->done == p->text.len) {
    md__remove(p->node);
  } else if (p->done) {
    md__set_text(p->doc, p->node, sv_skip(p->text, p->done));
  }
  p->node = NULL;
}

static void cut_before(md__pairs *p, cmark_node *node, size_t from, size_t to) {
  if (node != p->node) {
    md__pairs_end(p);
    p->node = node;
    p->text = sv_of(cmark_node_get_literal(node));
    p->done = 0;
  }
  if (from > p->done) {
    cmark_node *before = md__text_node(p->doc, sv_make(p->text.at + p->done, from - p->done));
    cmark_node_insert_before(node, before);
  }
  p->done = to;
}

void md__pair_opens(md__pairs *p, cmark_node *node, size_t from, size_t to, cmark_node_type type,
                    md__made_kind kind) {
  cut_before(p, node, from, to);
  md__started started = {cmark_node_previous(node), type, kind};
  vec_push(p->doc->scratch, &p->open, started);
}

void md__pair_closes(md__pairs *p, cmark_node *node, size_t from, size_t to) {
  cut_before(p, node, from, to);
  md__started open = p->open.at[--p->open.len];
  cmark_node *around = md__around_node(open.type, open.kind);
  cmark_node *n = open.last ? cmark_node_next(open.last) : cmark_node_first_child(p->parent);
  for (cmark_node *next; n != node; n = next) {
    next = cmark_node_next(n);
    cmark_node_append_child(around, n);
  }
  cmark_node_insert_before(node, around);
}
