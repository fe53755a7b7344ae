/* Whether a request means this server. A page elsewhere can give its own name the address
 * 127.0.0.1 and then read what is served here (DNS rebinding); the Host header tells. */
#ifndef PAMPHLET_SERVE_HOST_NAME_H
#define PAMPHLET_SERVE_HOST_NAME_H

#include "base/sv.h"

/* True for "localhost", "127.0.0.1" and "[::1]" with this port, which may be missing if it is 80.
 */
bool host_is_own(sv host, unsigned port);

/* True where an Origin header names a page of this server: "http://localhost:8000". */
bool origin_is_own(sv origin, unsigned port);

#endif
