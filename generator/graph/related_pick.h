/* Inside related articles: an editor's hand. From what is alike to the list that is shown. */
#ifndef PAMPHLET_GRAPH_RELATED_PICK_H
#define PAMPHLET_GRAPH_RELATED_PICK_H

#include "graph/find.h"
#include "graph/related_index.h"

typedef struct related__picker {
  site *site;
  related__scorer *scorer;
  finder *finder;
  arena *scratch;
  diag_sink *sink;
  uint16_t *texts;  /* by stem: a text's part, while two texts are compared; else 0 */
  uint32_t *recent; /* articles that may be offered, newest first */
  uint32_t recent_count;
  map by_section; /* section name -> article_list */
} related__picker;

void related__picker_open(arena *a, site *s, related__scorer *scorer, finder *f, arena *scratch,
                          diag_sink *sink, related__picker *out);

/* Fills related_pages of the article. */
void related__pick(related__picker *k, uint32_t article);

#endif
