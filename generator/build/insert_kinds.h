/* The inserts that a site's layouts declare. */
#ifndef PAMPHLET_BUILD_INSERT_KINDS_H
#define PAMPHLET_BUILD_INSERT_KINDS_H

#include "markdown/markdown.h"
#include "value/node.h"

/* Reads the front matter of layouts/inserts/<name>.html. `map` NULL: it has none, and takes no
 * arguments. What is wrong is reported (LQ008), and the insert is `unclear`. It lives in `a`. */
md_insert insert_kind_read(arena *a, sv name, sv file, const node *map, diag_sink *sink);

#endif
