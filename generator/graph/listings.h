/* The pages that no file holds: home, sections, taxonomies, terms, people, archive, A–Z. */
#ifndef PAMPHLET_GRAPH_LISTINGS_H
#define PAMPHLET_GRAPH_LISTINGS_H

#include "model/listing.h"

/* Makes every listing, the main language first: home, sections, taxonomies with their terms,
 * people, archive with years and months, A–Z, search, and one 404 page. A language without an
 * article has only its home and search page. A title is empty where layouts/i18n has the word
 * for it (home, people, archive, A–Z, search, 404). Needs addresses_give. */
void listings_make(const site *s, const listing_groups *letters, listing_list *out);

/* The articles of each of the settings' languages by their letters, for listings_make; without it
 * (NULL) that makes them. Needs state_decide alone. */
listing_groups *listings_letters(arena *a, const site *s);

#endif
