/* The addresses that search engines should know. A site map holds 50,000 of them at the most
 * (sitemaps.org, "Using Sitemap index files"); a larger site has several, and sitemap.xml names
 * them. */
#ifndef PAMPHLET_GRAPH_SITEMAP_H
#define PAMPHLET_GRAPH_SITEMAP_H

#include "model/listing.h"

/* One of the two. */
typedef struct sitemap_entry {
  const page *page;
  const listing *listing;
} sitemap_entry;
typedef VEC(sitemap_entry) sitemap;

/* All of them, in the site's memory: home pages, then articles, pages and people, then the other
 * listings, each without its further parts. Pages that ask to be left out are. */
void sitemap_collect(const site *s, const listing_list *listings, sitemap *out);

/* How many site maps so many addresses take; one at the least. */
size_t sitemap_parts(size_t addresses);

/* The name of a part in the site's root, in `a`: "sitemap-2.xml". */
sv sitemap_name(arena *a, size_t part);

#endif
