#include "emit/search_lists.h"

#include "base/map.h"
#include "text/words.h"

/* The extra words that are still to come in a walk over the pages. */
typedef struct extras_walk {
  const search__extras *extras;
  const uint32_t *word_of; /* by stem */
  size_t next;
} extras_walk;

typedef struct maker {
  const page_list *pages;
  const search__words *words;
  extras_walk titles, terms, points;
  search__lists *out;
  bool fill; /* the first walk counts, the second fills */
} maker;

static bool is_bare(const page *p) {
  uint32_t found = 0;
  for (uint32_t i = 0; i < p->words->count && found < 2; i++) {
    found += (p->words->counts[i] & RELATED_IN_TITLE) != 0;
  }
  return found < 2;
}

static void add_extra(arena *a, search__extras *list, uint32_t number, uint32_t stem) {
  for (size_t i = list->all.len; i > 0 && list->all.at[i - 1].page == number; i--) {
    if (list->all.at[i - 1].stem == stem) return;
  }
  vec_push(a, &list->all, (search__extra){number, stem});
}

void search__bare_titles(arena *a, const page_list *pages, vocabulary *words, search__extras *out) {
  *out = (search__extras){.from = words};
  for (uint32_t i = 0; i < pages->len; i++) {
    const page *p = pages->at[i];
    if (!is_bare(p)) continue;
    for (sv title = p->title, word; words_next(&title, &word);) {
      uint32_t stem;
      if (!words_is_stop(p->lang, words_fold(a, word))) continue;
      if (vocabulary_next(words, &word, &stem)) add_extra(a, out, i, stem);
    }
  }
}

/* The stems of a term's name, which many pages are filed under. */
typedef VEC(uint32_t) stem_list;

static const stem_list *stems_of(arena *a, const term *of, vocabulary *words, map *known) {
  bool fresh;
  map_entry *entry = map_entry_for(a, known, of->name, &fresh);
  if (fresh) {
    stem_list *stems = arena_new(a, stem_list);
    uint32_t stem;
    for (sv name = of->name; vocabulary_next(words, &name, &stem);) vec_push(a, stems, stem);
    entry->value = stems;
  }
  return entry->value;
}

void search__filed_under(arena *a, const page_list *pages, vocabulary *words, search__extras *out) {
  *out = (search__extras){.from = words};
  map known = {0};
  for (uint32_t i = 0; i < pages->len; i++) {
    const page *p = pages->at[i];
    for (size_t j = 0; j < p->terms.len; j++) {
      for (size_t k = 0; k < p->terms.at[j].terms.len; k++) {
        const stem_list *stems = stems_of(a, p->terms.at[j].terms.at[k], words, &known);
        for (size_t n = 0; n < stems->len; n++) add_extra(a, out, i, stems->at[n]);
      }
    }
  }
}

/* The next piece of HTML that is text: between tags, and without what stands between & and ;. */
static bool next_text(sv *html, sv *text) {
  while (html->len) {
    char end = html->at[0] == '<' ? '>' : html->at[0] == '&' ? ';' : '\0';
    size_t at = 0;
    if (end) {
      at = sv_find_byte(*html, end, 0);
      *html = sv_skip(*html, at == SV_NONE ? html->len : at + 1);
      continue;
    }
    while (at < html->len && html->at[at] != '<' && html->at[at] != '&') at++;
    *text = sv_first(*html, at);
    *html = sv_skip(*html, at);
    return true;
  }
  return false;
}

void search__key_points(arena *a, const page_list *pages, vocabulary *words, search__extras *out) {
  *out = (search__extras){.from = words};
  for (uint32_t i = 0; i < pages->len; i++) {
    const page_lines *points = &pages->at[i]->key_points;
    for (size_t j = 0; j < points->len; j++) {
      sv html = body_text(a, &points->at[j].body), text;
      while (next_text(&html, &text)) {
        for (uint32_t stem; vocabulary_next(words, &text, &stem);) add_extra(a, out, i, stem);
      }
    }
  }
}

static uint32_t title_rank(sv title) {
  uint32_t count = 0;
  for (sv word; words_next(&title, &word);) count++;
  return count < SEARCH_RANKS ? SEARCH_RANKS - count : 1;
}

/* BM25's share of a word in a text, from 1 to SEARCH_TEXT_RANKS, with k1 = 1.2, b = 0.75 and a
 * fixed mean length in place of the site's, so that one article's edit leaves the others' ranks as
 * they are (Robertson and Zaragoza, "The Probabilistic Relevance Framework", 2009). Lengths go by
 * steps for the same reason: words that a slip of the pen adds change no other word's rank. */
