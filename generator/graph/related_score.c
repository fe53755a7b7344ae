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
  out->asker_words = arena_array(a, uint16_t, x->shown.len);
}

void related__ask(related__scorer *s, uint32_t article) {
  for (uint32_t i = 0; s->asker && i < s->asker->count; i++) {
    s->asker_words[s->asker->words[i].stem] = 0;
  }
  s->asker = &s->index->articles[article];
  for (uint32_t i = 0; i < s->asker->count; i++) {
    s->asker_words[s->asker->words[i].stem] = (uint16_t)(i + 1);
  }
}

static inline void add(related__scorer *s, uint32_t article, uint32_t score) {
  uint32_t before = s->scores[article];
  s->touched[s->touched_count] = article;
  s->touched_count += before == 0;
  s->scores[article] = before + score + 1;
}

static uint32_t scaled(uint32_t weight, uint32_t scale) {
  return (uint32_t)((uint64_t)weight * scale / RELATED_ONE);
}

/* True where the word looks for others. */
static bool leads(const related__word *w) {
  return w->title || w->asks;
}

static void score_word(related__scorer *s, const related__word *w) {
  const related__index *x = s->index;
  const related__lists *l = &x->lists[w->stem];
  uint32_t title = scaled(w->title, s->scales.title), seen = scaled(w->seen, s->scales.cross);
  uint32_t titles = w->title || l->title_count < RELATED_TITLES ? l->title_count : RELATED_TITLES;
  for (const related__posting *p = x->postings + l->title_first, *end = p + titles; p < end; p++) {
    add(s, p->article, title * p->weight + seen * p->firmness);
  }
  uint32_t text = w->asks ? scaled(w->text, s->scales.text) : 0;
  uint32_t topic = scaled(w->topic, s->scales.cross);
  for (const related__posting *p = x->postings + l->text_first, *end = p + l->text_count; p < end;
       p++) {
    add(s, p->article, text * p->weight + topic * p->firmness);
  }
}

/* On a large site what a word leads to is seldom in the processor's cache: all is called for before
 * the first is waited for. */
static void score_words(related__scorer *s) {
  const related__index *x = s->index;
  const related__word *words = s->asker->words, *end = words + s->asker->count;
  for (const related__word *w = words; w < end; w++) {
    if (leads(w)) __builtin_prefetch(&x->lists[w->stem]);
  }
  for (const related__word *w = words; w < end; w++) {
    if (leads(w)) __builtin_prefetch(&x->postings[x->lists[w->stem].title_first]);
    if (leads(w)) __builtin_prefetch(&x->postings[x->lists[w->stem].text_first]);
  }
  for (const related__word *w = words; w < end; w++) {
    if (leads(w)) score_word(s, w);
  }
}

/* The part of an article's terms that a rarity makes up. */
static uint32_t term_share(const related__article *article, uint32_t rarity) {
  return (uint32_t)((uint64_t)rarity * RELATED_ONE * RELATED_ONE / article->term_norm);
}

uint32_t related__term_score(const related__scorer *s, const related__article *other,
                             const term *t) {
  uint32_t rarity = related__term_rarity(s->index, t);
  return scaled(term_share(s->asker, rarity), s->scales.terms) * term_share(other, rarity);
}

static void score_term(related__scorer *s, const term *t) {
  const related__index *x = s->index;
  for (size_t i = 0; i < t->pages.len && i < RELATED_POSTINGS; i++) {
    uint32_t other = x->by_page[t->pages.at[i]->number];
    if (!other || !x->articles[other - 1].offered) continue;
    add(s, other - 1, related__term_score(s, &x->articles[other - 1], t));
  }
}

static bool links_to(const related__article *from, uint32_t to) {
  for (uint32_t i = 0; i < from->links_to_count; i++) {
    if (from->links_to[i] == to) return true;
  }
  return false;
}

uint32_t related__link_score(const related__scorer *s, uint32_t from, uint32_t to) {
  const related__article *articles = s->index->articles;
  if (!links_to(&articles[from], to)) return 0;
  return scaled(articles[from].link_share, s->scales.links) * articles[to].linked_share;
}

