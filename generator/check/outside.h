/* The addresses of others that a site links to: whether they still answer.
 *
 * Politely: few at a time, at most two at one host, HEAD where it will do, none that answered in
 * the last week. What was found out is kept in a file, so that a report can say since when an
 * address has been silent. */
#ifndef PAMPHLET_CHECK_OUTSIDE_H
#define PAMPHLET_CHECK_OUTSIDE_H

#include <stdint.h>

#include "check/built_links.h"

typedef struct outside_options {
  const char *memory; /* the file; its folder is made */
  int64_t now;        /* seconds since 1970 */
  const built_links_where *where;
  sv version; /* "Pamphlet 0.1.0", for servers to see */
} outside_options;

typedef struct outside_counts {
  size_t all, asked, silent, moved;
} outside_counts;

/* Reports each address that does not answer (LK011), with how long it has been so, and each that
 * has moved for good (LK012). IO002: the memory cannot be written. BD003: libcurl is missing. */
void outside_check(const built_link_list *links, const outside_options *options, diag_sink *sink,
                   outside_counts *counts);

#endif
