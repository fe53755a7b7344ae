/* What kind of file a reader is offered: by its name, and whether its first bytes agree. */
#ifndef PAMPHLET_TEXT_FILE_TYPE_H
#define PAMPHLET_TEXT_FILE_TYPE_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/sv.h"

enum { FILE_TYPE_BYTES = 1024 }; /* what file_type_agrees wants to see of a file */

/* What people call it: "PDF", "Word", "MP4"; the extension in capitals where nothing else is
 * known; empty without one. In the arena. */
sv file_type_name(arena *a, sv extension);

/* False where a file of that extension cannot start like this: a web page that was saved as .pdf.
 * Kinds that are not known agree with anything. */
bool file_type_agrees(sv extension, sv start);

#endif
