/* A word's list as it stands in its line, and without some entries, and with others. */
#include <stdlib.h>

#include "emit/search_patch.h"

uint32_t search__list_count(sv text) {
  uint32_t count = 0;
  for (size_t i = 0; i < text.len; i++) count += text.at[i] == ',' || text.at[i] == ':';
  return count;
}

bool search__list_read(arena *a, sv text, search__list_entries *out) {
  const char *at = text.at, *end = at + text.len;
  uint32_t rank = 0, before = 0;
  vec_reserve(a, out, search__list_count(text));
  while (at < end) {
    uint32_t number = 0;
    for (; at < end && *at >= '0' && *at <= '9'; at++) number = number * 10 + (uint32_t)(*at - '0');
    char behind = at < end ? *at++ : ';';
    if (behind == ':') {
      rank = number;
      before = 0;
    } else {
      before += number;
      vec_push(a, out, before << 4 | rank);
    }
    if (!rank || rank >= SEARCH_RANKS) return false;
    if (behind == ';') rank = 0;
  }
  return true;
}

/* Entries are cut off from the lowest rank up, and of a rank the oldest first. */
static uint32_t order_of(uint32_t entry) {
  return search__rank(entry) << 28 | search__page_of(entry);
}

static uint32_t lowest(const search__list_entries *list) {
  uint32_t least = UINT32_MAX;
  for (uint32_t i = 0; i < list->len; i++) {
    if (order_of(list->at[i]) < least) least = order_of(list->at[i]);
  }
  return least;
}

static bool take_entry(search__list_entries *list, uint32_t entry) {
  uint32_t i = 0;
  while (i < list->len && list->at[i] != entry) i++;
  if (i == list->len) return false;
  list->at[i] = list->at[--list->len];
  return true;
}

static int by_page(const void *left, const void *right) {
  const uint32_t *a = left, *b = right;
  return (*a > *b) - (*a < *b);
}

/* What is above the lowest entry of a list that is cut is known; of what is below it, only how many
 * there are. */
bool search__list_patch(arena *a, search__cut_list *list, const search__list_entries *gone,
                        const search__list_entries *came) {
  search__list_entries *all = &list->entries;
  uint32_t unknown = list->size - all->len, least = unknown ? lowest(all) : 0;
  for (uint32_t i = 0; i < gone->len; i++) {
    bool known = order_of(gone->at[i]) >= least;
    if (known ? !take_entry(all, gone->at[i]) : !unknown--) return false;
  }
  for (uint32_t i = 0; i < came->len; i++) {
    if (!unknown || order_of(came->at[i]) > least) vec_push(a, all, came->at[i]);
  }
  list->size = list->size + came->len - gone->len;
  if (unknown && all->len < list->most) return false;
  if (all->len) qsort(all->at, all->len, sizeof *all->at, by_page);
  return true;
}

static void add_number(buf *out, uint32_t number, char behind) {
  char room[BUF_DIGITS];
  buf_add(out, buf_digits(room, number, 0));
  buf_byte(out, behind);
}

void search__list_write(arena *a, buf *out, const search__cut_list *list) {
  const search__list_entries *all = &list->entries;
  uint32_t *sorted = arena_alloc(a, all->len * sizeof *sorted);
  uint32_t count = search__by_rank(all->at, all->len, list->most, sorted);
  uint32_t rank = 0, before = 0;
  for (uint32_t i = 0; i < count; i++) {
    if (search__rank(sorted[i]) != rank) {
      rank = search__rank(sorted[i]);
      before = 0;
      add_number(out, rank, ':');
    }
    bool last = i + 1 == count || search__rank(sorted[i + 1]) != rank;
    add_number(out, search__page_of(sorted[i]) - before, last ? ';' : ',');
    before = search__page_of(sorted[i]);
  }
  out->len -= count > 0; /* the last ; */
}
