/* The tree as HTML, with what the page contains noted on the way. */
#include "markdown/callouts.h"
#include "markdown/inserts.h"
#include "markdown/raw_html.h"

void md__line_start(md__doc *doc) {
  if (doc->html.len && doc->html.at[doc->html.len - 1] != '\n') buf_byte(&doc->html, '\n');
}

void md__add_prose(md__doc *doc, cmark_node *node, prose_kind kind, int level, sv text) {
  diag_span where = md__span(doc, md__block_span(doc, node));
  prose_block block = {.kind = kind,
                       .level = (uint8_t)level,
                       .offset = (uint32_t)where.offset,
                       .length = (uint32_t)where.length,
                       .text = text};
  vec_push(doc->bulk, &doc->out->prose, block);
  if (kind != PROSE_CODE) doc->out->words += md__count_words(text);
}

static bool is_tight(cmark_node *item) {
  return cmark_node_get_list_tight(cmark_node_parent(item)) != 0;
}

/* What only the line scanner's finds can be is not asked for where it found nothing. */
static bool is_term(const md__doc *doc, cmark_node *paragraph) {
  return doc->taken.len && md__is_term(paragraph);
}
static bool is_definition(const md__doc *doc, cmark_node *list) {
  return doc->taken.len && md__is_definition(list);
}

/* The image that is all of a paragraph, or NULL. */
static cmark_node *lone_image(md__doc *doc, cmark_node *paragraph) {
  cmark_node *only = cmark_node_first_child(paragraph);
  if (!doc->options->figures || !only || cmark_node_next(only)) return NULL;
  return cmark_node_get_type(only) == CMARK_NODE_IMAGE ? only : NULL;
}

static void put_figure(md__doc *doc, cmark_node *image) {
  sv caption = sv_of(cmark_node_get_title(image));
  if (!cmark_node_first_child(image)) caption = SV(""); /* it only decorates */
  md__line_start(doc);
  buf_lit(&doc->html, "<figure>");
  md__put_image(doc, image, false);
  if (caption.len) {
    buf_lit(&doc->html, "<figcaption>");
    md__escape(&doc->html, caption);
    buf_lit(&doc->html, "</figcaption>");
    md__add_prose(doc, cmark_node_parent(image), PROSE_CAPTION, 0, arena_dup(doc->bulk, caption));
  }
  buf_lit(&doc->html, "</figure>\n");
}

/* An insert that is no part of a line. Only its caption is text of the article. */
static void put_block_insert(md__doc *doc, cmark_node *paragraph, const md__insert *insert) {
  md__line_start(doc);
  md__put_insert(doc, cmark_node_first_child(paragraph));
  buf_byte(&doc->html, '\n');
  if (insert->caption.len) md__add_prose(doc, paragraph, PROSE_CAPTION, 0, insert->caption);
}

static void put_around(md__doc *doc, bool entering, sv open, sv close) {
  md__line_start(doc);
  buf_add(&doc->html, entering ? open : close);
}

void md__begin_words(md__doc *doc, cmark_node *node, prose_kind kind) {
  cmark_node *only = cmark_node_first_child(node);
  doc->gathers = !only || cmark_node_next(only) || cmark_node_get_type(only) != CMARK_NODE_TEXT;
  buf_clear(&doc->words);
  if (!doc->gathers) md__add_prose(doc, node, kind, 0, md__plain(doc->bulk, node));
}

void md__end_words(md__doc *doc, cmark_node *node, prose_kind kind) {
  if (!doc->gathers) return;
  md__add_prose(doc, node, kind, 0, arena_dup(doc->bulk, buf_sv(&doc->words)));
  doc->gathers = false;
}

static void put_term(md__doc *doc, cmark_node *node, bool entering) {
  if (!entering) {
    md__end_words(doc, node, PROSE_ITEM);
    buf_lit(&doc->html, "</dt>\n");
    return;
  }
  md__begin_words(doc, node, PROSE_ITEM);
  put_around(doc, true, SV("<dt>"), SV(""));
}

