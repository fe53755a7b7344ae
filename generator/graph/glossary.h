/* The glossary among the pages. */
#ifndef PAMPHLET_GRAPH_GLOSSARY_H
#define PAMPHLET_GRAPH_GLOSSARY_H

#include "model/site.h"

/* Gives every term the published articles that explain it. Needs state_decide. */
void glossary_link(site *s);

#endif
