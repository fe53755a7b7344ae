/* Inside the JSON reader: a syntax error in the writer's words. */
#ifndef PAMPHLET_WRAP_JSON_ERROR_H
#define PAMPHLET_WRAP_JSON_ERROR_H

#include "base/sv.h"
#include "diag/diag.h"

/* Reports one YM001 (or YM003, for brackets nested too deep) about the byte at which libcjson
 * gave up. */
void json__explain(sv file, sv text, size_t offset, size_t at, diag_sink *sink);

#endif
