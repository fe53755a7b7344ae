/* The archive: articles by year and month. */
#ifndef PAMPHLET_GRAPH_ARCHIVE_H
#define PAMPHLET_GRAPH_ARCHIVE_H

#include "model/listing.h"

/* Groups articles (newest first) by the year of their date, with the months as parts; both newest
 * first, each with its address below `url` ("/archive/2026/03/"). Articles without a date are
 * in none. */
void archive_years(arena *a, const page_list *articles, sv url, listing_groups *out);

#endif
