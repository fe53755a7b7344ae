/* Parse: every Markdown file of content/ becomes a page, each read once and converted once. */
#ifndef PAMPHLET_BUILD_PARSE_H
#define PAMPHLET_BUILD_PARSE_H

#include "build/inventory.h"
#include "build/pages.h"
#include "build/workers.h"
#include "health/check.h"
#include "markdown/markdown.h"
#include "model/site.h"
#include "view/words.h"

/* What is wanted of an article beside the page that it becomes. */
typedef struct parse_wanted {
  const health_rules *rules; /* it is checked for what it says; NULL: it is not */
  bool words; /* those of its text are counted, for related articles and the search */
} parse_wanted;

/* Reads every page of the inventory into site->all, in path order; sections' own pages are read
 * first, since they give their articles defaults. Those of `keeper` (NULL: none) that hold are
 * taken as the last build parsed them, and the others are put there. Needs the settings, data and
 * glossaries; `words` are what Markdown prints itself, and texts may use the `inserts`. Pages live
 * in the workers' `pages`, and fill in what each file holds. A file that cannot be read is reported
 * and is no page. */
void parse_pages(site *s, content_inventory *content, const words *words, const md_inserts *inserts,
                 workers *with, const parse_wanted *wanted, page_keeper *keeper, diag_sink *sink);

/* One page of them again, as its file is now, its HTML in the body. It lives in the first worker's
 * `pages` and `bulk`, and nobody may be at work with that worker's memory. Words are not counted,
 * and what it says is not checked. NULL: the file cannot be read. */
page *parse_again(site *s, const content_inventory *content, const content_file *file,
                  const words *words, const md_inserts *inserts, workers *with, diag_sink *sink);

/* The same of a text that need not be a file of content/; its links stay as they are written. */
page *parse_alone(site *s, const content_inventory *content, const content_file *file, sv text,
                  const words *words, const md_inserts *inserts, workers *with, diag_sink *sink);

#endif
