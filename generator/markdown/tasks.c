/* Task lists: "- [ ] to do" and "- [x] done". */
#include "markdown/internal.h"
#include "markdown/line_rules.h"

static bool is_end(char c) {
  return c == '\n' || c == '\r';
}

/* Whether the line that an item starts with is a task; `taken`: its box is gone already. */
static bool is_task(const md__doc *doc, cmark_node *item, bool *done, bool *taken) {
  int line = cmark_node_get_start_line(item);
  if (line < 1 || (size_t)line > doc->lines.len || doc->has_fixed) return false;
  sv text = doc->source.text;
  size_t from = doc->lines.at[line - 1].source, end = from;
  while (from > doc->source.offset && !is_end(text.at[from - 1])) from--;
  while (end < text.len && !is_end(text.at[end])) end++;
  size_t behind = rule_task(sv_make(text.at + from, end - from), done);
  *taken = doc->lines.at[line - 1].column && doc->lines.at[line - 1].source == from + behind;
  return behind > 0;
}

static cmark_node *first_text(cmark_node *item) {
  cmark_node *block = cmark_node_first_child(item);
  if (!block || cmark_node_get_start_line(block) != cmark_node_get_start_line(item)) return NULL;
  /* A task that is underlined is a heading. */
  cmark_node_type type = cmark_node_get_type(block);
  if (type != CMARK_NODE_PARAGRAPH && type != CMARK_NODE_HEADING) return NULL;
  cmark_node *text = cmark_node_first_child(block);
  return text && cmark_node_get_type(text) == CMARK_NODE_TEXT ? text : NULL;
}

static void remove_break(cmark_node *node) {
  cmark_node_type type = node ? cmark_node_get_type(node) : CMARK_NODE_NONE;
  if (type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK) md__remove(node);
}

static bool is_heading(cmark_node *text) {
  return text && cmark_node_get_type(cmark_node_parent(text)) == CMARK_NODE_HEADING;
}

/* Takes "[ ] " off the text; a line with nothing behind it leaves none. */
static void take_box(md__doc *doc, cmark_node *node, sv text) {
  size_t skip = 3;
  while (skip < text.len && strchr(" \t\v\f\r", text.at[skip])) skip++;
  if (skip < text.len || is_heading(node)) {
    md__set_text(doc, node, sv_skip(text, skip));
    return;
  }
  cmark_node *block = cmark_node_parent(node);
  remove_break(cmark_node_next(node));
  md__remove(node);
  if (!cmark_node_first_child(block)) md__remove(block);
}

static bool has_box(sv text) {
  return text.len >= 3 && text.at[0] == '[' && text.at[2] == ']';
}

void md__put_task(md__doc *doc, cmark_node *item) {
  cmark_node *node = first_text(item);
  bool done, taken;
  sv text = node ? sv_of(cmark_node_get_literal(node)) : SV("");
  if (!has_box(text) && !doc->taken_box) return;
  if (!is_task(doc, item, &done, &taken) || (!has_box(text) && !taken)) return;
  if (!taken || is_heading(node)) take_box(doc, node, text);
  buf_lit(&doc->html, "<input type=\"checkbox\"");
  if (done) buf_lit(&doc->html, " checked=\"\"");
  buf_lit(&doc->html, " disabled=\"\" /> ");
}
