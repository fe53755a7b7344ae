/* Related articles: which of them link to which.
 *
 *   link(a, b) = rarity(articles that link to b) / rarity(1) / sqrt(articles that a links to)
 *
 * A page of links says less with each of them, and an article that all link to is near to none.
 * Both counts enter in half octaves. */
#include <math.h>

#include "graph/related_index.h"

/* The links of one article while they are read. */
typedef struct reading {
  const related__index *index;
  uint32_t from;
  uint32_t *seen_by; /* by article: the last that linked to it, + 1 */
  VEC(uint32_t) found;
} reading;

static void read_links(arena *scratch, reading *r, const body *text) {
  for (size_t i = 0; i < text->links.len; i++) {
    uint32_t leads_to = text->links.at[i].leads_to;
    uint32_t to = leads_to ? r->index->by_page[leads_to - 1] : 0;
    if (!to || to - 1 == r->from || r->seen_by[to - 1] == r->from + 1) continue;
    if (r->found.len == RELATED_LINKS) return;
    r->seen_by[to - 1] = r->from + 1;
    vec_push(scratch, &r->found, to - 1);
  }
}

static void read_article(arena *scratch, reading *r, const page *p) {
  r->found.len = 0;
  read_links(scratch, r, &p->body);
  for (size_t i = 0; i < p->key_points.len; i++) {
    read_links(scratch, r, &p->key_points.at[i].body);
  }
  for (size_t i = 0; i < p->questions_to_ask.len; i++) {
    read_links(scratch, r, &p->questions_to_ask.at[i].body);
  }
}

static uint16_t share_of_one(uint32_t count) {
  unsigned steps = related__half_octaves(count);
  double bucket = (double)((uint64_t)1 << steps / 2) * (steps % 2 ? sqrt(2) : 1);
  return (uint16_t)lround(RELATED_ONE / sqrt(bucket));
}

void related__links_collect(arena *a, arena *scratch, related__index *x) {
  reading r = {.index = x, .seen_by = arena_array(scratch, uint32_t, x->count)};
  uint32_t *linking = arena_array(scratch, uint32_t, x->count);
  for (uint32_t i = 0; i < x->count; i++) {
    related__article *from = &x->articles[i];
    r.from = i;
    read_article(scratch, &r, from->page);
    if (!r.found.len) continue;
    from->links_to_count = (uint32_t)r.found.len;
    from->links_to = arena_array(a, uint32_t, r.found.len);
    from->link_share = share_of_one(from->links_to_count);
    memcpy(from->links_to, r.found.at, r.found.len * sizeof *r.found.at);
    for (size_t j = 0; j < r.found.len; j++) linking[r.found.at[j]]++;
  }
  uint32_t rarest = related__rarity(x->count, 1);
  for (uint32_t i = 0; i < x->count; i++) {
    if (!linking[i]) continue;
    related__article *to = &x->articles[i];
    uint32_t rarity = related__rarity(x->count, linking[i]);
    to->linked_share = (uint16_t)(rarity * RELATED_ONE / rarest);
    to->linked_from =
        arena_array(a, uint32_t, linking[i] < RELATED_LINKS ? linking[i] : RELATED_LINKS);
  }
  for (uint32_t i = 0; i < x->count; i++) {
    for (uint32_t j = 0; j < x->articles[i].links_to_count; j++) {
      related__article *to = &x->articles[x->articles[i].links_to[j]];
      if (to->linked_from_count < RELATED_LINKS) to->linked_from[to->linked_from_count++] = i;
    }
  }
}
