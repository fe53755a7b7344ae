/* Task lists: "- [ ] to do" and "- [x] done". */
#include "markdown/internal.h"

static bool is_blank(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

/* GitHub's own parser knows a task by its whole line: blanks, a list mark, blanks, the box. A
 * task in a quote is none there. */
static bool line_is_task(const md__doc *doc, cmark_node *item) {
  int line = cmark_node_get_start_line(item);
  if (line < 1 || (size_t)line > doc->lines.len || doc->has_fixed) return false;
  const md__line *from = &doc->lines.at[line - 1];
  if (from->column) return false;
  sv text = sv_skip(doc->source.text, from->source);
  size_t at = 0, mark;
  while (at < text.len && is_blank(text.at[at])) at++;
  mark = at;
  while (at < text.len && text.at[at] >= '0' && text.at[at] <= '9') at++;
  if (at == text.len || (at == mark && !strchr("-+*", text.at[at]))) return false;
  at++;
  mark = at;
  while (at < text.len && is_blank(text.at[at])) at++;
  return at > mark && at < text.len && text.at[at] == '[';
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

void md__put_task(md__doc *doc, cmark_node *item) {
  cmark_node *node = first_text(item);
  if (!node) return;
  sv text = sv_of(cmark_node_get_literal(node));
  if (text.len < 4 || text.at[0] != '[' || text.at[2] != ']' || !is_blank(text.at[3])) return;
  bool done = text.at[1] == 'x' || text.at[1] == 'X';
  if ((!done && text.at[1] != ' ') || !line_is_task(doc, item)) return;
  size_t skip = 3;
  while (skip < text.len && is_blank(text.at[skip])) skip++;
  cmark_node_set_literal(node, arena_cstr(doc->scratch, sv_skip(text, skip)));
  buf_lit(&doc->html, "<input type=\"checkbox\"");
  if (done) buf_lit(&doc->html, " checked=\"\"");
  buf_lit(&doc->html, " disabled=\"\" /> ");
}
