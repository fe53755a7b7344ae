/* Structured data for search engines: schema.org in JSON-LD. */
#ifndef PAMPHLET_EMIT_JSONLD_H
#define PAMPHLET_EMIT_JSONLD_H

#include "model/site.h"

/* The text for inside <script type="application/ld+json">: a BlogPosting for an article, a
 * WebPage for any other page, and its BreadcrumbList. */
sv emit_jsonld_page(arena *a, const site *s, const page *p);

#endif
