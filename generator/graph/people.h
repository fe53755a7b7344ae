/* Who wrote, answered and reviewed what. */
#ifndef PAMPHLET_GRAPH_PEOPLE_H
#define PAMPHLET_GRAPH_PEOPLE_H

#include "diag/diag.h"
#include "model/site.h"

/* Finds the person behind every author, answered_by and reviewed_by, in the article's language
 * where there is such a page, and fills `authored` and `reviewed_pages`, those in the person's
 * language first. A slug that is nobody's is FM006; a plain name is kept as it is and FM007. So is
 * who checked a translation; who made it may be anybody, but no near miss. Needs state_decide. */
void people_link(site *s, diag_sink *sink);

#endif
