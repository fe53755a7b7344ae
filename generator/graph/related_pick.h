/* Inside related articles: an editor's hand. From what is alike to the list that is shown. */
#ifndef PAMPHLET_GRAPH_RELATED_PICK_H
#define PAMPHLET_GRAPH_RELATED_PICK_H

#include "graph/find.h"
#include "graph/related_index.h"

/* What the front matter of one article asks for: articles of the index to list first, and never. */
typedef struct related__wishes {
  uint32_t *pinned, *banned;
  size_t pinned_count, banned_count;
} related__wishes;

/* The wishes of all articles, by their number, in `a`; a name that is no article is reported. */
related__wishes *related__wishes_read(arena *a, const related__index *x, finder *f, arena *scratch,
                                      diag_sink *sink);

/* What lists are filled up from where likeness and wishes leave room. */
typedef struct related__shelves {
  uint32_t *recent; /* articles that may be offered, newest first; NULL: not filled yet */
  uint32_t recent_count;
  map by_section; /* section name -> article_list */
} related__shelves;

/* Picks lists, one after the other; the lists live in `kept`. */
typedef struct related__picker {
  const site *site; /* NULL: it is not open */
  const related__wishes *wishes;
  arena *memory; /* of the picker itself */
  related__shelves shelves;
  related__scorer scorer;
  arena *kept, scratch;
  uint16_t *texts;  /* by stem: a text's part, while two texts are compared; else 0 */
  bool holds_words; /* the index's do not outlive it: those that are reasons are held in `kept` */
} related__picker;

void related__picker_open(arena *a, const related__index *x, const related__wishes *wishes,
                          arena *kept, related__picker *out);
void related__picker_close(related__picker *k);

/* Fills related_pages of the article, and of the trace (NULL: nobody asks) from which others it
 * picked. True where likeness and wishes alone filled its list. */
bool related__pick(related__picker *k, uint32_t article, related_trace *trace);

/* From related_print.c: fills in of the index's traces what each article is to others beside its
 * words, and what it meets of others in the same way. Needs no words. */
void related__outline(const related__hands *h, related__index *x, const related__wishes *wishes);

/* Then, with the words: of all that its list is picked from. */
void related__prints(const related__hands *h, related__index *x, const related__wishes *wishes);

/* Of what stands in a list itself, where it was picked from what nobody took a print of. */
uint64_t related__print_list(const page *p);

#endif
