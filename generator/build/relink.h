/* Link, for one page that was parsed again while all others are as they were. */
#ifndef PAMPHLET_BUILD_RELINK_H
#define PAMPHLET_BUILD_RELINK_H

#include "build/link.h"

/* Gives `now` what link gave the same page as it was: its address, its state, and its ties to other
 * pages. False: what it says of itself would change these, so that only a build can tell. Where
 * others show its title, summary or text, they are left as they are; so are its related articles,
 * which are picked from its words. */
bool relink(site *s, const page *was, page *now, diag_sink *sink);

#endif
