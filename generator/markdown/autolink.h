/* Bare addresses in running text, by GitHub's rules (GFM 0.29, "Autolinks (extension)"). */
#ifndef PAMPHLET_MARKDOWN_AUTOLINK_H
#define PAMPHLET_MARKDOWN_AUTOLINK_H

#include <stdbool.h>

#include "base/sv.h"

typedef struct autolink {
  size_t from, to; /* in the text */
  sv before;       /* what the target has before the text: "mailto:", "http://" or nothing */
} autolink;

/* The address around the ':', 'w' or '@' at `at`, starting at `least` or later. `addresses` is
 * false where only mail addresses count (inside brackets that nothing closed yet). */
bool autolink_at(sv text, size_t at, size_t least, bool addresses, autolink *out);

/* Whether the scheme of an address ends at `at`: "http", "https" or "ftp". */
bool autolink_scheme(sv text, size_t at);

#endif
