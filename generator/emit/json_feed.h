/* JSON Feed 1.1 (jsonfeed.org/version/1.1). */
#ifndef PAMPHLET_EMIT_JSON_FEED_H
#define PAMPHLET_EMIT_JSON_FEED_H

#include "base/buf.h"
#include "model/listing.h"

enum { FEED_ITEMS = 20 }; /* the newest; feed readers keep the older ones themselves */

/* The feed.json of a home, section or term listing: its newest published articles, whole. */
void emit_json_feed(buf *out, const site *s, const listing *l, arena *scratch);

#endif
