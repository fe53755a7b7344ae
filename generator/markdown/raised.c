/* Superscript ^x^ and subscript ~x~, where a site asks for them. There is no blank between the two
 * signs, so that "about ~5 of ~10" and "2^3 and 4^5" stay what they are. */
#include "markdown/beside.h"

/* A sign that waits for the other of its kind. */
typedef struct opener {
  cmark_node *node; /* NULL: none waits */
  size_t blanks;    /* before it, in its parent */
  size_t number;    /* among the signs of its parent */
} opener;

typedef struct raiser {
  md__doc *doc;
  opener raised, lowered;
  size_t blanks, signs;
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

/* Moves what stands between the two signs into a node of its own, and the signs away. What waited
 * in there has lost its chance. */
static void raise_between(raiser *r, opener *open, opener *other, cmark_node *close,
                          md__made_kind kind) {
  cmark_node *made = md__around_node(CMARK_NODE_CUSTOM_INLINE, kind);
  cmark_node_insert_before(open->node, made);
  for (cmark_node *n = cmark_node_next(open->node), *next; n != close; n = next) {
    next = cmark_node_next(n);
    cmark_node_append_child(made, n);
  }
  md__remove(open->node);
  md__remove(close);
  if (other->number > open->number) other->node = NULL;
  open->node = NULL;
}

/* `node` is a sign alone. */
static void read_sign(raiser *r, cmark_node *node, char sign, bool opens, bool closes) {
  bool up = sign == '^';
  opener *mine = up ? &r->raised : &r->lowered, *other = up ? &r->lowered : &r->raised;
  bool full = mine->node && mine->blanks == r->blanks && cmark_node_next(mine->node) != node;
  r->signs++;
  if (closes && full) {
    raise_between(r, mine, other, node, up ? MD__RAISED : MD__LOWERED);
  } else if (opens) {
    *mine = (opener){node, r->blanks, r->signs};
  }
}

static bool stands_alone(sv text, size_t at) {
  char sign = text.at[at];
  return (at == 0 || text.at[at - 1] != sign) && (at + 1 == text.len || text.at[at + 1] != sign);
}

/* Takes the signs of a text node out into nodes of their own. */
static void read_text(raiser *r, cmark_node *node) {
  cmark_node *parent = cmark_node_parent(node), *next = cmark_node_next(node);
  cmark_node *previous = cmark_node_previous(node);
  md__cutter c = {node, sv_of(cmark_node_get_literal(node)), 0};
  size_t counted = 0;
  for (size_t i = 0; i < c.text.len; i++) {
    char sign = c.text.at[i];
    if ((sign != '^' && sign != '~') || !stands_alone(c.text, i)) continue;
    beside before = i > 0 ? beside_before(c.text, i) : beside_edge(previous, parent, true);
    beside after =
        i + 1 < c.text.len ? beside_after(c.text, i + 1) : beside_edge(next, parent, false);
    bool opens = after != BESIDE_SPACE, closes = before != BESIDE_SPACE;
    if (!opens && !closes) continue;
    count_blanks(r, sv_make(c.text.at + counted, i - counted));
    counted = i;
    cmark_node *alone = md__text_node(r->doc, sv_make(c.text.at + i, 1));
    md__cut(r->doc, &c, i, i + 1, alone);
    read_sign(r, alone, sign, opens, closes);
  }
  count_blanks(r, sv_skip(c.text, counted));
  md__cut_end(r->doc, &c);
}

void md__raise(md__doc *doc, cmark_node *parent) {
  raiser r = {.doc = doc};
  for (cmark_node *n = cmark_node_first_child(parent), *next; n; n = next) {
    next = cmark_node_next(n);
    cmark_node_type type = cmark_node_get_type(n);
    if (type == CMARK_NODE_TEXT) {
      read_text(&r, n);
    } else if (type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK) {
      r.blanks++;
    } else {
      count_below(&r, n);
    }
  }
}
