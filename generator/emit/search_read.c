#include "emit/search_read.h"

#include <stdlib.h>

#include "base/mix.h"
#include "base/oom.h"
#include "base/sort.h"
#include "text/words.h"

/* Of rows there are many: for more threads than these they would cost more memory than the time is
 * worth. */
enum { MOST_THREADS = 8 };

/* Of a range: a page adds two to what two bytes of a row count, at the most. */
enum { MOST_PAGES = UINT16_MAX / 2 };

/* --- titles -------------------------------------------------------------------------------- */

static uint8_t title_rank(sv title) {
  hashed_word words[SEARCH_RANKS];
  size_t count = words_take(&title, words, SEARCH_RANKS);
  return (uint8_t)(count < SEARCH_RANKS ? SEARCH_RANKS - count : 1);
}

bool search__is_bare(const page *p) {
  uint32_t found = 0;
  for (uint32_t i = 0; i < p->words->count && found < 2; i++) {
    found += (p->words->counts[i] & RELATED_IN_TITLE) != 0;
  }
  return found < 2;
}

static bool has_bare(const search__read *read, uint32_t number, uint32_t stem) {
  for (size_t i = read->bare.len; i > 0 && read->bare.at[i - 1].page == number; i--) {
    if (read->bare.at[i - 1].stem == stem) return true;
  }
  return false;
}

static void read_bare_title(arena *scratch, search__read *read, uint32_t number,
                            vocabulary *plain) {
  const page *p = read->pages->at[number];
  for (sv title = p->title, word; words_next(&title, &word);) {
    uint32_t stem;
    if (!words_is_stop(p->lang, words_fold(scratch, word))) continue;
    if (!vocabulary_next(plain, &word, &stem) || has_bare(read, number, stem)) continue;
    vec_push(NULL, &read->bare, (search__bare){number, stem});
  }
}

/* --- what a page has beside its bag -------------------------------------------------------- */

/* The stems of a term's name, which many pages are filed under. */
typedef VEC(uint32_t) stem_list;

typedef struct extras_reader {
  vocabulary *words;
  arena memory, scratch;
  const stem_list **terms; /* by term */
} extras_reader;

static void add_words(vocabulary *words, sv text, stem_list *out) {
  uint32_t forms[VOCABULARY_BATCH];
  while (text.len) {
    size_t count = vocabulary_take(words, &text, forms);
    for (size_t i = 0; i < count; i++) {
      vec_push(NULL, out, words->stem_of.at[forms[i]]);
    }
  }
}

static const stem_list *stems_of(extras_reader *r, const term *of) {
  if (!r->terms[of->number]) {
    stem_list found = {0}, *kept = arena_new(&r->memory, stem_list);
    add_words(r->words, of->name, &found);
    for (size_t i = 0; i < found.len; i++) vec_push(&r->memory, kept, found.at[i]);
    free(found.at);
    r->terms[of->number] = kept;
  }
  return r->terms[of->number];
}

static void read_extras(extras_reader *r, const page *p, stem_list *found) {
  for (size_t i = 0; i < p->terms.len; i++) {
    for (size_t j = 0; j < p->terms.at[i].terms.len; j++) {
      const stem_list *stems = stems_of(r, p->terms.at[i].terms.at[j]);
      for (size_t k = 0; k < stems->len; k++) vec_push(NULL, found, stems->at[k]);
    }
  }
}

void search__read_extras(const site *s, const page_list *pages, vocabulary *others,
                         vocabulary *plain, search__read *out) {
  *out = (search__read){.pages = pages};
  extras_reader r = {.words = others};
  stem_list found = {0};
  size_t terms = 0;
  for (size_t i = 0; i < s->taxonomies.len; i++) terms += s->taxonomies.at[i]->terms.len;
  r.terms = arena_array(&r.memory, const stem_list *, terms);
  for (uint32_t i = 0; i < pages->len; i++) {
    read_extras(&r, pages->at[i], &found);
    vec_push(NULL, &out->extras_end, found.len);
    if (search__is_bare(pages->at[i])) read_bare_title(&r.scratch, out, i, plain);
    arena_reset(&r.scratch);
  }
  out->extras.at = oom_realloc(found.at, found.len * sizeof *found.at); /* without its room */
  out->extras.len = out->extras.cap = found.len;
  arena_free(&r.memory);
  arena_free(&r.scratch);
}

/* --- a page -------------------------------------------------------------------------------- */

/* BM25's share of a word in a text, from 1 to SEARCH_TEXT_RANKS, with k1 = 1.2, b = 0.75 and a
 * fixed mean length in place of the site's, so that one article's edit leaves the others' ranks as
 * they are (Robertson and Zaragoza, "The Probabilistic Relevance Framework", 2009). Lengths go by
 * steps for the same reason: words that a slip of the pen adds change no other word's rank. */
