/* The words of the search index, each with the pages that have it, as lines in files. */
#include <stdlib.h>

#include "base/mix.h"
#include "base/oom.h"
#include "base/sort.h"
#include "emit/search_index.h"
#include "emit/search_lists.h"
#include "emit/search_strays.h"

/* Entries of the lists that are made at a time, at the least, and for each page of the site. The
 * fewer, the more often all pages are gone through: not the oftener the more there are of them. */
enum { GROUP_ENTRIES = 2 * 1024 * 1024, GROUP_ENTRIES_A_PAGE = 64 };

/* Of these, a thread makes lines of so many before they are cut into pieces. */
enum { SLICE_ENTRIES = 32 * 1024 };

/* Most numbers are the few pages from one that has a word to the next: what is written for them is
 * put down once, the digits, a comma, and in the last byte how many these are. */
enum { DIGITS_FOR = 10000, DIGITS_BYTES = 8 };

/* Words one after the other in the order, with their lines. */
typedef struct slice {
  uint32_t first, count;
  buf text;
} slice;

typedef struct writer {
  search__index *index;
  const search__pieces *pieces;
  search__lists lists; /* of the present group */
  VEC(slice) slices;
  size_t first;                 /* slice of those that are being made */
  uint32_t *lengths;            /* by place in the order: of the line */
  char (*digits)[DIGITS_BYTES]; /* of the numbers below DIGITS_FOR */
} writer;

/* --- a line -------------------------------------------------------------------------------- */

static void write_digits(writer *w) {
  w->digits = arena_alloc(w->index->a, DIGITS_FOR * sizeof *w->digits);
  for (uint32_t i = 0; i < DIGITS_FOR; i++) {
    char room[BUF_DIGITS];
    sv text = buf_digits(room, i, 0);
    memset(w->digits[i], ',', DIGITS_BYTES);
    memcpy(w->digits[i], text.at, text.len);
    w->digits[i][DIGITS_BYTES - 1] = (char)(text.len + 1);
  }
}

/* A number and a comma. */
static inline char *add_number(const writer *w, char *end, uint32_t number) {
  if (number >= DIGITS_FOR) {
    char room[BUF_DIGITS];
    sv text = buf_digits(room, number, 0);
    memcpy(end, text.at, text.len);
    end[text.len] = ',';
    return end + text.len + 1;
  }
  memcpy(end, w->digits[number], DIGITS_BYTES);
  return end + w->digits[number][DIGITS_BYTES - 1];
}

/* Lists by rank, as emit/search.h has them: so many bytes for a number, a rank, and behind them. */
enum { NUMBER_BYTES = 11, RANK_BYTES = 4, BYTES_BEHIND = DIGITS_BYTES };

/* In the place of a comma, where there is one. */
static char *add_rank(const writer *w, char *end, bool first, uint32_t rank) {
  if (!first) end[-1] = ';';
  end = add_number(w, end, rank);
  end[-1] = ':';
  return end;
}

static void end_list(buf *out, const char *end, bool any) {
  out->len = (size_t)(end - out->at) - any;
}

static void add_titles(const writer *w, buf *out, const uint32_t *entries, uint32_t count) {
  char *end = buf_reserve(out, count * NUMBER_BYTES + SEARCH_RANKS * RANK_BYTES + BYTES_BEHIND);
  uint32_t rank = SEARCH_RANKS, before = 0;
  for (uint32_t i = 0; i < count; i++) {
    uint32_t at = search__page_of(entries[i]);
    if (search__rank(entries[i]) != rank) {
      rank = search__rank(entries[i]);
      before = 0;
      end = add_rank(w, end, i == 0, rank);
    }
    end = add_number(w, end, at - before);
    before = at;
  }
  end_list(out, end, count > 0);
}

static void add_texts(const writer *w, buf *out, const search__list *list) {
  enum { MOST = SEARCH_TEXT_MOST * NUMBER_BYTES + SEARCH_CODES * RANK_BYTES + BYTES_BEHIND };
  char *end = buf_reserve(out, MOST);
  uint32_t at = list->text_first;
  for (uint32_t code = SEARCH_CODES - 1; code > 0; code--) {
    uint32_t before = 0, behind = at + list->texts[code];
    if (at == behind) continue;
    end = add_rank(w, end, at == list->text_first, search__rank_of_code(code));
    for (; at < behind; at++) {
      uint32_t number = search__text_page(&w->lists, at);
      end = add_number(w, end, number - before);
      before = number;
    }
  }
  end_list(out, end, at > list->text_first);
}

