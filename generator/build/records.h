/* The small files of content/: data for layouts, and comments. */
#ifndef PAMPHLET_BUILD_RECORDS_H
#define PAMPHLET_BUILD_RECORDS_H

#include "build/inventory.h"
#include "model/site.h"

/* content/data/ into site->data, a member a file: "data/popular.json" is site.data.popular; and the
 * glossaries among them into site->glossaries. */
void records_data(site *s, const content_inventory *content, diag_sink *sink);

/* content/comments/<article>/ into the comments of that article, in their order. Needs
 * site->all; a folder that is no article's is LK008. */
void records_comments(site *s, const content_inventory *content, diag_sink *sink);

#endif
