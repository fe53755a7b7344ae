/* Inline nodes as HTML. */
#include "markdown/callouts.h"
#include "markdown/inserts.h"
#include "markdown/raw_html.h"

static sv url_of(cmark_node *node) {
  return sv_of(cmark_node_get_url(node));
}

static sv title_of(cmark_node *node) {
  return sv_of(cmark_node_get_title(node));
}

static void put_title(md__doc *doc, sv title) {
  if (!title.len) return;
  buf_lit(&doc->html, " title=\"");
  md__escape(&doc->html, title);
  buf_byte(&doc->html, '"');
}

static bool is_dropped(md__doc *doc, sv target) {
  return doc->options->raw_html != HTML_EVERYTHING && md__target_kind(target) == MD__ACTIVE;
}

static void put_link(md__doc *doc, cmark_node *node, bool entering) {
  sv target = url_of(node);
  if (is_dropped(doc, target)) {
    if (entering) md__report_active(doc, node, target);
    return;
  }
  if (!entering) {
    buf_lit(&doc->html, "</a>");
    return;
  }
  if (doc->emergencies > 0) {
    md__check_emergency_link(doc, md__target_span(doc, node, target), target);
  }
  buf_lit(&doc->html, "<a href=\"");
  md__put_target(doc, node, BODY_LINK, target,
                 doc->options->site_links ? md__plain(doc->scratch, node) : SV(""));
  buf_byte(&doc->html, '"');
  if (doc->options->reader_text) buf_lit(&doc->html, " rel=\"nofollow ugc\"");
  put_title(doc, title_of(node));
  buf_byte(&doc->html, '>');
}

static void check_alternative(md__doc *doc, cmark_node *node, sv alt, bool decorative) {
  if (!doc->options->image_checks || sv_trim(alt).len || decorative) return;
  diag *d = diag_add(doc->sink, DIAG_MD006, md__span(doc, md__inline_span(doc, node)),
                     "this image has no alternative text");
  diag_hint(d,
            "say what it shows: ![a needle beside a joint](%s), or that it only decorates: "
            "![](%s \"decorative\")",
            cmark_node_get_url(node), cmark_node_get_url(node));
}

static void keep_words(md__doc *doc, cmark_node *image) {
  for (cmark_node *n = image; n; n = md__following(n, image)) {
    buf_add(&doc->words, md__own_text(n));
  }
}

void md__put_image(md__doc *doc, cmark_node *node, bool with_title) {
  sv target = url_of(node), title = title_of(node), alt = md__alternative(doc, node);
  if (is_dropped(doc, target)) {
    md__report_active(doc, node, target);
    md__escape(&doc->html, alt);
    return;
  }
  bool decorative = doc->options->image_checks && !alt.len && sv_eq_nocase(title, SV("decorative"));
  check_alternative(doc, node, alt, decorative);
  buf_lit(&doc->html, "<img src=\"");
  md__put_target(doc, node, BODY_IMAGE, target, alt);
  buf_lit(&doc->html, "\" alt=\"");
  md__escape(&doc->html, alt);
  buf_byte(&doc->html, '"');
  if (doc->options->image_checks && doc->saw_image) buf_lit(&doc->html, " loading=\"lazy\"");
  doc->saw_image = true;
  if (with_title && !decorative) put_title(doc, title);
  buf_lit(&doc->html, " />");
}

static void put_element(md__doc *doc, const char *name, bool entering) {
  buf_byte(&doc->html, '<');
  if (!entering) buf_byte(&doc->html, '/');
  buf_add(&doc->html, sv_of(name));
  buf_byte(&doc->html, '>');
}

static void put_abbreviation(md__doc *doc, sv title, bool entering) {
  buf_add(&doc->html, entering ? SV("<abbr") : SV("</abbr>"));
  if (!entering) return;
  put_title(doc, title);
  buf_byte(&doc->html, '>');
}

static bool put_made(md__doc *doc, cmark_node *node, bool entering) {
  const md__made *made = md__made_of(node);
  switch (made->kind) {
    case MD__CITATION: md__put_citation(doc, made); return false;
    case MD__STRUCK: put_element(doc, "del", entering); return true;
    case MD__RAISED: put_element(doc, "sup", entering); return true;
    case MD__INSERT: md__put_insert(doc, node); return false;
    case MD__LOWERED: put_element(doc, "sub", entering); return true;
    case MD__ABBREVIATION: put_abbreviation(doc, made->as.meaning_of->title, entering); return true;
    case MD__EXPLAINED: md__put_explained(doc, node, entering); return true;
    default: return true;
  }
}

/* A term's paragraph holds a term a line. */
static void put_break(md__doc *doc, cmark_node *node) {
  if (md__is_term(cmark_node_parent(node))) {
    buf_lit(&doc->html, "</dt>\n<dt>");
    return;
  }
  if (cmark_node_get_type(node) == CMARK_NODE_LINEBREAK) buf_lit(&doc->html, "<br />");
  buf_byte(&doc->html, '\n');
}

bool md__render_inline(md__doc *doc, cmark_node *node, bool entering) {
  buf *html = &doc->html;
  cmark_node_type type = cmark_node_get_type(node);
  if (type == CMARK_NODE_TEXT) {
    sv text = sv_of(cmark_node_get_literal(node));
    if (doc->gathers) buf_add(&doc->words, text);
    md__escape(html, text);
    return false;
  }
  if (entering && doc->gathers) buf_add(&doc->words, md__own_text(node));
  switch (type) {
    case CMARK_NODE_SOFTBREAK:
    case CMARK_NODE_LINEBREAK: put_break(doc, node); return false;
    case CMARK_NODE_CODE:
      buf_lit(html, "<code>");
      md__escape(html, sv_of(cmark_node_get_literal(node)));
      buf_lit(html, "</code>");
      return false;
    case CMARK_NODE_HTML_INLINE: md__put_html(doc, node); return false;
    case CMARK_NODE_EMPH: put_element(doc, "em", entering); return true;
    case CMARK_NODE_STRONG: put_element(doc, "strong", entering); return true;
    case CMARK_NODE_LINK: put_link(doc, node, entering); return true;
    case CMARK_NODE_IMAGE:
      md__put_image(doc, node, true);
      if (doc->gathers) keep_words(doc, node);
      return false;
    case CMARK_NODE_CUSTOM_INLINE: return put_made(doc, node, entering);
    default: return true;
  }
}
