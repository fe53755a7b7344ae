/* Inside the search index: the words of the glossary, each as a page of its own. */
#ifndef PAMPHLET_EMIT_SEARCH_MEANINGS_H
#define PAMPHLET_EMIT_SEARCH_MEANINGS_H

#include "graph/related_bag.h"
#include "model/site.h"

/* Adds a page for each term of the language's glossary: its name and other forms are words of the
 * title, its definition is the text, and its words are numbers of `words`. Lives in `a`. */
void search__meanings(arena *a, const site *s, sv lang, vocabulary *words, page_list *out);

#endif
