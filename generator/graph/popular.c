#include "graph/popular.h"

#include "base/sort.h"

typedef struct counted_page {
  uint64_t number; /* the more often it was opened, the smaller */
  page *page;
} counted_page;

/* The bits of a number as they have its order, turned round. */
static uint64_t number_of(double count) {
  const uint64_t sign = (uint64_t)1 << 63;
  double whole = count + 0.0; /* -0 is 0 */
  uint64_t bits;
  memcpy(&bits, &whole, sizeof bits);
  return bits & sign ? bits : ~(bits | sign);
}

static double number(val v) {
  if (v.kind == VAL_INT) return (double)v.as.integer;
  return v.kind == VAL_DECIMAL ? v.as.decimal : 0;
}

/* What readers opened: under the address, with or without base_path, or under the slug. */
static double opened(const site *s, val counts, const page *p, arena *scratch) {
  sv with_base = arena_cat(scratch, (sv[]){s->settings.base_path, p->url}, 2);
  double sum = number(val_at(counts, p->url, scratch));
  if (s->settings.base_path.len) sum += number(val_at(counts, with_base, scratch));
  return sum + number(val_at(counts, p->slug, scratch));
}

/* What lies far apart is called for ahead: a page, its list, and the pages of that. */
static void prefetch_lists(const page_list *articles, size_t at) {
  enum { PAGE = 24, LIST = 16, PAGES = 8 };
  if (at + PAGE >= articles->len) return;
  __builtin_prefetch(&articles->at[at + PAGE]->related_pages);
  __builtin_prefetch(articles->at[at + LIST]->related_pages.at);
  const page *p = articles->at[at + PAGES];
  for (size_t i = 0; i < p->related_pages.len; i++) {
    __builtin_prefetch(&p->related_pages.at[i].page->number);
  }
}

/* How often each page of the site stands in a list. */
static uint32_t *count_lists(arena *a, const site *s) {
  uint32_t *listed = arena_array(a, uint32_t, s->all.len);
  for (size_t i = 0; i < s->articles.len; i++) {
    const page *p = s->articles.at[i];
    prefetch_lists(&s->articles, i);
    for (size_t j = 0; j < p->related_pages.len; j++) listed[p->related_pages.at[j].page->number]++;
  }
  return listed;
}

void popular_rank(site *s) {
  arena scratch = {0};
  val counts = val_at(s->data, SV("popular"), &scratch);
  bool has_counts = counts.kind == VAL_OBJECT && counts.as.object->len > 0;
  const uint32_t *listed = has_counts ? NULL : count_lists(&scratch, s);
  counted_page *counted = arena_array(&scratch, counted_page, s->articles.len);
  for (size_t i = 0; i < s->articles.len; i++) {
    page *p = s->articles.at[i];
    double count =
        listed ? (double)p->links_in + listed[p->number] : opened(s, counts, p, &scratch);
    counted[i] = (counted_page){.number = number_of(count), .page = p};
  }
  sort_by_number(counted, s->articles.len, sizeof *counted); /* of those alike, the newest first */
  vec_reserve(s->memory, &s->popular, s->articles.len);
  for (size_t i = 0; i < s->articles.len; i++) vec_push(s->memory, &s->popular, counted[i].page);
  arena_free(&scratch);
}
