/* From libcmark's lines and columns to the file's own bytes. */
#include "markdown/internal.h"

static bool is_break(char c) {
  return c == '\n' || c == '\r';
}

/* libcmark ends a line at LF, CRLF and a lone CR. */
void md__map_lines(md__doc *doc, sv text, size_t offset) {
  size_t at = 0;
  while (at < text.len) {
    vec_push(doc->scratch, &doc->lines, (md__line){(uint32_t)(offset + at), 0});
    while (at < text.len && !is_break(text.at[at])) at++;
    if (at + 1 < text.len && text.at[at] == '\r' && text.at[at + 1] == '\n') at++;
    at++;
  }
}

/* The place of a column of a line; columns count from 1 and may stand behind the end. */
static size_t place(const md__doc *doc, int line, int column) {
  if (line < 1 || (size_t)line > doc->lines.len) return doc->source.offset;
  const md__line *at = &doc->lines.at[line - 1];
  size_t back = at->column < (uint32_t)(column - 1) ? (size_t)(column - 1) - at->column : 0;
  size_t offset = at->source + back;
  return offset < doc->source.text.len ? offset : doc->source.text.len;
}

static diag_span between(const md__doc *doc, size_t from, size_t to) {
  return diag_at(doc->source.file, from, to > from ? to - from : 1);
}

diag_span md__block_span(const md__doc *doc, cmark_node *block) {
  size_t from = place(doc, cmark_node_get_start_line(block), cmark_node_get_start_column(block));
  size_t to = place(doc, cmark_node_get_end_line(block), cmark_node_get_end_column(block) + 1);
  return between(doc, from, to);
}

static cmark_node *block_of(cmark_node *node) {
  while (node && cmark_node_get_type(node) > CMARK_NODE_LAST_BLOCK) node = cmark_node_parent(node);
  return node;
}

/* Where a line's text starts, behind quote marks and blanks. */
static size_t text_start(const md__doc *doc, int line) {
  size_t at = place(doc, line, 1);
  sv text = doc->source.text;
  while (at < text.len && (text.at[at] == ' ' || text.at[at] == '\t' || text.at[at] == '>')) at++;
  return at;
}

/* In a block's further lines libcmark counts columns as if each began where the first does. */
static size_t inline_place(const md__doc *doc, cmark_node *block, int line, int column) {
  if (line <= cmark_node_get_start_line(block)) return place(doc, line, column);
  int into = column - cmark_node_get_start_column(block);
  size_t offset = text_start(doc, line) + (size_t)(into > 0 ? into : 0);
  return offset < doc->source.text.len ? offset : doc->source.text.len;
}

diag_span md__inline_span(const md__doc *doc, cmark_node *node) {
  cmark_node *block = block_of(node);
  if (!block) return diag_file(doc->source.file);
  if (cmark_node_get_start_line(node) == 0) return md__block_span(doc, block);
  size_t from =
      inline_place(doc, block, cmark_node_get_start_line(node), cmark_node_get_start_column(node));
  size_t to =
      inline_place(doc, block, cmark_node_get_end_line(node), cmark_node_get_end_column(node) + 1);
  return between(doc, from, to);
}

diag_span md__span(const md__doc *doc, diag_span wanted) {
  return doc->has_fixed ? doc->fixed : wanted;
}

sv md__written(const md__doc *doc, diag_span span) {
  if (doc->has_fixed || span.offset == DIAG_WHOLE_FILE) return SV("");
  return sv_first(sv_skip(doc->source.text, span.offset), span.length);
}
