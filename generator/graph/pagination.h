/* A long listing stands on several outputs, its parts: /articles/, /articles/page/2/, … */
#ifndef PAMPHLET_GRAPH_PAGINATION_H
#define PAMPHLET_GRAPH_PAGINATION_H

#include "model/listing.h"

/* How many parts `count` entries take; an empty list has one. */
size_t pagination_parts(size_t count, unsigned per_page);

/* How many outputs a page takes: a person's stands on several where they wrote or reviewed much. */
size_t pagination_of_page(const page *p, unsigned per_page);

/* The entries of a part, counted from 1, as a view of the list. */
page_list pagination_slice(const page_list *all, unsigned per_page, size_t part);

/* "/tags/spine/page/2/" and "tags/spine/page/2/index.html"; part 1 is the list itself. */
sv pagination_url(arena *a, sv url, size_t part);
sv pagination_output(arena *a, sv output, size_t part);

#endif