static bool put_paragraph(md__doc *doc, cmark_node *node, bool entering) {
  if (is_term(doc, node)) {
    put_term(doc, node, entering);
    return true;
  }
  cmark_node *image = lone_image(doc, node);
  if (image) {
    if (entering) put_figure(doc, image);
    return false;
  }
  const md__insert *insert = doc->has_inserts ? md__lone_insert(node) : NULL;
  if (insert) {
    if (entering) put_block_insert(doc, node, insert);
    return false;
  }
  cmark_node *around = cmark_node_parent(node);
  bool item = cmark_node_get_type(around) == CMARK_NODE_ITEM, tight = item && is_tight(around);
  if (!entering) {
    md__end_words(doc, node, item ? PROSE_ITEM : PROSE_PARAGRAPH);
    if (!tight) buf_lit(&doc->html, "</p>\n");
    md__put_meanings(doc, node);
    return true;
  }
  md__begin_words(doc, node, item ? PROSE_ITEM : PROSE_PARAGRAPH);
  if (!tight) {
    md__line_start(doc);
    buf_lit(&doc->html, "<p>");
  }
  return true;
}

/* What stands for something that the line scanner took out. */
static bool put_taken(md__doc *doc, cmark_node *node, bool entering) {
  const md__taken *taken = cmark_node_get_user_data(node);
  if (taken->kind == MD__DIV_OPEN) return md__render_title(doc, node, entering);
  return false;
}

/* "<h2": what follows is up to the caller. */
static void put_heading_tag(buf *out, sv start, int level) {
  buf_add(out, start);
  buf_byte(out, (char)('0' + level));
}

static bool put_heading(md__doc *doc, cmark_node *node, bool entering) {
  if (md__is_cell(doc, node)) return md__render_cell(doc, node, entering);
  if (cmark_node_get_user_data(node)) return put_taken(doc, node, entering);
  int level = cmark_node_get_heading_level(node) + doc->heading_shift;
  if (level > 6) level = 6;
  if (!entering) {
    if (doc->headings.len) doc->headings.at[doc->headings.len - 1].html_to = doc->html.len;
    put_heading_tag(&doc->html, SV("</h"), level);
    buf_lit(&doc->html, ">\n");
    return true;
  }
  md__line_start(doc);
  sv id = doc->options->heading_ids ? md__heading_id(doc, node) : SV("");
  put_heading_tag(&doc->html, SV("<h"), level);
  if (id.len) {
    buf_lit(&doc->html, " id=\"");
    md__escape(&doc->html, id);
    buf_byte(&doc->html, '"');
  }
  buf_byte(&doc->html, '>');
  sv text = md__plain(doc->a, node);
  md__add_prose(doc, node, PROSE_HEADING, level, text);
  md__heading heading = {
      .heading = {.level = (uint8_t)level,
                  .id = id,
                  .text = text,
                  .offset = (uint32_t)md__span(doc, md__block_span(doc, node)).offset},
      .html_from = doc->html.len};
  vec_push(doc->scratch, &doc->headings, heading);
  return true;
}

static void put_code_block(md__doc *doc, cmark_node *node) {
  sv info = sv_of(cmark_node_get_fence_info(node)), code = sv_of(cmark_node_get_literal(node));
  size_t word = 0;
  while (word < info.len && !strchr(" \t\n\v\f\r", info.at[word])) word++;
  md__line_start(doc);
  buf_lit(&doc->html, "<pre><code");
  if (word) {
    buf_lit(&doc->html, " class=\"language-");
    md__escape(&doc->html, sv_first(info, word));
    buf_byte(&doc->html, '"');
  }
  buf_byte(&doc->html, '>');
  md__escape(&doc->html, code);
  buf_lit(&doc->html, "</code></pre>\n");
  md__add_prose(doc, node, PROSE_CODE, 0, arena_dup(doc->bulk, code));
}

