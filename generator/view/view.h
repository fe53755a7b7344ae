/* What a layout sees. The view turns the frozen site into lazy values; a screen is one page on
 * its way to HTML, and answers the names that its layouts use (page, site, paginator, …). */
#ifndef PAMPHLET_VIEW_VIEW_H
#define PAMPHLET_VIEW_VIEW_H

#include "emit/jsonld.h"
#include "graph/sitemap.h"
#include "liquid/liquid.h"
#include "markdown/markdown.h"
#include "model/listing.h"
#include "model/site.h"
#include "view/fields.h"
#include "view/reads.h"
#include "view/words.h"

typedef struct view view;

/* The page as a value; one for each page, made once. */
typedef struct page_view {
  val_lazy lazy;
  const page *page;
  const view *view;
} page_view;

/* Where an asset of layouts/assets ended up: below base_path, fingerprinted; empty: nowhere. */
typedef sv (*view_asset)(void *context, sv name);

typedef struct view_options {
  const site *site;
  const words *words;
  view_asset asset;
  view_asset asset_near; /* the nearest name to one that is none; may be empty */
  void *asset_context;
  sv version;   /* "Pamphlet 0.1.0" */
  bool preview; /* built with drafts, scheduled or expired pages: nothing is to be indexed */
  bool unseen;  /* rendered to find what is wrong: structured data is left empty */
  val theme;    /* layouts/theme.yaml: site.theme */
  const listing_list *listings;
  const sitemap *sitemap;
  view_reads *reads; /* notes what is read; NULL: nobody asks (view_noting) */
} view_options;

/* A language's lists, made once. */
typedef struct view_lists {
  sv lang;
  val articles, featured, popular, pages, people, sections, taxonomies;
  const listing *listings[LISTING_NOT_FOUND + 1]; /* the first of each type, or NULL */
} view_lists;
typedef VEC(view_lists) view_languages;

struct view {
  view_options options;
  const site *site;
  jsonld_site jsonld;
  struct { /* of the objects that every page has some of */
    val_key link[2], heading[5], terms[4];
  } keys;
  page_view *pages; /* by page number */
  view_languages languages;
  const map *own_fields; /* every field that some page's front matter has, but for what
                            `page_fields` has, too */
  field_table page_fields, listing_fields, site_fields, term_fields, taxonomy_fields,
      section_fields, group_fields, meaning_fields, paginator_fields, comment_fields,
      related_fields, series_fields;
};

/* A table of the names that every page has for layouts, whatever its front matter says. */
void view_page_names(arena *a, field_table *table);

/* The view lives in the arena, as the site does, and is read by all threads. */
const view *view_new(arena *a, view_options options);

/* The same view for one thread, of which `reads` notes what is read. */
const view *view_noting(arena *a, const view *of, view_reads *reads);

/* One part of a page or of a listing, while it is rendered. Only a person's page has several. */
typedef struct screen {
  const view *view;
  const page *page;       /* or NULL, and then */
  const listing *listing; /* this */
  size_t part;            /* from 1; 0: it has no parts, and no paginator */
  size_t sitemap_part;    /* which part of the addresses site.sitemap has; 0: the first */
  sv lang, url;
  val page_val, site_val, paginator_val;
  val content;   /* what a parent layout prints as {{ content }}; nil: the page's own text */
  val layout;    /* the front matter of the layouts in use */
  bool now_read; /* out: a layout asked for the moment of the build */
  sv subject;    /* for diagnostics: the source file or the address */
} screen;

/* The page is rendered next: it is fetched from where it lies in memory meanwhile. */
void view_soon(const page *p);

/* Starts a screen; what it needs lives in the scratch arena until the render is done. */
void screen_page(screen *s, const view *v, const page *p, size_t part, arena *scratch);
void screen_listing(screen *s, const view *v, const listing *l, size_t part, arena *scratch);

/* The number of its language among the site's; false: it is none of those. */
bool screen_language(const screen *s, uint32_t *number);

