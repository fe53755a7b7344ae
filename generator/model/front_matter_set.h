/* Changing one field of a file's front matter, and not a byte beside it. */
#ifndef PAMPHLET_MODEL_FRONT_MATTER_SET_H
#define PAMPHLET_MODEL_FRONT_MATTER_SET_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/sv.h"

/* What a field is to say: one text, or a list where `count` is not 1. Texts are dates and slugs. */
typedef struct new_field {
  sv name;
  const sv *values;
  size_t count;
} new_field;

/* The file with the field changed, or added behind the first of `after` that it has (separated by
 * blanks; at the end of the front matter where it has none). Comments, order, quotes, line ends, a
 * byte order mark and the text below stay as they are; YAML and JSON are both kept to their form.
 * False: the front matter cannot be read, or is written in a way that no certain change can be
 * made in (an alias, say). `out` lives in `a`. */
bool front_matter_set(arena *a, sv text, const new_field *field, const char *after, sv *out);

#endif
