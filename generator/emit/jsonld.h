/* Structured data for search engines: schema.org in JSON-LD, one graph a page. Each value is
 * one that the page shows; nothing is said here that a reader is not told.
 *
 * tests/schema holds every type and property that is written here against a table made from
 * schema.org's definitions, and every value against the page. A question that the clinic answers is
 * no QAPage: that is for pages on which users answer. */
#ifndef PAMPHLET_EMIT_JSONLD_H
#define PAMPHLET_EMIT_JSONLD_H

#include "model/listing.h"

/* A step of the breadcrumb that the page shows; `url` is below base_path. */
typedef struct jsonld_crumb {
  sv title, url;
} jsonld_crumb;
typedef VEC(jsonld_crumb) jsonld_crumbs;

/* What the graphs of all pages have in common, made once. */
typedef struct jsonld_site {
  const site *site;
  sv host;   /* "https://host/clinic", as it stands in JSON */
  sv clinic; /* the clinic's node */
} jsonld_site;

jsonld_site emit_jsonld_site(arena *a, const site *s);

/* The text for inside <script type="application/ld+json">, with the page's breadcrumb and the
 * clinic in each:
 * - an article: a MedicalWebPage (a WebPage for news) whose main entity is a BlogPosting, and
 *   the Persons who wrote and reviewed it;
 * - a person: a ProfilePage about the Person;
 * - any other page: a WebPage. */
sv emit_jsonld_page(arena *a, const jsonld_site *s, const page *p, const jsonld_crumbs *crumbs);

/* The same for a page that no file holds: a CollectionPage, about the condition or procedure on
 * whose articles it is. That of a term of the glossary is a WebPage whose main entity is the
 * DefinedTerm. The home page is the WebSite, too. `url` is that of the part shown. */
sv emit_jsonld_listing(arena *a, const jsonld_site *s, const listing *l, sv url,
                       const jsonld_crumbs *crumbs);

#endif
