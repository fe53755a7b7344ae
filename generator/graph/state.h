/* Which pages a build shows: the published ones, and drafts, scheduled and expired pages only
 * where it was asked for them. */
#ifndef PAMPHLET_GRAPH_STATE_H
#define PAMPHLET_GRAPH_STATE_H

#include "model/site.h"

/* What is let in beside published pages: --drafts, --future, --expired. */
typedef struct state_options {
  bool drafts, future, expired;
} state_options;

/* Numbers the pages of site.all (in path order), gives each its state by the site's clock and
 * files it: articles, plain, people, people_by_slug and by_source, or left_out. by_source
 * holds the pages left out too. A page is a draft before it is scheduled before it is expired;
 * it is scheduled until its date and expired from its `expires` on. `shown_updated` is `updated`
 * where that is later than the date. */
void state_decide(site *s, state_options let_in);

/* Gives one page its `shown_updated`. */
void state_date(page *p);

/* True for a page that is no draft, nor scheduled, nor expired, whatever is let in. */
bool state_is_published(const site *s, const page *p);

#endif
