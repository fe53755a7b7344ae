/* Sections, taxonomies and terms: the shelves on which articles stand. */
#ifndef PAMPHLET_GRAPH_TAXONOMY_H
#define PAMPHLET_GRAPH_TAXONOMY_H

#include "model/site.h"

/* Fills site.sections, site.taxonomies and the terms of every page. Names that differ only in
 * case or in what a slug leaves out are one term, shown as it is first written in path order.
 * A taxonomy stands in the list once a language, and only where it has a term; an article
 * counts once a term. Addresses come with addresses_give. Needs state_decide. */
void taxonomy_collect(site *s);

/* The section of a name in a language, or NULL. */
section *taxonomy_section(const site *s, sv name, sv lang);

#endif
