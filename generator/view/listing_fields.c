/* The fields of a page that no file holds (home, terms, archives, …). */
#include "emit/json_feed.h"
#include "graph/pagination.h"
#include "view/view.h"

typedef struct listing_view {
  val_lazy lazy;
  const view *view;
  const listing *listing;
  size_t part; /* from 1 */
} listing_view;

static const listing_view *seen(const val_lazy *self) {
  return (const listing_view *)(const void *)self;
}

static const listing *listing_of(const val_lazy *self) {
  return seen(self)->listing;
}

/* The file that introduces the listing: a section's _index.md. */
static const page *index_of(const listing *l) {
  return l->section ? l->section->index : NULL;
}

static val listing_type_name(const val_lazy *self, arena *scratch) {
  static const char *const names[] = {
      [LISTING_HOME] = "home",     [LISTING_SECTION] = "section",   [LISTING_TAXONOMY] = "taxonomy",
      [LISTING_TERM] = "term",     [LISTING_PEOPLE] = "people",     [LISTING_ARCHIVE] = "archive",
      [LISTING_YEAR] = "year",     [LISTING_MONTH] = "month",       [LISTING_AZ] = "az",
      [LISTING_LETTER] = "letter", [LISTING_GLOSSARY] = "glossary", [LISTING_MEANING] = "meaning",
      [LISTING_SEARCH] = "search", [LISTING_NOT_FOUND] = "404"};
  return val_str(sv_of(names[listing_of(self)->type]));
}

static val listing_title(const val_lazy *self, arena *scratch) {
  return val_str(listing_of(self)->title);
}

static val listing_description(const val_lazy *self, arena *scratch) {
  return view__text(listing_of(self)->description);
}

static sv part_url(const val_lazy *self, arena *scratch) {
  return pagination_url(scratch, listing_of(self)->url, seen(self)->part);
}

static val listing_url(const val_lazy *self, arena *scratch) {
  return view__address(scratch, seen(self)->view, part_url(self, scratch));
}

static val listing_permalink(const val_lazy *self, arena *scratch) {
  return view__absolute(scratch, seen(self)->view, part_url(self, scratch));
}

static val listing_lang(const val_lazy *self, arena *scratch) {
  return val_str(listing_of(self)->lang);
}

static val listing_content(const val_lazy *self, arena *scratch) {
  const page *index = index_of(listing_of(self));
  return index ? val_safe(body_html(scratch, &index->body)) : val_nil();
}

static val listing_references(const val_lazy *self, arena *scratch) {
  const page *index = index_of(listing_of(self));
  return index ? view__references(index, scratch) : val_array(NULL, 0);
}

static val listing_pages(const val_lazy *self, arena *scratch) {
  return view__pages(scratch, seen(self)->view, &listing_of(self)->pages);
}

/* What a feed shows: the newest, and nothing that is not published, even in a preview. */
static val listing_feed_pages(const val_lazy *self, arena *scratch) {
  const page_list *all = &listing_of(self)->pages;
  page_list kept = {0};
  for (size_t i = 0; i < all->len && kept.len < FEED_ITEMS; i++) {
    if (all->at[i]->state == PAGE_PUBLISHED) vec_push(scratch, &kept, all->at[i]);
  }
  return view__pages(scratch, seen(self)->view, &kept);
}

static val listing_term(const val_lazy *self, arena *scratch) {
  const listing *l = listing_of(self);
  return l->term ? view__term(scratch, seen(self)->view, l->term) : val_nil();
}

static val listing_taxonomy(const val_lazy *self, arena *scratch) {
  (void)scratch;
  const taxonomy *t = listing_of(self)->taxonomy;
  return t ? val_str(t->setting->name) : val_nil();
}

static val listing_terms(const val_lazy *self, arena *scratch) {
  const taxonomy *t = listing_of(self)->taxonomy;
  if (!t) return val_array(NULL, 0);
  val *items = arena_array(scratch, val, t->terms.len);
  for (size_t i = 0; i < t->terms.len; i++) {
    items[i] = view__term(scratch, seen(self)->view, t->terms.at[i]);
  }
  return val_array(items, t->terms.len);
}

static val groups_of(const val_lazy *self, arena *scratch, listing_type type) {
  const listing *l = listing_of(self);
  return l->type == type ? view__groups(scratch, seen(self)->view, &l->groups) : val_nil();
}

static val listing_years(const val_lazy *self, arena *scratch) {
  return groups_of(self, scratch, LISTING_ARCHIVE);
}

static val listing_months(const val_lazy *self, arena *scratch) {
  return groups_of(self, scratch, LISTING_YEAR);
}

static val listing_letters(const val_lazy *self, arena *scratch) {
  bool az = listing_of(self)->type == LISTING_AZ;
  return groups_of(self, scratch, az ? LISTING_AZ : LISTING_GLOSSARY);
}

static val listing_meaning(const val_lazy *self, arena *scratch) {
  const glossary_term *meaning = listing_of(self)->meaning;
  return meaning ? view__meaning(scratch, seen(self)->view, meaning) : val_nil();
}

/* Home, then from the top down to the listing. */
static jsonld_crumbs crumbs_of(const val_lazy *self, arena *scratch) {
  enum { DEEPEST = 8 };
  const listing *chain[DEEPEST];
  size_t depth = 0;
  for (const listing *l = listing_of(self); l && depth < DEEPEST; l = l->above) chain[depth++] = l;
  jsonld_crumbs crumbs = {0};
  vec_push(scratch, &crumbs, view__home_crumb(seen(self)->view, listing_of(self)->lang));
  while (depth > 0) {
    const listing *l = chain[--depth];
    if (l->type == LISTING_HOME) continue;
    vec_push(scratch, &crumbs, (jsonld_crumb){l->title, l->url});
  }
  return crumbs;
}

