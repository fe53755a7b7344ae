/* The words of the search index, each with the pages that have it, as lines in files. */
#include <stdlib.h>

#include "base/mix.h"
#include "base/oom.h"
#include "emit/search_index.h"
#include "emit/search_lists.h"

/* Bytes of a piece at the least; gzip leaves about a half of it. */
enum { WORDS_BYTES = 8 * 1024 };

/* Entries of the lists that a thread makes at a time, 4 bytes each. The fewer, the more often all
 * pages are gone through. */
enum { SLICE_ENTRIES = 256 * 1024 };

/* Most numbers are the few pages from one that has a word to the next: their digits are written
 * down once, from the left and with zeros behind them. */
enum { DIGITS_FOR = 10000 };

/* Words one after the other in the order, with their lines. */
typedef struct slice {
  uint32_t first, count;
  buf text;
} slice;

typedef struct writer {
  search__index *index;
  search__wanted wanted;
  VEC(slice) slices;
  size_t first;      /* slice of those that are being made */
  uint32_t *lengths; /* by place in the order: of the line */
  uint32_t *digits;  /* of the numbers below DIGITS_FOR, four characters each */
} writer;

/* --- a line -------------------------------------------------------------------------------- */

static uint32_t *write_digits(arena *a) {
  uint32_t *digits = arena_array(a, uint32_t, DIGITS_FOR);
  for (uint32_t i = 0; i < DIGITS_FOR; i++) {
    char room[BUF_DIGITS];
    sv text = buf_digits(room, i, 0);
    memcpy(&digits[i], text.at, text.len);
  }
  return digits;
}

static inline char *add_number(const uint32_t *digits, char *end, uint32_t number) {
  if (number >= DIGITS_FOR) {
    char room[BUF_DIGITS];
    sv text = buf_digits(room, number, 0);
    memcpy(end, text.at, text.len);
    return end + text.len;
  }
  memcpy(end, &digits[number], sizeof *digits);
  return end + 1 + (number >= 10) + (number >= 100) + (number >= 1000);
}

