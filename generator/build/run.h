/* Inside a build: what its stages make, and what stays of it when the site is kept. */
#ifndef PAMPHLET_BUILD_RUN_H
#define PAMPHLET_BUILD_RUN_H

#include "build/assets.h"
#include "build/build.h"
#include "build/inventory.h"
#include "build/layouts.h"
#include "build/link.h"
#include "build/plan.h"
#include "build/reuse.h"
#include "view/view.h"

/* What the stages hand to each other. It is made, filled stage by stage, and let go in
 * build/build.c; no stage sees more of it than it is given. */
typedef struct run {
  build_options options;
  diag_sink *sink;
  build_result *result;
  workers workers;
  arena memory; /* the site, from discover to commit */
  arena notes;  /* what is known of the last build, and noted for the next */
  content_inventory content;
  layout_files layout_files;
  bool listed;             /* both, without an error */
  diag_sink *found_beside; /* where they are listed beside something else: what that reports */
  found_files layouts_found;
  bool has_clock;
  layouts layouts;
  assets assets;
  site site;
  linked linked;
  plan plan;
  const view *view;
  output *output;
  reuse reuse;
  page_keeper
      *pages; /* of a site that is kept: where the texts of its pages lie; NULL: in memory */
  bool again; /* from the beginning, since what was reused is damaged */
  uint64_t stage_start;
} run;

#endif
