/* The A–Z index, and that of the glossary. */
#ifndef PAMPHLET_GRAPH_LETTERS_H
#define PAMPHLET_GRAPH_LETTERS_H

#include "model/listing.h"

/* Groups pages by the first letter of their titles, in upper case and as the page's language has it
 * in its alphabet (text/collate.h), each group's pages by title. Marks before the first letter
 * ("¿") do not count. Latin letters come first, then others in their code's order, then titles that
 * begin with a digit or have neither, under "#". */
void letters_group(arena *a, const page_list *pages, listing_groups *out);

/* The same for the terms of a glossary. */
void letters_group_terms(arena *a, const glossary *g, listing_groups *out);

#endif
