/* Lists of related articles, kept from one build to the next by what they were picked from. */
#ifndef PAMPHLET_BUILD_TIES_H
#define PAMPHLET_BUILD_TIES_H

#include "base/buf.h"
#include "build/last.h"
#include "build/pages.h"
#include "model/site.h"

/* What ties_take looks into. */
typedef struct ties {
  const last_build *last; /* NULL: no list is kept */
  const page **now;       /* by number then: the page, or NULL where it is gone */
  uint32_t *then;         /* by number now: its number then + 1; 0: it was not there */
  bool traced;            /* what relating left is of use: */
  related_last traces;
} ties;

/* Holds the pages of then against those of now, all of which `pages` has taken or kept; in `a`. */
void ties_open(arena *a, const site *s, const last_build *last, page_keeper *pages, pool *threads,
               ties *out);

/* Fills related_pages of the page as the last build did, if it was picked from the same; what it
 * takes lives in `a`, and texts in the record. `context` is the ties. From any thread. */
bool ties_take(void *context, arena *a, page *p, uint64_t print);

/* Afterwards no list has a text in the record any more, but in `a`. */
void ties_hold(arena *a, const site *s);

/* For the record: the page's list. */
void ties_put(buf *out, const page *p);

#endif