static val listing_breadcrumb(const val_lazy *self, arena *scratch) {
  jsonld_crumbs crumbs = crumbs_of(self, scratch);
  return view__crumbs(scratch, seen(self)->view, &crumbs);
}

/* Of the page of an address that is not there, nothing is to be told. */
static val listing_json_ld(const val_lazy *self, arena *scratch) {
  const listing *l = listing_of(self);
  if (l->type == LISTING_NOT_FOUND) return val_nil();
  if (seen(self)->view->options.unseen) return val_safe(SV("{}"));
  jsonld_crumbs crumbs = crumbs_of(self, scratch);
  const jsonld_site *s = &seen(self)->view->jsonld;
  return val_safe(emit_jsonld_listing(scratch, s, l, part_url(self, scratch), &crumbs));
}

static val feed_url(const val_lazy *self, arena *scratch, sv name) {
  const listing *l = listing_of(self);
  const view *v = seen(self)->view;
  sv base = l->feeds ? l->url : view__home(v, l->lang);
  return view__address(scratch, v, arena_cat(scratch, (sv[]){base, name}, 2));
}

static val listing_atom_url(const val_lazy *self, arena *scratch) {
  return feed_url(self, scratch, SV("atom.xml"));
}

static val listing_feed_json_url(const val_lazy *self, arena *scratch) {
  return feed_url(self, scratch, SV("feed.json"));
}

static val listing_translations(const val_lazy *self, arena *scratch) {
  const view *v = seen(self)->view;
  const listing *mine = listing_of(self);
  VEC(val) others = {0};
  if (mine->type != LISTING_HOME) return val_array(NULL, 0);
  for (size_t i = 0; i < v->options.listings->len; i++) {
    const listing *l = v->options.listings->at[i];
    if (l->type == mine->type && l != mine) {
      vec_push(scratch, &others, view__listing(scratch, v, l, 1));
    }
  }
  return val_array(others.at, others.len);
}

static val listing_people(const val_lazy *self, arena *scratch) {
  return view__lists(seen(self)->view, listing_of(self)->lang)->people;
}

static val listing_sample(const val_lazy *self, arena *scratch) {
  return val_bool(seen(self)->view->site->settings.sample);
}

static val listing_noindex(const val_lazy *self, arena *scratch) {
  listing_type type = listing_of(self)->type;
  return val_bool(seen(self)->view->options.preview || type == LISTING_NOT_FOUND ||
                  type == LISTING_SEARCH);
}

static val listing_preview(const val_lazy *self, arena *scratch) {
  return val_bool(seen(self)->view->options.preview);
}

static const field fields[] = {
    {"type", listing_type_name,
     "home, section, taxonomy, term, people, archive, year, month, az, glossary, meaning, search "
     "or 404"},
    {"title", listing_title, "the title, as text"},
    {"description", listing_description, "a sentence about it"},
    {"url", listing_url, "the address on this site, with its base path"},
    {"permalink", listing_permalink, "the whole address, with the host"},
    {"lang", listing_lang, "the language, as en"},
    {"content", listing_content, "the introduction of a section, as HTML"},
    {"references", listing_references, "what that introduction cites, as an article's"},
    {"section_pages", listing_pages, "every page of the listing, not only this part's"},
    {"feed_pages", listing_feed_pages, "the newest pages, for a feed"},
    {"term", listing_term, "of a term's page: name, slug, url, count"},
    {"taxonomy", listing_taxonomy, "of a taxonomy's or term's page: its name, as conditions"},
    {"terms_list", listing_terms, "of a taxonomy's page: its terms"},
    {"years", listing_years, "of the archive: year, url, count, months"},
    {"months", listing_months, "of a year: month, date, url, count, pages"},
    {"letters", listing_letters,
     "of the A-Z index: letter, pages; of the glossary: letter, meanings"},
    {"meaning", listing_meaning, "of a page of the glossary: its term"},
    {"people", listing_people, "of the people's page: everybody"},
    {"breadcrumb", listing_breadcrumb, "title and url, the home page first"},
    {"json_ld", listing_json_ld, "structured data, for a script element"},
    {"atom_url", listing_atom_url, "its feed, else the site's"},
    {"feed_json_url", listing_feed_json_url, "the same as JSON Feed"},
    {"translations", listing_translations, "the same page in other languages"},
    {"sample", listing_sample, "true for a sample site"},
    {"noindex", listing_noindex, "true where search engines must pass by"},
    {"preview", listing_preview, "true in a build with drafts"},
};

static bool index_field(const val_lazy *self, const val_key *key, arena *scratch, val *out) {
  const page *index = index_of(listing_of(self));
  if (index && val_get(index->params, key, scratch, out)) return true;
  *out = val_nil();
  const view *v = seen(self)->view;
  return fields_have(&v->page_fields, key) || map_find(v->own_fields, key->name);
}

val view__listing(arena *a, const view *v, const listing *l, size_t part) {
  listing_view *made = arena_new(a, listing_view);
  *made = (listing_view){{&v->listing_fields.type}, v, l, part};
  return val_lazy_of(&made->lazy);
}

void view__listing_table(arena *a, field_table *table) {
  fields_init(a, table, "page", fields, sizeof fields / sizeof *fields);
  view__listing_reads(a, table);
  table->other = index_field;
}
