/* Which files in an output folder are Pamphlet's by the look of them: for a build that has no
 * manifest to ask. */
#ifndef PAMPHLET_BUILD_MARK_H
#define PAMPHLET_BUILD_MARK_H

#include "base/sv.h"

/* The element that every HTML page of ours has in its head begins so. */
#define MARK_GENERATOR "<meta name=\"generator\" content=\"Pamphlet"

/* True for a name that only a build gives: atom.xml, _redirects, "main.<16 hex digits>.css".
 * `path` is below the output folder. */
bool mark_in_name(sv path);

/* True where the file is ours by its name, or is an HTML page with the generator element in
 * its head. `file` is the whole path to the same file. */
bool mark_is_ours(const char *file, sv path);

#endif
