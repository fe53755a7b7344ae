/* What an article cites, references and footnotes, in the order in which its text cites it. */
#include "model/reference_ids.h"
#include "view/view.h"

static val back_of(arena *scratch, const body_citation *citation) {
  size_t count = citation ? citation->back.len : 0;
  val *items = arena_array(scratch, val, count);
  for (size_t i = 0; i < count; i++) items[i] = val_str(citation->back.at[i]);
  return val_array(items, count);
}

static val reference_value(arena *scratch, const page_reference *r, uint32_t number,
                           const body_citation *citation) {
  sv id = r->id.text;
  sv anchor = citation ? citation->id : id.len ? arena_cat(scratch, (sv[]){SV("ref-"), id}, 2) : id;
  return view__object(
      scratch, 13,
      (const char *[]){"id", "anchor", "title", "publisher", "url", "doi", "pmid", "doi_url",
                       "pubmed_url", "year", "number", "cited", "back"},
      (val[]){view__text(id), view__text(anchor), view__text(r->title), view__text(r->publisher),
              view__text(r->url), view__text(r->doi), view__text(r->pmid),
              r->doi.len ? val_str(reference_doi_url(scratch, r->doi)) : val_nil(),
              r->pmid.len ? val_str(reference_pubmed_url(scratch, r->pmid)) : val_nil(),
              view__text(r->year), val_int(number), val_bool(citation != NULL),
              back_of(scratch, citation)});
}

/* An item of the same list that holds the writer's own words. */
static val footnote_value(arena *scratch, const body *text, sv html, const body_citation *note) {
  sv inside = body_footnote(scratch, text, html, note, (body_reader){{0}, {0}});
  return view__object(scratch, 5, (const char *[]){"anchor", "note", "number", "cited", "back"},
                      (val[]){val_str(note->id), val_safe(inside), val_int(note->number),
                              val_bool(true), back_of(scratch, note)});
}

val view__references(const page *p, arena *scratch) {
  const body *text = &p->body;
  if (!p->more->references.len) return val_array(NULL, 0);
  sv html = body_text(scratch, text);
  val *items = arena_array(scratch, val, text->citations.len + p->more->references.len);
  bool *cited = arena_array(scratch, bool, p->more->references.len);
  size_t count = 0;
  for (size_t i = 0; i < text->citations.len; i++) {
    const body_citation *citation = &text->citations.at[i];
    if (citation->reference == BODY_FOOTNOTE) {
      items[count++] = footnote_value(scratch, text, html, citation);
      continue;
    }
    const page_reference *r = &p->more->references.at[citation->reference];
    cited[citation->reference] = true;
    items[count++] = reference_value(scratch, r, citation->number, citation);
  }
  uint32_t number = text->last_number;
  for (size_t i = 0; i < p->more->references.len; i++) {
    if (!cited[i])
      items[count++] = reference_value(scratch, &p->more->references.at[i], ++number, NULL);
  }
  return val_array(items, count);
}

val view__page_references(const val_lazy *self, arena *scratch) {
  return view__references(((const page_view *)(const void *)self)->page, scratch);
}
