/* Render: every planned output, in parallel, each into its worker's buffer and then out. */
#ifndef PAMPHLET_BUILD_RENDER_H
#define PAMPHLET_BUILD_RENDER_H

#include "build/first_limit.h"
#include "build/made.h"
#include "build/output.h"
#include "build/pages.h"
#include "build/plan.h"
#include "build/slowest.h"
#include "build/workers.h"
#include "check/built_links.h"
#include "view/view.h"

typedef struct render_job {
  const site *site;
  const view *view;
  const plan *plan;
  workers *workers;
  output *output;           /* NULL: nothing is written, and what no layout makes is not made */
  made_outputs *made;       /* NULL: everything is rendered, and nothing noted */
  const page_keeper *pages; /* those of the last build; NULL: there are none */
  diag_sink *sink;
  /* As in build_options. */
  void (*seen)(void *context, const built_file *file);
  void *seen_context;
  slowest *slowest; /* NULL: nobody asks */
  /* render_all's own. */
  first_limit limit;
  liq_store *store;
  view_reads *reads; /* [workers]; NULL: `made` has them */
} render_job;

/* Renders all that is planned, or keeps it where it is as the last build left it, and puts it into
 * the output. What is wrong is reported; the others are rendered all the same, but for those behind
 * one that met a limit on work or memory: that is reported alone (build/first_limit.h). */
void render_all(render_job *job);

/* One output, by the first worker: its bytes are in that one's `out`, and nothing is written.
 * False: `sink` knows why. */
bool render_alone(const render_job *job, const planned *p);

#endif
