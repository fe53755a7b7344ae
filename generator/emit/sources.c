#include "emit/sources.h"

#include "model/reference_ids.h"

static void put_link(buf *out, sv address, const char *name, sv text) {
  buf_lit(out, "<a href=\"");
  buf_html(out, address);
  buf_printf(out, "\">%s", name);
  buf_html(out, text);
  buf_lit(out, "</a>");
}

static void put_reference(buf *out, const page_reference *r, arena *scratch) {
  if (r->publisher.len) {
    buf_html(out, r->publisher);
    buf_lit(out, ". ");
  }
  if (r->url.len) {
    put_link(out, r->url, "", r->title);
  } else {
    buf_lit(out, "<cite>");
    buf_html(out, r->title);
    buf_lit(out, "</cite>");
  }
  if (r->year.len) {
    buf_lit(out, ". ");
    buf_html(out, r->year);
  }
  if (r->doi.len) {
    buf_lit(out, ". ");
    put_link(out, reference_doi_url(scratch, r->doi), "DOI ", r->doi);
  }
  if (r->pmid.len) {
    buf_lit(out, ". ");
    put_link(out, reference_pubmed_url(scratch, r->pmid), "PubMed ", r->pmid);
  }
  buf_byte(out, '.');
}

void emit_sources(buf *out, const page *p, body_reader reader, bool ids, arena *scratch) {
  if (!p->more->references.len) return;
  const body *text = &p->body;
  sv html = body_text(scratch, text);
  bool *cited = arena_array(scratch, bool, p->more->references.len);
  buf_lit(out, "<ol>\n");
  for (size_t i = 0; i < text->citations.len; i++) {
    const body_citation *c = &text->citations.at[i];
    buf_lit(out, "<li");
    if (ids) {
      buf_lit(out, " id=\"");
      buf_html(out, c->id);
      buf_byte(out, '"');
    }
    buf_byte(out, '>');
    if (c->reference == BODY_FOOTNOTE) {
      buf_add(out, body_footnote(scratch, text, html, c, reader));
    } else {
      cited[c->reference] = true;
      put_reference(out, &p->more->references.at[c->reference], scratch);
    }
    buf_lit(out, "</li>\n");
  }
  for (size_t i = 0; i < p->more->references.len; i++) {
    if (cited[i]) continue;
    buf_lit(out, "<li>");
    put_reference(out, &p->more->references.at[i], scratch);
    buf_lit(out, "</li>\n");
  }
  buf_lit(out, "</ol>\n");
}