enum { LENGTH_STEP = 64 };
static uint32_t text_rank(uint32_t times, uint32_t length) {
  enum { MEAN = 512 };
  uint32_t norm = 300 + 900 * (length / LENGTH_STEP * LENGTH_STEP) / MEAN;
  return 1 + times * 1000 * SEARCH_TEXT_RANKS / (times * 1000 + norm + 1);
}

void search__walk_open(search__walk *w, const search__read *read, uint32_t first) {
  size_t size = read->words->count + 1;
  *w = (search__walk){.read = read, .extra = oom_malloc(size)};
  memset(w->extra, 0, size);
  while (w->bare < read->bare.len && read->bare.at[w->bare].page < first) w->bare++;
}

void search__walk_close(search__walk *w) {
  free(w->extra);
}

/* Those of the longest texts are worked out for each. */
static const uint8_t *codes_for(search__walk *w, uint32_t length) {
  uint32_t steps = length / LENGTH_STEP;
  uint8_t *codes = w->known[steps < SEARCH_LENGTHS ? steps : SEARCH_LENGTHS - 1];
  if (codes[1] && steps < SEARCH_LENGTHS - 1) return codes;
  for (uint32_t i = 1; i < SEARCH_TIMES; i++) codes[i] = (uint8_t)text_rank(i, length);
  return codes;
}

void search__walk_page(search__walk *w, uint32_t number) {
  const search__read *read = w->read;
  w->length = read->bags[number]->length;
  w->codes = codes_for(w, w->length);
  w->number = number;
  w->terms = read->extras.at + (number ? read->extras_end.at[number - 1] : 0);
  w->term_count = (uint32_t)(read->extras.at + read->extras_end.at[number] - w->terms);
  for (uint32_t i = 0; i < w->term_count; i++) w->extra[read->extra_words[w->terms[i]]] = 1;
  const related_bag *bag = read->bags[number];
  const uint32_t *points = bag->counts + bag->count;
  for (uint32_t i = 0; i < bag->points; i++) w->extra[read->number[number][points[i] >> 8]] = 2;
}

uint32_t search__extra_count(const search__walk *w) {
  return w->term_count + w->read->bags[w->number]->points;
}

/* A word of the text that is of the key points, too, counts as one of these; one of a term that the
 * text has counts as the text's. */
uint32_t search__odd_code(search__walk *w, uint32_t word, uint32_t times) {
  if (!times) return 0;
  bool point = w->extra[word] == 2;
  w->extra[word] = 0;
  if (point) return SEARCH_KEY_CODE;
  return times < SEARCH_TIMES ? w->codes[times] : text_rank(times, w->length);
}

uint32_t search__extra_code(search__walk *w, uint32_t i, uint32_t *word) {
  static const uint32_t codes[] = {0, SEARCH_TERM_RANK, SEARCH_KEY_CODE};
  const related_bag *bag = w->read->bags[w->number];
  if (i < w->term_count) {
    *word = w->read->extra_words[w->terms[i]];
  } else {
    *word = w->read->number[w->number][bag->counts[bag->count + i - w->term_count] >> 8];
  }
  uint8_t what = w->extra[*word];
  w->extra[*word] = 0;
  return codes[what];
}

bool search__bare_word(search__walk *w, uint32_t number, uint32_t *word) {
  const search__read *read = w->read;
  if (w->bare == read->bare.len || read->bare.at[w->bare].page != number) return false;
  *word = read->bare_words[read->bare.at[w->bare++].stem];
  return true;
}

/* --- counting ------------------------------------------------------------------------------ */

/* One entry of a list as a number of which sums can be taken. */
static uint64_t entry_print(uint32_t number, uint32_t rank, bool title) {
  return mix_summand(mix_in(mix_in(1, (uint64_t)number << 1 | title), rank + 1));
}

static void count_title(search__row *row, uint64_t print) {
  row->titles++;
  row->sum += print;
}

static void count_text(search__row *row, uint32_t code, const uint64_t *prints) {
  row->with[code]++;
  row->sum += prints[code];
}

/* What is in the title, or often in the text, or among the extra words. */
static void count_odd(search__walk *w, search__row *row, uint32_t word, uint32_t entry,
                      const uint64_t *prints, uint64_t title) {
  if (entry & RELATED_IN_TITLE) count_title(row, title);
  count_text(row, search__code(w, word, entry & RELATED_MOST_TIMES), prints);
}

