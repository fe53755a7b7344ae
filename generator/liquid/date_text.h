/* Inside the engine: dates as people write them. */
#ifndef PAMPHLET_LIQUID_DATE_TEXT_H
#define PAMPHLET_LIQUID_DATE_TEXT_H

#include "base/sv.h"
#include "value/date.h"

/* Reads "March 14, 2016", "14 Mar 2016 10:30 +0200", "2016-03-14T10:30:00Z", "3/14/2016",
 * "10:30" and their like, roughly as Ruby's Time.parse. What the text leaves out above what it
 * names is taken from `now`, what it leaves out below is the first. False: no date. */
bool liq__date_of_text(sv text, date now, date *out);

#endif