/* The list by rank, as emit/search.h has it. */
static void add_list(const uint32_t *digits, buf *out, const uint32_t *entries, uint32_t count) {
  enum { NUMBER_BYTES = 11, DIGITS_BEHIND = 4 }; /* ten digits and a sign */
  char *end = buf_reserve(out, count * NUMBER_BYTES + SEARCH_RANKS * 4 + DIGITS_BEHIND);
  uint32_t rank = SEARCH_RANKS, before = 0;
  for (uint32_t i = 0; i < count; i++) {
    uint32_t at = search__page_of(entries[i]);
    if (search__rank(entries[i]) != rank) {
      rank = search__rank(entries[i]);
      before = 0;
      if (i) *end++ = ';';
      end = add_number(digits, end, rank);
      *end++ = ':';
    } else {
      *end++ = ',';
    }
    end = add_number(digits, end, at - before);
    before = at;
  }
  out->len = (size_t)(end - out->at);
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

static void make_slice(void *context, size_t i, unsigned worker) {
  const writer *w = context;
  const search__words *words = &w->index->words;
  slice *s = &w->slices.at[w->first + i];
  search__lists lists;
  search__lists_make(&w->wanted, s->first, s->count, &lists);
  uint32_t *sorted = oom_malloc(2 * SEARCH_TITLE_MOST * sizeof *sorted);
  for (uint32_t n = 0; n < s->count; n++) {
    uint32_t word = w->wanted.order[s->first + n];
    size_t start = s->text.len;
    add_stem(words, &s->text, &words->at[word]);
    const search__list *list = &lists.titles[n];
    buf_byte(&s->text, '\t');
    uint32_t kept =
        search__by_rank(lists.entries + list->first, list->count, SEARCH_TITLE_MOST, sorted);
    add_list(w->digits, &s->text, sorted, kept);
    list = &lists.texts[n];
    buf_byte(&s->text, '\t');
    kept = search__by_rank(lists.entries + list->first, list->count, SEARCH_TEXT_MOST, sorted);
    add_list(w->digits, &s->text, sorted, kept);
    buf_byte(&s->text, '\n');
    add_synonyms(w->index, &s->text, word);
    w->lengths[s->first + n] = (uint32_t)(s->text.len - start);
  }
  free(sorted);
  search__lists_free(&lists);
}

static void cut_slices(writer *w, const search__pieces *p) {
  size_t room = 0;
  w->slices.len = 0;
  for (uint32_t i = 0; i < p->order_count; i++) {
    if (!w->slices.len || room >= SLICE_ENTRIES) {
      vec_push(w->index->a, &w->slices, (slice){.first = i, .text = BUF_EMPTY});
      room = 0;
    }
    room += search__list_room(&w->index->words.at[p->order[i]]);
    w->slices.at[w->slices.len - 1].count++;
  }
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

static void free_slices(writer *w, size_t first, size_t end) {
  for (size_t i = first; i < end; i++) buf_free(&w->slices.at[i].text);
}

/* As many slices at a time as there are threads. Where everything is made, the pieces are put as
 * soon as they are whole; where some of an earlier index are to stay, only the end tells whether
 * they can. */
static bool make_lines(writer *w, search__pieces *p) {
  const search__files *files = &w->index->files;
  bool good = true, at_once = p->before.len == 0;
  buf carried = BUF_EMPTY;
  search__want(&w->wanted, &w->index->read, &w->index->words, p->order, p->order_count);
  cut_slices(w, p);
  w->lengths = oom_malloc(p->order_count * sizeof *w->lengths);
  for (w->first = 0; good && w->first < w->slices.len; w->first += files->by->workers) {
    size_t left = w->slices.len - w->first;
    size_t count = left < files->by->workers ? left : files->by->workers;
    crew_run(files->by, count, make_slice, w);
    for (size_t i = 0; good && i < count; i++) good = add_lines(w, p, &w->slices.at[w->first + i]);
    if (!at_once) continue;
    search__pieces_put(p, p->now.len - 1, files);
    search__pieces_carry(p, &carried);
    free_slices(w, w->first, w->first + count);
  }
  if (at_once) search__pieces_put(p, p->now.len, files);
  buf_free(&carried);
  free(w->lengths);
  search__want_free(&w->wanted);
  return good && search__pieces_end(p);
}

/* --- forms that stand with another word's lines ---------------------------------------------- */

/* A form that a reader types and that stands in another piece than its word's line. */
typedef struct strays {
  search__index *index;
  search__pieces forms; /* which could be strays, by `order` */
} strays;

static search__item form_item(const void *context, uint32_t which) {
  const search__words *words = context;
  return (search__item){.key = words->forms[which],
                        .tie = words->at[words->form_words[which]].stem};
}

static bool is_within(const search__piece *piece, sv until, bool last, sv key) {
  return sv_cmp(piece->from, key) <= 0 && (last || sv_cmp(key, until) < 0);
}

static uint64_t stray_print(sv form, sv stem) {
  return mix_in(sv_sum(form), sv_sum(stem));
}

static uint64_t add_strays(const void *context, const search__piece *piece, sv until, bool last,
                           buf *out) {
  const strays *s = context;
  const search__words *words = &s->index->words;
  uint32_t low = 0, high = s->forms.order_count;
  uint64_t print = 0;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (sv_cmp(words->forms[s->forms.order[middle]], piece->from) < 0) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  for (; low < s->forms.order_count; low++) {
    uint32_t form = s->forms.order[low];
    sv text = words->forms[form], stem = words->at[words->form_words[form]].stem;
    if (!is_within(piece, until, last, text)) break;
    if (is_within(piece, until, last, stem)) continue;
    buf_byte(out, '>');
    buf_add(out, text);
    buf_byte(out, '\t');
    buf_add(out, stem);
    buf_byte(out, '\n');
    print += stray_print(text, stem);
  }
  return print;
}

/* All forms, for pieces that are put before the next is known. */
static void order_all_forms(strays *s) {
  s->forms.count = s->index->words.form_count;
  s->forms.before.len = 0;
  search__pieces_order(&s->forms);
  s->index->forms_by_text = s->forms.order;
}

/* Finds the strays among the pieces of now. False: one that was to be kept has others. */
static bool find_strays(strays *s, search__pieces *p) {
  const search__words *words = &s->index->words;
  uint64_t *starts = search__starts(s->index->a, &p->now);
  uint64_t *prints = arena_array(s->index->a, uint64_t, p->now.len);
  uint32_t *piece_of = oom_malloc(words->count * sizeof *piece_of);
  VEC(uint32_t) found = {0};
  for (uint32_t i = 0; i < words->count; i++) {
    piece_of[i] = search__piece_of(&p->now, starts, words->at[i].stem);
  }
  for (uint32_t i = 0; i < words->form_count; i++) {
    uint32_t word = words->form_words[i];
    uint32_t at = search__piece_of(&p->now, starts, words->forms[i]);
    if (at == piece_of[word]) continue;
    prints[at] += stray_print(words->forms[i], words->at[word].stem);
    vec_push(s->index->a, &found, i);
  }
  free(piece_of);
  search__sort(&s->forms, found.at, found.len);
  s->forms.order = found.at;
  s->forms.order_count = found.len;
  bool good = true;
  for (uint32_t i = 0; i < p->now.len; i++) {
    const search__piece *piece = &p->now.at[i];
    if (!piece->kept || piece->extra == prints[i]) continue;
    p->lost[piece->was] = true;
    good = false;
  }
  return good;
}

/* --- all of it ----------------------------------------------------------------------------- */

static search__item word_item(const void *context, uint32_t which) {
  const search__words *words = context;
  const search__word *word = &words->at[which];
  uint64_t print = mix_in(search__word_print(words, word), word->sum);
  return (search__item){.key = word->stem,
                        .print = mix_in(print, word->pages),
                        .room = (word->titles + word->texts) * 3};
}

void search__put_words(search__index *index, json_writer *root) {
  strays s = {.index = index,
              .forms = {.memory = index->a, .item = form_item, .context = &index->words}};
  search__pieces p = {.memory = index->a,
                      .least = WORDS_BYTES,
                      .count = index->words.count,
                      .item = word_item,
                      .context = &index->words,
                      .behind = add_strays,
                      .behind_context = &s,
                      .before = index->before.words};
  writer w = {.index = index, .digits = write_digits(index->a)};
  search__pieces_find(&p, &index->files);
  search__pieces_compare(&p);
  bool good;
  do {
    free_slices(&w, 0, w.slices.len);
    search__pieces_order(&p);
    if (!p.before.len) order_all_forms(&s);
    good = make_lines(&w, &p) && (!p.before.len || find_strays(&s, &p));
  } while (!good);
  search__pieces_put(&p, p.now.len, &index->files);
  free_slices(&w, 0, w.slices.len);
  search__pieces_write(&p, SV("words"), root);
  index->now.words = p.now;
}
