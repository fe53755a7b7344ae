/* Smaller copies of texts, as web servers send them: gzip (RFC 1952, by zlib) and Brotli (RFC
 * 7932). The same bytes always give the same copy: none holds a time or a name.
 *
 *   buf copy = BUF_EMPTY;
 *   if (compress_worth(path) && compress_text(COMPRESS_BROTLI, html, &copy)) …  path + ".br" */
#ifndef PAMPHLET_WRAP_COMPRESS_H
#define PAMPHLET_WRAP_COMPRESS_H

#include <stdbool.h>

#include "base/buf.h"

typedef enum compress_method { COMPRESS_GZIP, COMPRESS_BROTLI, COMPRESS_METHODS } compress_method;

extern const sv compress_names[COMPRESS_METHODS];   /* "gzip", "brotli" */
extern const sv compress_endings[COMPRESS_METHODS]; /* ".gz", ".br" */

/* True where the name says that the file is a text of a site: pictures and fonts are compressed. */
bool compress_worth(sv path);

/* Replaces what *copy holds. False: the copy would be no smaller than the text. */
bool compress_text(compress_method method, sv text, buf *copy);

#endif
