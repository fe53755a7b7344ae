/* Citations and bare addresses in running text; then what spans several nodes. */
#include "markdown/autolink.h"
#include "markdown/callouts.h"
#include "markdown/inserts.h"

cmark_node *md__text_node(md__doc *doc, sv text) {
  cmark_node *node = cmark_node_new(CMARK_NODE_TEXT);
  cmark_node_set_literal(node, arena_cstr(doc->scratch, text));
  return node;
}

cmark_node *md__made_node(md__doc *doc, cmark_node_type type, md__made_kind kind, diag_span where) {
  cmark_node *node = cmark_node_new(type);
  md__made *made = arena_new(doc->scratch, md__made);
  made->kind = kind;
  made->where = where;
  cmark_node_set_user_data(node, made);
  return node;
}

md__made *md__made_of(cmark_node *node) {
  return cmark_node_get_user_data(node);
}

void md__cut(md__doc *doc, md__cutter *c, size_t from, size_t to, cmark_node *instead) {
  if (from > c->done) {
    sv before = sv_make(c->text.at + c->done, from - c->done);
    cmark_node_insert_before(c->node, md__text_node(doc, before));
  }
  cmark_node_insert_before(c->node, instead);
  c->done = to;
}

cmark_node *md__cut_end(md__doc *doc, md__cutter *c) {
  if (c->done == 0) return c->node;
  sv left = sv_skip(c->text, c->done);
  if (left.len) {
    cmark_node_set_literal(c->node, arena_cstr(doc->scratch, left));
    return c->node;
  }
  cmark_node *before = cmark_node_previous(c->node);
  md__remove(c->node);
  return before;
}

/* What is known at a place of a block. */
typedef struct reader {
  md__doc *doc;
  size_t brackets; /* opened and not closed yet */
  bool in_link;
  bool strikes, quotes;
} reader;

diag_span md__piece_span(const md__doc *doc, cmark_node *text, size_t from, size_t to) {
  diag_span where = md__inline_span(doc, text);
  /* Without escapes and entities the text is as long as its source. */
  if (where.length != strlen(cmark_node_get_literal(text))) return where;
  return diag_at(where.file, where.offset + from, to - from);
}

static void cut_address(reader *r, md__cutter *c, const autolink *found) {
  md__doc *doc = r->doc;
  sv shown = sv_make(c->text.at + found->from, found->to - found->from);
  cmark_node *link = md__made_node(doc, CMARK_NODE_LINK, MD__ADDRESS,
                                   md__piece_span(doc, c->node, found->from, found->to));
  sv target = arena_cat(doc->scratch, (sv[]){found->before, shown}, 2);
  cmark_node_set_url(link, arena_cstr(doc->scratch, target));
  cmark_node_append_child(link, md__text_node(doc, shown));
  md__cut(doc, c, found->from, found->to, link);
}

/* Characters that may start something. */
static bool is_special(char c) {
  return c == '[' || c == ']' || c == ':' || c == 'w' || c == '@' || c == '~' || c == '^';
}

static void read_text(reader *r, cmark_node *node) {
  md__cutter c = {node, sv_of(cmark_node_get_literal(node)), 0};
  for (size_t i = 0; i < c.text.len; i++) {
    autolink found;
    size_t end;
    cmark_node *citation;
    if (!is_special(c.text.at[i])) continue;
    switch (c.text.at[i]) {
      case '[':
        citation = md__citation_at(r->doc, node, c.text, i, &end);
        if (citation) {
          md__cut(r->doc, &c, i, end, citation);
          i = end - 1;
        } else {
          r->brackets++;
        }
        break;
      case ']': r->brackets -= r->brackets > 0; break;
      case '~':
      case '^': r->strikes = true; break;
      default:
        if (r->in_link || !autolink_at(c.text, i, c.done, !r->brackets, &found)) break;
        cut_address(r, &c, &found);
        i = found.to - 1;
    }
  }
  md__cut_end(r->doc, &c);
}

/* Whether a node is inside a link: its text is the link's already. */
static bool is_in_link(cmark_node *node, cmark_node *block) {
  for (; node != block; node = cmark_node_parent(node)) {
    if (cmark_node_get_type(node) == CMARK_NODE_LINK) return true;
  }
  return false;
}

static bool is_raised(cmark_node *node) {
  const md__made *made = md__made_of(node);
  return made && (made->kind == MD__RAISED || made->kind == MD__LOWERED);
}

static void strike_all(md__doc *doc, cmark_node *block) {
  for (cmark_node *n = block; n; n = md__following(n, block)) {
    bool struck = md__made_of(n) && md__made_of(n)->kind == MD__STRUCK;
    if (cmark_node_first_child(n) && !struck) md__strike(doc, n);
  }
  if (!doc->options->super_and_subscript) return;
  for (cmark_node *n = block; n; n = md__following(n, block)) {
    if (cmark_node_first_child(n) && !is_raised(n)) md__raise(doc, n);
  }
}

static void read_block(md__doc *doc, cmark_node *block) {
  reader r = {.doc = doc};
  md__find_inserts(doc, block);
  bool links = false;
  for (cmark_node *n = block, *next; n; n = next) {
    cmark_node_type type = cmark_node_get_type(n);
    next = md__following(n, block);
    links = links || type == CMARK_NODE_LINK;
    if (type != CMARK_NODE_TEXT) continue;
    r.in_link = links && is_in_link(n, block);
    read_text(&r, n);
  }
  if (r.strikes) strike_all(doc, block);
}

void md__inline_passes(md__doc *doc) {
  for (cmark_node *n = doc->root; n;) {
    cmark_node_type type = cmark_node_get_type(n);
    if (type == CMARK_NODE_BLOCK_QUOTE && doc->options->extensions) md__callout(doc, n);
    bool holds_text = type == CMARK_NODE_PARAGRAPH || type == CMARK_NODE_HEADING;
    if (holds_text) {
      if (doc->options->extensions) read_block(doc, n);
      if (doc->options->smart) md__smarten(doc, n);
    }
    n = holds_text ? md__behind(n, doc->root) : md__following(n, doc->root);
  }
}
