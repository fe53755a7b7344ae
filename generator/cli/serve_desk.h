/* Joins the desk to the server: what the one asks in the other's terms. */
#ifndef PAMPHLET_CLI_SERVE_DESK_H
#define PAMPHLET_CLI_SERVE_DESK_H

#include "desk/desk.h"
#include "serve/serve.h"

/* The desk of the site that is to be served; NULL: the system has no random bytes for it. */
desk *serve_desk_new(arena *a, const build_options *wanted);

/* Gives the server its handler, and the desk the site of each build. */
void serve_desk_join(desk *d, serve_options *to);

#endif
