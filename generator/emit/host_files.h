/* Files that web hosts read. */
#ifndef PAMPHLET_EMIT_HOST_FILES_H
#define PAMPHLET_EMIT_HOST_FILES_H

#include "base/buf.h"
#include "model/site.h"

/* The `_headers` file of Netlify and Cloudflare Pages: a content security policy that lets a page
 * load from its own host alone and no inline script or style run, and a long life for
 * fingerprinted assets, whose names change with their bytes. */
void emit_headers_file(buf *out, const site *s);

#endif
