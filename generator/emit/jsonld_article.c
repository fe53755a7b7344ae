/* What an article is about, what it says of itself, and what it rests on. */
#include "emit/facts.h"
#include "emit/jsonld_parts.h"
#include "emit/specialties.h"
#include "model/reference_ids.h"

static const sv specialties = SV_INIT("specialties");

static const char *type_of_topic(sv kind) {
  if (sv_is(kind, "conditions")) return "MedicalCondition";
  if (sv_is(kind, "procedures")) return "MedicalProcedure";
  return NULL;
}

static void add_codes(jsonld *w, const medical_codes *codes) {
  if (!codes) return;
  json_plain_key(&w->json, SV("code"));
  json_begin(&w->json, '[');
  for (size_t i = 0; i < codes->len; i++) {
    jsonld__begin(w, "MedicalCode");
    jsonld__text(w, "codeValue", codes->at[i].code);
    jsonld__text(w, "codingSystem", codes->at[i].system);
    jsonld__end(w);
  }
  json_end(&w->json, ']');
}

bool jsonld__topic(jsonld *w, const term *t, sv kind) {
  const char *type = type_of_topic(kind);
  if (!type) return false;
  jsonld__begin(w, type);
  jsonld__text(w, "name", t->name);
  jsonld__address(w, "url", t->url);
  add_codes(w, t->codes);
  jsonld__end(w);
  return true;
}

static sv taxonomy_name(const jsonld *w, const page_terms *given) {
  return w->site->settings.taxonomies.at[given->taxonomy].name;
}

void jsonld__about(jsonld *w, const page *p) {
  bool open = false;
  for (size_t i = 0; i < p->terms.len; i++) {
    const page_terms *given = &p->terms.at[i];
    if (!given->terms.len || !type_of_topic(taxonomy_name(w, given))) continue;
    if (!open) {
      json_plain_key(&w->json, SV("about"));
      json_begin(&w->json, '[');
    }
    open = true;
    for (size_t j = 0; j < given->terms.len; j++) {
      jsonld__topic(w, given->terms.at[j], taxonomy_name(w, given));
    }
  }
  if (open) json_end(&w->json, ']');
}

void jsonld__specialties(jsonld *w, const page *p) {
  bool open = false;
  for (size_t i = 0; i < p->terms.len; i++) {
    const page_terms *given = &p->terms.at[i];
    if (!sv_eq(taxonomy_name(w, given), specialties)) continue;
    for (size_t j = 0; j < given->terms.len; j++) {
      sv member = specialty_of(given->terms.at[j]->slug);
      if (!member.len) continue;
      if (!open) {
        json_plain_key(&w->json, SV("specialty"));
        json_begin(&w->json, '[');
      }
      open = true;
      json_string(&w->json, arena_cat(w->scratch, (sv[]){SV("https://schema.org/"), member}, 2));
    }
  }
  if (open) json_end(&w->json, ']');
}

/* The terms that are no condition, procedure or specialty: tags, and what site.yaml adds. */
static void add_keywords(jsonld *w, const page *p) {
  bool open = false;
  for (size_t i = 0; i < p->terms.len; i++) {
    const page_terms *given = &p->terms.at[i];
    sv kind = taxonomy_name(w, given);
    if (type_of_topic(kind) || sv_eq(kind, specialties)) continue;
    for (size_t j = 0; j < given->terms.len; j++) {
      if (!open) {
        json_plain_key(&w->json, SV("keywords"));
        json_begin(&w->json, '[');
      }
      open = true;
      json_string(&w->json, given->terms.at[j]->name);
    }
  }
  if (open) json_end(&w->json, ']');
}

static void add_citation(jsonld *w, const page_reference *r) {
  jsonld__begin(w, "CreativeWork");
  jsonld__text(w, "name", r->title);
  jsonld__address(w, "url", r->url);
  jsonld__text(w, "datePublished", r->year);
  if (r->publisher.len) {
    json_plain_key(&w->json, SV("publisher"));
    jsonld__begin(w, "Organization");
    jsonld__text(w, "name", r->publisher);
    jsonld__end(w);
  }
  if (r->doi.len || r->pmid.len) {
    json_plain_key(&w->json, SV("sameAs"));
    json_begin(&w->json, '[');
    if (r->doi.len) json_string(&w->json, reference_doi_url(w->scratch, r->doi));
    if (r->pmid.len) json_string(&w->json, reference_pubmed_url(w->scratch, r->pmid));
    json_end(&w->json, ']');
  }
  jsonld__end(w);
}

static void add_citations(jsonld *w, const page *p) {
  if (!p->more->references.len) return;
  json_plain_key(&w->json, SV("citation"));
  json_begin(&w->json, '[');
  for (size_t i = 0; i < p->more->references.len; i++) add_citation(w, &p->more->references.at[i]);
  json_end(&w->json, ']');
}

/* The reading time as ISO 8601 has durations: PT4M. */
static void add_reading_time(jsonld *w, const page *p) {
  char room[BUF_DIGITS];
  sv minutes = buf_digits(room, page_reading_minutes(p), 0);
  json_plain_member(&w->json, SV("timeRequired"), (sv[]){SV("PT"), minutes, SV("M")}, 3);
}

void jsonld__posting(jsonld *w, const page *p) {
  jsonld__begin(w, "BlogPosting");
  jsonld__id(w, p->url, "#article");
  jsonld__address(w, "url", p->url);
  jsonld__ref(w, "mainEntityOfPage", p->url, "");
  jsonld__text(w, "headline", p->title);
  jsonld__text(w, "description", p->description.len ? p->description : p->body.summary);
  jsonld__text(w, "inLanguage", p->lang);
  jsonld__date(w, "datePublished", &p->date);
  jsonld__date(w, "dateModified", p->shown_updated.given ? &p->shown_updated : &p->date);
  add_reading_time(w, p);
  jsonld__image(w, p);
  jsonld__people(w, "author", &p->answered_by, &p->authors);
  jsonld__clinic_ref(w, "publisher");
  add_keywords(w, p);
  add_citations(w, p);
  jsonld__end(w);
}
