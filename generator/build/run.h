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

/* What the stages hand to each other. Those up to the linked site are below, in their order; the
 * others are in build/build.c. What a stage calls sees no more of it than it is given. */
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

/* Begins one with its threads; the options are copied, the sink and the result stay the caller's.
 */
run *run_start(const build_options *options, diag_sink *sink, build_result *result);

/* Frees it with all that it holds, the output and what is kept of the last build included. */
void run_end(run *r);

/* Closes the output (output_close), if one is open, after what was kept of the last build. */
void run_close_output(run *r);

/* Ends a stage for the result: its time, and `count` of what it did. */
void run_stage_done(run *r, const char *name, size_t count);

/* Lists the sources. False: reported; what was found is there all the same. Where the record of the
 * last build is known, run_begin_discover looks at those that it names, as long as their folders
 * are as they were, or lists them by one thread while the others look at the output. run_discover
 * waits for it: until then what is wrong with the sources is kept apart from what is wrong with the
 * output. */
void run_begin_discover(run *r);
bool run_discover(run *r);

/* Settings of site.yaml, which run_parse reads for itself. Without readable ones the defaults hold,
 * so that the run finds what else is wrong. */
void run_read_settings(run *r);

/* Reads settings, layouts, data and every page that was listed. False: there is no telling which
 * day it is, reported. Whatever else is wrong is reported, and the stages after it run. */
bool run_parse(run *r);

/* Links the site, which nothing changes from here on, and plans the outputs. */
void run_link(run *r);

/* Sets the view through which layouts see the linked site. */
void run_open_view(run *r);

/* True where the options show what the public is not to see. */
bool run_is_preview(const build_options *options);

/* True where nothing may be committed: there was an error (with `strict`, a warning). */
bool run_has_failed(const run *r);

/* The output, or NULL: there is none, or nothing will be committed after an error, so nothing is
 * written either. Pages are rendered all the same, to find what else is wrong. */
output *run_writes_to(const run *r);

#endif
