/* The glossary from its file to the pages. Whatever an article's HTML takes from it goes through
 * md_options.glossary, as `glossary_for_markdown` makes it: a page's output depends on that, on all
 * of it, and on nothing else of the glossary. Which terms a page explains is in its body. */
#ifndef PAMPHLET_BUILD_GLOSSARY_H
#define PAMPHLET_BUILD_GLOSSARY_H

#include "build/inventory.h"
#include "markdown/markdown.h"
#include "model/site.h"

/* Takes a parsed data file into site->glossaries if its name says that it is one:
 * data/glossary.yaml, data/glossary.es.yaml. Converts the definitions and gives the addresses. */
void glossary_load(site *s, const content_file *file, const node *root, diag_sink *sink);

/* What articles in a language are explained by; NULL: nothing. Lives in `a`. */
const md_glossary *glossary_for_markdown(arena *a, const site *s, sv lang);

#endif
