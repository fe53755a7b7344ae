/* The notices that site.yaml names: privacy, accessibility and the like, which every page links
 * to. */
#ifndef PAMPHLET_GRAPH_NOTICES_H
#define PAMPHLET_GRAPH_NOTICES_H

#include "diag/diag.h"
#include "model/site.h"

/* Finds the page of each and fills site->notices; one without a page that is shown is an error
 * (CF005). Needs state_decide, addresses_give and translations_link. */
void notices_find(site *s, diag_sink *sink);

/* The page in a language, where it has such a translation that is shown; else itself. */
const page *notices_in(const page *notice, sv lang);

#endif
