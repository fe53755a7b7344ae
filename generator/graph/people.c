#include "graph/people.h"

#include "wrap/unicode.h"

/* The people of a language by their slugs. */
typedef struct slugs_in {
  sv lang;
  map people;
} slugs_in;

typedef struct registry {
  const site *site;
  arena *scratch;
  VEC(slugs_in) by_slug;
  map by_name; /* a title, folded */
  sv_list slugs;
  diag_sink *sink;
} registry;

/* NULL: none has a page in the language. */
static slugs_in *slugs_of(const registry *r, sv lang) {
  for (size_t i = 0; i < r->by_slug.len; i++) {
    if (sv_same_name(r->by_slug.at[i].lang, lang)) return &r->by_slug.at[i];
  }
  return NULL;
}

static page *by_slug(const registry *r, sv lang, sv slug) {
  const slugs_in *in = slugs_of(r, lang);
  return in ? map_get(&in->people, slug) : NULL;
}

static void open_registry(registry *r) {
  for (size_t i = 0; i < r->site->people.len; i++) {
    page *p = r->site->people.at[i];
    bool fresh;
    if (!slugs_of(r, p->lang)) vec_push(r->scratch, &r->by_slug, (slugs_in){.lang = p->lang});
    map *people = &slugs_of(r, p->lang)->people;
    map_entry *entry = map_entry_for(r->scratch, people, p->slug, &fresh);
    if (fresh) entry->value = p;
    entry = map_entry_for(r->scratch, &r->by_name, unicode_fold(r->scratch, p->title), &fresh);
    if (fresh) entry->value = p;
    vec_push(r->scratch, &r->slugs, p->slug);
  }
}

/* "robert-flynn" is meant as a slug; "Robert Flynn" and "Dr." are names. */
static bool looks_like_slug(sv text) {
  for (size_t i = 0; i < text.len; i++) {
    char c = text.at[i];
    if (c == ' ' || c == '.' || c == ',' || (c >= 'A' && c <= 'Z')) return false;
  }
  return true;
}

static void report_unknown(registry *r, const page *p, const placed *name) {
  diag_span where = diag_at(p->source, name->offset, name->length);
  diag *d = diag_add(r->sink, DIAG_FM006, where, "there is no person \"%.*s\" in content/people/",
                     SV_ARG(name->text));
  sv near = diag_nearest(name->text, r->slugs.at, r->slugs.len);
  if (near.len) {
    diag_hint(d, "did you mean \"%.*s\"?", SV_ARG(near));
  } else {
    diag_hint(d, "add content/people/%.*s.md, or write the person's full name", SV_ARG(name->text));
  }
}

static page *with_slug(const registry *r, const page *p, sv slug) {
  page *person = by_slug(r, p->lang, slug);
  return person ? person : map_get(&r->site->people_by_slug, slug);
}

static page *find(registry *r, const page *p, const placed *name) {
  sv text = name->text;
  page *person = with_slug(r, p, text);
  if (person) return person;
  if (looks_like_slug(text)) {
    report_unknown(r, p, name);
    return NULL;
  }
  person = map_get(&r->by_name, unicode_fold(r->scratch, text));
  diag *d = diag_add(r->sink, DIAG_FM007, diag_at(p->source, name->offset, name->length),
                     "\"%.*s\" is a name, not a file of content/people/", SV_ARG(text));
  if (person) {
    diag_hint(d, "write %.*s, the name of the file", SV_ARG(person->slug));
  } else {
    diag_hint(d, "give the person a page in content/people/ and name its file here");
  }
  return person;
}

static void link_refs(registry *r, const page *p, person_refs *refs) {
  for (size_t i = 0; i < refs->len; i++) refs->at[i].person = find(r, p, &refs->at[i].as_written);
}

/* Whoever translated need not be one of the clinic's people. A near miss of a machine must not pass
 * for a person, since nobody would ask then who checked it. */