/* Most words are a few times in the text, and that is all: this is gone through for every word of
 * every page, and written so that a compiler need not look twice. */
static void count_bag(search__walk *w, search__row *rows, uint32_t number, const uint64_t *prints,
                      uint64_t title) {
  const related_bag *bag = w->read->bags[number];
  const uint32_t *word_of = w->read->number[number], *at = bag->counts, *end = at + bag->count;
  const uint8_t *extra = w->extra;
  uint8_t codes[SEARCH_TIMES];
  memcpy(codes, w->codes, sizeof codes);
  for (; at < end; at++) {
    uint32_t entry = *at, word = word_of[entry >> 8], low = entry & 0xFF;
    search__row *row = &rows[word];
    if (low >= sizeof codes || extra[word]) {
      count_odd(w, row, word, entry, prints, title);
    } else {
      count_text(row, codes[low], prints);
    }
  }
}

static void count_page(search__walk *w, search__row *rows, uint32_t number) {
  const search__read *read = w->read;
  uint64_t prints[SEARCH_CODES] = {0}, title = entry_print(number, read->title_rank[number], true);
  for (uint32_t i = 1; i < SEARCH_CODES; i++) {
    prints[i] = entry_print(number, search__rank_of_code(i), false);
  }
  search__walk_page(w, number);
  count_bag(w, rows, number, prints, title);
  uint32_t word, code;
  for (uint32_t i = 0, count = search__extra_count(w); i < count; i++) {
    if ((code = search__extra_code(w, i, &word))) count_text(&rows[word], code, prints);
  }
  while (search__bare_word(w, number, &word)) {
    count_title(&rows[word], title);
    rows[word].with[0]++; /* a page that has it */
  }
}

/* --- some words alone ---------------------------------------------------------------------- */

/* Nearly none is wanted: of eight at a time it is asked whether any is. */
static uint32_t take_wanted(const uint32_t *counts, uint32_t count, const bool *wanted,
                            uint32_t *out) {
  const uint32_t *at = counts, *end = at + count;
  uint32_t taken = 0;
  while (at < end) {
    const uint32_t *until = end - at < 8 ? end : at + 8;
    if (until == at + 8 &&
        !(wanted[at[0] >> 8] | wanted[at[1] >> 8] | wanted[at[2] >> 8] | wanted[at[3] >> 8] |
          wanted[at[4] >> 8] | wanted[at[5] >> 8] | wanted[at[6] >> 8] | wanted[at[7] >> 8])) {
      at = until;
      continue;
    }
    for (; at < until; at++) {
      out[taken] = *at;
      taken += wanted[*at >> 8];
    }
  }
  return taken;
}

/* Of a bag the words that are wanted. */
static const related_bag *some_of(arena *a, const related_bag *bag, const bool *wanted,
                                  uint32_t *row) {
  uint32_t count = take_wanted(bag->counts, bag->count, wanted, row);
  uint32_t points = take_wanted(bag->counts + bag->count, bag->points, wanted, row + count);
  size_t size = (count + points) * sizeof *row;
  related_bag *some = arena_alloc(a, sizeof *some + size);
  uint32_t *counts = (uint32_t *)(some + 1);
  memcpy(counts, row, size);
  *some = (related_bag){bag->from, counts, count, bag->length, points};
  return some;
}

static bool has_title(const related_bag *bag) {
  uint32_t all = 0;
  for (uint32_t i = 0; i < bag->count; i++) all |= bag->counts[i];
  return all & RELATED_IN_TITLE;
}

static uint32_t longest_bag(const search__read *read, const search__range *range) {
  uint32_t most = 0;
  for (uint32_t n = range->first; n < range->end; n++) {
    const related_bag *bag = read->pages->at[n]->words;
    uint32_t count = bag->count + bag->points;
    if (count > most) most = count;
  }
  return most;
}

static void rank_title(search__read *read, uint32_t number) {
  uint8_t *rank = &read->title_rank[number];
  if (!*rank) *rank = title_rank(read->pages->at[number]->title);
}

static bool has_wanted_term(const search__read *read, uint32_t number) {
  const bool *wanted = read->wanted[search__place_of(read->words, read->others)];
  uint32_t i = number ? read->extras_end.at[number - 1] : 0;
  while (i < read->extras_end.at[number] && !wanted[read->extras.at[i]]) i++;
  return i < read->extras_end.at[number];
}