static void add_phrase(const search__index *index, buf *out, const search__phrase *p) {
  for (size_t i = 0; i < p->len; i++) {
    if (i) buf_byte(out, ' ');
    buf_add(out, index->words.at[p->words[i]].stem);
  }
}

static void add_synonym(const search__index *index, buf *out, const search__synonym *s) {
  buf_byte(out, '~');
  add_phrase(index, out, s->from);
  for (size_t i = 0; i < s->row_len; i++) {
    if (&s->row[i] == s->from) continue;
    buf_byte(out, '\t');
    add_phrase(index, out, &s->row[i]);
  }
  buf_byte(out, '\n');
}

/* The phrases that begin with a word. */
static void add_synonyms(const search__index *index, buf *out, uint32_t word) {
  const search__synonyms *all = &index->synonyms;
  size_t low = 0, high = all->len;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (all->at[middle].from->words[0] < word) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  for (; low < all->len && all->at[low].from->words[0] == word; low++) {
    add_synonym(index, out, &all->at[low]);
  }
}

static void add_stem(const search__words *words, buf *out, const search__word *word) {
  buf_add(out, word->stem);
  for (uint32_t i = 0; i < word->form_count; i++) {
    buf_byte(out, i ? ' ' : '\t');
    buf_add(out, words->forms[word->forms_first + i]);
  }
  buf_byte(out, '\t');
  buf_long(out, word->pages);
}

/* --- slices -------------------------------------------------------------------------------- */

static void add_line(const writer *w, buf *out, uint32_t word, const search__list *list,
                     uint32_t *sorted) {
  add_stem(&w->index->words, out, &w->index->words.at[word]);
  buf_byte(out, '\t');
  uint32_t kept = search__by_rank(w->lists.titles + list->title_first, list->title_count,
                                  SEARCH_TITLE_MOST, sorted);
  add_titles(w, out, sorted, kept);
  buf_byte(out, '\t');
  add_texts(w, out, list);
  buf_byte(out, '\n');
  add_synonyms(w->index, out, word);
}

static void make_slice(void *context, size_t i, unsigned worker) {
  const writer *w = context;
  slice *s = &w->slices.at[w->first + i];
  uint32_t *sorted = oom_malloc(SEARCH_TITLE_MOST * sizeof *sorted);
  for (uint32_t n = s->first; n < s->first + s->count; n++) {
    size_t start = s->text.len;
    add_line(w, &s->text, w->pieces->order[n], &w->lists.of[n - w->lists.first], sorted);
    w->lengths[n] = (uint32_t)(s->text.len - start);
  }
  free(sorted);
}

/* From a place in the order: how many words have so many entries together, or all that are left. */
static uint32_t count_words(const writer *w, uint32_t first, uint32_t end, uint32_t entries) {
  uint32_t room = 0, i = first;
  while (i < end && (i == first || room < entries)) {
    room += search__list_size(&w->index->words.at[w->pieces->order[i++]]);
  }
  return i - first;
}

static bool add_lines(const writer *w, search__pieces *p, const slice *s) {
  const char *at = s->text.at;
  for (uint32_t i = 0; i < s->count; i++) {
    uint32_t length = w->lengths[s->first + i];
    if (!search__pieces_line(p, p->order[s->first + i], sv_make(at, length))) return false;
    at += length;
  }
  return true;
}

static void free_slices(writer *w) {
  for (size_t i = 0; i < w->slices.len; i++) buf_free(&w->slices.at[i].text);
  w->slices.len = 0;
}

/* As many slices of a group at a time as there are threads. Where everything is made, the pieces
 * are put as soon as they are whole; where some of an earlier index are to stay, only the end tells
 * whether they can. */
