/* Articles that are parts of one thing, in order. */
#ifndef PAMPHLET_GRAPH_SERIES_H
#define PAMPHLET_GRAPH_SERIES_H

#include "model/site.h"

/* Gives every article of a series all its parts: by `part`, those without a number last, then
 * by date, oldest first. A series is one name in one language, case aside. */
void series_link(site *s);

#endif
