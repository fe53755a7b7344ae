#include "graph/archive.h"

/* Dates with different offsets from UTC can meet out of order at midnight, so that the last
 * group is not always the one. */
static listing_group *find_group(listing_group *groups, size_t count, sv name) {
  for (size_t i = count; i > 0; i--) {
    if (sv_eq(groups[i - 1].name, name)) return &groups[i - 1];
  }
  return NULL;
}

static listing_group make_group(arena *a, sv name, date moment, int month, sv above) {
  date first = date_join(date_split(moment).year, month, 1, 0, 0, 0, moment.offset);
  first.has_time = false;
  return (listing_group){
      .name = name, .at = first, .url = arena_cat(a, (sv[]){above, name, SV("/")}, 3)};
}

void archive_years(arena *a, const page_list *articles, sv url, listing_groups *out) {
  for (size_t i = 0; i < articles->len; i++) {
    page *p = articles->at[i];
    if (!p->date.given) continue;
    date_parts day = date_split(p->date.at);
    sv name = arena_printf(a, "%04lld", (long long)day.year);
    listing_group *year = find_group(out->at, out->len, name);
    if (!year) {
      vec_push(a, out, make_group(a, name, p->date.at, 1, url));
      year = &out->at[out->len - 1];
    }
    name = arena_printf(a, "%02d", day.month);
    listing_group *month = find_group(year->parts.at, year->parts.len, name);
    if (!month) {
      vec_push(a, &year->parts, make_group(a, name, p->date.at, day.month, year->url));
      month = &year->parts.at[year->parts.len - 1];
    }
    vec_push(a, &year->pages, p);
    vec_push(a, &month->pages, p);
  }
}
