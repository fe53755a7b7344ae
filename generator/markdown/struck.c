/* Strikethrough: ~~text~~ or ~text~, as GitHub reads it. Where ~x~ is a subscript (raised.c), a
 * single tilde strikes nothing. */
#include "markdown/beside.h"

/* A run of one or two tildes that stands alone in its text node. */
typedef struct run {
  cmark_node *node;
  size_t length;
  bool opens, closes;
} run;
typedef VEC(run) run_list;

/* Takes the runs of a text node out into nodes of their own. */
static cmark_node *split_runs(md__doc *doc, cmark_node *node, run_list *runs) {
  md__cutter c = {node, sv_of(cmark_node_get_literal(node)), 0};
  cmark_node *parent = cmark_node_parent(node), *next = cmark_node_next(node);
  cmark_node *previous = cmark_node_previous(node);
  size_t least = doc->options->super_and_subscript ? 2 : 1;
  for (size_t i = sv_find_byte(c.text, '~', 0); i != SV_NONE;) {
    size_t end = i;
    while (end < c.text.len && c.text.at[end] == '~') end++;
    if (end - i >= least && end - i <= 2) {
      run r = {.length = end - i};
      beside before = i > 0 ? beside_before(c.text, i) : beside_edge(previous, parent);
      beside after = end < c.text.len ? beside_after(c.text, end) : beside_edge(next, parent);
      r.opens = beside_opens(before, after);
      r.closes = beside_opens(after, before);
      if (r.opens || r.closes) {
        r.node = md__text_node(doc, sv_make(c.text.at + i, end - i));
        md__cut(doc, &c, i, end, r.node);
        vec_push(doc->scratch, runs, r);
      }
    }
    i = sv_find_byte(c.text, '~', end);
  }
  return md__cut_end(doc, &c);
}

/* Moves what stands between the two runs into a node of its own, and the runs away. */
static void strike(md__doc *doc, run *open, run *close) {
  cmark_node *struck =
      md__made_node(doc, CMARK_NODE_CUSTOM_INLINE, MD__STRUCK, md__inline_span(doc, open->node));
  cmark_node_insert_before(open->node, struck);
  for (cmark_node *n = cmark_node_next(open->node), *next; n != close->node; n = next) {
    next = cmark_node_next(n);
    cmark_node_append_child(struck, n);
  }
  md__remove(open->node);
  md__remove(close->node);
}

/* A closing run goes with the nearest opening one; if that has another length, neither strikes.
 * `floor` keeps what a search found to be no opener from being searched again. */
static void match(md__doc *doc, run_list *runs) {
  VEC(run) open = {0};
  size_t floor[3] = {0, 0, 0};
  for (size_t i = 0; i < runs->len; i++) {
    run *r = &runs->at[i];
    bool used = false;
    if (r->closes) {
      size_t at = open.len;
      for (; at > floor[r->length]; at--) {
        const run *o = &open.at[at - 1];
        bool odd = (r->opens || o->closes) && (o->length + r->length) % 3 == 0;
        if (!odd) break;
      }
      if (at <= floor[r->length]) {
        floor[r->length] = open.len;
      } else if (open.at[at - 1].length == r->length) {
        strike(doc, &open.at[at - 1], r);
        open.len = at - 1;
        used = true;
        for (size_t f = 1; f < 3; f++) floor[f] = floor[f] < open.len ? floor[f] : open.len;
      }
    }
    if (r->opens && !used) vec_push(doc->scratch, &open, *r);
  }
}

void md__strike(md__doc *doc, cmark_node *parent) {
  run_list runs = {0};
  for (cmark_node *n = cmark_node_first_child(parent); n; n = cmark_node_next(n)) {
    if (cmark_node_get_type(n) == CMARK_NODE_TEXT) n = split_runs(doc, n, &runs);
  }
  if (runs.len > 1) match(doc, &runs);
}
