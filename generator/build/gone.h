/* Addresses that were live after the last build and should not be, or are not, any more. */
#ifndef PAMPHLET_BUILD_GONE_H
#define PAMPHLET_BUILD_GONE_H

#include "build/inventory.h"
#include "build/output.h"
#include "graph/addresses.h"
#include "model/site.h"

/* Warns of each address that this build takes away (LK004), and says which page it likely is
 * now and which `aliases` line would keep old links alive. */
void gone_warn(const site *s, const addresses *all, const manifest *before, diag_sink *sink);

/* After a failed build: names each page that is live from the last one although its file was
 * deleted, or is a draft, scheduled or expired now (BD002). */
void gone_still_live(const site *s, const content_inventory *content, output *out, diag_sink *sink);

#endif
