/* Structured data for search engines: JSON-LD with the types of schema.org. */
#ifndef PAMPHLET_EMIT_JSONLD_H
#define PAMPHLET_EMIT_JSONLD_H

#include "model/site.h"

/* The page's graph as JSON text that is safe inside a script element; lives in `a`. Every value
 * in it is one that the page shows. */
sv emit_jsonld_page(arena *a, const site *s, const page *p);

#endif
