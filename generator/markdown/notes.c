/* Footnotes: found by the line scanner, cited in text, printed once at the end. */
#include "markdown/internal.h"
#include "wrap/unicode.h"

/* The heading that stands at a line, as a child of the root or of any container. */
static cmark_node *item_of(cmark_node *heading) {
  cmark_node *parent = cmark_node_parent(heading);
  return cmark_node_get_type(parent) == CMARK_NODE_ITEM ? parent : NULL;
}

static void add_note(md__doc *doc, const md__taken *taken, cmark_node *heading) {
  md__note *note = arena_new(doc->scratch, md__note);
  *note = (md__note){.label = taken->label, .item = item_of(heading), .taken = taken};
  bool fresh;
  sv key = unicode_fold(doc->scratch, taken->label);
  map_entry *entry = map_entry_for(doc->scratch, &doc->notes_by_label, key, &fresh);
  if (fresh) entry->value = note; /* the first of two with one name is the one */
  vec_push(doc->scratch, &doc->notes, note);
}

void md__bind_taken(md__doc *doc) {
  size_t next = 0;
  for (cmark_node *n = doc->root; n && next < doc->taken.len;) {
    cmark_node_type type = cmark_node_get_type(n);
    const md__taken *taken = doc->taken.at[next];
    if (type == CMARK_NODE_HEADING && cmark_node_get_start_line(n) == (int)taken->line) {
      cmark_node_set_user_data(n, doc->taken.at[next]);
      if (taken->kind == MD__NOTE) add_note(doc, taken, n);
      if (taken->kind == MD__DIV_OPEN) vec_push(doc->scratch, &doc->divs, n);
      next++;
    }
    bool leaf = type == CMARK_NODE_PARAGRAPH || type == CMARK_NODE_HEADING;
    n = leaf ? md__behind(n, doc->root) : md__following(n, doc->root);
  }
}

cmark_node *md__citation_at(md__doc *doc, cmark_node *text_node, sv text, size_t at, size_t *end) {
  if (!doc->notes.len || at + 3 >= text.len || text.at[at + 1] != '^') return NULL;
  size_t close = at + 2;
  while (close < text.len && (unsigned char)text.at[close] > ' ' && text.at[close] != ']') close++;
  if (close == at + 2 || close == text.len || text.at[close] != ']') return NULL;
  sv label = sv_make(text.at + at + 2, close - at - 2);
  md__note *note = map_get(&doc->notes_by_label, unicode_fold(doc->scratch, label));
  if (!note) return NULL;
  if (!note->number) {
    vec_push(doc->scratch, &doc->cited, note);
    note->number = (uint32_t)doc->cited.len;
  }
  *end = close + 1;
  cmark_node *node =
      md__made_node(doc, CMARK_NODE_CUSTOM_INLINE, MD__CITATION, md__inline_span(doc, text_node));
  md__made_of(node)->note = note;
  md__made_of(node)->nth = ++note->citations;
  return node;
}

/* The list items leave the text, and the headings that kept them apart; so does a list whose
 * items were notes alone. */
void md__lift_notes(md__doc *doc) {
  for (size_t i = 0; i < doc->notes.len; i++) {
    cmark_node *item = doc->notes.at[i]->item;
    if (!item) continue;
    cmark_node *list = cmark_node_parent(item);
    md__remove(cmark_node_first_child(item));
    cmark_node_unlink(item);
    if (!cmark_node_first_child(list)) md__remove(list);
  }
}

/* "fnref-id", or "fnref-id-2" for the second citation of a note. */
static void put_citation_id(md__doc *doc, const md__note *note, uint32_t nth) {
  buf_lit(&doc->html, "fnref-");
  md__escape_href(&doc->html, note->label);
  if (nth > 1) buf_printf(&doc->html, "-%u", (unsigned)nth);
}

void md__put_citation(md__doc *doc, const md__made *made) {
  buf_lit(&doc->html, "<sup class=\"footnote-ref\"><a href=\"#fn-");
  md__escape_href(&doc->html, made->note->label);
  buf_lit(&doc->html, "\" id=\"");
  put_citation_id(doc, made->note, made->nth);
  buf_printf(&doc->html, "\" data-footnote-ref>%u</a></sup>", (unsigned)made->note->number);
}

/* The way back to every place that cites the note. */
static void put_back_links(md__doc *doc, const md__note *note) {
  sv back = md__word(doc, SV("footnote_back"), SV("Back to content"));
  for (uint32_t nth = 1; nth <= note->citations; nth++) {
    if (nth > 1) buf_byte(&doc->html, ' ');
    buf_lit(&doc->html, "<a href=\"#");
    put_citation_id(doc, note, nth);
    buf_lit(&doc->html, "\" class=\"footnote-backref\" data-footnote-backref aria-label=\"");
    buf_add(&doc->html, back);
    buf_lit(&doc->html, "\">\xE2\x86\xA9");
    if (nth > 1) buf_printf(&doc->html, "<sup class=\"footnote-ref\">%u</sup>", (unsigned)nth);
    buf_lit(&doc->html, "</a>");
  }
}

/* A heading that only keeps two lists apart. */
static bool is_gap(cmark_node *node) {
  const md__taken *taken = cmark_node_get_user_data(node);
  return cmark_node_get_type(node) == CMARK_NODE_HEADING && taken && taken->kind == MD__GAP;
}

static void put_note(md__doc *doc, md__note *note) {
  buf_lit(&doc->html, "<li id=\"fn-");
  md__escape_href(&doc->html, note->label);
  buf_lit(&doc->html, "\">\n");
  cmark_node *last = NULL;
  for (cmark_node *n = cmark_node_first_child(note->item); n; n = cmark_node_next(n)) {
    md__render_below(doc, n);
    if (!is_gap(n)) last = n;
  }
  bool in_paragraph = last && cmark_node_get_type(last) == CMARK_NODE_PARAGRAPH &&
                      sv_ends(buf_sv(&doc->html), SV("</p>\n"));
  if (in_paragraph) {
    doc->html.len -= sizeof "</p>\n" - 1;
    buf_byte(&doc->html, ' ');
  }
  put_back_links(doc, note);
  if (in_paragraph) buf_lit(&doc->html, "</p>");
  buf_lit(&doc->html, "\n</li>\n");
}

void md__put_notes(md__doc *doc) {
  if (!doc->cited.len) return;
  buf_lit(&doc->html, "<section class=\"footnotes\" data-footnotes>\n<ol>\n");
  for (size_t i = 0; i < doc->cited.len; i++) put_note(doc, doc->cited.at[i]);
  buf_lit(&doc->html, "</ol>\n</section>\n");
}

void md__free_notes(md__doc *doc) {
  for (size_t i = 0; i < doc->notes.len; i++) {
    if (doc->notes.at[i]->item) cmark_node_free(doc->notes.at[i]->item);
  }
}