static void put_html_block(md__doc *doc, cmark_node *node) {
  bool at_top = cmark_node_get_type(cmark_node_parent(node)) == CMARK_NODE_DOCUMENT;
  if (at_top && !doc->saw_more && md__is_more(node)) {
    doc->saw_more = true;
    doc->summary_blocks = doc->out->prose.len;
  }
  bool shown = doc->options->raw_html != HTML_LEAVE_OUT;
  if (shown) md__line_start(doc);
  md__put_html(doc, node);
  if (shown) md__line_start(doc);
}

static void put_list(md__doc *doc, cmark_node *node, bool entering) {
  bool ordered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST;
  if (!entering) {
    buf_add(&doc->html, ordered ? SV("</ol>\n") : SV("</ul>\n"));
    return;
  }
  md__line_start(doc);
  int start = cmark_node_get_list_start(node);
  if (!ordered) {
    buf_lit(&doc->html, "<ul>\n");
  } else if (start == 1) {
    buf_lit(&doc->html, "<ol>\n");
  } else {
    buf_printf(&doc->html, "<ol start=\"%d\">\n", start);
  }
}

static void put_item(md__doc *doc, cmark_node *node, bool entering) {
  bool definition = is_definition(doc, cmark_node_parent(node));
  if (!entering) {
    buf_add(&doc->html, definition ? SV("</dd>\n") : SV("</li>\n"));
    return;
  }
  put_around(doc, true, definition ? SV("<dd>") : SV("<li>"), SV(""));
  if (doc->options->extensions && !definition) md__put_task(doc, node);
}

static bool put_own_block(md__doc *doc, cmark_node *node, bool entering) {
  if (!md__is_definition_list(node)) return md__render_card(doc, node, entering);
  put_around(doc, entering, SV("<dl>\n"), SV("</dl>\n"));
  return true;
}

/* Prints one end of a node; true where its children are to be printed too. */
static bool put_node(md__doc *doc, cmark_node *node, bool entering) {
  if (!entering && doc->open_html.len) md__close_html(doc, node);
  switch (cmark_node_get_type(node)) {
    case CMARK_NODE_DOCUMENT: return true;
    case CMARK_NODE_CUSTOM_BLOCK: return put_own_block(doc, node, entering);
    case CMARK_NODE_BLOCK_QUOTE:
      if (cmark_node_get_user_data(node)) return md__render_card(doc, node, entering);
      put_around(doc, entering, SV("<blockquote>\n"), SV("</blockquote>\n"));
      return true;
    case CMARK_NODE_LIST:
      if (!is_definition(doc, node)) put_list(doc, node, entering);
      return true;
    case CMARK_NODE_ITEM: put_item(doc, node, entering); return true;
    case CMARK_NODE_PARAGRAPH: doc->block = node; return put_paragraph(doc, node, entering);
    case CMARK_NODE_HEADING: doc->block = node; return put_heading(doc, node, entering);
    case CMARK_NODE_CODE_BLOCK: put_code_block(doc, node); return false;
    case CMARK_NODE_HTML_BLOCK: put_html_block(doc, node); return false;
    case CMARK_NODE_THEMATIC_BREAK: put_around(doc, true, SV("<hr />\n"), SV("")); return false;
    default: return md__render_inline(doc, node, entering);
  }
}

void md__render_below(md__doc *doc, cmark_node *top) {
  cmark_node *node = top;
  bool entering = true;
  for (;;) {
    md__ask_ahead(node);
    bool down = put_node(doc, node, entering);
    if (entering && down && cmark_node_first_child(node)) {
      node = cmark_node_first_child(node);
      continue;
    }
    if (entering && down) put_node(doc, node, false);
    if (node == top) return;
    cmark_node *next = cmark_node_next(node);
    entering = next != NULL;
    node = next ? next : cmark_node_parent(node);
  }
}

void md__render(md__doc *doc) {
  md__render_below(doc, doc->root);
  md__put_notes(doc);
}
