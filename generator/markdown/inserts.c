/* Inserts in the tree: found in running text, held to where they may stand, left as slots. */
#include "markdown/inserts.h"
#include "markdown/callouts.h"

static diag *misplaced(md__doc *doc, diag_span where, const md_insert *kind, const char *what) {
  return diag_add(doc->sink, DIAG_MD017, md__span(doc, where), "%.*s %s", SV_ARG(kind->name), what);
}

static bool has_ancestor(cmark_node *node, cmark_node_type type) {
  for (; node; node = cmark_node_parent(node)) {
    if (cmark_node_get_type(node) == type) return true;
  }
  return false;
}

/* Whether the block is a table's cell. Only the first of them knows of its table; blocks come in
 * the order of the text. */
static bool next_is_cell(md__doc *doc, cmark_node *block) {
  const md__taken *taken = cmark_node_get_user_data(block);
  if (cmark_node_get_type(block) != CMARK_NODE_HEADING) return false;
  if (taken && taken->kind == MD__TABLE) {
    for (size_t i = 0; i < taken->rows.len; i++) doc->cells_left += taken->rows.at[i];
  }
  if (!doc->cells_left) return false;
  doc->cells_left--;
  return true;
}

static void check_place(md__doc *doc, cmark_node *node, cmark_node *block, bool cell,
                        bool in_link) {
  const md__made *made = md__made_of(node);
  const md_insert *kind = made->as.insert->kind;
  bool paragraph = cmark_node_get_type(block) == CMARK_NODE_PARAGRAPH;
  if (!kind->in_line && (!paragraph || !md__lone_insert(block))) {
    diag_hint(misplaced(doc, md__made_span(doc, made), kind, "stands in a paragraph of its own"),
              "leave a blank line above it and below it");
  } else if (!paragraph && !cmark_node_get_user_data(block) && !cell) {
    diag_hint(misplaced(doc, md__made_span(doc, made), kind, "cannot stand in a heading"),
              "put it into the text below");
  } else if (in_link && has_ancestor(cmark_node_parent(node), CMARK_NODE_LINK)) {
    diag_hint(misplaced(doc, md__made_span(doc, made), kind, "cannot stand in a link's text"),
              "put it before the link or behind it");
  }
}

/* Something that starts like an insert and was not taken for one. */
static void report_unclosed(md__doc *doc, cmark_node *node, sv text, size_t from) {
  for (size_t at = sv_find(text, SV("{%"), from); at != SV_NONE;
       at = sv_find(text, SV("{%"), at + 2)) {
    if (!md__names_insert(doc, sv_skip(text, at))) continue;
    if (sv_find(text, SV("%}"), at) != SV_NONE) continue; /* its brace was escaped */
    diag_span where = md__piece_span(doc, node, text, at, text.len);
    diag *d = diag_add(doc->sink, DIAG_MD016, md__span(doc, where), "this insert is never closed");
    diag_hint(d, "write it on one line, with %%} at its end");
    return;
  }
}

/* One in the tree, and whether it stands in a link. */
typedef struct placed {
  cmark_node *node;
  bool in_link;
} placed;
typedef VEC(placed) placed_list;

static void split(md__doc *doc, cmark_node *node, bool in_link, placed_list *all) {
  md__cutter c = {node, sv_of(cmark_node_get_literal(node)), 0};
  size_t end, number;
  for (size_t at = md__insert_mark(doc, c.text, 0, &end, &number); at != SV_NONE;
       at = md__insert_mark(doc, c.text, end, &end, &number)) {
    diag_span where = doc->inserts.at[number];
    const md__insert *read = md__read_insert(doc, where);
    cmark_node *made;
    if (read) {
      made = md__made_node(doc, CMARK_NODE_CUSTOM_INLINE, MD__INSERT, where);
      md__made_of(made)->as.insert = read;
      vec_push(doc->scratch, all, (placed){made, in_link});
    } else {
      made = md__text_node(doc, SV(""));
    }
    md__cut(doc, &c, at, end, made);
    doc->inserts_found++;
  }
  md__cut_end(doc, &c);
}

static bool is_insert(cmark_node *node) {
  return node && cmark_node_get_type(node) == CMARK_NODE_CUSTOM_INLINE && md__made_of(node) &&
         md__made_of(node)->kind == MD__INSERT;
}

void md__find_inserts(md__doc *doc, cmark_node *block) {
  if (!doc->options->inserts) return;
  bool cell = next_is_cell(doc, block);
  if (!doc->has_inserts) return;
  placed_list all = {0};
  md__walk walk = {.doc = doc, .top = block};
  for (cmark_node *n = block, *next; n; n = next) {
    bool in_link = walk.link > 0;
    next = md__step(&walk, n);
    if (cmark_node_get_type(n) != CMARK_NODE_TEXT) continue;
    report_unclosed(doc, n, sv_of(cmark_node_get_literal(n)), 0);
    if (doc->inserts.len) split(doc, n, in_link, &all);
  }
  for (size_t i = 0; i < all.len; i++) {
    check_place(doc, all.at[i].node, block, cell, all.at[i].in_link);
  }
}

const md__insert *md__lone_insert(cmark_node *paragraph) {
  cmark_node *only = cmark_node_first_child(paragraph);
  if (!is_insert(only) || cmark_node_next(only)) return NULL;
  const md__insert *insert = md__made_of(only)->as.insert;
  return insert->kind->in_line ? NULL : insert;
}

void md__put_insert(md__doc *doc, cmark_node *node) {
  const md__insert *read = md__made_of(node)->as.insert;
  body_argument *arguments = (body_argument *)(uintptr_t)read->made.arguments;
  body_insert made = read->made;
  made.below_image = doc->saw_image;
  for (size_t i = 0; i < made.argument_count; i++) {
    const body_link *link = &read->links[i];
    if (!link->target.len) continue;
    if (link->kind == BODY_IMAGE) doc->saw_image = true;
    if (link->kind == BODY_LINK) {
      diag_span where = diag_at(doc->source.file, arguments[i].offset, arguments[i].length);
      md__check_emergency_link(doc, where, link->target);
    }
    vec_push(doc->scratch, &doc->out->links, *link);
    arguments[i].link = (uint32_t)doc->out->links.len;
  }
  made.slot = (uint32_t)doc->html.len;
  vec_push(doc->a, &doc->out->inserts, made);
}
