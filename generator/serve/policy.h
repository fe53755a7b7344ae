/* The content security policy of a page, loosened by just what the server adds to the page: its
 * own script, style sheet and event stream, and, for the desk, being shown in a frame. */
#ifndef PAMPHLET_SERVE_POLICY_H
#define PAMPHLET_SERVE_POLICY_H

#include "base/arena.h"

/* The policy with `origin` ("http://localhost:8000") allowed for scripts, styles and connections
 * where it was not yet; with `framed`, a page of this server may frame the page. */
sv policy_allow(arena *a, sv policy, sv origin, bool framed);

#endif
