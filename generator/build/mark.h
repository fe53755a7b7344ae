/* Which files in an output folder are Pamphlet's by the look of them: for a build that has no
 * manifest to ask. */
#ifndef PAMPHLET_BUILD_MARK_H
#define PAMPHLET_BUILD_MARK_H

#include "base/sv.h"

/* The element that every HTML page of ours has in its head begins so. */
#define MARK_GENERATOR "<meta name=\"generator\" content=\"Pamphlet"

/* True where the file has a name that only a build gives (atom.xml, _redirects, "main.<16 hex
 * digits>.css"), or is an HTML page with the generator element in its head. `path` is below the
 * output folder, `file` the whole path to the same file; one that cannot be read is not ours. */
bool mark_is_ours(const char *file, sv path);

#endif
