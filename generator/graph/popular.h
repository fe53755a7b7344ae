/* What readers open most. */
#ifndef PAMPHLET_GRAPH_POPULAR_H
#define PAMPHLET_GRAPH_POPULAR_H

#include "model/site.h"

/* Fills site.popular with every article, most read first: by content/data/popular.json (counts
 * by slug or address) where there is one, else by how many articles link to it or list it as
 * related. Ties go to the newer. Needs links_resolve and related_link. */
void popular_rank(site *s);

#endif
