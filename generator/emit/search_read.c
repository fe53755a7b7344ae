#include "emit/search_read.h"

#include <stdlib.h>

#include "base/mix.h"
#include "base/oom.h"
#include "text/words.h"

/* The stems of a term's name, which many pages are filed under. */
typedef VEC(uint32_t) stem_list;

/* Reads what pages have beside their bags. */
typedef struct extras_reader {
  vocabulary *words;
  arena memory, scratch;
  const stem_list **terms; /* by term */
  stem_list found;         /* of the key points << 1 | 1, of the terms << 1 */
  stem_list ends;          /* by page */
} extras_reader;

typedef struct reader {
  search__read *out;
  const vocabulary *others;
  const stem_list *found, *ends;
} reader;

/* One task: the pages of one vocabulary. */
typedef struct share_reader {
  search__read *read;
  search__share *share;
  uint32_t *stem_of; /* by stem of the others: the same here, or SEARCH_NONE */
  uint8_t *extra;    /* by stem of the others, 0 between pages: 1 + what the present page has */
  uint32_t *marked;  /* by stem here, 0 between pages: 1 + the stem of the others */
} share_reader;

/* --- titles -------------------------------------------------------------------------------- */

static uint8_t title_rank(sv title) {
  hashed_word words[SEARCH_RANKS];
  size_t count = words_take(&title, words, SEARCH_RANKS);
  return (uint8_t)(count < SEARCH_RANKS ? SEARCH_RANKS - count : 1);
}

static bool has_bare(const search__read *read, uint32_t number, uint32_t stem) {
  for (size_t i = read->bare.len; i > 0 && read->bare.at[i - 1].page == number; i--) {
    if (read->bare.at[i - 1].stem == stem) return true;
  }
  return false;
}

static void read_bare_titles(arena *a, search__read *read) {
  for (uint32_t i = 0; i < read->pages->len; i++) {
    const page *p = read->pages->at[i];
    if (!read->of[i].bare) continue;
    for (sv title = p->title, word; words_next(&title, &word);) {
      uint32_t stem;
      if (!words_is_stop(p->lang, words_fold(a, word))) continue;
      if (!vocabulary_next(read->plain, &word, &stem) || has_bare(read, i, stem)) continue;
      vec_push(a, &read->bare, (search__bare){i, stem});
    }
  }
}

/* --- what a page has beside its bag -------------------------------------------------------- */

static void add_words(extras_reader *r, sv text, stem_list *out, uint32_t mark) {
  uint32_t forms[VOCABULARY_BATCH];
  while (text.len) {
    size_t count = vocabulary_take(r->words, &text, forms);
    for (size_t i = 0; i < count; i++) {
      vec_push(NULL, out, r->words->stem_of.at[forms[i]] << 1 | mark);
    }
  }
}

