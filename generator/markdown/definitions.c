/* Definition lists, as in PHP Markdown Extra: a paragraph whose lines are terms, and below it
 * definitions that start with a colon. */
#include "markdown/internal.h"

/* Whether a block stands for something that the line scanner took out. */
static bool stands_for(cmark_node *block, cmark_node_type type, md__taken_kind kind) {
  if (!block || cmark_node_get_type(block) != type) return false;
  const md__taken *taken = cmark_node_get_user_data(block);
  return taken && taken->kind == kind;
}

bool md__is_definition(cmark_node *list) {
  return stands_for(list, CMARK_NODE_LIST, MD__DEFINITION);
}

bool md__is_definition_list(cmark_node *block) {
  return stands_for(block, CMARK_NODE_CUSTOM_BLOCK, MD__TERMS);
}

bool md__is_term(cmark_node *paragraph) {
  return md__is_definition_list(cmark_node_parent(paragraph));
}

/* The block before this one. The headings between, which kept two lists apart for libcmark, have
 * done their work; a long list of definitions would pass them again and again. */
static cmark_node *block_before(cmark_node *node) {
  cmark_node *before = cmark_node_previous(node);
  while (stands_for(before, CMARK_NODE_HEADING, MD__GAP)) {
    md__remove(before);
    before = cmark_node_previous(node);
  }
  return before;
}

/* The paragraph of terms right above a definition, with a blank line between at the most. */
static bool is_term_above(cmark_node *block, cmark_node *heading) {
  return block && cmark_node_get_type(block) == CMARK_NODE_PARAGRAPH &&
         cmark_node_get_start_line(heading) - cmark_node_get_end_line(block) <= 2;
}

/* The list that a term belongs to: the one just above it, or a new one in its place. */
static cmark_node *list_for_term(cmark_node *term, md__taken *terms) {
  cmark_node *list = block_before(term);
  if (!md__is_definition_list(list)) {
    list = cmark_node_new_with_mem(CMARK_NODE_CUSTOM_BLOCK, &md__allocator);
    cmark_node_set_user_data(list, terms);
    cmark_node_insert_before(term, list);
  }
  cmark_node_append_child(list, term);
  return list;
}

/* Moves the term and the definition that the heading announces into their list. */
static void take_in(md__doc *doc, cmark_node *heading) {
  md__taken *taken = cmark_node_get_user_data(heading);
  cmark_node *definition = cmark_node_next(heading), *above = block_before(heading);
  if (!definition || cmark_node_get_type(definition) != CMARK_NODE_LIST) return;
  cmark_node *list = NULL;
  if (md__is_definition_list(above)) {
    list = above;
  } else if (is_term_above(above, heading)) {
    md__taken *terms = arena_new(doc->scratch, md__taken);
    *terms = *taken;
    terms->kind = MD__TERMS;
    list = list_for_term(above, terms);
  }
  if (!list) return;
  cmark_node_append_child(list, definition);
  cmark_node_set_user_data(definition, taken);
  md__remove(heading);
  if (taken->loose) cmark_node_set_list_tight(definition, 0);
}

static bool has_definitions(const md__doc *doc) {
  for (size_t i = 0; i < doc->taken.len; i++) {
    if (doc->taken.at[i]->kind == MD__DEFINITION) return true;
  }
  return false;
}

void md__wrap_definitions(md__doc *doc) {
  if (!has_definitions(doc)) return;
  for (cmark_node *n = doc->root, *next; n; n = next) {
    cmark_node_type type = cmark_node_get_type(n);
    bool leaf = type == CMARK_NODE_PARAGRAPH || type == CMARK_NODE_HEADING;
    next = leaf ? md__behind(n, doc->root) : md__following(n, doc->root);
    if (stands_for(n, CMARK_NODE_HEADING, MD__DEFINITION)) take_in(doc, n);
  }
}
