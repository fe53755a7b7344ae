/* A fingerprint of each thing that an output can read of the site (view/reads.h): two builds in
 * which it is the same show the same of that thing. */
#ifndef PAMPHLET_BUILD_PRINTS_H
#define PAMPHLET_BUILD_PRINTS_H

#include "build/workers.h"
#include "view/view.h"
#include "wrap/hash.h"

typedef struct prints {
  view_things things;
  uint64_t *keys; /* by thing: which it is, the same in every build */
  uint64_t *of;   /* by thing: its fingerprint */
  uint64_t all;   /* of what every output depends on, `base` among it */
} prints;

/* Takes them of a site that is linked, with its inserts filled in, as `v` shows it. `base` is of
 * what lies outside of the pages: the program, options, settings, data, words, layouts, assets. */
void prints_take(arena *a, site *s, const listing_list *listings, const view *v, hash base,
                 workers *with, prints *out);

/* Things by their keys. */
typedef struct print_index {
  const uint64_t *keys;
  uint32_t *slots;
  size_t slot_mask;
} print_index;

void prints_index(arena *a, const prints *p, print_index *out);

/* The thing of that key; UINT32_MAX: there is none any more. */
uint32_t prints_find(const print_index *x, uint64_t key);

#endif
