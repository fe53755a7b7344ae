/* The errors of a build as HTML, for the overlay of open pages. */
#ifndef PAMPHLET_SERVE_PROBLEMS_H
#define PAMPHLET_SERVE_PROBLEMS_H

#include "base/buf.h"
#include "diag/diag.h"

/* Adds the errors, each with its file, line, column, source line and hint; nothing where there is
 * none. */
void problems_html(buf *out, diag_sink *sink);

#endif
