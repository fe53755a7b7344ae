/* The words of one page, counted once while it is parsed: related articles and the search index
 * both read them. */
#ifndef PAMPHLET_GRAPH_RELATED_BAG_H
#define PAMPHLET_GRAPH_RELATED_BAG_H

#include "graph/related.h"
#include "graph/vocabulary.h"

struct related_bag {
  const vocabulary *from;
  const uint32_t *counts; /* `count`: the stem's number in `from` << 8, RELATED_IN_TITLE or 0, times
                             in the text; then `points`: the stem's number << 8, some twice */
  uint32_t count;
  uint32_t length; /* words of the text */
  uint32_t points; /* of the key points, which count for searches alone */
};
typedef struct related_bag related_bag;

enum { RELATED_IN_TITLE = 0x80, RELATED_MOST_TIMES = 0x7F };

/* The reader's vocabulary of a language, or NULL where it has read nothing in it. */
vocabulary *related_vocabulary(const related_reader *r, sv lang);

#endif
