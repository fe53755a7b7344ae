/* Time zones from the system's zone files (TZif, RFC 8536), read without touching the
 * environment, so that threads and tests do not meet each other's zone. */
#ifndef PAMPHLET_VALUE_ZONE_H
#define PAMPHLET_VALUE_ZONE_H

#include <stdbool.h>

#include "base/arena.h"
#include "value/date.h"

typedef struct zone zone;

/* A zone of a name such as "America/Los_Angeles"; "UTC" needs no file. NULL: there is no such
 * zone on this machine, or the name leaves the zone folder. */
const zone *zone_open(arena *a, sv name);

/* Seconds east of UTC at a moment. After the last transition of the file its rule holds (the
 * POSIX TZ string that ends a version 2 file). */
int32_t zone_offset(const zone *z, int64_t seconds);

/* A date read without an offset (DATE_DAY, DATE_LOCAL), moved into the zone: the clock on the
 * wall stays. A time that a change of clocks skips is taken with the offset before it, one
 * that comes twice is the first. */
date zone_local(const zone *z, date wall);

/* The same moment, shown on the zone's clock. */
date zone_shift(const zone *z, date d);

#endif