static void take_some(search__read *read, search__range *range) {
  const vocabulary *from = NULL;
  const bool *wanted = NULL;
  uint32_t *row = oom_malloc((longest_bag(read, range) + 1) * sizeof *row);
  arena_free(&range->some);
  for (uint32_t n = range->first; n < range->end; n++) {
    const page *p = read->pages->at[n];
    if (p->words->from != from) {
      from = p->words->from;
      wanted = read->wanted[search__place_of(read->words, from)];
    }
    read->bags[n] = some_of(&range->some, p->words, wanted, row);
    read->idle[n] = !read->bags[n]->count && !read->bags[n]->points && !has_wanted_term(read, n);
    if (has_title(read->bags[n])) rank_title(read, n);
  }
  for (uint32_t i = 0; i < read->bare.len; i++) {
    uint32_t n = read->bare.at[i].page;
    if (n < range->first || n >= range->end) continue;
    read->idle[n] = false;
    rank_title(read, n);
  }
  free(row);
}

/* --- ranges -------------------------------------------------------------------------------- */

/* Room for the rows of all words, and of what is none. */
static search__row *open_rows(const search__words *words) {
  size_t size = ((size_t)words->count + 1) * sizeof(search__row);
  search__row *rows = oom_malloc(size);
  memset(rows, 0, size);
  return rows;
}

static void count_range(void *context, size_t i, unsigned worker) {
  search__read *read = context;
  search__range *range = &read->ranges[i];
  free(range->rows);
  range->rows = open_rows(read->words);
  if (read->wanted) take_some(read, range);
  search__walk w;
  search__walk_open(&w, read, range->first);
  for (uint32_t n = range->first; n < range->end; n++) {
    if (!read->wanted) rank_title(read, n);
    if (read->idle[n]) continue;
    count_page(&w, range->rows, n);
  }
  search__walk_close(&w);
}

static void add_rows(const search__read *read, uint32_t number, search__word *word) {
  word->sum = 0;
  word->titles = word->texts = word->pages = 0;
  for (size_t r = 0; r < read->range_count; r++) {
    const search__row *row = &read->ranges[r].rows[number];
    uint32_t texts = search__row_texts(row);
    word->sum += row->sum;
    word->titles += row->titles;
    word->texts += texts;
    word->pages += texts + row->with[0];
  }
}

void search__count(search__read *read, const crew *by, search__words *words) {
  crew_run(by, read->range_count, count_range, read);
  for (uint32_t i = 0; i < words->count; i++) add_rows(read, i, &words->at[i]);
}

/* Which stems of each vocabulary are words that are wanted. */
static const bool **wanted_stems(arena *a, const search__words *words, const uint32_t *some,
                                 uint32_t count) {
  const bool **wanted = arena_array(a, const bool *, words->from_count);
  bool *is_wanted = arena_array(a, bool, words->count);
  for (uint32_t i = 0; i < count; i++) is_wanted[some[i]] = true;
  for (size_t i = 0; i < words->from_count; i++) {
    uint32_t stems = words->from[i]->by_stem.len;
    bool *of = arena_array(a, bool, stems);
    for (uint32_t k = 0; k < stems; k++) {
      uint32_t word = words->number[i][k];
      of[k] = word < words->count && is_wanted[word];
    }
    wanted[i] = of;
  }
  return wanted;
}

void search__count_some(search__read *read, const crew *by, const uint32_t *some, uint32_t count,
                        search__words *words) {
  arena scratch = {0};
  read->wanted = wanted_stems(&scratch, words, some, count);
  crew_run(by, read->range_count, count_range, read);
  for (uint32_t i = 0; i < count; i++) add_rows(read, some[i], &words->at[some[i]]);
  read->wanted = NULL;
  arena_free(&scratch);
}

void search__read_pages(arena *a, const vocabulary *others, const vocabulary *plain, const crew *by,
                        const search__words *words, search__read *out) {
  size_t pages = out->pages->len;
  out->words = words;
  out->others = others;
  out->extra_words = search__numbers_of(words, others);
  out->bare_words = search__numbers_of(words, plain);
  out->title_rank = arena_array(a, uint8_t, pages);
  out->idle = arena_array(a, bool, pages);
  out->number = arena_array(a, const uint32_t *, pages);
  out->bags = arena_array(a, const related_bag *, pages);
  for (size_t i = 0; i < pages; i++) {
    out->bags[i] = out->pages->at[i]->words;
    out->number[i] = search__numbers_of(words, out->bags[i]->from);
  }
  out->range_count = by->workers < MOST_THREADS ? by->workers : MOST_THREADS;
  if (out->range_count <= pages / MOST_PAGES) out->range_count = pages / MOST_PAGES + 1;
  out->ranges = arena_array(a, search__range, out->range_count);
  for (size_t i = 0; i < out->range_count; i++) {
    out->ranges[i].first = (uint32_t)(pages * i / out->range_count);
    out->ranges[i].end = (uint32_t)(pages * (i + 1) / out->range_count);
  }
}