static const stem_list *stems_of(extras_reader *r, const term *of) {
  if (!r->terms[of->number]) {
    stem_list found = {0}, *kept = arena_new(&r->memory, stem_list);
    add_words(r, of->name, &found, 0);
    for (size_t i = 0; i < found.len; i++) vec_push(&r->memory, kept, found.at[i]);
    free(found.at);
    r->terms[of->number] = kept;
  }
  return r->terms[of->number];
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

static void find_extras(extras_reader *r, const page *p) {
  for (size_t i = 0; i < p->key_points.len; i++) {
    sv html = body_text(&r->scratch, &p->key_points.at[i].body), text;
    while (next_text(&html, &text)) add_words(r, text, &r->found, 1);
  }
  arena_reset(&r->scratch);
  for (size_t i = 0; i < p->terms.len; i++) {
    for (size_t j = 0; j < p->terms.at[i].terms.len; j++) {
      const stem_list *stems = stems_of(r, p->terms.at[i].terms.at[j]);
      for (size_t k = 0; k < stems->len; k++) vec_push(NULL, &r->found, stems->at[k]);
    }
  }
}

/* --- counting ------------------------------------------------------------------------------ */

/* BM25's share of a word in a text, from 1 to SEARCH_TEXT_RANKS, with k1 = 1.2, b = 0.75 and a
 * fixed mean length in place of the site's, so that one article's edit leaves the others' ranks as
 * they are (Robertson and Zaragoza, "The Probabilistic Relevance Framework", 2009). Lengths go by
 * steps for the same reason: words that a slip of the pen adds change no other word's rank. */
uint32_t search__text_rank(uint32_t times, uint32_t length) {
  enum { MEAN = 512, STEP = 64 };
  uint32_t norm = 300 + 900 * (length / STEP * STEP) / MEAN;
  return 1 + times * 1000 * SEARCH_TEXT_RANKS / (times * 1000 + norm + 1);
}

search__ranks search__ranks_of(const related_bag *bag) {
  search__ranks ranks = {.length = bag->length};
  for (uint32_t i = 0; i < sizeof ranks.of; i++) {
    ranks.of[i] = (uint8_t)search__text_rank(i, bag->length);
  }
  return ranks;
}

/* One entry of a list as a number of which sums can be taken. */
static uint64_t entry_print(uint32_t number, uint32_t rank, bool title) {
  uint64_t place = mix_in(1, (uint64_t)number << 1 | title);
  return mix_in(mix_in(place, rank + 1), place);
}

static void count_text(search__tally *t, uint64_t print) {
  t->texts++;
  t->sum += print;
}

static void add_extra(share_reader *r, search__page *of, uint32_t stem, uint32_t what) {
  vec_push(NULL, &r->share->extras, stem << 2 | what);
  of->extras++;
}

static void mark(share_reader *r, const uint32_t *found, size_t count) {
  for (size_t i = 0; i < count; i++) {
    uint32_t stem = found[i] >> 1, here = r->stem_of[stem];
    uint8_t what = 1 + (found[i] & 1 ? SEARCH_KEY : SEARCH_TERM);
    if (r->extra[stem] < what) r->extra[stem] = what;
    if (here != SEARCH_NONE) r->marked[here] = stem + 1;
  }
}

/* A word of the text that is of the key points, too, counts as one of these; one of a term that the
 * text has counts as the text's. */
static bool is_point(share_reader *r, search__page *of, uint32_t stem) {
  bool point = r->extra[stem] == 1 + SEARCH_KEY;
  r->extra[stem] = 0;
  if (point) add_extra(r, of, stem, SEARCH_KEY_INSTEAD);
  return point;
}

/* What is left of them is not in the text. */
static void count_extras(share_reader *r, search__page *of, const uint64_t *prints,
                         const uint32_t *found, size_t count) {
  for (size_t i = 0; i < count; i++) {
    uint32_t stem = found[i] >> 1, what = r->extra[stem];
    if (r->stem_of[stem] != SEARCH_NONE) r->marked[r->stem_of[stem]] = 0;
    r->extra[stem] = 0;
    if (!what) continue;
    search__tally *t = &r->share->of_extras[stem];
    t->pages++;
    count_text(t, prints[what - 1 == SEARCH_KEY ? SEARCH_KEY_RANK : SEARCH_TERM_RANK]);
    add_extra(r, of, stem, what - 1);
  }
}

static void count_page(share_reader *r, uint32_t number, const uint32_t *found, size_t count) {
  search__page *of = &r->read->of[number];
  const related_bag *bag = r->read->pages->at[number]->words;
  search__ranks ranks = search__ranks_of(bag);
  uint64_t prints[SEARCH_KEY_RANK + 1], title = entry_print(number, of->title_rank, true);
  for (uint32_t i = 0; i <= SEARCH_KEY_RANK; i++) prints[i] = entry_print(number, i, false);
  uint32_t titles = 0;
  mark(r, found, count);
  for (uint32_t i = 0; i < bag->count; i++) {
    uint32_t stem = bag->counts[i] >> 8, times = bag->counts[i] & RELATED_MOST_TIMES;
    search__tally *t = &r->share->tallies[stem];
    t->pages++;
    if (bag->counts[i] & RELATED_IN_TITLE) {
      titles++;
      t->titles++;
      t->sum += title;
    }
    if (!times) continue;
    bool point = r->marked[stem] && is_point(r, of, r->marked[stem] - 1);
    count_text(t, prints[point ? SEARCH_KEY_RANK : search__rank_of(&ranks, times)]);
  }
  of->bare = titles < 2;
  count_extras(r, of, prints, found, count);
}

static void *zeros(size_t count, size_t size) {
  void *at = oom_malloc(count * size);
  memset(at, 0, count * size);
  return at;
}

static uint32_t *stems_here(const vocabulary *others, const vocabulary *here) {
  uint32_t *stem_of = oom_malloc(others->by_stem.len * sizeof *stem_of);
  for (size_t i = 0; i < others->by_stem.len; i++) {
    const map_entry *entry = map_find(&here->by_stem, others->by_stem.entries[i].key);
    stem_of[i] = entry ? (uint32_t)(entry - here->by_stem.entries) : SEARCH_NONE;
  }
  return stem_of;
}

static void read_share(void *context, size_t i, unsigned worker) {
  const reader *all = context;
  search__read *read = all->out;
  search__share *share = &read->shares[i];
  size_t stems = share->words->by_stem.len, others = all->others->by_stem.len;
  share_reader r = {.read = read,
                    .share = share,
                    .stem_of = stems_here(all->others, share->words),
                    .extra = zeros(others, sizeof *r.extra),
                    .marked = zeros(stems, sizeof *r.marked)};
  share->tallies = zeros(stems, sizeof *share->tallies);
  share->of_extras = zeros(others, sizeof *share->of_extras);
  for (uint32_t n = 0; n < read->pages->len; n++) {
    if (read->of[n].from != i) continue;
    uint32_t from = n ? all->ends->at[n - 1] : 0;
    read->of[n].title_rank = title_rank(read->pages->at[n]->title);
    read->of[n].first_extra = share->extras.len;
    count_page(&r, n, all->found->at + from, all->ends->at[n] - from);
  }
  free(r.stem_of);
  free(r.extra);
  free(r.marked);
}

static void read_extras(extras_reader *r, const site *s, const page_list *pages) {
  size_t terms = 0;
  for (size_t i = 0; i < s->taxonomies.len; i++) terms += s->taxonomies.at[i]->terms.len;
  r->terms = arena_array(&r->memory, const stem_list *, terms);
  for (uint32_t n = 0; n < pages->len; n++) {
    find_extras(r, pages->at[n]);
    vec_push(NULL, &r->ends, r->found.len);
  }
  arena_free(&r->memory);
  arena_free(&r->scratch);
}

void search__read_pages(arena *a, const site *s, const page_list *pages, const vocabulary **from,
                        size_t count, vocabulary *others, vocabulary *plain, const crew *by,
                        search__read *out) {
  *out = (search__read){.pages = pages, .share_count = count, .others = count - 1, .plain = plain};
  out->of = arena_array(a, search__page, pages->len);
  out->shares = arena_array(a, search__share, count);
  for (size_t i = 0; i < count; i++) out->shares[i].words = from[i];
  for (size_t i = 0; i < pages->len; i++) {
    while (from[out->of[i].from] != pages->at[i]->words->from) out->of[i].from++;
  }
  extras_reader extras = {.words = others};
  read_extras(&extras, s, pages);
  reader all = {out, others, &extras.found, &extras.ends};
  crew_run(by, count, read_share, &all);
  free(extras.found.at);
  free(extras.ends.at);
  read_bare_titles(a, out);
}

void search__read_free(search__read *read) {
  for (size_t i = 0; i < read->share_count; i++) {
    free(read->shares[i].extras.at);
    free(read->shares[i].tallies);
    free(read->shares[i].of_extras);
  }
}

static void add_tallies(search__words *words, const vocabulary *of, const search__tally *tallies) {
  const uint32_t *word_of = search__numbers_of(words, of);
  for (size_t stem = 0; stem < of->by_stem.len; stem++) {
    if (word_of[stem] == SEARCH_NONE) continue;
    const search__tally *t = &tallies[stem];
    search__word *word = &words->at[word_of[stem]];
    word->pages += t->pages;
    word->titles += t->titles;
    word->texts += t->texts;
    word->sum += t->sum;
  }
}

void search__read_count(search__read *read, search__words *words) {
  for (size_t i = 0; i < read->share_count; i++) {
    search__share *share = &read->shares[i];
    add_tallies(words, share->words, share->tallies);
    add_tallies(words, read->shares[read->others].words, share->of_extras);
    free(share->tallies);
    free(share->of_extras);
    share->tallies = share->of_extras = NULL;
  }
  const uint32_t *word_of = search__numbers_of(words, read->plain);
  for (size_t i = 0; i < read->bare.len; i++) {
    search__word *word = &words->at[word_of[read->bare.at[i].stem]];
    uint32_t number = read->bare.at[i].page;
    word->pages++;
    word->titles++;
    word->sum += entry_print(number, read->of[number].title_rank, true);
  }
}
