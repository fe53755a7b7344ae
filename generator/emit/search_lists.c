#include "emit/search_lists.h"

#include <stdlib.h>

#include "base/oom.h"

/* Where the next entry of a word goes: of its titles, and by code of its texts. Of a code the
 * oldest pages may be passed over: then SKIPPING is set until `skip` has counted down to 0, or,
 * where all are, it is DROPPED. */
#define SKIPPING 0x80000000u
#define DROPPED UINT32_MAX
typedef struct cursor {
  uint32_t titles, skip;
  uint32_t texts[SEARCH_CODES - 1]; /* by code - 1 */
} cursor;

/* While lists are filled. */
#define NOWHERE UINT32_MAX
typedef struct filler {
  const search__read *read;
  search__lists *out;
  cursor **cursors;    /* by range, by place among these words */
  uint32_t *place;     /* by word; NOWHERE: it is none of these */
  uint32_t **place_of; /* the same by place in words->from, by stem */
} filler;

uint32_t search__list_size(const search__word *word) {
  return word->titles + (word->texts < SEARCH_TEXT_MOST ? word->texts : SEARCH_TEXT_MOST);
}

/* --- places -------------------------------------------------------------------------------- */

/* The entries of one code: the newest of all ranges, one range behind the other. */
static uint32_t place_code(filler *f, uint32_t word, uint32_t nth, uint32_t code, uint32_t skip,
                           uint32_t at) {
  for (size_t r = 0; r < f->read->range_count; r++) {
    cursor *c = &f->cursors[r][nth];
    uint32_t count = f->read->ranges[r].rows[word].with[code];
    uint32_t skipped = count < skip ? count : skip;
    c->texts[code - 1] = skipped == count ? DROPPED : skipped ? at | SKIPPING : at;
    if (skipped && skipped < count) c->skip = skipped;
    skip -= skipped;
    at += count - skipped;
  }
  return at;
}

/* Returns the place behind its texts. */
static uint32_t place_texts(filler *f, uint32_t word, uint32_t nth, uint32_t at) {
  search__list *list = &f->out->of[nth];
  uint32_t left = SEARCH_TEXT_MOST;
  list->text_first = at;
  for (uint32_t code = SEARCH_CODES - 1; code > 0; code--) {
    uint32_t count = 0;
    for (size_t r = 0; r < f->read->range_count; r++) {
      count += f->read->ranges[r].rows[word].with[code];
    }
    uint32_t kept = count < left ? count : left;
    list->texts[code] = (uint16_t)kept;
    left -= kept;
    if (count) at = place_code(f, word, nth, code, count - kept, at);
  }
  return at;
}

static uint32_t place_titles(filler *f, uint32_t word, uint32_t nth, uint32_t at) {
  search__list *list = &f->out->of[nth];
  list->title_first = at;
  for (size_t r = 0; r < f->read->range_count; r++) {
    f->cursors[r][nth].titles = at;
    at += f->read->ranges[r].rows[word].titles;
  }
  list->title_count = at - list->title_first;
  return at;
}

/* --- filling ------------------------------------------------------------------------------- */

/* Where the entries of a page go. */
typedef struct target {
  cursor *cursors;
  uint32_t *titles, *large;
  uint16_t *small;
  uint32_t number, title;
} target;

static inline void put_title(const target *to, uint32_t nth) {
  to->titles[to->cursors[nth].titles++] = to->title;
}

static inline void put_text(const target *to, uint32_t nth, uint32_t code) {
  cursor *c = &to->cursors[nth];
  uint32_t at = c->texts[code - 1];
  if (at & SKIPPING) {
    if (at != DROPPED && --c->skip == 0) c->texts[code - 1] = at & ~SKIPPING;
    return;
  }
  c->texts[code - 1] = at + 1;
  if (to->small) {
    to->small[at] = (uint16_t)to->number;
  } else {
    to->large[at] = to->number;
  }
}

