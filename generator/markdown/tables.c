/* Tables: rows of headings that stand for cells. */
#include "markdown/internal.h"

bool md__is_cell(const md__doc *doc, cmark_node *heading) {
  const md__taken *taken = cmark_node_get_user_data(heading);
  return doc->table || (taken && taken->kind == MD__TABLE);
}

static void open_cell(md__doc *doc) {
  const char *element = doc->row == 0 ? "th" : "td";
  const char *side = NULL;
  switch (doc->table->align[doc->cell]) {
    case 'l': side = "left"; break;
    case 'r': side = "right"; break;
    case 'c': side = "center"; break;
    default: break;
  }
  if (!side) {
    buf_printf(&doc->html, "<%s>", element);
  } else if (doc->options->align_classes) {
    buf_printf(&doc->html, "<%s class=\"align-%s\">", element, side);
  } else {
    buf_printf(&doc->html, "<%s align=\"%s\">", element, side);
  }
}

static void close_cell(md__doc *doc) {
  buf_add(&doc->html, doc->row == 0 ? SV("</th>\n") : SV("</td>\n"));
  doc->cell++;
}

/* A wide table scrolls in a box of its own, which the keyboard can reach and which has a name. */
static void open_box(md__doc *doc) {
  const md_options *o = doc->options;
  sv name = o->word ? o->word(o->word_context, o->lang, SV("table")) : SV("");
  if (name.len == 0) name = SV("Table");
  buf_lit(&doc->html, "<div class=\"table\" role=\"group\" tabindex=\"0\" aria-label=\"");
  buf_add(&doc->html, name);
  buf_lit(&doc->html, "\">\n");
}

static void open_table(md__doc *doc, const md__taken *table) {
  doc->table = table;
  doc->row = doc->cell = 0;
  md__line_start(doc);
  if (doc->options->align_classes) open_box(doc);
  buf_lit(&doc->html, "<table>\n<thead>\n");
}

/* Fills up a short row and goes on to the next, or ends the table. */
static void close_row(md__doc *doc) {
  const md__taken *table = doc->table;
  while (doc->cell < table->columns) {
    open_cell(doc);
    close_cell(doc);
  }
  buf_lit(&doc->html, "</tr>\n");
  if (doc->row == 0) {
    buf_lit(&doc->html, "</thead>\n");
    if (table->rows.len > 1) buf_lit(&doc->html, "<tbody>\n");
  }
  doc->cell = 0;
  if (++doc->row < table->rows.len) return;
  if (table->rows.len > 1) buf_lit(&doc->html, "</tbody>\n");
  buf_lit(&doc->html, "</table>\n");
  if (doc->options->align_classes) buf_lit(&doc->html, "</div>\n");
  doc->table = NULL;
  md__put_meanings(doc, table);
}

bool md__render_cell(md__doc *doc, cmark_node *node, bool entering) {
  if (entering) {
    if (!doc->table) open_table(doc, cmark_node_get_user_data(node));
    if (doc->cell == 0) buf_lit(&doc->html, "<tr>\n");
    open_cell(doc);
    md__begin_words(doc, node, PROSE_CELL);
  } else {
    md__end_words(doc, node, PROSE_CELL);
    close_cell(doc);
    if (doc->cell == doc->table->rows.at[doc->row]) close_row(doc);
  }
  return true;
}
