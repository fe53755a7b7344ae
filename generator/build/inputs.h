/* The files that a build reads, held against those of the last one. */
#ifndef PAMPHLET_BUILD_INPUTS_H
#define PAMPHLET_BUILD_INPUTS_H

#include "build/build.h"
#include "build/inventory.h"
#include "build/last.h"
#include "sys/pool.h"

/* Every file that was found, by path. One that was changed so shortly before `taken` (clock_wall,
 * from before the files were listed) that its stamp does not tell is read, so that what it holds
 * now is known: the build that follows must not be remembered with another text than it used. */
void inputs_list(arena *a, const content_inventory *content, const found_files *designs,
                 int64_t taken, last_files *out);

/* True where the last build read just these files with just these bytes. Those whose stamps differ
 * are read, by all threads. */
bool inputs_same(const last_build *last, const last_files *now, pool *threads);

/* Fingerprints of files that more than one page or output is made from. */
typedef struct input_prints {
  hash context; /* of what parse looks at beside the pages themselves: settings, data, words,
                   inserts, the sections' own pages */
  hash base;    /* of that, and of the assets, which any page may name. A layout is known by the
                   outputs that are made with it. */
} input_prints;

/* Takes them; what those files hold is filled in. */
input_prints inputs_print(const build_options *options, const last_build *last, last_files *files);

/* Fills in what each file holds, for the next build: from the parse of the pages, from the last
 * build (NULL: there is none) where the stamp is the same, or by reading. What was changed
 * meanwhile stays unknown. */
void inputs_finish(const content_inventory *content, const last_build *last, int64_t taken,
                   pool *threads, last_files *files);

#endif
