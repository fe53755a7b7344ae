#include "emit/search_lists.h"

#include <stdlib.h>

#include "base/oom.h"

/* A list that grows past twice what it may have in the end is cut before it grows on. */
enum { TITLE_ROOM = 2 * SEARCH_TITLE_MOST, TEXT_ROOM = 2 * SEARCH_TEXT_MOST };

static void *zeros(size_t count, size_t size) {
  void *at = oom_malloc(count * size);
  memset(at, 0, count * size);
  return at;
}

static uint32_t *places_of(const search__words *words, const vocabulary *of,
                           const uint32_t *by_word) {
  const uint32_t *number = search__numbers_of(words, of);
  uint32_t *places = oom_malloc(of->by_stem.len * sizeof *places);
  for (size_t i = 0; i < of->by_stem.len; i++) {
    places[i] = number[i] == SEARCH_NONE ? SEARCH_NOWHERE : by_word[number[i]];
  }
  return places;
}

void search__want(search__wanted *w, const search__read *read, const search__words *words,
                  const uint32_t *order, uint32_t count) {
  *w = (search__wanted){.read = read, .words = words, .order = order, .count = count};
  uint32_t *by_word = oom_malloc(words->count * sizeof *by_word);
  for (uint32_t i = 0; i < words->count; i++) by_word[i] = SEARCH_NOWHERE;
  for (uint32_t i = 0; i < count; i++) by_word[order[i]] = i;
  w->place = oom_malloc(read->share_count * sizeof *w->place);
  for (size_t i = 0; i < read->share_count; i++) {
    w->place[i] = places_of(words, read->shares[i].words, by_word);
  }
  w->plain_place = places_of(words, read->plain, by_word);
  free(by_word);
}

void search__want_free(search__wanted *w) {
  for (size_t i = 0; i < w->read->share_count; i++) free(w->place[i]);
  free(w->place);
  free((void *)(uintptr_t)w->plain_place);
}

static uint32_t room_for(uint32_t count, uint32_t most) {
  return count < most ? count : most;
}

uint32_t search__list_room(const search__word *word) {
  return room_for(word->titles, TITLE_ROOM) + room_for(word->texts, TEXT_ROOM);
}

/* While lists are filled. */
typedef struct filler {
  const search__wanted *wanted;
  search__lists *out;
  uint32_t *pointed; /* by word: the last page + 1 whose text does not count, as a point does */
  uint32_t *spare;
} filler;

static void push(filler *f, search__list *list, uint32_t most, uint32_t number, uint32_t rank) {
  uint32_t *entries = f->out->entries + list->first;
  if (list->count == list->room) {
    list->count = search__by_rank(entries, list->count, most, f->spare);
    memcpy(entries, f->spare, list->count * sizeof *entries);
  }
  entries[list->count++] = number << 4 | rank;
}

static void push_text(filler *f, uint32_t word, uint32_t number, uint32_t rank) {
  push(f, &f->out->texts[word], SEARCH_TEXT_MOST, number, rank);
}

static void push_title(filler *f, uint32_t word, uint32_t number) {
  uint32_t rank = f->wanted->read->of[number].title_rank;
  push(f, &f->out->titles[word], SEARCH_TITLE_MOST, number, rank);
}

static void fill_extras(filler *f, uint32_t number, const search__page *of) {
  const search__read *read = f->wanted->read;
  const uint32_t *extras = read->shares[of->from].extras.at + of->first_extra;
  const uint32_t *place = f->wanted->place[read->others];
  for (uint32_t i = 0; i < of->extras; i++) {
    uint32_t word = place[extras[i] >> 2] - f->out->first, what = extras[i] & 3;
    if (word >= f->out->count) continue;
    if (what == SEARCH_KEY_INSTEAD) f->pointed[word] = number + 1;
    push_text(f, word, number, what == SEARCH_TERM ? SEARCH_TERM_RANK : SEARCH_KEY_RANK);
  }
}

static void fill_page(filler *f, uint32_t number) {
  const search__page *of = &f->wanted->read->of[number];
  const related_bag *bag = f->wanted->read->pages->at[number]->words;
  const uint32_t *place = f->wanted->place[of->from];
  uint32_t first = f->out->first, count = f->out->count;
  search__ranks ranks = search__ranks_of(bag);
  fill_extras(f, number, of);
  for (uint32_t i = 0; i < bag->count; i++) {
    uint32_t word = place[bag->counts[i] >> 8] - first;
    if (word >= count) continue;
    uint32_t times = bag->counts[i] & RELATED_MOST_TIMES;
    if (bag->counts[i] & RELATED_IN_TITLE) push_title(f, word, number);
    if (times && f->pointed[word] != number + 1) {
      push_text(f, word, number, search__rank_of(&ranks, times));
    }
  }
}

/* One list behind the other. */
static uint32_t place_lists(const search__wanted *wanted, search__lists *out) {
  uint32_t end = 0;
  for (uint32_t i = 0; i < out->count; i++) {
    const search__word *word = &wanted->words->at[wanted->order[out->first + i]];
    out->titles[i] = (search__list){.first = end, .room = room_for(word->titles, TITLE_ROOM)};
    end += out->titles[i].room;
    out->texts[i] = (search__list){.first = end, .room = room_for(word->texts, TEXT_ROOM)};
    end += out->texts[i].room;
  }
  return end;
}

void search__lists_make(const search__wanted *wanted, uint32_t first, uint32_t count,
                        search__lists *out) {
  const search__read *read = wanted->read;
  *out = (search__lists){.first = first, .count = count};
  out->titles = oom_malloc(count * sizeof *out->titles);
  out->texts = oom_malloc(count * sizeof *out->texts);
  out->entries = oom_malloc(place_lists(wanted, out) * sizeof *out->entries);
  filler f = {.wanted = wanted,
              .out = out,
              .pointed = zeros(count, sizeof *f.pointed),
              .spare = oom_malloc(TITLE_ROOM * sizeof *f.spare)};
  size_t bare = 0;
  for (uint32_t i = 0; i < read->pages->len; i++) {
    fill_page(&f, i);
    for (; bare < read->bare.len && read->bare.at[bare].page == i; bare++) {
      uint32_t word = wanted->plain_place[read->bare.at[bare].stem] - first;
      if (word < count) push_title(&f, word, i);
    }
  }
  free(f.pointed);
  free(f.spare);
}

void search__lists_free(search__lists *lists) {
  free(lists->titles);
  free(lists->texts);
  free(lists->entries);
}

uint32_t search__by_rank(const uint32_t *list, uint32_t count, uint32_t most, uint32_t *sorted) {
  uint32_t with[SEARCH_RANKS] = {0}, next[SEARCH_RANKS], end = 0, skip = 0;
  for (uint32_t i = 0; i < count; i++) with[search__rank(list[i])]++;
  uint32_t least = SEARCH_RANKS;
  while (least-- > 0) { /* from the highest down, until there are enough */
    next[least] = end;
    end += with[least];
    if (end < most) continue;
    skip = end - most;
    break;
  }
  for (uint32_t i = 0; i < count; i++) {
    uint32_t rank = search__rank(list[i]);
    if (least != UINT32_MAX && rank < least) continue;
    if (rank == least && skip > 0) {
      skip--;
    } else {
      sorted[next[rank]++] = list[i];
    }
  }
  return end < most ? end : most;
}
