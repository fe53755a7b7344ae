/* Related articles: which of them link to which.
 *
 *   link(a, b) = rarity(articles that link to b) / rarity(1) / sqrt(articles that a links to)
 *
 * A page of links says less with each of them, and an article that all link to is near to none.
 * Both counts enter in half octaves. */
#include <math.h>

#include "graph/related_index.h"

enum { ARTICLES_A_TASK = 64 };

/* Reads the links of one article after the other. */
typedef struct reading {
  const related__index *index;
  uint32_t from;
  uint32_t *seen_by; /* by article: the last that linked to it, + 1 */
  uint32_t found[RELATED_LINKS], count;
} reading;

static void read_links(reading *r, const body *text) {
  for (size_t i = 0; i < text->links.len; i++) {
    uint32_t leads_to = text->links.at[i].leads_to;
    uint32_t to = leads_to ? r->index->by_page[leads_to - 1] : 0;
    if (!to || to - 1 == r->from || r->seen_by[to - 1] == r->from + 1) continue;
    if (r->count == RELATED_LINKS) return;
    r->seen_by[to - 1] = r->from + 1;
    r->found[r->count++] = to - 1;
  }
}

static void read_article(reading *r, const page *p) {
  r->count = 0;
  read_links(r, &p->body);
  for (size_t i = 0; i < p->key_points.len; i++) read_links(r, &p->key_points.at[i].body);
  for (size_t i = 0; i < p->questions_to_ask.len; i++) {
    read_links(r, &p->questions_to_ask.at[i].body);
  }
}

/* Pages stand far apart, and so do their links: both are called for ahead. */
static void prefetch_links(const related__index *x, uint32_t article) {
  enum { PAGE = 8, LINKS = 4 };
  if (article + PAGE >= x->count) return;
  const page *p = x->articles[article + PAGE].page;
  __builtin_prefetch(&p->key_points);
  __builtin_prefetch(&p->questions_to_ask);
  __builtin_prefetch(&p->body.links);
  p = x->articles[article + LINKS].page;
  for (size_t i = 0; i < p->body.links.len; i++) __builtin_prefetch(&p->body.links.at[i].leads_to);
}

static uint16_t share_of_one(uint32_t count) {
  unsigned steps = related__half_octaves(count);
  double bucket = (double)((uint64_t)1 << steps / 2) * (steps % 2 ? sqrt(2) : 1);
  return (uint16_t)lround(RELATED_ONE / sqrt(bucket));
}

typedef struct reading_all {
  related__index *index;
  reading *readings; /* by worker */
  arena *kept;       /* by worker */
} reading_all;

static void read_some(void *context, size_t number, unsigned worker) {
  const reading_all *all = context;
  related__index *x = all->index;
  reading *r = &all->readings[worker];
  uint32_t i = (uint32_t)number * ARTICLES_A_TASK, until = i + ARTICLES_A_TASK;
  for (; i < until && i < x->count; i++) {
    related__article *from = &x->articles[i];
    r->from = i;
    prefetch_links(x, i);
    read_article(r, from->page);
    if (!r->count) continue;
    from->links_to_count = (uint8_t)r->count;
    from->links_to = arena_array(&all->kept[worker], uint32_t, r->count);
    from->link_share = share_of_one(r->count);
    memcpy(from->links_to, r->found, r->count * sizeof *r->found);
  }
}

static void read_all(const related__hands *h, related__index *x) {
  reading_all all = {x, arena_array(&h->scratch[0], reading, h->crew->by.workers), h->kept};
  for (unsigned i = 0; i < h->crew->by.workers; i++) {
    all.readings[i].index = x;
    all.readings[i].seen_by = arena_array(&h->scratch[0], uint32_t, x->count);
  }
  crew_run(&h->crew->by, (x->count + ARTICLES_A_TASK - 1) / ARTICLES_A_TASK, read_some, &all);
}

void related__links_collect(const related__hands *h, related__index *x) {
  read_all(h, x);
  uint32_t *linking = arena_array(&h->scratch[0], uint32_t, x->count);
  for (uint32_t i = 0; i < x->count; i++) {
    for (uint32_t j = 0; j < x->articles[i].links_to_count; j++) {
      linking[x->articles[i].links_to[j]]++;
    }
  }
  uint32_t rarest = related__rarity(x->count, 1);
  for (uint32_t i = 0; i < x->count; i++) {
    if (!linking[i]) continue;
    related__article *to = &x->articles[i];
    uint32_t rarity = related__rarity(x->count, linking[i]);
    to->linked_share = (uint16_t)(rarity * RELATED_ONE / rarest);
    to->linked_from =
        arena_array(&h->kept[0], uint32_t, linking[i] < RELATED_LINKS ? linking[i] : RELATED_LINKS);
  }
  for (uint32_t i = 0; i < x->count; i++) {
    for (uint32_t j = 0; j < x->articles[i].links_to_count; j++) {
      related__article *to = &x->articles[x->articles[i].links_to[j]];
      if (to->linked_from_count < RELATED_LINKS) to->linked_from[to->linked_from_count++] = i;
    }
  }
}
