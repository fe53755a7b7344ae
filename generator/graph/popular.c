#include "graph/popular.h"

#include "base/sort.h"

typedef struct counted_page {
  uint64_t number; /* the more often it was opened, the smaller */
  page *page;
  double count;
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

void popular_rank(site *s) {
  arena scratch = {0};
  val counts = val_at(s->data, SV("popular"), &scratch);
  bool has_counts = counts.kind == VAL_OBJECT && counts.as.object->len > 0;
  counted_page *counted = arena_array(&scratch, counted_page, s->articles.len);
  for (size_t i = 0; i < s->articles.len; i++) {
    page *p = s->articles.at[i];
    counted[i].page = p;
    counted[i].count = has_counts ? opened(s, counts, p, &scratch) : p->links_in;
  }
  if (!has_counts) {
    size_t *place = arena_array(&scratch, size_t, s->all.len);
    for (size_t i = 0; i < s->articles.len; i++) place[s->articles.at[i]->number] = i;
    for (size_t i = 0; i < s->articles.len; i++) {
      const page *p = s->articles.at[i];
      for (size_t j = 0; j < p->related_pages.len; j++) {
        counted[place[p->related_pages.at[j].page->number]].count++;
      }
    }
  }
  for (size_t i = 0; i < s->articles.len; i++) counted[i].number = number_of(counted[i].count);
  sort_by_number(counted, s->articles.len, sizeof *counted); /* of those alike, the newest first */
  vec_reserve(s->memory, &s->popular, s->articles.len);
  for (size_t i = 0; i < s->articles.len; i++) vec_push(s->memory, &s->popular, counted[i].page);
  arena_free(&scratch);
}
