#include "graph/series.h"

#include <stdlib.h>

#include "wrap/unicode.h"

static int by_part(const void *left, const void *right) {
  const page *a = *(page *const *)left, *b = *(page *const *)right;
  if (!a->more->series_part != !b->more->series_part) return a->more->series_part ? -1 : 1;
  if (a->more->series_part != b->more->series_part)
    return a->more->series_part < b->more->series_part ? -1 : 1;
  return page_newest_first(b, a);
}

void series_link(site *s) {
  arena scratch = {0};
  map by_name = {0};
  for (size_t i = 0; i < s->articles.len; i++) {
    page *p = s->articles.at[i];
    if (!p->more->series.len) continue;
    sv name = unicode_fold(&scratch, p->more->series);
    sv key = arena_cat(&scratch, (sv[]){p->lang, SV(" "), name}, 3);
    bool fresh;
    map_entry *entry = map_entry_for(&scratch, &by_name, key, &fresh);
    if (fresh) entry->value = arena_new(&scratch, page_list);
    page_list *parts = entry->value;
    vec_push(s->memory, parts, p);
  }
  for (size_t i = 0; i < by_name.len; i++) {
    page_list *parts = by_name.entries[i].value;
    qsort(parts->at, parts->len, sizeof *parts->at, by_part);
    for (size_t j = 0; j < parts->len; j++) parts->at[j]->more->series_pages = *parts;
  }
  arena_free(&scratch);
}
