/* Related articles, fourth step: how alike two articles are.
 *
 *   title * (sum(title * title) + 2/3 * sum(topic * seen + seen * topic))
 *     + text * sum(text * text) + terms * sum(term * term) + links * (link + link back)
 *
 * over the words and terms that both have and the links between them. The second part is how much
 * of what one's title names the other's text speaks of, in both directions: it finds the article
 * about the same thing under another name. */
#include <math.h>

#include "graph/related_index.h"

related__scales related__scales_of(const settings *s) {
  enum { MOST = 240 }; /* in RELATED_ONE squared: below 2^32, with room for rounding */
  const related_settings *r = &s->related;
  double most = r->title * 7 / 3 + r->body + r->terms + r->links * 2;
  double one = most > MOST ? RELATED_ONE * MOST / most : RELATED_ONE;
  return (related__scales){.title = (uint32_t)lround(r->title * one),
                           .cross = (uint32_t)lround(r->title * one * 2 / 3),
                           .text = (uint32_t)lround(r->body * one),
                           .terms = (uint32_t)lround(r->terms * one),
                           .links = (uint32_t)lround(r->links * one),
                           .unit = one * RELATED_ONE};
}

void related__scorer_open(arena *a, const related__index *x, related__scorer *out) {
  *out = (related__scorer){.index = x, .scales = related__scales_of(&x->site->settings)};
  out->scores = arena_array(a, uint32_t, x->count);
  out->touched = arena_array(a, uint32_t, x->count + 1);
  out->asked = arena_array(a, related__asked, x->most_words);
  out->leading = arena_array(a, uint32_t, x->most_words + 1);
  out->has = arena_array(a, uint64_t, x->shown.len / 64 + 1);
  out->places = arena_array(a, uint32_t, x->shown.len);
  out->common = arena_array(a, uint32_t, x->most_words + 1);
}

/* What of them is true of a word is no branch, here and in related__common: a processor guesses it
 * wrong too often. */
void related__ask(related__scorer *s, uint32_t article) {
  for (uint32_t i = 0; s->asker && i < s->asker->count; i++) s->has[s->asker->stems[i] / 64] = 0;
  s->asker = related__look(s->index, article);
  const related__word *words = related__words(s->asker);
  s->leading_count = 0;
  for (uint32_t i = 0; i < s->asker->count; i++) {
    const related__word *w = &words[i];
    related__title title = related__title_of(s->asker, i);
    uint32_t stem = s->asker->stems[i];
    s->has[stem / 64] |= (uint64_t)1 << stem % 64;
    s->places[stem] = i;
    s->asked[i] = (related__asked){.title = related__scaled(title.part, s->scales.title),
                                   .text = related__scaled(w->text, s->scales.text),
                                   .topic = related__scaled(title.topic, s->scales.cross),
                                   .seen = related__scaled(w->seen, s->scales.cross),
                                   .firmness = w->seen};
    s->leading[s->leading_count] = i;
    s->leading_count += (title.part != 0) | w->asks;
  }
}

static inline void add(related__scorer *s, uint32_t article, uint32_t score) {
  uint32_t before = s->scores[article];
  s->touched[s->touched_count] = article;
  s->touched_count += before == 0;
  s->scores[article] = before + score + 1;
}

/* Adds what a list leads to: `weight` and `firmness` times the postings'. */
static void add_list(related__scorer *s, const related__posting *list, uint32_t count,
                     uint32_t weight, uint32_t firmness) {
  for (const related__posting *p = list, *end = list + count; p < end; p++) {
    add(s, p->article, weight * p->weight + firmness * p->firmness);
  }
}

static void score_word(related__scorer *s, uint32_t place) {
  const related__index *x = s->index;
  const related__word *w = &related__words(s->asker)[place];
  const related__asked *asked = &s->asked[place];
  const related__lists *l = &x->lists[s->asker->stems[place]];
  const related__posting *titles = x->postings + l->first, *texts = titles + l->title_count;
  bool all = related__title_of(s->asker, place).part || l->title_count < RELATED_TITLES;
  uint32_t count = all ? l->title_count : RELATED_TITLES;
  add_list(s, titles, count, asked->title, asked->seen);
  add_list(s, texts, l->text_count, w->asks ? asked->text : 0, asked->topic);
}

/* On a large site what a word leads to is seldom in the processor's cache: all is called for before
 * the first is waited for. */
static void score_words(related__scorer *s) {
  const related__index *x = s->index;
  const uint32_t *stems = s->asker->stems;
  for (uint32_t i = 0; i < s->leading_count; i++) {
    __builtin_prefetch(&x->lists[stems[s->leading[i]]]);
  }
  for (uint32_t i = 0; i < s->leading_count; i++) {
    const related__lists *l = &x->lists[stems[s->leading[i]]];
    __builtin_prefetch(&x->postings[l->first]);
    __builtin_prefetch(&x->postings[l->first + l->title_count]);
  }
  for (uint32_t i = 0; i < s->leading_count; i++) score_word(s, s->leading[i]);
}

static void score_terms(related__scorer *s) {
  const related__index *x = s->index;
  for (uint32_t i = 0; i < s->asker->term_count; i++) {
    const related__term *its = &s->asker->terms[i];
    const related__term_list *l = &x->terms[its->term];
    uint32_t share = related__scaled(its->share, s->scales.terms);
    add_list(s, x->term_postings + l->first, l->count, share, 0);
  }
}

static bool is_among(const uint32_t *list, uint32_t count, uint32_t article) {
  for (uint32_t i = 0; i < count; i++) {
    if (list[i] == article) return true;
  }
  return false;
}

