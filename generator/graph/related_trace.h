/* Related articles: what making the lists leaves for the next build, so that this makes anew only
 * what an edit can reach.
 *
 * How many articles have a word, what each article weighs its words by, and fingerprints of what it
 * meets beside words. From these the next build tells which weights and lists can differ at all. */
#ifndef PAMPHLET_GRAPH_RELATED_TRACE_H
#define PAMPHLET_GRAPH_RELATED_TRACE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/sv.h"

enum { RELATED_HITS = 12 }; /* the best that a list is picked from */

/* Of an article. All 0: it is not related to others. */
typedef struct related_trace {
  uint64_t print;       /* of what its list was picked from (graph/related_print.c): odd; or of what
                           stands in it: even; 0: it was picked from more than its likes */
  uint64_t own;         /* of what it is to others beside its words */
  uint64_t around;      /* of that, and of who else its terms, links and wishes lead to */
  uint64_t order;       /* of what says where it stands in the order of articles */
  uint64_t text_square; /* its text and title as vectors: their lengths */
  uint32_t title_square;
  uint32_t least; /* what the last of the articles that its list was picked from scored where it was
                     found; 0: any that it meets would be among these */
  uint16_t
      hits[RELATED_HITS]; /* where `least` is not 0: these, as related__mark_of their sources */
  uint16_t keeps, asks;   /* words that weigh more in its text are known, and look for others */
  uint8_t keeps_equal;    /* of those that weigh just `keeps`, the first so many are known, too */
  bool listed, offered;   /* it is of the index, and may stand in lists */
} related_trace;

/* Of a stem: how many articles have it, and what a posting must weigh to come into its lists of
 * titles and texts (0: they have room). */
typedef struct related_stem_trace {
  uint32_t with;
  uint16_t title, text;
} related_stem_trace;

/* An article as the last build knew it, which was edited since, or is no more. */
typedef struct related_gone {
  const struct related_bag *bag;
  related_trace trace;
  sv source;
  const struct page *page; /* as it is now; NULL: it is no more */
} related_gone;

/* What the last build left. */
typedef struct related_last {
  const related_trace *traces; /* by page number; of those whose words are the same: else all 0 */
  const related_gone *gone;
  uint32_t gone_count;
} related_last;

#endif
