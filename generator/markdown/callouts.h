/* Callouts, care cards and do/don't lists: a box with its kind, whose first child is a heading
 * that stands for its title. */
#ifndef PAMPHLET_MARKDOWN_CALLOUTS_H
#define PAMPHLET_MARKDOWN_CALLOUTS_H

#include "markdown/internal.h"

/* Makes a card of a quotation that starts with [!KIND]. */
void md__callout(md__doc *doc, cmark_node *quote);

/* Puts each `:::` block into a box of its own. */
void md__wrap_divs(md__doc *doc);

/* Whether a box is a care card: somebody reads it who may be in a hurry. */
bool md__is_care(cmark_node *box);

/* One end of a card, and of its title. */
bool md__render_card(md__doc *doc, cmark_node *box, bool entering);
bool md__render_title(md__doc *doc, cmark_node *title, bool entering);

/* In an emergency nobody should be sent elsewhere; a number to call is no link away. */
void md__check_emergency_link(md__doc *doc, diag_span where, sv target);

#endif
