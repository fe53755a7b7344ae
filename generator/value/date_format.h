/* Dates as text by a pattern: strftime as Ruby has it, with its flags and widths, and with the
 * names of months and days in any language. */
#ifndef PAMPHLET_VALUE_DATE_FORMAT_H
#define PAMPHLET_VALUE_DATE_FORMAT_H

#include "base/buf.h"
#include "value/date.h"

typedef struct date_names {
  sv months[12], short_months[12];
  sv days[7], short_days[7]; /* Sunday first */
  sv am, pm;                 /* in upper case, as English has them */
} date_names;

extern const date_names date_names_english;

/* Adds the date by the pattern. `names` may be NULL: English.
 *
 *   %Y %C %y year, century, year in it    %m %B %b %h month    %d %e day    %j day of year
 *   %H %k %I %l hour    %M minute    %S second    %L %N milliseconds, nanoseconds
 *   %P %p am, AM    %z %:z %::z %Z zone    %A %a %u %w weekday    %G %g %V ISO week
 *   %U %W week from Sunday, Monday    %s seconds since 1970    %n %t %% characters
 *   %c %D %F %v %x %X %r %R %T combinations
 *
 * Flags between % and the letter: - no padding, 0 zeros, _ blanks, ^ upper case, # other case,
 * and a width. What is no pattern stays as it is.
 * Source: the documentation of Ruby's Time#strftime. */
void date_format(buf *out, date d, sv pattern, const date_names *names);

#endif