void search__read_free(search__read *read) {
  for (size_t i = 0; i < read->range_count; i++) {
    free(read->ranges[i].rows);
    arena_free(&read->ranges[i].some);
  }
  free(read->extras.at);
  free(read->extras_end.at);
  free(read->bare.at);
}

/* --- pages apart --------------------------------------------------------------------------- */

static uint32_t number_among(arena *a, map *stems, sv stem) {
  bool fresh;
  map_entry *entry = map_entry_for(a, stems, stem, &fresh);
  return (uint32_t)(entry - stems->entries);
}

static const uint32_t *number_all(arena *a, map *stems, const vocabulary *of) {
  uint32_t *numbers = arena_array(a, uint32_t, of->by_stem.len);
  for (uint32_t i = 0; i < of->by_stem.len; i++) {
    numbers[i] = number_among(a, stems, of->by_stem.entries[i].key);
  }
  return numbers;
}

/* Those that pages from here on say; pages of one vocabulary share its row. */
static void number_bags(arena *a, map *stems, const page_list *pages, const uint32_t **numbers) {
  for (size_t i = 0; i < pages->len; i++) {
    const related_bag *bag = pages->at[i]->words;
    uint32_t *row = NULL;
    for (size_t j = 0; j < i && !row; j++) {
      if (pages->at[j]->words->from == bag->from) row = (uint32_t *)(uintptr_t)numbers[j];
    }
    if (!row) row = arena_array(a, uint32_t, bag->from->by_stem.len);
    for (uint32_t k = 0; k < bag->count + bag->points; k++) {
      uint32_t stem = bag->counts[k] >> 8;
      row[stem] = number_among(a, stems, bag->from->by_stem.entries[stem].key);
    }
    numbers[i] = row;
  }
}

static void list_page(search__walk *w, uint32_t number, uint32_t shown, arena *a,
                      search__packed_entries *out) {
  const search__read *read = w->read;
  const related_bag *bag = read->bags[number];
  uint8_t rank = read->title_rank[number];
  uint32_t word, code;
  search__walk_page(w, number);
  for (uint32_t i = 0; i < bag->count; i++) {
    uint32_t entry = bag->counts[i];
    uint8_t title = entry & RELATED_IN_TITLE ? rank : 0;
    word = read->number[number][entry >> 8];
    code = search__code(w, word, entry & RELATED_MOST_TIMES);
    vec_push(a, out, search__entry_pack(word, (search__entry){shown, title, (uint8_t)code}));
  }
  for (uint32_t i = 0, count = search__extra_count(w); i < count; i++) {
    code = search__extra_code(w, i, &word);
    if (code) vec_push(a, out, search__entry_pack(word, (search__entry){shown, 0, (uint8_t)code}));
  }
  while (search__bare_word(w, number, &word)) {
    vec_push(a, out, search__entry_pack(word, (search__entry){shown, rank, 0}));
  }
}

static void list_forms(arena *a, const vocabulary *of, vocabulary_moved_list *out) {
  for (uint32_t i = 0; i < of->spellings.len; i++) {
    const vocabulary_spelling *form = &of->spellings.at[i];
    vec_push(a, out, (vocabulary_moved){of->by_stem.entries[form->stem].key, form->text, true});
  }
}

void search__read_apart(arena *a, const site *s, sv lang, const page_list *pages,
                        const uint32_t *numbers, map *stems, search__packed_entries *out,
                        vocabulary_moved_list *forms) {
  search__read read;
  search__words words = {0};
  search__walk w;
  vocabulary others, plain;
  const crew alone = {.workers = 1};
  vocabulary_open(a, lang, &others);
  vocabulary_open(a, SV(""), &plain);
  search__read_extras(s, pages, &others, &plain, &read);
  search__read_pages(a, &others, &plain, &alone, &words, &read);
  read.extra_words = number_all(a, stems, &others);
  read.bare_words = number_all(a, stems, &plain);
  number_bags(a, stems, pages, read.number);
  words.count = stems->len;
  search__walk_open(&w, &read, 0);
  for (uint32_t i = 0; i < pages->len; i++) {
    rank_title(&read, i);
    list_page(&w, i, numbers[i], a, out);
  }
  search__walk_close(&w);
  if (out->len) sort_by_number(out->at, out->len, sizeof *out->at);
  if (forms) list_forms(a, &others, forms);
  if (forms) list_forms(a, &plain, forms);
  search__read_free(&read);
  vocabulary_close(&others);
  vocabulary_close(&plain);
}