static bool make_group(writer *w, search__pieces *p, bool at_once, buf *carried) {
  const search__files *files = &w->index->files;
  uint32_t next = w->lists.first, end = next + w->lists.count;
  while (next < end) {
    w->first = w->slices.len;
    while (next < end && w->slices.len - w->first < files->by->workers) {
      uint32_t count = count_words(w, next, end, SLICE_ENTRIES);
      vec_push(w->index->a, &w->slices, (slice){.first = next, .count = count, .text = BUF_EMPTY});
      next += count;
    }
    crew_run(files->by, w->slices.len - w->first, make_slice, w);
    for (size_t i = w->first; i < w->slices.len; i++) {
      if (!add_lines(w, p, &w->slices.at[i])) return false;
    }
    if (!at_once) continue;
    search__pieces_put(p, p->now.len - 1, files);
    search__pieces_carry(p, carried);
    free_slices(w);
  }
  return true;
}

static uint32_t group_entries(const search__index *index) {
  size_t wanted = (size_t)index->pages.len * GROUP_ENTRIES_A_PAGE;
  if (wanted > UINT32_MAX / 2) return UINT32_MAX / 2;
  return wanted > GROUP_ENTRIES ? (uint32_t)wanted : GROUP_ENTRIES;
}

static bool make_lines(writer *w, search__pieces *p) {
  const search__files *files = &w->index->files;
  uint32_t most = group_entries(w->index);
  bool good = true, at_once = p->before.len == 0;
  buf carried = BUF_EMPTY;
  w->lengths = oom_malloc(p->order_count * sizeof *w->lengths);
  for (uint32_t next = 0, count; good && next < p->order_count; next += count) {
    count = count_words(w, next, p->order_count, most);
    search__lists_make(&w->index->read, p->order, next, count, files->by, &w->lists);
    good = make_group(w, p, at_once, &carried);
    search__lists_free(&w->lists);
  }
  if (at_once) search__pieces_put(p, p->now.len, files);
  buf_free(&carried);
  free(w->lengths);
  return good && search__pieces_end(p);
}

/* --- all of it ----------------------------------------------------------------------------- */

search__item search__word_item(const void *context, uint32_t which) {
  const search__words *words = context;
  const search__word *word = &words->at[which];
  return (search__item){.key = word->stem, .room = (word->titles + word->texts) * 3};
}

static uint64_t word_print(const void *context, uint32_t which) {
  const search__words *words = context;
  const search__word *word = &words->at[which];
  return mix_summand(mix_in(mix_in(search__word_print(words, word), word->sum), word->pages));
}

/* False: there are more to be made than was thought. */
static bool make_pieces(writer *w, search__strays *s, search__pieces *p) {
  free_slices(w);
  search__pieces_order(p);
  if (!p->before.len) {
    search__strays_all(s);
    w->index->forms_by_text = s->forms.order;
  }
  return make_lines(w, p) && (!p->before.len || search__strays_find(s, p));
}

static void note_cuts(search__index *index) {
  const search__words *words = &index->words;
  search__cuts *cuts = &index->now.cuts;
  for (uint32_t i = 0; i < words->count; i++) {
    const search__word *word = &words->at[i];
    if (word->titles <= SEARCH_TITLE_MOST && word->texts <= SEARCH_TEXT_MOST) continue;
    vec_push(index->a, cuts, (search__cut){word->stem, word->titles, word->texts});
  }
  if (cuts->len) sort_by_text(cuts->at, cuts->len, sizeof *cuts->at);
}

void search__put_words(search__index *index, json_writer *root) {
  search__strays s = search__strays_of(index->a, &index->words);
  search__pieces p = {.memory = index->a,
                      .least = SEARCH_WORDS_BYTES,
                      .count = index->words.count,
                      .item = search__word_item,
                      .print = word_print,
                      .context = &index->words,
                      .behind = search__strays_add,
                      .behind_context = &s,
                      .before = index->before.words};
  writer w = {.index = index, .pieces = &p};
  write_digits(&w);
  search__pieces_find(&p, &index->files);
  search__pieces_compare(&p);
  while (!make_pieces(&w, &s, &p)) continue;
  search__pieces_put(&p, p.now.len, &index->files);
  search__pieces_write(&p, SV("words"), root);
  index->now.words = p.now;
  note_cuts(index);
  free_slices(&w);
}
