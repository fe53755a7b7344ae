#include "emit/jsonld.h"

#include "emit/facts.h"
#include "wrap/json.h"

typedef struct writer {
  json_writer json;
  const site *site;
  arena *scratch;
} writer;

static void add_text(writer *w, const char *key, sv text) {
  if (!text.len) return;
  json_key(&w->json, sv_of(key));
  json_string(&w->json, text);
}

static void begin(writer *w, const char *type) {
  json_begin(&w->json, '{');
  add_text(w, "@type", sv_of(type));
}

static void add_date(writer *w, const char *key, const page_date *when) {
  if (!when->given) return;
  char text[DATE_TEXT];
  size_t len = when->at.has_time ? date_rfc3339(when->at, text) : date_day_text(when->at, text);
  add_text(w, key, sv_make(text, len));
}

static void add_authors(writer *w, const page *p) {
  emit_people people = emit_authors(w->scratch, p);
  if (!people.len) return;
  json_key(&w->json, SV("author"));
  json_begin(&w->json, '[');
  for (size_t i = 0; i < people.len; i++) {
    const page *person = people.at[i].page;
    begin(w, "Person");
    add_text(w, "name", people.at[i].name);
    if (person) {
      add_text(w, "url", emit_absolute(w->scratch, w->site, person->url));
      add_text(w, "honorificSuffix", person->credentials);
      add_text(w, "jobTitle", person->role);
    }
    json_end(&w->json, '}');
  }
  json_end(&w->json, ']');
}

static void add_publisher(writer *w) {
  const settings *set = &w->site->settings;
  json_key(&w->json, SV("publisher"));
  begin(w, "MedicalOrganization");
  add_text(w, "name", set->name.len ? set->name : set->title);
  add_text(w, "url", emit_absolute(w->scratch, w->site, SV("/")));
  json_end(&w->json, '}');
}

static void add_image(writer *w, const page *p) {
  if (!p->image.url.len) return;
  json_key(&w->json, SV("image"));
  begin(w, "ImageObject");
  add_text(w, "url", emit_absolute(w->scratch, w->site, p->image.url));
  if (p->image.width && p->image.height) {
    json_key(&w->json, SV("width"));
    json_integer(&w->json, p->image.width);
    json_key(&w->json, SV("height"));
    json_integer(&w->json, p->image.height);
  }
  json_end(&w->json, '}');
}

static void add_keywords(writer *w, const page *p) {
  bool open = false;
  for (size_t i = 0; i < p->terms.len; i++) {
    for (size_t j = 0; j < p->terms.at[i].terms.len; j++) {
      if (!open) {
        json_key(&w->json, SV("keywords"));
        json_begin(&w->json, '[');
      }
      open = true;
      json_string(&w->json, p->terms.at[i].terms.at[j]->name);
    }
  }
  if (open) json_end(&w->json, ']');
}

static void add_page(writer *w, const page *p) {
  bool article = p->type == PAGE_ARTICLE;
  sv url = emit_absolute(w->scratch, w->site, p->url);
  begin(w, article ? "BlogPosting" : "WebPage");
  add_text(w, "@id", url);
  add_text(w, "url", url);
  add_text(w, article ? "headline" : "name", p->title);
  add_text(w, "description", p->description.len ? p->description : p->body.summary);
  add_text(w, "inLanguage", p->lang);
  add_date(w, "datePublished", &p->date);
  add_date(w, "dateModified", p->shown_updated.given ? &p->shown_updated : &p->date);
  add_image(w, p);
  if (article) {
    json_key(&w->json, SV("wordCount"));
    json_integer(&w->json, p->body.words);
    add_keywords(w, p);
    add_authors(w, p);
    add_publisher(w);
  }
  json_end(&w->json, '}');
}

static void add_crumb(writer *w, int position, sv name, sv url) {
  begin(w, "ListItem");
  json_key(&w->json, SV("position"));
  json_integer(&w->json, position);
  add_text(w, "name", name);
  add_text(w, "item", emit_absolute(w->scratch, w->site, url));
  json_end(&w->json, '}');
}

static void add_breadcrumb(writer *w, const jsonld_crumbs *crumbs) {
  begin(w, "BreadcrumbList");
  json_key(&w->json, SV("itemListElement"));
  json_begin(&w->json, '[');
  for (size_t i = 0; i < crumbs->len; i++) {
    add_crumb(w, (int)i + 1, crumbs->at[i].title, crumbs->at[i].url);
  }
  json_end(&w->json, ']');
  json_end(&w->json, '}');
}

/* The graph: of the page, where there is one, and of the way to it. */
static sv graph_of(arena *a, const site *s, const page *p, const jsonld_crumbs *crumbs) {
  buf out = BUF_EMPTY;
  writer w = {.json = {.out = &out, .in_html = true}, .site = s, .scratch = a};
  json_begin(&w.json, '{');
  add_text(&w, "@context", SV("https://schema.org"));
  json_key(&w.json, SV("@graph"));
  json_begin(&w.json, '[');
  if (p) add_page(&w, p);
  add_breadcrumb(&w, crumbs);
  json_end(&w.json, ']');
  json_end(&w.json, '}');
  sv text = arena_dup(a, buf_sv(&out));
  buf_free(&out);
  return text;
}

sv emit_jsonld_page(arena *a, const site *s, const page *p, const jsonld_crumbs *crumbs) {
  return graph_of(a, s, p, crumbs);
}

sv emit_jsonld_listing(arena *a, const site *s, const jsonld_crumbs *crumbs) {
  return graph_of(a, s, NULL, crumbs);
}