/* As count_bag in emit/search_read.c: this is gone through for every word of every page. */
static void fill_bag(const filler *f, search__walk *w, target to) {
  const related_bag *bag = f->read->bags[to.number];
  const uint32_t *word_of = f->read->number[to.number], *at = bag->counts, *end = at + bag->count;
  const uint32_t *place = f->place_of[search__place_of(f->read->words, bag->from)];
  const uint8_t *extra = w->extra;
  uint8_t codes[SEARCH_TIMES];
  memcpy(codes, w->codes, sizeof codes);
  for (; at < end; at++) {
    uint32_t entry = *at, nth = place[entry >> 8];
    if (nth == NOWHERE) continue;
    uint32_t word = word_of[entry >> 8], low = entry & 0xFF, code = codes[low % SEARCH_TIMES];
    if (low >= SEARCH_TIMES || extra[word]) {
      if (low & RELATED_IN_TITLE) put_title(&to, nth);
      code = search__code(w, word, low & RELATED_MOST_TIMES);
      if (!code) continue;
    }
    put_text(&to, nth, code);
  }
}

static void fill_page(const filler *f, search__walk *w, cursor *cursors, uint32_t number) {
  const search__read *read = f->read;
  target to = {.cursors = cursors,
               .titles = f->out->titles,
               .large = f->out->large,
               .small = f->out->small,
               .number = number,
               .title = number << 4 | read->title_rank[number]};
  uint32_t word, code;
  search__walk_page(w, number);
  fill_bag(f, w, to);
  for (uint32_t i = 0, count = search__extra_count(w); i < count; i++) {
    code = search__extra_code(w, i, &word);
    if (code && f->place[word] != NOWHERE) put_text(&to, f->place[word], code);
  }
  while (search__bare_word(w, number, &word)) {
    if (f->place[word] != NOWHERE) put_title(&to, f->place[word]);
  }
}

static void fill_range(void *context, size_t i, unsigned worker) {
  const filler *f = context;
  const search__range *range = &f->read->ranges[i];
  search__walk w;
  search__walk_open(&w, f->read, range->first);
  for (uint32_t n = range->first; n < range->end; n++) {
    if (!f->read->idle[n]) fill_page(f, &w, f->cursors[i], n);
  }
  search__walk_close(&w);
}

static void open_filler(filler *f) {
  const search__read *read = f->read;
  f->cursors = oom_malloc(read->range_count * sizeof *f->cursors);
  for (size_t r = 0; r < read->range_count; r++) {
    f->cursors[r] = oom_malloc(f->out->count * sizeof **f->cursors);
  }
  f->place = oom_malloc(((size_t)read->words->count + 1) * sizeof *f->place);
  for (uint32_t i = 0; i <= read->words->count; i++) f->place[i] = NOWHERE;
}

/* Nearly all entries of pages are passed over by this alone, time and again. */
static void place_stems(filler *f) {
  const search__words *words = f->read->words;
  f->place_of = oom_malloc(words->from_count * sizeof *f->place_of);
  for (size_t i = 0; i < words->from_count; i++) {
    uint32_t stems = words->from[i]->by_stem.len;
    f->place_of[i] = oom_malloc(stems * sizeof **f->place_of);
    for (uint32_t k = 0; k < stems; k++) f->place_of[i][k] = f->place[words->number[i][k]];
  }
}

static void close_filler(filler *f) {
  for (size_t r = 0; r < f->read->range_count; r++) free(f->cursors[r]);
  for (size_t i = 0; i < f->read->words->from_count; i++) free(f->place_of[i]);
  free(f->place_of);
  free(f->cursors);
  free(f->place);
}

void search__lists_make(const search__read *read, const uint32_t *order, uint32_t first,
                        uint32_t count, const crew *by, search__lists *out) {
  *out = (search__lists){.first = first, .count = count};
  filler f = {.read = read, .out = out};
  open_filler(&f);
  out->of = oom_malloc(count * sizeof *out->of);
  uint32_t titles = 0, texts = 0;
  for (uint32_t i = 0; i < count; i++) {
    f.place[order[first + i]] = i;
    titles = place_titles(&f, order[first + i], i, titles);
    texts = place_texts(&f, order[first + i], i, texts);
  }
  place_stems(&f);
  out->titles = oom_malloc(titles * sizeof *out->titles);
  if (read->pages->len <= UINT16_MAX + 1) {
    out->small = oom_malloc(texts * sizeof *out->small);
  } else {
    out->large = oom_malloc(texts * sizeof *out->large);
  }
  crew_run(by, read->range_count, fill_range, &f);
  close_filler(&f);
}

void search__lists_free(search__lists *lists) {
  free(lists->of);
  free(lists->titles);
  free(lists->small);
  free(lists->large);
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
