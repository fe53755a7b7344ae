/* What a file is, by its name, as web hosts tell browsers. */
#ifndef PAMPHLET_SERVE_MEDIA_TYPE_H
#define PAMPHLET_SERVE_MEDIA_TYPE_H

#include "base/sv.h"

/* "text/html; charset=utf-8" of "index.html"; "application/octet-stream" where the extension says
 * nothing. */
sv media_type_of(sv path);

#endif
