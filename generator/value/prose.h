/* What an article says, block by block, without its markup: for related articles, reading
 * grade, search and checks. Markdown makes it; everyone else reads it. */
#ifndef PAMPHLET_VALUE_PROSE_H
#define PAMPHLET_VALUE_PROSE_H

#include <stddef.h>
#include <stdint.h>

#include "base/sv.h"
#include "base/vec.h"

typedef enum prose_kind {
  PROSE_PARAGRAPH,
  PROSE_HEADING,
  PROSE_ITEM, /* a paragraph that is, or starts, a list item */
  PROSE_CELL, /* a table cell */
  PROSE_CODE, /* a code block */
  PROSE_CAPTION,
  PROSE_NOTE /* a footnote */
} prose_kind;

typedef struct prose_block {
  prose_kind kind;
  uint8_t level;   /* of a heading: 1..6 */
  uint32_t offset; /* in the file, where the block starts */
  uint32_t length;
  sv text; /* plain text: entities decoded, link texts kept, lines joined by \n */
} prose_block;

typedef VEC(prose_block) prose;

#endif
