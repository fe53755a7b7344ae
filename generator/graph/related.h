/* Related articles: what each article has in common with others, from what they say.
 *
 * Two articles are alike as far as their titles share words, their texts share words, and the
 * words of one's title occur in the other's text; common terms of a taxonomy add to that. A word
 * or term counts for more the fewer articles have it. Articles of another language, drafts,
 * scheduled, expired and overdue ones are never offered. */
#ifndef PAMPHLET_GRAPH_RELATED_H
#define PAMPHLET_GRAPH_RELATED_H

#include "diag/diag.h"
#include "model/site.h"

/* Fills related_pages of every article, best first: its pins, then what is alike, then, so that
 * the list is never short while there are articles, what shares a condition or procedure, the
 * section, or is recent. Each says why. Ties go to the newer, then to the earlier path. A pin or
 * ban that is no article is RL001. Time grows with the words read, not with the square of the
 * articles. Needs taxonomy_collect. */
void related_link(site *s, diag_sink *sink);

#endif
