/* Strikethrough: ~~text~~ or ~text~, as GitHub reads it: tildes are paired together with the signs
 * of emphasis around them, and are no neighbours to those. Where an article has both, hide.c kept
 * the signs of emphasis from libcmark. Where ~x~ is a subscript (raised.c), a single tilde strikes
 * nothing. */
#include "markdown/beside.h"
#include "markdown/marks.h"

/* A run of equal signs that stands alone in its text node. */
typedef struct run run;
struct run {
  cmark_node *node;
  run *before, *after; /* of those that may still be paired */
  size_t order;
  size_t length; /* as written */
  size_t left;   /* not used up yet */
  char sign;
  bool opens, closes;
};

typedef struct pairing {
  md__doc *doc;
  cmark_node *parent;
  run *first, *last;
  size_t count;
  size_t least; /* tildes that strike */
} pairing;

static bool is_sign(char c) {
  return c == '~' || c == MD__MARK_STAR || c == MD__MARK_UNDERSCORE;
}

/* ---- Neighbours, tildes passed over ---- */

static beside before_run(const pairing *p, cmark_node *node, sv text, size_t at) {
  for (;;) {
    while (at > 0 && text.at[at - 1] == '~') at--;
    if (at > 0) return beside_before(text, at);
    cmark_node *left = cmark_node_previous(node);
    if (!left || cmark_node_get_type(left) != CMARK_NODE_TEXT)
      return beside_edge(left, p->parent, true);
    node = left;
    text = sv_of(cmark_node_get_literal(node));
    at = text.len;
  }
}

static beside after_run(const pairing *p, cmark_node *node, sv text, size_t at) {
  while (at < text.len && text.at[at] == '~') at++;
  if (at < text.len) return beside_after(text, at);
  cmark_node *right = cmark_node_next(node);
  return beside_edge(right, p->parent, false);
}

/* ---- Runs ---- */

static void classify(const pairing *p, run *r, cmark_node *node, sv text, size_t from, size_t to) {
  beside before = before_run(p, node, text, from), after = after_run(p, node, text, to);
  bool left = beside_opens(before, after), right = beside_opens(after, before);
  r->opens = left;
  r->closes = right;
  if (r->sign == MD__MARK_UNDERSCORE) {
    r->opens = left && (!right || before == BESIDE_SIGN);
    r->closes = right && (!left || after == BESIDE_SIGN);
  }
}

static void add_run(pairing *p, run r, md__cutter *c, size_t from, size_t to) {
  r.node = md__text_node(p->doc, sv_make(c->text.at + from, to - from));
  md__cut(p->doc, c, from, to, r.node);
  run *kept = arena_new(p->doc->scratch, run);
  *kept = r;
  kept->order = ++p->count;
  kept->before = p->last;
  if (p->last) {
    p->last->after = kept;
  } else {
    p->first = kept;
  }
  p->last = kept;
}

/* Takes the runs of a text node out into nodes of their own. */
static cmark_node *split_runs(pairing *p, cmark_node *node) {
  md__cutter c = {node, sv_of(cmark_node_get_literal(node)), 0};
  for (size_t i = 0, end; i < c.text.len; i = end) {
    end = i + 1;
    if (!is_sign(c.text.at[i])) continue;
    while (end < c.text.len && c.text.at[end] == c.text.at[i]) end++;
    run r = {.length = end - i, .left = end - i, .sign = c.text.at[i]};
    if (r.sign == '~' && (r.length < p->least || r.length > 2)) continue;
    classify(p, &r, node, c.text, i, end);
    if (r.opens || r.closes) add_run(p, r, &c, i, end);
  }
  return md__cut_end(p->doc, &c);
}

static void forget(pairing *p, run *r) {
  if (r->before) {
    r->before->after = r->after;
  } else {
    p->first = r->after;
  }
  if (r->after) r->after->before = r->before;
}

/* ---- Pairs ---- */

/* Moves what stands between the two runs into a node of its own, behind the opening one. */
static void wrap(pairing *p, const run *open, const run *close, cmark_node *around) {
  cmark_node *n = cmark_node_next(open->node);
  for (cmark_node *next; n != close->node; n = next) {
    next = cmark_node_next(n);
    cmark_node_append_child(around, n);
  }
  cmark_node_insert_after(open->node, around);
}

/* Two runs of tildes strike what is between them. */
static run *strike(pairing *p, run *open, run *close) {
  run *next = close->after;
  cmark_node *struck = md__made_node(p->doc, CMARK_NODE_CUSTOM_INLINE, MD__STRUCK,
                                     md__inline_span(p->doc, open->node));
  wrap(p, open, close, struck);
  md__remove(open->node);
  md__remove(close->node);
  forget(p, close);
  forget(p, open);
  return next;
}

static bool shorten(pairing *p, run *r, size_t by) {
  r->left -= by;
  if (!r->left) {
    md__remove(r->node);
    return false;
  }
  sv left = sv_skip(sv_of(cmark_node_get_literal(r->node)), by);
  cmark_node_set_literal(r->node, arena_cstr(p->doc->scratch, left));
  return true;
}

static run *emphasise(pairing *p, run *open, run *close) {
  bool strong = open->left >= 2 && close->left >= 2;
  cmark_node_type type = strong ? CMARK_NODE_STRONG : CMARK_NODE_EMPH;
  diag_span where = md__inline_span(p->doc, open->node);
  wrap(p, open, close, md__made_node(p->doc, type, MD__EMPHASIS, where));
  if (!shorten(p, open, strong ? 2 : 1)) forget(p, open);
  if (shorten(p, close, strong ? 2 : 1)) return close;
  forget(p, close);
  return close->after;
}

/* The nearest run that the closing one can be paired with, behind the `floor`. */
static run *opener_of(const run *close, size_t floor) {
  for (run *o = close->before; o && o->order > floor; o = o->before) {
    if (!o->opens || o->sign != close->sign) continue;
    bool both = close->opens || o->closes;
    if (!both || close->length % 3 == 0 || (o->length + close->length) % 3) return o;
  }
  return NULL;
}

/* Pairs each closing run with the nearest opening one. `floor` keeps what a search found to be no
 * opener from being searched again. */
static void pair_runs(pairing *p) {
  size_t floor[3][3] = {{0}};
  for (run *r = p->first; r;) {
    if (!r->closes) {
      r = r->after;
      continue;
    }
    size_t *least = &floor[r->sign == '~' ? 0 : r->sign == MD__MARK_STAR ? 1 : 2][r->length % 3];
    run *open = opener_of(r, *least);
    bool unlike = open && r->sign == '~' && open->length != r->length;
    if (!open || unlike) {
      if (!unlike) *least = r->before ? r->before->order : 0;
      if (!r->opens) forget(p, r);
      r = r->after;
      continue;
    }
    /* What crosses the pair is nothing any more. */
    open->after = r;
    r->before = open;
    r = r->sign == '~' ? strike(p, open, r) : emphasise(p, open, r);
  }
}

void md__strike(md__doc *doc, cmark_node *parent) {
  pairing p = {.doc = doc, .parent = parent, .least = doc->options->super_and_subscript ? 2 : 1};
  for (cmark_node *n = cmark_node_first_child(parent); n; n = cmark_node_next(n)) {
    if (cmark_node_get_type(n) == CMARK_NODE_TEXT) n = split_runs(&p, n);
  }
  if (p.count > 1) pair_runs(&p);
}
