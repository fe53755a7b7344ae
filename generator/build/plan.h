/* What a build will write, one entry a file, in an order that does not depend on threads. */
#ifndef PAMPHLET_BUILD_PLAN_H
#define PAMPHLET_BUILD_PLAN_H

#include "build/layouts.h"
#include "build/link.h"
#include "diag/diag.h"
#include "model/listing.h"

typedef enum planned_kind {
  PLANNED_PAGE,
  PLANNED_LISTING,
  PLANNED_ATOM,
  PLANNED_FEED_JSON,
  PLANNED_SEARCH,   /* the search index of a language, and the files that it names */
  PLANNED_TEXT,     /* sitemap.xml and the like: a layout on the home listing */
  PLANNED_SITEMAPS, /* sitemap.xml where it names others; `part` is how many */
  PLANNED_REDIRECT  /* an old address of a page */
} planned_kind;

typedef struct planned {
  planned_kind kind;
  sv output;
  const layout *layout;   /* NULL: written without one */
  const page *page;       /* of a page and a redirect */
  const listing *listing; /* of everything else */
  size_t part;            /* from 1; 0: a page that has no parts */
} planned;
typedef VEC(planned) plan;

/* An HTML page of the site, and no redirect. */
static inline bool plan_is_page(const planned *p) {
  return p->kind == PLANNED_PAGE || p->kind == PLANNED_LISTING;
}

/* Lists in `a` what is to be written, and chooses a layout for every page and listing; LQ005 where
 * the one that a page names, or every one that would do, does not exist. Needs addresses and
 * listings, and of link nothing else: may run beside the rest of it. */
void plan_make(arena *a, const site *s, const linked *all, const layouts *with, diag_sink *sink,
               plan *out);

#endif
