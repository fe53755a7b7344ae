/* A web server's access log, line by line, in the common and the combined log format (Apache HTTP
 * Server's mod_log_config; nginx writes the second by default):
 *
 *   192.0.2.7 - - [13/Feb/2026:09:30:00 +0100] "GET /about/ HTTP/1.1" 200 5120 "referer" "agent"
 */
#ifndef PAMPHLET_GRAPH_ACCESS_LOG_H
#define PAMPHLET_GRAPH_ACCESS_LOG_H

#include <stdbool.h>
#include <stdint.h>

#include "base/sv.h"

typedef struct access_hit {
  sv client;       /* an address or host name */
  int64_t seconds; /* since 1970-01-01T00:00:00Z */
  sv method;       /* empty where the request was none */
  sv target;       /* as asked for: a path with its query */
  unsigned status;
  bool has_agent; /* false: the line is in the common format */
  sv agent;       /* as written; a program that gives no name is "-" or empty */
} access_hit;

/* Reads a line; what follows the agent is passed over. False: it is in neither format. */
bool access_log_read(sv line, access_hit *out);

/* True for the agent of a program that fetches pages by itself: search engines, feed readers,
 * monitors, link previews, scripts, and whatever does not say what it is. */
bool access_log_is_robot(sv agent);

#endif
