#include "wrap/html.h"

#include <gumbo.h>

#include "base/buf.h"

/* `origin` is where the text begins: Gumbo's pieces point into it. */
static html_element element_of(const GumboNode *node, const char *origin) {
  const GumboElement *e = &node->v.element;
  html_element out = {.node = node};
  out.tag = sv_of(gumbo_normalized_tagname(e->tag));
  if (e->tag == GUMBO_TAG_UNKNOWN) {
    GumboStringPiece tag = e->original_tag;
    gumbo_tag_from_original_text(&tag);
    out.tag = sv_make(tag.data, tag.length);
  }
  if (e->original_tag.data) {
    out.offset = (size_t)(e->original_tag.data - origin);
    out.length = e->original_tag.length;
  }
  return out;
}

static const GumboVector *children_of(const GumboNode *node) {
  bool has = node->type == GUMBO_NODE_ELEMENT || node->type == GUMBO_NODE_TEMPLATE;
  return has ? &node->v.element.children : NULL;
}

/* The node after this one in the order of the text; by way of its parents, since a page may be
 * nested deeper than the stack is. */
static const GumboNode *next_of(const GumboNode *node, const GumboNode *root) {
  const GumboVector *children = children_of(node);
  if (children && children->length) return children->data[0];
  while (node != root) {
    const GumboVector *siblings = children_of(node->parent);
    size_t next = node->index_within_parent + 1;
    if (siblings && next < siblings->length) return siblings->data[next];
    node = node->parent;
  }
  return NULL;
}

void html_read(sv text, void (*visit)(void *context, const html_element *element), void *context) {
  const char *origin = text.len ? text.at : "";
  GumboOutput *page = gumbo_parse_with_options(&kGumboDefaultOptions, origin, text.len);
  for (const GumboNode *n = page->root; n; n = next_of(n, page->root)) {
    if (!children_of(n)) continue;
    html_element element = element_of(n, origin);
    visit(context, &element);
  }
  gumbo_destroy_output(&kGumboDefaultOptions, page);
}

bool html_attribute(const html_element *element, const char *name, html_value *out) {
  const GumboNode *node = element->node;
  const GumboAttribute *found = gumbo_get_attribute(&node->v.element.attributes, name);
  if (!found) return false;
  const GumboElement *e = &node->v.element;
  out->text = sv_of(found->value);
  out->offset = element->offset + (size_t)(found->original_value.data - e->original_tag.data);
  out->length = found->original_value.length;
  return true;
}

sv html_text(arena *a, const html_element *element) {
  const GumboVector *children = children_of(element->node);
  buf out = BUF_EMPTY;
  for (unsigned i = 0; i < children->length; i++) {
    const GumboNode *child = children->data[i];
    bool text = child->type == GUMBO_NODE_TEXT || child->type == GUMBO_NODE_CDATA ||
                child->type == GUMBO_NODE_WHITESPACE;
    if (text) buf_add(&out, sv_of(child->v.text.text));
  }
  sv text = arena_dup(a, buf_sv(&out));
  buf_free(&out);
  return text;
}
