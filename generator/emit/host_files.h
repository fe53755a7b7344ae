/* Files that hosts read. */
#ifndef PAMPHLET_EMIT_HOST_FILES_H
#define PAMPHLET_EMIT_HOST_FILES_H

#include "base/buf.h"
#include "model/site.h"

/* `_headers`: a content security policy and its kin for every page, a long life for
 * fingerprinted assets. */
void emit_headers_file(buf *out, const site *s);

#endif