static uint32_t asker_number(const related__scorer *s) {
  return (uint32_t)(s->asker - s->index->articles);
}

uint32_t related__link_to(const related__scorer *s, uint32_t other) {
  if (!is_among(s->asker->links_to, s->asker->links_to_count, other)) return 0;
  return related__link_score(&s->scales, s->asker, &s->index->articles[other]);
}

uint32_t related__link_from(const related__scorer *s, uint32_t other) {
  const related__article *there = &s->index->articles[other];
  bool links = is_among(s->asker->linked_from, s->asker->linked_from_count, other);
  if (!links && s->asker->linked_from_count == RELATED_LINKS) { /* not all stand there */
    links = is_among(there->links_to, there->links_to_count, asker_number(s));
  }
  return links ? related__link_score(&s->scales, there, s->asker) : 0;
}

static void score_links(related__scorer *s) {
  const related__article *asker = s->asker, *articles = s->index->articles;
  for (uint32_t i = 0; i < asker->links_to_count; i++) {
    uint32_t to = asker->links_to[i];
    if (!articles[to].offered) continue;
    add(s, to, related__link_score(&s->scales, asker, &articles[to]));
  }
  for (uint32_t i = 0; i < asker->linked_from_count; i++) {
    uint32_t from = asker->linked_from[i];
    if (!articles[from].offered) continue;
    add(s, from, related__link_score(&s->scales, &articles[from], asker));
  }
}

uint32_t related__common(related__scorer *s, const related__article *other) {
  const uint32_t *stems = other->stems, all = other->count;
  const uint64_t *has = s->has;
  uint32_t *common = s->common, count = 0;
  for (uint32_t i = 0; i < all; i++) {
    common[count] = i;
    count += has[stems[i] / 64] >> stems[i] % 64 & 1;
  }
  return count;
}

uint32_t related__pair(related__scorer *s, uint32_t other) {
  const related__article *there = related__look(s->index, other);
  const related__word *words = related__words(there);
  const related__title *titles = related__titles(there);
  uint32_t score = related__link_to(s, other) + related__link_from(s, other);
  uint32_t count = related__common(s, there);
  for (uint32_t i = 0; i < count; i++) {
    uint32_t at = s->common[i];
    score += related__text_score(&s->asked[s->places[there->stems[at]]], &words[at]);
  }
  for (uint32_t i = 0; i < count && s->common[i] < there->title_count; i++) {
    uint32_t at = s->common[i];
    score += related__title_score(&s->scales, &s->asked[s->places[there->stems[at]]], &titles[at]);
  }
  for (uint32_t i = 0; i < s->asker->term_count; i++) {
    const related__term *its = related__find_term(there, s->asker->terms[i].term);
    if (its) score += related__term_score(&s->scales, &s->asker->terms[i], its);
  }
  return score;
}

/* A score and an article in one number, the better the greater: of the same score the newer. */
static uint64_t rank_of(related__hit hit) {
  return (uint64_t)hit.score << 32 | (uint32_t)~hit.article;
}

static related__hit hit_of(uint64_t rank) {
  return (related__hit){~(uint32_t)rank, (uint32_t)(rank >> 32)};
}

static void insert(uint64_t *ranks, uint32_t count, uint64_t rank) {
  for (; count > 0 && rank > ranks[count - 1]; count--) ranks[count] = ranks[count - 1];
  ranks[count] = rank;
}

/* Empties the scores, keeping the best. */
static uint32_t take_best(related__scorer *s, uint32_t without, uint64_t out[RELATED_HITS]) {
  const uint32_t *touched = s->touched, all = s->touched_count;
  uint32_t *scores = s->scores, count = 0;
  uint64_t least = 0; /* the last of a full list */
  scores[without] = 0;
  for (uint32_t i = 0; i < all; i++) {
    uint64_t rank = rank_of((related__hit){touched[i], scores[touched[i]]});
    scores[touched[i]] = 0;
    if (rank <= least) continue;
    if (count < RELATED_HITS) count++;
    insert(out, count - 1, rank);
    if (count == RELATED_HITS) least = out[count - 1];
  }
  s->touched_count = 0;
  if (count && hit_of(out[count - 1]).score == 0) count--; /* the one without */
  return count;
}

/* Calls for what related__pair reads: words, and behind them what they are worth. */
static void prefetch_hits(const related__index *x, const uint64_t *ranks, uint32_t count) {
  enum { LINE = 64 / sizeof(uint32_t), LINES = 9 };
  for (uint32_t i = 0; i < count; i++) {
    const related__article *article = &x->articles[hit_of(ranks[i]).article];
    for (uint32_t j = 0; j < LINES; j++) __builtin_prefetch(article->stems + (size_t)j * LINE);
  }
}

uint32_t related__score(related__scorer *s, related__hit out[RELATED_HITS]) {
  score_words(s);
  score_terms(s);
  score_links(s);
  uint64_t found[RELATED_HITS], ranks[RELATED_HITS];
  uint32_t count = take_best(s, asker_number(s), found);
  s->least = count == RELATED_HITS ? hit_of(found[count - 1]).score : 0;
  prefetch_hits(s->index, found, count);
  /* The lists that led here were cut; the final order is by all that both have. */
  for (uint32_t i = 0; i < count; i++) {
    related__hit hit = hit_of(found[i]);
    hit.score = related__pair(s, hit.article);
    insert(ranks, i, rank_of(hit));
  }
  for (uint32_t i = 0; i < count; i++) out[i] = hit_of(ranks[i]);
  return count;
}
