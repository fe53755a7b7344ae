/* JSON Feed 1.1 (jsonfeed.org/version/1.1). */
#ifndef PAMPHLET_EMIT_JSON_FEED_H
#define PAMPHLET_EMIT_JSON_FEED_H

#include "base/buf.h"
#include "model/listing.h"

/* The feed of a listing: its newest FEED_ENTRIES articles, with their text. */
enum { FEED_ENTRIES = 20 };
void emit_json_feed(buf *out, const site *s, const listing *l, arena *scratch);

#endif
