/* Render, before the pages: what each insert of an article prints, by layouts/inserts/<name>.html.
 * A page's output depends on the inserts that its bodies name (body_insert.name), and through their
 * arguments on the pages and files that these lead to. */
#ifndef PAMPHLET_BUILD_INSERTS_H
#define PAMPHLET_BUILD_INSERTS_H

#include "build/layouts.h"
#include "build/workers.h"
#include "graph/files.h"
#include "view/view.h"

typedef struct inserts_job {
  site *site;
  const view *view;
  const layouts *layouts;
  const site_files *files;
  workers *workers;
  diag_sink *sink;
} inserts_job;

/* Fills in the inserts of every page that is on the site. A layout of an insert sees its
 * arguments, `page` and `site`, where articles' texts are still without their inserts. */
void inserts_render(const inserts_job *job);

/* The same for one page, by the first worker. */
void inserts_render_page(const inserts_job *job, page *p);

#endif
