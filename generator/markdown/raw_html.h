/* HTML that a writer typed: left out, let through by a list, or let through as it is. */
#ifndef PAMPHLET_MARKDOWN_RAW_HTML_H
#define PAMPHLET_MARKDOWN_RAW_HTML_H

#include "markdown/internal.h"

/* Prints a node's HTML as the options have it, and says what is left out. */
void md__put_html(md__doc *doc, cmark_node *node);

/* html_listed.c */
void md__put_listed_html(md__doc *doc, cmark_node *node);
/* Closes what was opened among the children of a node and not closed there. */
void md__close_html(md__doc *doc, cmark_node *owner);

#endif
