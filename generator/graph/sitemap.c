#include "graph/sitemap.h"

#include "base/limits.h"

static bool is_home(const listing *l) {
  return l->type == LISTING_HOME;
}

static bool is_indexed(const listing *l) {
  return l->type != LISTING_SEARCH && l->type != LISTING_NOT_FOUND && !is_home(l);
}

void sitemap_collect(const site *s, const listing_list *listings, sitemap *out) {
  const page_list *lists[] = {&s->articles, &s->plain, &s->people};
  arena *a = s->memory;
  *out = (sitemap){0};
  vec_reserve(a, out, listings->len + s->articles.len + s->plain.len + s->people.len);
  for (size_t i = 0; i < listings->len; i++) {
    const listing *l = listings->at[i];
    if (is_home(l)) vec_push(a, out, (sitemap_entry){NULL, l});
  }
  for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
    for (size_t j = 0; j < lists[i]->len; j++) {
      const page *p = lists[i]->at[j];
      if (!p->noindex) vec_push(a, out, (sitemap_entry){p, NULL});
    }
  }
  for (size_t i = 0; i < listings->len; i++) {
    const listing *l = listings->at[i];
    if (is_indexed(l)) vec_push(a, out, (sitemap_entry){NULL, l});
  }
}

size_t sitemap_parts(size_t addresses) {
  size_t parts = (addresses + LIMIT_SITEMAP - 1) / LIMIT_SITEMAP;
  return parts ? parts : 1;
}

sv sitemap_name(arena *a, size_t part) {
  return arena_printf(a, "sitemap-%zu.xml", part);
}