static void check_translator(registry *r, const page *p, const placed *name) {
  static const sv machine = SV_INIT("machine");
  sv text = name->text, folded = unicode_fold(r->scratch, text);
  if (page_is_machine(text) || with_slug(r, p, text) || map_find(&r->by_name, folded)) return;
  diag_span where = diag_at(p->source, name->offset, name->length);
  sv near = diag_nearest(folded, &machine, 1);
  if (!near.len) near = diag_nearest(text, r->slugs.at, r->slugs.len);
  if (near.len) {
    diag *d = diag_add(r->sink, DIAG_FM006, where, "there is no person \"%.*s\" in content/people/",
                       SV_ARG(text));
    diag_hint(d, "did you mean \"%.*s\"?", SV_ARG(near));
  } else if (looks_like_slug(text)) {
    diag *d = diag_add(r->sink, DIAG_FM007, where, "\"%.*s\" is no file of content/people/",
                       SV_ARG(text));
    diag_hint(d, "if that is a machine, write machine; else write the translator's full name");
  }
}

static void check_translation(registry *r, const page *p) {
  const page_more *more = p->more;
  for (size_t i = 0; i < more->translated_by.len; i++) {
    check_translator(r, p, &more->translated_by.at[i]);
  }
  for (size_t i = 0; i < more->translation_checked_by.len; i++) {
    const placed *name = &more->translation_checked_by.at[i];
    if (!page_is_machine(name->text)) find(r, p, name);
  }
}

/* Newest first comes from the order in which articles are walked; once a person. */
static void add_once(page_list *list, page *p) {
  if (!list->len || list->at[list->len - 1] != p) vec_push(NULL, list, p);
}

static void credit(site *s, page *p) {
  const person_refs *authors[] = {&p->authors, &p->answered_by};
  for (size_t i = 0; i < sizeof authors / sizeof *authors; i++) {
    for (size_t j = 0; j < authors[i]->len; j++) {
      page *person = authors[i]->at[j].person;
      if (person) add_once(&page_more_of(s->memory, person)->authored, p);
    }
  }
  for (size_t i = 0; i < p->reviewed_by.len; i++) {
    page *person = p->reviewed_by.at[i].person;
    if (person) add_once(&page_more_of(s->memory, person)->reviewed_pages, p);
  }
}

/* What those who read the person's page can read comes first. */
static void own_language_first(arena *scratch, const page *person, page_list *list) {
  page_list others = {0};
  size_t own = 0;
  for (size_t i = 0; i < list->len; i++) {
    page *p = list->at[i];
    if (sv_eq(p->lang, person->lang)) {
      list->at[own++] = p;
    } else {
      vec_push(scratch, &others, p);
    }
  }
  if (others.len) memcpy(list->at + own, others.at, others.len * sizeof *others.at);
}

void people_link(site *s, diag_sink *sink) {
  arena scratch = {0};
  registry r = {.site = s, .scratch = &scratch, .sink = sink};
  open_registry(&r);
  for (size_t i = 0; i < s->all.len; i++) {
    page *p = s->all.at[i];
    if (p->left_out) continue;
    link_refs(&r, p, &p->authors);
    link_refs(&r, p, &p->answered_by);
    link_refs(&r, p, &p->reviewed_by);
    if (page_has_more(p)) check_translation(&r, p);
  }
  for (size_t i = 0; i < s->articles.len; i++) credit(s, s->articles.at[i]);
  for (size_t i = 0; i < s->people.len; i++) {
    const page *person = s->people.at[i];
    if (!person->more->authored.len && !person->more->reviewed_pages.len) continue;
    page_more *more = page_more_of(s->memory, s->people.at[i]);
    vec_settle(s->memory, &more->authored);
    vec_settle(s->memory, &more->reviewed_pages);
    own_language_first(&scratch, person, &more->authored);
    own_language_first(&scratch, person, &more->reviewed_pages);
  }
  arena_free(&scratch);
}
