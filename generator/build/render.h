/* Render: every planned output, in parallel, each into its worker's buffer and then out. */
#ifndef PAMPHLET_BUILD_RENDER_H
#define PAMPHLET_BUILD_RENDER_H

#include "build/output.h"
#include "build/plan.h"
#include "build/workers.h"
#include "view/view.h"

typedef struct render_job {
  const site *site;
  const view *view;
  const plan *plan;
  workers *workers;
  output *output;
  diag_sink *sink;
} render_job;

void render_all(render_job *job);

#endif
