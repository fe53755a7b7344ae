#include "emit/jsonld.h"

#include "emit/facts.h"
#include "emit/jsonld_parts.h"

/* The page of a step is named, not described: that is for its own graph. */
static void add_crumb(jsonld *w, int position, sv name, sv url) {
  jsonld__begin(w, "ListItem");
  json_plain_key(&w->json, SV("position"));
  json_integer(&w->json, position);
  jsonld__text(w, "name", name);
  json_plain_key(&w->json, SV("item"));
  jsonld__begin(w, "WebPage");
  jsonld__id(w, url, "");
  jsonld__end(w);
  jsonld__end(w);
}

static void add_breadcrumb(jsonld *w, sv url, const jsonld_crumbs *crumbs) {
  jsonld__begin(w, "BreadcrumbList");
  jsonld__id(w, url, "#breadcrumb");
  json_plain_key(&w->json, SV("itemListElement"));
  json_begin(&w->json, '[');
  for (size_t i = 0; i < crumbs->len; i++) {
    add_crumb(w, (int)i + 1, crumbs->at[i].title, crumbs->at[i].url);
  }
  json_end(&w->json, ']');
  jsonld__end(w);
}

/* What every page tells of itself; the caller adds the rest and ends it. */
static void begin_web_page(jsonld *w, const char *type, sv url, sv name, sv description, sv lang) {
  jsonld__begin(w, type);
  jsonld__id(w, url, "");
  jsonld__address(w, "url", url);
  jsonld__text(w, "name", name);
  jsonld__text(w, "description", description);
  jsonld__text(w, "inLanguage", lang);
  jsonld__clinic_ref(w, "publisher");
}

static const char *type_of(const page *p) {
  if (p->type == PAGE_PERSON) return "ProfilePage";
  bool health = p->type == PAGE_ARTICLE && p->kind != ARTICLE_NEWS;
  return health ? "MedicalWebPage" : "WebPage";
}

static void add_patients(jsonld *w) {
  json_plain_key(&w->json, SV("audience"));
  jsonld__begin(w, "Patient");
  jsonld__end(w);
}

static void add_page(jsonld *w, const page *p) {
  bool article = p->type == PAGE_ARTICLE;
  sv description = p->description.len ? p->description : p->body.summary;
  begin_web_page(w, type_of(p), p->url, p->title, description, p->lang);
  jsonld__ref(w, "breadcrumb", p->url, "#breadcrumb");
  if (article) {
    jsonld__ref(w, "mainEntity", p->url, "#article");
    jsonld__date(w, "lastReviewed", &p->reviewed);
    if (p->reviewed.given) jsonld__people(w, "reviewedBy", &p->reviewed_by, NULL);
    if (p->kind != ARTICLE_NEWS) add_patients(w);
    jsonld__about(w, p);
    jsonld__specialties(w, p);
  } else if (p->type == PAGE_PERSON) {
    jsonld__ref(w, "mainEntity", p->url, "#person");
  }
  jsonld__end(w);
  if (article) jsonld__posting(w, p);
  if (article) jsonld__persons(w, p);
  if (p->type == PAGE_PERSON) jsonld__person(w, p);
}

static void begin_graph(jsonld *w) {
  enum { MOST_NEED = 4096 };
  buf_reserve(w->json.out, MOST_NEED);
  json_begin(&w->json, '{');
  json_plain_member(&w->json, SV("@context"), (sv[]){SV("https://schema.org")}, 1);
  json_plain_key(&w->json, SV("@graph"));
  json_begin(&w->json, '[');
}

static sv end_graph(jsonld *w) {
  json_end(&w->json, ']');
  json_end(&w->json, '}');
  sv text = arena_dup(w->scratch, buf_sv(w->json.out));
  buf_free(w->json.out);
  return text;
}

static jsonld writer_into(buf *out, arena *a, const jsonld_site *s) {
  return (jsonld){
      .json = {.out = out, .in_html = true}, .site = s->site, .host = s->host, .scratch = a};
}

jsonld_site emit_jsonld_site(arena *a, const site *s) {
  jsonld_site made = {.site = s, .host = json_escaped(a, s->settings.base_url, true)};
  buf out = BUF_EMPTY;
  jsonld w = writer_into(&out, a, &made);
  jsonld__clinic(&w);
  made.clinic = arena_dup(a, buf_sv(&out));
  buf_free(&out);
  return made;
}

sv emit_jsonld_page(arena *a, const jsonld_site *s, const page *p, const jsonld_crumbs *crumbs) {
  buf out = BUF_EMPTY;
  jsonld w = writer_into(&out, a, s);
  begin_graph(&w);
  add_page(&w, p);
  add_breadcrumb(&w, p->url, crumbs);
  json_raw(&w.json, s->clinic);
  return end_graph(&w);
}

static void add_web_site(jsonld *w) {
  const settings *set = &w->site->settings;
  jsonld__begin(w, "WebSite");
  jsonld__id(w, SV("/"), "#website");
  jsonld__address(w, "url", SV("/"));
  jsonld__text(w, "name", set->title);
  jsonld__clinic_ref(w, "publisher");
  jsonld__end(w);
}

static void add_topic(jsonld *w, const listing *l) {
  if (l->type != LISTING_TERM) return;
  sv kind = l->taxonomy->setting->name;
  if (!sv_is(kind, "conditions") && !sv_is(kind, "procedures")) return;
  json_plain_key(&w->json, SV("about"));
  jsonld__topic(w, l->term, kind);
}

/* The page of a term of the glossary is about that term. */
static void add_meaning(jsonld *w, const listing *l) {
  if (l->type != LISTING_MEANING) return;
  json_key(&w->json, SV("mainEntity"));
  jsonld__begin(w, "DefinedTerm");
  jsonld__id(w, l->url, "#term");
  jsonld__text(w, "name", l->title);
  jsonld__text(w, "description", l->description);
  jsonld__address(w, "url", l->url);
  jsonld__address(w, "inDefinedTermSet", l->above->url);
  jsonld__end(w);
}

sv emit_jsonld_listing(arena *a, const jsonld_site *s, const listing *l, sv url,
                       const jsonld_crumbs *crumbs) {
  buf out = BUF_EMPTY;
  jsonld w = writer_into(&out, a, s);
  bool home = l->type == LISTING_HOME;
  sv name = home ? s->site->settings.title : l->title;
  begin_graph(&w);
  if (home) add_web_site(&w);
  bool single = home || l->type == LISTING_MEANING;
  begin_web_page(&w, single ? "WebPage" : "CollectionPage", url, name, l->description, l->lang);
  if (!home) jsonld__ref(&w, "breadcrumb", url, "#breadcrumb");
  add_topic(&w, l);
  add_meaning(&w, l);
  jsonld__end(&w);
  if (!home) add_breadcrumb(&w, url, crumbs); /* no way leads to where one starts */
  json_raw(&w.json, s->clinic);
  return end_graph(&w);
}
