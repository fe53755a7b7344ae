/* Files that `new` and `init` start from: Liquid templates below layouts/archetypes/. */
#ifndef PAMPHLET_CLI_ARCHETYPE_H
#define PAMPHLET_CLI_ARCHETYPE_H

#include "base/buf.h"
#include "diag/diag.h"
#include "value/val.h"
#include "value/zone.h"

/* Fills an archetype with the members of an object; `made` is the file it becomes, for messages.
 * False: the sink knows why. */
bool archetype_fill(arena *a, sv archetype, sv made, val values, diag_sink *sink, buf *out);

/* Today in a zone, or what --today says, as "2026-03-02". False: SOURCE_DATE_EPOCH is no number
 * (BD003). */
bool archetype_day(arena *a, sv today, const zone *z, diag_sink *sink, sv *day);

#endif
