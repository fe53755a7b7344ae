/* Related articles, fourth step: how alike two articles are.
 *
 *   title * sum(title * title) + text * sum(text * text)
 *     + cross * sum(title^2 * seen + seen * title^2) + terms * sum(term * term)
 *
 * over the words and terms that both have. The third part is the share of one's title that the
 * other's text speaks of, in both directions: it finds the article about the same thing under
 * another name. */
#include <math.h>

#include "graph/related_index.h"

enum { TEXT_TO_TITLES = 64 }; /* titles that a word of the text alone leads to */

related__scales related__scales_of(const settings *s) {
  const related_settings *r = &s->related;
  return (related__scales){.title = (uint32_t)lround(r->title * RELATED_ONE),
                           .cross = (uint32_t)lround(r->title * RELATED_ONE),
                           .text = (uint32_t)lround(r->body * RELATED_ONE),
                           .terms = (uint32_t)lround(r->terms * RELATED_ONE)};
}

void related__scorer_open(arena *a, const related__index *x, related__scorer *out) {
  *out = (related__scorer){.index = x, .scales = related__scales_of(&x->site->settings)};
  out->scores = arena_array(a, uint32_t, x->count);
  out->touched = arena_array(a, uint32_t, x->count);
}

static inline void add(related__scorer *s, uint32_t article, uint32_t score) {
  if (!s->scores[article]) s->touched[s->touched_count++] = article;
  s->scores[article] += score + 1;
}

static uint32_t scaled(uint32_t weight, uint32_t scale) {
  return (uint32_t)((uint64_t)weight * scale / RELATED_ONE);
}

static uint32_t squared(uint32_t weight) {
  return weight * weight / RELATED_ONE;
}

static void score_word(related__scorer *s, const related__word *w) {
  const related__index *x = s->index;
  const related__lists *l = &x->lists[w->stem];
  uint32_t title = scaled(w->title, s->scales.title), seen = scaled(w->seen, s->scales.cross);
  uint32_t titles = w->title || l->title_count < TEXT_TO_TITLES ? l->title_count : TEXT_TO_TITLES;
  for (const related__posting *p = x->titles + l->title_first, *end = p + titles; p < end; p++) {
    add(s, p->article, title * p->title + seen * squared(p->title));
  }
  if (!w->title && !w->asks) return;
  uint32_t text = w->asks ? scaled(w->text, s->scales.text) : 0;
  uint32_t square = scaled(squared(w->title), s->scales.cross);
  for (const related__posting *p = x->texts + l->text_first, *end = p + l->text_count; p < end;
       p++) {
    add(s, p->article, text * p->text + square * p->seen);
  }
}

/* The part of an article's terms that a rarity makes up. */
static uint32_t term_share(const related__article *article, uint32_t rarity) {
  return (uint32_t)((uint64_t)rarity * RELATED_ONE * RELATED_ONE / article->term_norm);
}

static void score_term(related__scorer *s, const related__article *article, const term *t) {
  const related__index *x = s->index;
  uint32_t rarity = related__term_rarity(x, t);
  uint32_t share = scaled(term_share(article, rarity), s->scales.terms);
  for (size_t i = 0; i < t->pages.len && i < RELATED_POSTINGS; i++) {
    uint32_t other = x->by_page[t->pages.at[i]->number];
    if (!other || !x->articles[other - 1].offered) continue;
    add(s, other - 1, share * term_share(&x->articles[other - 1], rarity));
  }
}

static bool is_better(related__hit a, related__hit b) {
  return a.score != b.score ? a.score > b.score : a.article < b.article;
}

/* Empties the scores, keeping the best. */
static uint32_t take_best(related__scorer *s, uint32_t without, related__hit out[RELATED_HITS]) {
  uint32_t count = 0;
  for (uint32_t i = 0; i < s->touched_count; i++) {
    related__hit hit = {s->touched[i], s->scores[s->touched[i]]};
    s->scores[hit.article] = 0;
    if (hit.article == without) continue;
    if (count == RELATED_HITS && !is_better(hit, out[count - 1])) continue;
    uint32_t at = count < RELATED_HITS ? count++ : count - 1;
    for (; at > 0 && is_better(hit, out[at - 1]); at--) out[at] = out[at - 1];
    out[at] = hit;
  }
  s->touched_count = 0;
  return count;
}

uint32_t related__score(related__scorer *s, uint32_t article, related__hit out[RELATED_HITS]) {
  const related__article *asker = &s->index->articles[article];
  for (uint32_t i = 0; i < asker->count; i++) score_word(s, &asker->words[i]);
  for (size_t i = 0; i < asker->page->terms.len; i++) {
    const page_terms *given = &asker->page->terms.at[i];
    for (size_t j = 0; j < given->terms.len; j++) {
      score_term(s, asker, given->terms.at[j]);
    }
  }
  return take_best(s, article, out);
}

static uint64_t text_product(const related__article *a, const related__article *b) {
  uint64_t sum = 0;
  for (uint32_t i = 0, j = 0; i < a->count && j < b->count;) {
    uint32_t left = a->words[i].stem, right = b->words[j].stem;
    if (left == right) sum += (uint64_t)a->words[i].text * b->words[j].text;
    i += left <= right;
    j += right <= left;
  }
  return sum;
}

bool related__same_text(const related__article *a, const related__article *b) {
  uint64_t both = text_product(a, b), one = text_product(a, a), other = text_product(b, b);
  uint64_t larger = one > other ? one : other;
  return larger > 0 && both * 10 >= larger * 9;
}
