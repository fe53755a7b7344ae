/* The Range header (RFC 9110, section 14): a part of a file, as a player asks for a film's. */
#ifndef PAMPHLET_SERVE_RANGE_H
#define PAMPHLET_SERVE_RANGE_H

#include <stdint.h>

#include "base/sv.h"

typedef enum range_kind {
  RANGE_WHOLE, /* none that we know, or several at once, which a server may pass over: all of it */
  RANGE_PART,
  RANGE_BEYOND /* nothing of the file is meant: 416 */
} range_kind;

/* Reads "bytes=0-99", "bytes=100-" or "bytes=-100" for a file of that size. */
range_kind range_read(sv header, uint64_t size, uint64_t *from, uint64_t *length);

#endif
