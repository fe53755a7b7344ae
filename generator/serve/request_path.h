/* The path of a request: undone of its escapes, once, and refused where it is a trick. */
#ifndef PAMPHLET_SERVE_REQUEST_PATH_H
#define PAMPHLET_SERVE_REQUEST_PATH_H

#include "base/arena.h"

typedef struct request_path {
  sv raw;   /* as sent, without the query: "/a%20b/" */
  sv path;  /* decoded: "/a b/" */
  sv query; /* behind the "?", as sent */
} request_path;

/* Reads a request's target. False: it is no path of a site. A path begins with one slash; its
 * escapes are whole and stand for UTF-8; and it has no control character, no backslash, no empty
 * step but the last, and no step that begins with a dot, ".well-known" excepted. So it cannot
 * lead out of a folder, nor to what hides in it. */
bool request_path_read(arena *a, sv target, request_path *out);

#endif
