/* Where a link would fit: for each article that no other article links to, the places in other
 * articles whose words say its title. */
#ifndef PAMPHLET_GRAPH_LINK_PLACES_H
#define PAMPHLET_GRAPH_LINK_PLACES_H

#include "model/site.h"

enum { LINK_PLACES = 3 }; /* for each article, the best, each in another article */

/* Words of an article's file that could carry a link. */
typedef struct link_place {
  const page *from;
  size_t offset, length; /* in its file */
  sv words;              /* as written there */
  double score;          /* how much of the title they say, 0.5 to 1, and more from a related one */
} link_place;

/* An article without links to it; best place first. */
typedef struct link_wanted {
  const page *page;
  link_place places[LINK_PLACES];
  size_t place_count;
} link_wanted;

typedef struct link_places link_places;

/* Takes from a linked site the articles that no other links to, by path. `link_places_close` gives
 * back what is not in the arena. */
link_places *link_places_open(arena *a, const site *s);
void link_places_close(link_places *l);

/* Looks for places in an article. `text` is its whole file, `blocks` what Markdown made of it. */
void link_places_read(link_places *l, const page *from, sv text, const prose *blocks);

/* The articles, [*count]; valid as long as the arena. */
const link_wanted *link_places_found(const link_places *l, size_t *count);

/* What to write as the link's target on a page: the file's name beside it, else its path from
 * content/ on, as "/news/moved.md". */
sv link_places_target(arena *a, const site *s, const page *from, const page *to);

#endif
