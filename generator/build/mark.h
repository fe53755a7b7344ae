/* Which files in an output folder are Pamphlet's by the look of them: for a build that has no
 * manifest to ask, or one that it must not believe. */
#ifndef PAMPHLET_BUILD_MARK_H
#define PAMPHLET_BUILD_MARK_H

#include "base/arena.h"
#include "base/sv.h"

/* The element that every HTML page of ours has in its head begins so. */
#define MARK_GENERATOR "<meta name=\"generator\" content=\"Pamphlet"

/* True where the file is an HTML page with the generator element in its head, a feed or the list of
 * a search index as only a build writes them, or has a name that only a build gives ("_redirects",
 * "sitemap-2.xml", "main.<16 hex digits>.css"). `path` is below the output folder, `file` the whole
 * path to the same file; one that cannot be read is not ours by what it holds. */
bool mark_is_ours(const char *file, sv path);

/* How much a marked file says of who put it where it stands. */
typedef enum mark_kind {
  MARK_NONE,   /* it has no mark */
  MARK_COPY,   /* a page that calls another address its own: somebody has copied it */
  MARK_LIKELY, /* nothing more */
  MARK_CERTAIN /* a build: it has the hash in its name, or is a page that names its own address */
} mark_kind;

/* `front` is what the front page in the same folder calls its address; empty: not known. */
mark_kind mark_look(const char *file, sv path, sv front);

/* Which address an HTML page calls its own; empty: none, or it leads elsewhere at once. */
sv mark_address(arena *a, const char *file);

#endif