/* liq_run's callback: the value of a global name. `context` is the screen. */
bool screen_lookup(void *context, const val_key *name, arena *scratch, val *out);
enum { SCREEN_NAMES = 5 };
extern const val_key screen_names[SCREEN_NAMES];

/* liq_host's callback: which of those hold for all outputs in one language. */
liq_lasting view_lasting(const val_key *name, const val_key *member);

/* The filters that need the site: t, asset_url, relative_url, absolute_url, local_date,
 * markdownify, phone_link. Their renders' context is a screen. */
extern const liq_filter view_filters[];
extern const size_t view_filter_count;

/* Inside the view. */
/* "tel:+12025550142" of "+1 (202) 555-0142"; nil where there is no number. */
val view__phone_link(arena *scratch, sv phone);
val view__page(const view *v, const page *p);
val view__pages(arena *a, const view *v, const page_list *pages);
/* Pages that are named on another are far apart in memory: what is shown of them is fetched for all
 * at once, before the first is asked for it. First what the page holds itself, and once that is
 * there its texts. NULL: there is none. */
void view__fetch(const page *p);
void view__fetch_texts(const view *v, const page *p);
val view__term(arena *a, const view *v, const term *t);
val view__address(arena *a, const view *v, sv url);  /* with base_path */
val view__absolute(arena *a, const view *v, sv url); /* with base_url */
val view__comments(arena *a, const view *v, const page *p);
val view__toc(arena *a, const view *v, const page *p);
val view__listing(arena *a, const view *v, const listing *l, size_t part);
val view__paginator(arena *a, const view *v, const listing *l, size_t part);
val view__page_paginator(arena *a, const view *v, const page *p, size_t part); /* of a person */
val view__site(arena *a, screen *s);
val view__meaning(arena *a, const view *v, const glossary_term *one);
val view__meanings(arena *a, const view *v, const glossary_terms *terms);
val view__sections(arena *a, const view *v, sv lang);
val view__taxonomies(arena *a, const view *v, sv lang); /* that have a term */
val view__groups(arena *a, const view *v, const listing_groups *groups);
val view__link(arena *a, const view *v, sv title, val url); /* title, url */
val view__crumbs(arena *a, const view *v, const jsonld_crumbs *crumbs);
/* The first step: the home page. */
jsonld_crumb view__home_crumb(const view *v, sv lang);
/* The first listing of a type in a language, or NULL. */
const listing *view__listing_of(const view *v, listing_type type, sv lang);
sv view__home(const view *v, sv lang); /* "/" or "/es/" */
const view_lists *view__lists(const view *v, sv lang);

/* Fields that have a file of their own. */
val view__page_references(const val_lazy *self, arena *scratch);
val view__references(const page *p, arena *scratch);
val view__page_related(const val_lazy *self, arena *scratch);
val view__page_series(const val_lazy *self, arena *scratch);
val view__page_breadcrumb(const val_lazy *self, arena *scratch);
val view__page_atom_url(const val_lazy *self, arena *scratch);
val view__page_feed_json_url(const val_lazy *self, arena *scratch);
val view__page_json_ld(const val_lazy *self, arena *scratch);

void view__page_table(arena *a, field_table *table);
void view__listing_table(arena *a, field_table *table);
void view__site_table(arena *a, field_table *table);
bool view__site_has(sv name); /* whether the table has the name */
void view__paginator_table(arena *a, field_table *table);
void view__group_tables(arena *a, view *v);
void view__shelf_tables(arena *a, view *v);
void view__meaning_table(arena *a, field_table *table);
void view__article_tables(arena *a, view *v);

/* An object of named values, for the small things that a table would not pay for:
 * view__object(a, 2, (const char *[]){"id", "title"}, (val[]){id, title}). */
val view__object(arena *a, size_t count, const char *const *names, const val *values);

/* The same by keys of the view. */
val view__keyed(arena *a, size_t count, const val_key *keys, const val *values);

/* Text made in the arena as a value. */
static inline val view__text(sv text) {
  return val_str_or_nil(text);
}

#endif
