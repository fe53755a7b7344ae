/* Previous and next. */
#ifndef PAMPHLET_GRAPH_NEIGHBOURS_H
#define PAMPHLET_GRAPH_NEIGHBOURS_H

#include "model/site.h"

/* The article before (older) and after (newer) each one, within its section and language.
 * Needs taxonomy_collect. */
void neighbours_link(site *s);

#endif
