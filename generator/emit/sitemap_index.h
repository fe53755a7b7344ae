/* sitemap.xml of a site that has more addresses than one site map may hold. */
#ifndef PAMPHLET_EMIT_SITEMAP_INDEX_H
#define PAMPHLET_EMIT_SITEMAP_INDEX_H

#include "base/buf.h"
#include "model/site.h"

/* Names the site maps 1 … parts (sitemaps.org, "Using Sitemap index files"). */
void emit_sitemap_index(buf *out, const site *s, size_t parts, arena *scratch);

#endif
