/* Structured data for search engines: schema.org in JSON-LD. */
#ifndef PAMPHLET_EMIT_JSONLD_H
#define PAMPHLET_EMIT_JSONLD_H

#include "model/site.h"

/* A step of the breadcrumb that the page shows; `url` is below base_path. */
typedef struct jsonld_crumb {
  sv title, url;
} jsonld_crumb;
typedef VEC(jsonld_crumb) jsonld_crumbs;

/* The text for inside <script type="application/ld+json">: a BlogPosting for an article, a
 * WebPage for any other page, and its BreadcrumbList. */
sv emit_jsonld_page(arena *a, const site *s, const page *p, const jsonld_crumbs *crumbs);

/* The same for a page that no file holds: its BreadcrumbList alone. */
sv emit_jsonld_listing(arena *a, const site *s, const jsonld_crumbs *crumbs);

#endif
