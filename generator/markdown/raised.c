/* Superscript ^x^ and subscript ~x~, where a site asks for them. There is no blank between the two
 * signs, so that "about ~5 of ~10" and "2^3 and 4^5" stay what they are. */
#include "markdown/beside.h"
#include "markdown/pairs.h"

/* A sign at its place in a text node. */
typedef struct sign {
  cmark_node *node;
  uint32_t at;
  bool up, opened, closed; /* a pair */
} sign;

/* A sign that waits for the other of its kind. */
typedef struct opener {
  size_t number; /* from 1 among the signs of its parent; 0: none waits */
  size_t blanks; /* before it, in its parent */
} opener;

typedef struct raiser {
  md__doc *doc;
  opener raised, lowered;
  size_t blanks;
  VEC(sign) signs;
} raiser;

static void count_blanks(raiser *r, sv text) {
  for (size_t i = 0; i < text.len; i++) {
    char c = text.at[i];
    r->blanks += c == ' ' || (c >= '\t' && c <= '\r');
  }
}

/* What is no text of its parent goes along where it is as simple as the *n* of x^*n*^; deeper ones
 * are not looked into again and again. */
static void count_below(raiser *r, cmark_node *node) {
  cmark_node *only = cmark_node_first_child(node);
  const char *text = cmark_node_get_literal(only ? only : node);
  bool simple = !only || (!cmark_node_next(only) && cmark_node_get_type(only) == CMARK_NODE_TEXT);
  if (simple && text) {
    count_blanks(r, sv_of(text));
  } else {
    r->blanks++;
  }
}

/* Whether nothing stands between two signs. */
static bool are_neighbours(const sign *a, const sign *b) {
  if (a->node == b->node) return a->at + 1 == b->at;
  bool last = a->at + 1 == strlen(cmark_node_get_literal(a->node));
  return last && b->at == 0 && cmark_node_next(a->node) == b->node;
}

/* What waited between the two signs of a pair has lost its chance. */
static void read_sign(raiser *r, sign s, bool opens, bool closes) {
  opener *mine = s.up ? &r->raised : &r->lowered, *other = s.up ? &r->lowered : &r->raised;
  sign *open = mine->number ? &r->signs.at[mine->number - 1] : NULL;
  if (closes && open && mine->blanks == r->blanks && !are_neighbours(open, &s)) {
    open->opened = s.closed = true;
    if (other->number > mine->number) other->number = 0;
    mine->number = 0;
  } else if (opens) {
    *mine = (opener){r->signs.len + 1, r->blanks};
  }
  vec_push(r->doc->scratch, &r->signs, s);
}

static bool stands_alone(sv text, size_t at) {
  char c = text.at[at];
  return (at == 0 || text.at[at - 1] != c) && (at + 1 == text.len || text.at[at + 1] != c);
}

static void read_text(raiser *r, cmark_node *node) {
  cmark_node *parent = cmark_node_parent(node), *next = cmark_node_next(node);
  cmark_node *previous = cmark_node_previous(node);
  sv text = sv_of(cmark_node_get_literal(node));
  size_t counted = 0;
  for (size_t i = 0; i < text.len; i++) {
    char c = text.at[i];
    if ((c != '^' && c != '~') || !stands_alone(text, i)) continue;
    beside before = i > 0 ? beside_before(text, i) : beside_edge(previous, parent, true);
    beside after = i + 1 < text.len ? beside_after(text, i + 1) : beside_edge(next, parent, false);
    bool opens = after != BESIDE_SPACE, closes = before != BESIDE_SPACE;
    if (!opens && !closes) continue;
    count_blanks(r, sv_make(text.at + counted, i - counted));
    counted = i;
    read_sign(r, (sign){.node = node, .at = (uint32_t)i, .up = c == '^'}, opens, closes);
  }
  count_blanks(r, sv_skip(text, counted));
}

static void wrap_pairs(const raiser *r, cmark_node *parent) {
  md__pairs out = {.doc = r->doc, .parent = parent};
  for (size_t i = 0; i < r->signs.len; i++) {
    const sign *s = &r->signs.at[i];
    if (s->closed) md__pair_closes(&out, s->node, s->at, s->at + 1);
    if (!s->opened) continue;
    md__pair_opens(&out, s->node, s->at, s->at + 1, CMARK_NODE_CUSTOM_INLINE,
                   s->up ? MD__RAISED : MD__LOWERED);
  }
  md__pairs_end(&out);
}

void md__raise(md__doc *doc, cmark_node *parent) {
  raiser r = {.doc = doc};
  for (cmark_node *n = cmark_node_first_child(parent); n; n = cmark_node_next(n)) {
    cmark_node_type type = cmark_node_get_type(n);
    if (type == CMARK_NODE_TEXT) {
      read_text(&r, n);
    } else if (type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK) {
      r.blanks++;
    } else {
      count_below(&r, n);
    }
  }
  wrap_pairs(&r, parent);
}
