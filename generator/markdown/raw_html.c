/* HTML written into an article: left out, with a word on what to type instead. */
#include "markdown/raw_html.h"

static const struct {
  const char *element, *instead;
} markdown_for[] = {
    {"a", "write a link as [text](address)"},
    {"b", "write bold text as **text**"},
    {"blockquote", "start each line of a quotation with >"},
    {"br", "end the line with a backslash to break it"},
    {"code", "write code between backticks: `text`"},
    {"del", "write struck text as ~~text~~"},
    {"em", "write stressed text as *text*"},
    {"h1", "write a heading as # Heading"},
    {"h2", "write a heading as ## Heading"},
    {"h3", "write a heading as ### Heading"},
    {"hr", "write a rule as a line of ---"},
    {"i", "write stressed text as *text*"},
    {"img", "write an image as ![what it shows](file)"},
    {"li", "start each line of a list with -"},
    {"ol", "start each line of a numbered list with 1."},
    {"p", "leave a blank line between paragraphs"},
    {"strong", "write bold text as **text**"},
    {"table", "write a table with | between its cells"},
    {"ul", "start each line of a list with -"},
};

/* "br" of "<br/>" and "</br>", or empty. */
static sv element_name(sv html) {
  html = sv_skip(sv_trim(html), 1);
  if (sv_starts(html, SV("/"))) html = sv_skip(html, 1);
  size_t len = 0;
  while (len < html.len && (((html.at[len] | 32) >= 'a' && (html.at[len] | 32) <= 'z') ||
                            (html.at[len] >= '0' && html.at[len] <= '9'))) {
    len++;
  }
  return sv_first(html, len);
}

/* What to type instead of an element. */
static const char *instead_of(sv element, bool by_reader) {
  for (size_t i = 0; i < sizeof markdown_for / sizeof *markdown_for; i++) {
    if (sv_eq_nocase(element, sv_of(markdown_for[i].element))) return markdown_for[i].instead;
  }
  if (by_reader) return "take the tags out of the comment; no setting lets a reader's HTML through";
  return "write it in Markdown; `raw_html: listed` in site.yaml lets harmless HTML through";
}

bool md__is_more(cmark_node *node) {
  sv html = sv_trim(sv_of(cmark_node_get_literal(node)));
  if (!sv_starts(html, SV("<!--")) || !sv_ends(html, SV("-->")) || html.len < 7) return false;
  return sv_eq(sv_trim(sv_make(html.at + 4, html.len - 7)), SV("more"));
}

static void report_left_out(md__doc *doc, cmark_node *node) {
  bool block = cmark_node_get_type(node) == CMARK_NODE_HTML_BLOCK;
  sv html = sv_trim(sv_of(cmark_node_get_literal(node)));
  /* A comment is for the writer, and the end of an element is reported with its start. */
  bool comment =
      sv_starts(html, SV("<!--")) && (!block || sv_find(html, SV("-->"), 0) + 3 == html.len);
  if (comment || (!block && sv_starts(html, SV("</")))) return;
  diag_span where = block ? md__block_span(doc, node) : md__inline_span(doc, node);
  sv element = element_name(html);
  if (block && where.length > html.len) where.length = html.len;
  sv first_line = {NULL, 0};
  sv rest = md__written(doc, where);
  if (sv_line(&rest, &first_line) && first_line.len) where.length = first_line.len;
  diag *d = element.len
                ? diag_add(doc->sink, DIAG_MD001, md__span(doc, where),
                           "the HTML element <%.*s> is left out", SV_ARG(element))
                : diag_add(doc->sink, DIAG_MD001, md__span(doc, where), "this HTML is left out");
  diag_hint(d, "%s", instead_of(element, doc->options->reader_text));
}

void md__put_html(md__doc *doc, cmark_node *node) {
  switch (doc->options->raw_html) {
    case HTML_LEAVE_OUT: report_left_out(doc, node); break;
    case HTML_LISTED: md__put_listed_html(doc, node); break;
    case HTML_EVERYTHING: buf_add(&doc->html, sv_of(cmark_node_get_literal(node))); break;
  }
}
