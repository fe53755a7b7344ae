/* The event stream that open pages listen to (server-sent events: the "text/event-stream" of the
 * HTML standard). What a page has to be told is worked out from the state when the page is
 * written to, so a slow reader costs nothing, and missed builds are one message.
 *
 *   event: built      after every build
 *   event: problems   the errors of the last build as HTML; empty: there are none any more
 *   event: site       "reload", or "styles" where nothing but style sheets changed; only when the
 *                     page that listens has changed */
#ifndef PAMPHLET_SERVE_EVENTS_H
#define PAMPHLET_SERVE_EVENTS_H

#include "base/arena.h"
#include "wrap/http.h"

typedef struct events events;

/* Gives the mark of what stands at an address now: another text when it has changed. */
typedef sv events_mark(void *context, arena *a, sv path);

events *events_new(events_mark *mark, void *context);
/* After http_stop. */
void events_free(events *e);

/* What a build changed, for those who listen. */
typedef enum events_change {
  EVENTS_NOTHING, /* it failed, or only pages tell for themselves */
  EVENTS_STYLES,  /* style sheets and nothing else */
  EVENTS_PAGES,   /* pages that are other than before are to be loaded again */
  EVENTS_ALL      /* also those that look the same: a picture has changed */
} events_change;

/* Tells everyone of a build; `problems` is HTML, and copied. From one thread. */
void events_publish(events *e, events_change change, sv problems);

/* Pages are shown ahead of a build: those who have one of them open are told, as of EVENTS_PAGES.
 */
void events_ahead(events *e);

/* A line to everyone, so that connections to pages that are gone are noticed. */
void events_beat(events *e);

/* Lets every stream end. */
void events_close(events *e);

/* Makes the reply a stream for the page of that path (empty: none) as it was with that mark. */
void events_listen(events *e, sv path, sv mark, http_reply *reply);

#endif