static uint32_t text_rank(uint32_t times, uint32_t length) {
  enum { MEAN = 512, STEP = 64 };
  uint32_t norm = 300 + 900 * (length / STEP * STEP) / MEAN;
  return 1 + times * 1000 * SEARCH_TEXT_RANKS / (times * 1000 + norm + 1);
}

static void add(maker *m, uint32_t first, uint32_t *count, uint32_t number, uint32_t rank) {
  if (m->fill) m->out->entries[first + *count] = number << 4 | rank;
  (*count)++;
}

static void walk_bag(maker *m, uint32_t number, const related_bag *bag, uint32_t title) {
  enum { REMEMBERED = 16 };
  const uint32_t *word_of = search__numbers_of(m->words, bag->from);
  uint32_t ranks[REMEMBERED];
  for (uint32_t i = 0; i < REMEMBERED; i++) ranks[i] = text_rank(i, bag->length);
  for (uint32_t i = 0; i < bag->count; i++) {
    search__list *l = &m->out->of[word_of[bag->counts[i] >> 8]];
    uint32_t times = bag->counts[i] & RELATED_MOST_TIMES;
    l->pages++;
    if (bag->counts[i] & RELATED_IN_TITLE) add(m, l->title_first, &l->title_count, number, title);
    if (times) {
      uint32_t rank = times < REMEMBERED ? ranks[times] : text_rank(times, bag->length);
      add(m, l->text_first, &l->text_count, number, rank);
    }
  }
}

/* The next extra word of this page; NULL: it has no more. */
static search__list *next_extra(const maker *m, extras_walk *walk, uint32_t number) {
  const search__extras *extras = walk->extras;
  if (walk->next == extras->all.len || extras->all.at[walk->next].page != number) return NULL;
  return &m->out->of[walk->word_of[extras->all.at[walk->next++].stem]];
}

static bool has_text(const maker *m, const search__list *l, uint32_t number) {
  if (!m->fill || !l->text_count) return false; /* the first walk may count too many */
  return search__page(m->out->entries[l->text_first + l->text_count - 1]) == number;
}

/* In the place of what the text or a term says of the word. */
static void add_point(maker *m, search__list *l, uint32_t number) {
  if (has_text(m, l, number)) {
    l->text_count--;
  } else {
    l->pages++;
  }
  add(m, l->text_first, &l->text_count, number, SEARCH_KEY_RANK);
}

static void walk(maker *m) {
  m->titles.next = m->terms.next = m->points.next = 0;
  for (uint32_t i = 0; i < m->pages->len; i++) {
    const page *p = m->pages->at[i];
    uint32_t rank = title_rank(p->title);
    walk_bag(m, i, p->words, rank);
    for (search__list *l; (l = next_extra(m, &m->titles, i));) {
      add(m, l->title_first, &l->title_count, i, rank);
      l->pages++;
    }
    for (search__list *l; (l = next_extra(m, &m->terms, i));) {
      if (has_text(m, l, i)) continue;
      add(m, l->text_first, &l->text_count, i, SEARCH_TERM_RANK);
      l->pages++;
    }
    for (search__list *l; (l = next_extra(m, &m->points, i));) add_point(m, l, i);
  }
}

/* Puts one list behind the other, titles and texts of a word together. */
static uint32_t place(search__lists *lists, uint32_t count) {
  uint32_t end = 0;
  for (uint32_t i = 0; i < count; i++) {
    search__list *l = &lists->of[i];
    l->title_first = end;
    l->text_first = end + l->title_count;
    end = l->text_first + l->text_count;
    *l = (search__list){.title_first = l->title_first, .text_first = l->text_first};
  }
  return end;
}

void search__lists_make(arena *a, const page_list *pages, const search__words *joined,
                        const search__extras *titles, const search__extras *terms,
                        const search__extras *points, search__lists *out) {
  out->of = arena_array(a, search__list, joined->count);
  maker m = {.pages = pages,
             .words = joined,
             .titles = {titles, search__numbers_of(joined, titles->from), 0},
             .terms = {terms, search__numbers_of(joined, terms->from), 0},
             .points = {points, search__numbers_of(joined, points->from), 0},
             .out = out};
  walk(&m);
  out->entries = arena_alloc(a, place(out, joined->count) * sizeof *out->entries);
  m.fill = true;
  walk(&m);
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
