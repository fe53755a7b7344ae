/* Inside the zones: the rule that holds after a zone file's last transition, a TZ string as
 * POSIX (Base Definitions, 8.3) writes it, such as "PST8PDT,M3.2.0,M11.1.0". */
#ifndef PAMPHLET_VALUE_ZONE_RULE_H
#define PAMPHLET_VALUE_ZONE_RULE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/sv.h"

/* The day of a year on which clocks change, and the time of that day on the wall. */
typedef struct zone__change {
  char form; /* 'M' month.week.weekday, 'J' 1..365 without 29 February, 'N' 0..365 with it */
  int month, week, weekday, day;
  int32_t time; /* seconds; may be negative or above a day (RFC 8536, 3.3.1) */
} zone__change;

typedef struct zone__rule {
  bool has_summer;
  int32_t standard, summer; /* seconds east of UTC */
  zone__change start, end;  /* of summer time */
} zone__rule;

/* False: not such a string. */
bool zone__rule_parse(sv text, zone__rule *out);

int32_t zone__rule_offset(const zone__rule *rule, int64_t seconds);

#endif
