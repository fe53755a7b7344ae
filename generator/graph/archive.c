#include "graph/archive.h"

/* The place of the group, or `count`. Dates with different offsets from UTC can meet out of order
 * at midnight, so that the last group is not always the one. */
static size_t find_group(const listing_group *groups, size_t count, sv name) {
  for (size_t i = count; i > 0; i--) {
    if (sv_eq(groups[i - 1].name, name)) return i - 1;
  }
  return count;
}

static listing_group make_group(arena *a, sv name, date moment, int month, sv above) {
  date first = date_join(date_split(moment).year, month, 1, 0, 0, 0, moment.offset);
  first.has_time = false;
  return (listing_group){
      .name = name, .at = first, .url = arena_cat(a, (sv[]){above, name, SV("/")}, 3)};
}

/* A month where clocks are so far from UTC. */
typedef struct month_span {
  int64_t from, until; /* seconds */
  int32_t offset;
} month_span;

static month_span month_of(date_parts day, int32_t offset) {
  bool last = day.month == 12;
  date from = date_join(day.year, day.month, 1, 0, 0, 0, offset);
  date until = date_join(day.year + last, last ? 1 : day.month + 1, 1, 0, 0, 0, offset);
  return (month_span){from.seconds, until.seconds, offset};
}

static bool is_within(const month_span *m, date at) {
  return at.seconds >= m->from && at.seconds < m->until && at.offset == m->offset;
}

/* Articles come by date, so that most stand with the one before. */
void archive_years(arena *a, const page_list *articles, sv url, listing_groups *out) {
  month_span last = {0};
  size_t year = 0, month = 0;
  for (size_t i = 0; i < articles->len; i++) {
    page *p = articles->at[i];
    if (!p->date.given) continue;
    if (!is_within(&last, p->date.at)) {
      date_parts day = date_split(p->date.at);
      sv name = arena_printf(a, "%04lld", (long long)day.year);
      year = find_group(out->at, out->len, name);
      if (year == out->len) vec_push(a, out, make_group(a, name, p->date.at, 1, url));
      listing_group *in = &out->at[year];
      name = arena_printf(a, "%02d", day.month);
      month = find_group(in->parts.at, in->parts.len, name);
      if (month == in->parts.len) {
        vec_push(a, &in->parts, make_group(a, name, p->date.at, day.month, in->url));
      }
      last = month_of(day, p->date.at.offset);
    }
    vec_push(NULL, &out->at[year].pages, p);
    vec_push(NULL, &out->at[year].parts.at[month].pages, p);
  }
  for (size_t i = 0; i < out->len; i++) {
    listing_group *in = &out->at[i];
    vec_settle(a, &in->pages);
    for (size_t j = 0; j < in->parts.len; j++) vec_settle(a, &in->parts.at[j].pages);
  }
}
