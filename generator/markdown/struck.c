/* Strikethrough: ~~text~~ or ~text~, as GitHub reads it: tildes are paired together with the signs
 * of emphasis around them, and are no neighbours to those. Where an article has both, hide.c kept
 * the signs of emphasis from libcmark. Where ~x~ is a subscript (raised.c), a single tilde strikes
 * nothing. */
#include "markdown/beside.h"
#include "markdown/marks.h"
#include "markdown/pairs.h"

/* What a pair of runs has around what is between them. */
typedef enum pair_kind { STRUCK, EMPHASIS, STRONG } pair_kind;
typedef struct pair pair;
struct pair {
  const pair *inner; /* that the same run opens */
  pair_kind kind;
};

/* A run of equal signs in a text node. */
typedef struct run run;
struct run {
  cmark_node *node;
  run *before, *after; /* of those that may still be paired */
  const pair *opened;  /* the outermost */
  uint32_t from, length;
  uint32_t left;   /* signs not used up yet */
  uint32_t closed; /* pairs that it ends, and the signs of it that do */
  uint32_t closing;
  uint32_t order;
  char sign;
  bool opens, closes;
};
typedef struct pairing {
  md__doc *doc;
  cmark_node *parent;
  run *first, *last;
  VEC(run *) all;
  uint32_t least; /* tildes that strike */
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

static void add_run(pairing *p, run r) {
  run *kept = arena_new(p->doc->scratch, run);
  *kept = r;
  vec_push(p->doc->scratch, &p->all, kept);
  kept->order = (uint32_t)p->all.len;
  kept->before = p->last;
  if (p->last) {
    p->last->after = kept;
  } else {
    p->first = kept;
  }
  p->last = kept;
}

static void find_runs(pairing *p, cmark_node *node) {
  sv text = sv_of(cmark_node_get_literal(node));
  for (size_t i = 0, end; i < text.len; i = end) {
    end = i + 1;
    if (!is_sign(text.at[i])) continue;
    while (end < text.len && text.at[end] == text.at[i]) end++;
    uint32_t length = (uint32_t)(end - i);
    run r = {.node = node, .from = (uint32_t)i, .length = length, .left = length};
    r.sign = text.at[i];
    if (r.sign == '~' && (length < p->least || length > 2)) continue;
    classify(p, &r, node, text, i, end);
    if (r.opens || r.closes) add_run(p, r);
  }
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

static void join(pairing *p, run *open, run *close, pair_kind kind, uint32_t signs) {
  pair *made = arena_new(p->doc->scratch, pair);
  *made = (pair){open->opened, kind};
  open->opened = made;
  open->left -= signs;
  close->left -= signs;
  close->closed++;
  close->closing += signs;
}

/* Two runs of tildes strike what is between them. */
static run *strike(pairing *p, run *open, run *close) {
  join(p, open, close, STRUCK, close->length);
  forget(p, close);
  forget(p, open);
  return close->after;
}

static run *emphasise(pairing *p, run *open, run *close) {
  bool strong = open->left >= 2 && close->left >= 2;
  join(p, open, close, strong ? STRONG : EMPHASIS, strong ? 2 : 1);
  if (!open->left) forget(p, open);
  if (close->left) return close;
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

/* ---- Into the tree ---- */

static void open_pair(md__pairs *out, const run *r, size_t from, pair_kind kind) {
  size_t behind = r->from + r->length;
  cmark_node_type type = kind == STRUCK   ? CMARK_NODE_CUSTOM_INLINE
                         : kind == STRONG ? CMARK_NODE_STRONG
                                          : CMARK_NODE_EMPH;
  md__pair_opens(out, r->node, from, behind, type, kind == STRUCK ? MD__STRUCK : MD__EMPHASIS);
}

/* What is left of a run between the pairs that it closes and those that it opens is text. */
static void wrap_pairs(const pairing *p) {
  md__pairs out = {.doc = p->doc, .parent = p->parent};
  for (size_t i = 0; i < p->all.len; i++) {
    const run *r = p->all.at[i];
    size_t end = r->from + r->closing, from = end + r->left;
    for (uint32_t n = 0; n < r->closed; n++) {
      md__pair_closes(&out, r->node, n ? end : r->from, end);
    }
    for (const pair *o = r->opened; o; o = o->inner) {
      open_pair(&out, r, o == r->opened ? from : r->from + r->length, o->kind);
    }
  }
  md__pairs_end(&out);
}

void md__strike(md__doc *doc, cmark_node *parent) {
  pairing p = {.doc = doc, .parent = parent, .least = doc->options->super_and_subscript ? 2 : 1};
  for (cmark_node *n = cmark_node_first_child(parent); n; n = cmark_node_next(n)) {
    if (cmark_node_get_type(n) == CMARK_NODE_TEXT) find_runs(&p, n);
  }
  if (!p.first) return;
  pair_runs(&p);
  wrap_pairs(&p);
}
