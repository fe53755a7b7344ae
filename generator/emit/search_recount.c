/* Words of which an edit takes entries away while others were cut off: what stands in a line does
 * not say which of those comes in. They alone are counted, on all pages. */
#include "emit/search_patch.h"

/* What a text begins with, two bytes, tells of nearly all that they are none of these. */
enum { BEGINNINGS = 256 * 256 };

typedef struct wanted {
  map stems;
  bool begins[BEGINNINGS];
} wanted;

static uint32_t beginning(sv text) {
  uint32_t first = text.len > 0 ? (unsigned char)text.at[0] : 0;
  return first << 8 | (text.len > 1 ? (unsigned char)text.at[1] : 0);
}

static bool is_wanted(const void *context, sv text) {
  const wanted *w = context;
  return w->begins[beginning(text)] && map_find(&w->stems, text);
}

static void take_lists(const search__index *index, const search__lists *lists, uint32_t nth,
                       search__recounted *out) {
  const search__list *list = &lists->of[nth];
  uint32_t at = list->text_first;
  for (uint32_t i = 0; i < list->title_count; i++) {
    vec_push(index->a, &out->titles, lists->titles[list->title_first + i]);
  }
  for (uint32_t code = SEARCH_CODES - 1; code > 0; code--) {
    for (uint32_t i = 0; i < list->texts[code]; i++) {
      uint32_t entry = search__text_page(lists, at++) << 4 | search__rank_of_code(code);
      vec_push(index->a, &out->texts, entry);
    }
  }
}

bool search__recount(search__index *index, search__recounts *all) {
  const crew *by = &index->job->by;
  wanted *w = arena_new(index->a, wanted);
  uint32_t *order = arena_array(index->a, uint32_t, all->len);
  search__lists lists;
  for (uint32_t i = 0; i < all->len; i++) {
    map_put(index->a, &w->stems, all->at[i].stem, NULL);
    w->begins[beginning(all->at[i].stem)] = true;
  }
  search__join(index, &(search__choice){is_wanted, w});
  for (uint32_t i = 0; i < all->len; i++) {
    order[i] = search__word_of(&index->words, all->at[i].stem);
  }
  for (uint32_t i = 0; i < all->len; i++) {
    if (order[i] < index->words.count) continue;
    search__read_free(&index->read);
    return false;
  }
  search__count_some(&index->read, by, order, all->len, &index->words);
  search__lists_make(&index->read, order, 0, all->len, by, &lists);
  for (uint32_t i = 0; i < all->len; i++) take_lists(index, &lists, i, &all->at[i]);
  search__lists_free(&lists);
  search__read_free(&index->read);
  return true;
}
