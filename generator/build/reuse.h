/* What of the last build still holds, and what the next one needs to know of this one. */
#ifndef PAMPHLET_BUILD_REUSE_H
#define PAMPHLET_BUILD_REUSE_H

#include "build/build.h"
#include "build/inputs.h"
#include "build/made.h"
#include "build/pages.h"
#include "build/ties.h"

typedef struct reuse {
  arena *memory;
  const build_options *options;
  diag_sink *sink;
  output *output; /* NULL: nothing is reused and nothing remembered */
  pool *threads;
  int64_t started;      /* clock_wall */
  hash program, wanted; /* of the program; of the options that change what is made */
  bool known;           /* the last build's record was read, and is of this program and output */
  last_build last;
  sv record;          /* its file, to which the texts of `last` point */
  bool mapped;        /* it is where the system has it, and no copy */
  last_files inputs;  /* of this build */
  hash base;          /* of those that all outputs depend on, and the options */
  page_keeper *pages; /* NULL: none are kept */
  sv problems;        /* diag_record: those of the site */
  uint32_t warnings;
  ties ties;
  prints prints;
  made_outputs *made; /* NULL: everything is rendered */
} reuse;

/* Before any file is listed; so that what is changed from here on shows. What is found out lives in
 * `a`, and the others are the caller's for as long. */
void reuse_start(reuse *u, arena *a, const build_options *options, pool *threads, diag_sink *sink);

/* Reads the record of the last build into an output that is open; NULL, or problems reported so
 * far: everything is built and nothing remembered. */
void reuse_open(reuse *u, output *out);
void reuse_look(reuse *u, output *out); /* and sees what stands there */

/* True where nothing has changed since the last build: neither what it read nor what it wrote, nor
 * anything that the clock decides. What it said is said again, what it counted is in *result, and
 * there is nothing more to do. */
bool reuse_all(reuse *u, const content_inventory *content, const found_files *designs,
               build_result *result);

/* Where that is not so: has the output find out what its manifest says. What is known of the last
 * build is let go of where it is of another state of the output. */
void reuse_ready(reuse *u, output *out);

/* Before parse: opens the store of parsed pages. */
void reuse_pages(reuse *u, workers *with);

/* Closes it, and what was noted of outputs; folders that were made for it and hold nothing go. */
void reuse_close(reuse *u);

/* Once nobody looks at a text of the last build's record any more: lets go of it. */
void reuse_forget(reuse *u);

/* Before it is closed: the store, for whoever keeps the site and closes it later. NULL: there is
 * none. */
page_keeper *reuse_leave_pages(reuse *u);

/* Before link: the lists of related articles that may still hold; NULL: nothing is remembered. */
const ties *reuse_ties(reuse *u, const site *s);

/* Before render: finds out which outputs still hold. */
void reuse_made(reuse *u, site *s, const listing_list *listings, const view *v, const plan *all,
                workers *with);

/* After all else was put: the compressed copies, those that still hold as they are. */
void reuse_compressed(const reuse *u, const site *s, output *to);

/* After render: what was reused. */
void reuse_count(const reuse *u, build_result *result);

/* After render: true where a page of the store turned out to be damaged. The record is then
 * removed, so that another build parses everything. */
bool reuse_forget_damaged(reuse *u);

/* Before the commit: what was reported so far belongs to the site. */
void reuse_problems(reuse *u);

/* After a commit: remembers this build for the next. That it cannot be is no failure. */
void reuse_save(reuse *u, const site *s, const content_inventory *content, bool now_read,
                const build_result *result);

#endif
