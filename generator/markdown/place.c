/* From libcmark's lines and columns to the file's own bytes. */
#include "base/limits.h"
#include "markdown/internal.h"

static size_t line_end(sv text, size_t at, bool has_cr) {
  if (!has_cr) {
    size_t end = sv_find_byte(text, '\n', at);
    return end == SV_NONE ? text.len : end;
  }
  while (at < text.len && text.at[at] != '\n' && text.at[at] != '\r') at++;
  return at;
}

/* Whether a line may open more containers than are allowed: so many marks of quotes and lists,
 * or so deep an indentation, as nobody writes. */
static bool looks_deep(sv line) {
  size_t marks = 0;
  if (line.len < LIMIT_MARKDOWN_DEPTH || line.at[0] >= 'A') return false;
  while (marks < line.len && strchr(" \t>-+*.)0123456789", line.at[marks])) marks++;
  return marks >= LIMIT_MARKDOWN_DEPTH;
}

/* libcmark ends a line at LF, CRLF and a lone CR. */
bool md__map_lines(md__doc *doc, sv text, size_t offset) {
  bool has_cr = sv_find_byte(text, '\r', 0) != SV_NONE, deep = false;
  for (size_t at = 0; at < text.len;) {
    vec_push(doc->scratch, &doc->lines, (md__line){(uint32_t)(offset + at), 0, 0});
    size_t end = line_end(text, at, has_cr);
    deep = deep || looks_deep(sv_make(text.at + at, end - at));
    at = end + 1;
    if (at < text.len && text.at[end] == '\r' && text.at[at] == '\n') at++;
  }
  return deep;
}

/* Behind so many bytes that libcmark read of a line's text, so many were in it. */
static size_t bytes_before(const md__doc *doc, const md__line *line, size_t read) {
  if (!line->omitted) return read;
  size_t i = line->omitted - 1, number = doc->omitted.at[i].line;
  for (; i < doc->omitted.len && doc->omitted.at[i].line == number; i++) {
    if (read >= doc->omitted.at[i].at) read += doc->omitted.at[i].text.len;
  }
  return read;
}

static const md__line *line_at(const md__doc *doc, int line) {
  return line >= 1 && (size_t)line <= doc->lines.len ? &doc->lines.at[line - 1] : NULL;
}

/* The place of a column of a line; columns count from 1 and may stand behind the end. */
static size_t place(const md__doc *doc, int line, int column) {
  const md__line *at = line_at(doc, line);
  if (!at) return doc->source.offset;
  size_t back = at->column < (uint32_t)(column - 1) ? (size_t)(column - 1) - at->column : 0;
  size_t offset = at->source + bytes_before(doc, at, back);
  return offset < doc->source.text.len ? offset : doc->source.text.len;
}

static diag_span between(const md__doc *doc, size_t from, size_t to) {
  return diag_at(doc->source.file, from, to > from ? to - from : 1);
}

diag_span md__block_span(const md__doc *doc, cmark_node *block) {
  if (cmark_node_get_start_line(block) == 0 && cmark_node_get_user_data(block)) {
    const md__taken *taken = cmark_node_get_user_data(block);
    return diag_at(doc->source.file, taken->offset, taken->length);
  }
  size_t from = place(doc, cmark_node_get_start_line(block), cmark_node_get_start_column(block));
  size_t to = place(doc, cmark_node_get_end_line(block), cmark_node_get_end_column(block) + 1);
  return between(doc, from, to);
}

static cmark_node *block_of(const md__doc *doc, cmark_node *node) {
  if (doc->block && cmark_node_get_type(node) > CMARK_NODE_LAST_BLOCK) return doc->block;
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
  size_t before = into > 0 ? (size_t)into : 0;
  if (line_at(doc, line)) before = bytes_before(doc, line_at(doc, line), before);
  size_t offset = text_start(doc, line) + before;
  return offset < doc->source.text.len ? offset : doc->source.text.len;
}

diag_span md__inline_span(const md__doc *doc, cmark_node *node) {
  const md__made *made = md__made_of(node);
  if (made) return md__made_span(doc, made);
  cmark_node *block = block_of(doc, node);
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