static uint32_t asker_number(const related__scorer *s) {
  return (uint32_t)(s->asker - s->index->articles);
}

static void score_links(related__scorer *s) {
  const related__article *asker = s->asker, *articles = s->index->articles;
  uint32_t self = asker_number(s);
  for (uint32_t i = 0; i < asker->links_to_count; i++) {
    uint32_t to = asker->links_to[i];
    if (articles[to].offered) add(s, to, related__link_score(s, self, to));
  }
  for (uint32_t i = 0; i < asker->linked_from_count; i++) {
    uint32_t from = asker->linked_from[i];
    if (articles[from].offered) add(s, from, related__link_score(s, from, self));
  }
}

uint32_t related__word_score(const related__scales *scale, const related__word *a,
                             const related__word *b) {
  return scaled(a->title, scale->title) * b->title + scaled(a->text, scale->text) * b->text +
         scaled(a->topic, scale->cross) * b->seen + scaled(b->topic, scale->cross) * a->seen;
}

bool related__has_term(const page *p, const term *t) {
  for (size_t i = 0; i < p->terms.len; i++) {
    for (size_t j = 0; j < p->terms.at[i].terms.len; j++) {
      if (p->terms.at[i].terms.at[j] == t) return true;
    }
  }
  return false;
}

uint32_t related__pair(const related__scorer *s, uint32_t other) {
  const related__article *there = &s->index->articles[other];
  uint32_t self = asker_number(s);
  uint32_t score = related__link_score(s, self, other) + related__link_score(s, other, self);
  for (uint32_t i = 0; i < there->count; i++) {
    uint16_t place = s->asker_words[there->words[i].stem];
    if (!place) continue;
    score += related__word_score(&s->scales, &s->asker->words[place - 1], &there->words[i]);
  }
  for (size_t i = 0; i < s->asker->page->terms.len; i++) {
    const page_terms *given = &s->asker->page->terms.at[i];
    for (size_t j = 0; j < given->terms.len; j++) {
      const term *t = given->terms.at[j];
      if (related__has_term(there->page, t)) score += related__term_score(s, there, t);
    }
  }
  return score;
}

static bool is_better(related__hit a, related__hit b) {
  return a.score != b.score ? a.score > b.score : a.article < b.article;
}

static void insert(related__hit *hits, uint32_t count, related__hit hit) {
  for (; count > 0 && is_better(hit, hits[count - 1]); count--) hits[count] = hits[count - 1];
  hits[count] = hit;
}

/* Empties the scores, keeping the best. */
static uint32_t take_best(related__scorer *s, uint32_t without, related__hit out[RELATED_HITS]) {
  uint32_t count = 0;
  for (uint32_t i = 0; i < s->touched_count; i++) {
    related__hit hit = {s->touched[i], s->scores[s->touched[i]]};
    s->scores[hit.article] = 0;
    if (hit.article == without) continue;
    if (count == RELATED_HITS && !is_better(hit, out[count - 1])) continue;
    if (count < RELATED_HITS) count++;
    insert(out, count - 1, hit);
  }
  s->touched_count = 0;
  return count;
}

uint32_t related__score(related__scorer *s, related__hit out[RELATED_HITS]) {
  const related__article *asker = s->asker;
  score_words(s);
  for (size_t i = 0; i < asker->page->terms.len; i++) {
    const page_terms *given = &asker->page->terms.at[i];
    for (size_t j = 0; j < given->terms.len; j++) score_term(s, given->terms.at[j]);
  }
  score_links(s);
  related__hit found[RELATED_HITS];
  uint32_t count = take_best(s, asker_number(s), found);
  for (uint32_t i = 0; i < count; i++) {
    __builtin_prefetch(s->index->articles[found[i].article].words);
  }
  /* The lists that led here were cut; the final order is by all that both have. */
  for (uint32_t i = 0; i < count; i++) {
    insert(out, i, (related__hit){found[i].article, related__pair(s, found[i].article)});
  }
  return count;
}
