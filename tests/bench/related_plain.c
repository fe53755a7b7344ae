#include "related_plain.h"

#include <math.h>

#include "text/words.h"

/* How often a page has each word of a text; `times` counts a word of it that often. */
typedef struct counting {
  arena *a;
  plain_words *words;
  uint32_t *place; /* by word: its place in `counts` + 1, for the present page */
  size_t place_cap;
} counting;

static void grow(counting *c, size_t number) {
  size_t cap = c->place_cap ? c->place_cap * 2 : 65536;
  while (cap <= number) cap *= 2;
  uint32_t *grown = arena_array(c->a, uint32_t, cap);
  if (c->place_cap) memcpy(grown, c->place, c->place_cap * sizeof *grown);
  c->place = grown;
  c->place_cap = cap;
}

static void count_text(counting *c, plain_weights *counts, sv text, double times) {
  sv word;
  while (words_next(&text, &word)) {
    sv folded = words_fold(c->a, word);
    if (words_is_stop(SV("en"), folded)) continue;
    bool fresh;
    map_entry *entry = map_entry_for(c->a, &c->words->numbers, folded, &fresh);
    size_t number = (size_t)(entry - c->words->numbers.entries);
    if (number >= c->place_cap) grow(c, number);
    if (!c->place[number]) {
      vec_push(c->a, counts, (plain_weight){(uint32_t)number, 0});
      c->place[number] = (uint32_t)counts->len;
    }
    counts->at[c->place[number] - 1].weight += times;
  }
}

static plain_weights count_page(counting *c, const page *p, double title, double text) {
  plain_weights counts = {0};
  if (title > 0) count_text(c, &counts, p->title, title);
  for (size_t i = 0; text > 0 && i < p->body.prose.len; i++) {
    count_text(c, &counts, p->body.prose.at[i].text, text);
  }
  for (size_t i = 0; i < counts.len; i++) c->place[counts.at[i].number] = 0;
  return counts;
}

/* Term frequency times ln(pages / pages with the word), scaled to length 1. */
static void weigh(const plain_vectors *v, plain_weights *page_words, size_t pages) {
  double square = 0;
  for (size_t i = 0; i < page_words->len; i++) {
    plain_weight *w = &page_words->at[i];
    w->weight *= log((double)pages / (double)v->of_word[w->number].len);
    square += w->weight * w->weight;
  }
  for (size_t i = 0; square > 0 && i < page_words->len; i++) {
    page_words->at[i].weight /= sqrt(square);
  }
}

static plain_vectors make_vectors(counting *c, double title, double text, bool weighed) {
  const site *s = c->words->site;
  plain_vectors v = {.of_page = arena_array(c->a, plain_weights, s->all.len)};
  for (size_t i = 0; i < s->all.len; i++) {
    v.of_page[i] = count_page(c, s->all.at[i], title, text);
  }
  v.of_word = arena_array(c->a, plain_weights, c->words->numbers.len);
  for (size_t i = 0; i < s->all.len; i++) {
    for (size_t j = 0; j < v.of_page[i].len; j++) {
      plain_weight *w = &v.of_page[i].at[j];
      if (!weighed) w->weight = 1;
      vec_push(c->a, &v.of_word[w->number], (plain_weight){(uint32_t)i, 1});
    }
  }
  if (!weighed) return v;
  for (size_t i = 0; i < s->all.len; i++) weigh(&v, &v.of_page[i], s->all.len);
  size_t *filled = arena_array(c->a, size_t, c->words->numbers.len);
  for (size_t i = 0; i < s->all.len; i++) {
    for (size_t j = 0; j < v.of_page[i].len; j++) {
      const plain_weight *w = &v.of_page[i].at[j];
      v.of_word[w->number].at[filled[w->number]++].weight = w->weight;
    }
  }
  return v;
}

void plain_open(arena *a, const site *s, plain_words *out) {
  *out = (plain_words){.site = s, .scores = arena_array(a, double, s->all.len)};
  counting c = {.a = a, .words = out};
  out->shared = make_vectors(&c, 1, 1, false);
  out->mixed = make_vectors(&c, 3, 1, true);
  out->titles = make_vectors(&c, 1, 0, true);
  out->texts = make_vectors(&c, 0, 1, true);
}

static void add_scores(const plain_words *words, const plain_vectors *v, const page *p) {
  const plain_weights *mine = &v->of_page[p->number];
  for (size_t i = 0; i < mine->len; i++) {
    const plain_weights *with = &v->of_word[mine->at[i].number];
    for (size_t j = 0; j < with->len; j++) {
      words->scores[with->at[j].number] += mine->at[i].weight * with->at[j].weight;
    }
  }
}

/* Empties the scores. */
static void take_three(const plain_words *words, const page *p, const page *out[3]) {
  double best[3] = {0, 0, 0};
  for (size_t i = 0; i < words->site->all.len; i++) {
    double score = i == p->number ? 0 : words->scores[i];
    const page *other = words->site->all.at[i];
    words->scores[i] = 0;
    for (int j = 0; j < 3; j++) {
      if (score <= best[j]) continue;
      double pushed_score = best[j];
      const page *pushed = out[j];
      best[j] = score;
      out[j] = other;
      score = pushed_score;
      other = pushed;
    }
  }
}

/* On pages that have none: the newest, as other generators do. */
static void by_tags(const void *context, const page *p, const page *out[3]) {
  const site *s = ((const plain_words *)context)->site;
  for (size_t i = 0, count = 0; i < s->articles.len && count < 3; i++) {
    if (s->articles.at[i] != p) out[count++] = s->articles.at[i];
  }
}

static void by_shared_words(const void *context, const page *p, const page *out[3]) {
  const plain_words *words = context;
  add_scores(words, &words->shared, p);
  take_three(words, p, out);
}

static void by_mixed(const void *context, const page *p, const page *out[3]) {
  const plain_words *words = context;
  add_scores(words, &words->mixed, p);
  take_three(words, p, out);
}

static void by_title_and_text(const void *context, const page *p, const page *out[3]) {
  const plain_words *words = context;
  add_scores(words, &words->titles, p);
  add_scores(words, &words->texts, p);
  take_three(words, p, out);
}

const plain_way plain_ways[] = {{"tags alone", by_tags},
                                {"shared words, each counting one", by_shared_words},
                                {"TF-IDF, the title three times", by_mixed},
                                {"TF-IDF of titles and of texts, added", by_title_and_text}};
const size_t plain_way_count = sizeof plain_ways / sizeof *plain_ways;
