/* Related articles, third step: which articles have a taxonomy term. */
#include <math.h>

#include "graph/related_index.h"

/* A term's articles are those that link knows as published, all of them in the index. */
static uint32_t rarity_of(const related__index *x, const term *t) {
  uint32_t with = t->pages.len && t->pages.len < x->count ? (uint32_t)t->pages.len : x->count;
  return related__rarity(x->count, with);
}

void related__terms_open(arena *a, related__index *x, sv lang) {
  const site *s = x->site;
  for (size_t i = 0; i < s->taxonomies.len; i++) x->term_count += s->taxonomies.at[i]->terms.len;
  x->terms = arena_array(a, related__term_list, x->term_count);
  uint32_t end = 0;
  for (size_t i = 0; i < s->taxonomies.len; i++) {
    const taxonomy *shelf = s->taxonomies.at[i];
    for (size_t j = 0; sv_eq(shelf->lang, lang) && j < shelf->terms.len; j++) {
      const term *t = shelf->terms.at[j];
      x->terms[t->number] = (related__term_list){.of = t, .first = end, .rarity = rarity_of(x, t)};
      end += t->pages.len < RELATED_POSTINGS ? (uint32_t)t->pages.len : RELATED_POSTINGS;
    }
  }
  x->term_postings = arena_array(a, related__posting, end);
}

/* The length of all terms' rarities. */
static uint32_t norm_of(const related__index *x, const page *p, uint32_t *count) {
  uint64_t square = 0;
  for (size_t i = 0; i < p->terms.len; i++) {
    *count += (uint32_t)p->terms.at[i].terms.len;
    for (size_t j = 0; j < p->terms.at[i].terms.len; j++) {
      uint64_t rarity = x->terms[p->terms.at[i].terms.at[j]->number].rarity;
      square += rarity * rarity;
    }
  }
  uint64_t telling = related__telling(x->count);
  if (square && square < telling * telling) square = telling * telling;
  return (uint32_t)(sqrt((double)square) * RELATED_ONE);
}

void related__terms_weigh(arena *a, const related__index *x, related__article *article) {
  const page *p = article->page;
  uint32_t count = 0;
  uint32_t norm = norm_of(x, p, &count);
  article->terms = arena_array(a, related__term, count);
  for (size_t i = 0; i < p->terms.len; i++) {
    for (size_t j = 0; j < p->terms.at[i].terms.len; j++) {
      uint32_t number = p->terms.at[i].terms.at[j]->number;
      uint64_t part = (uint64_t)x->terms[number].rarity * RELATED_ONE * RELATED_ONE;
      article->terms[article->term_count++] =
          (related__term){number, (uint16_t)(part / norm), (uint16_t)p->terms.at[i].taxonomy};
    }
  }
}

const related__term *related__find_term(const related__article *a, uint32_t number) {
  for (uint32_t i = 0; i < a->term_count; i++) {
    if (a->terms[i].term == number) return &a->terms[i];
  }
  return NULL;
}

static void list_term(void *context, size_t number, unsigned worker) {
  (void)worker;
  related__index *x = context;
  related__term_list *l = &x->terms[number];
  for (size_t i = 0; l->of && i < l->of->pages.len && i < RELATED_POSTINGS; i++) {
    uint32_t article = x->by_page[l->of->pages.at[i]->number];
    if (!article || !x->articles[article - 1].offered) continue;
    const related__term *its = related__find_term(&x->articles[article - 1], (uint32_t)number);
    if (!its) continue;
    x->term_postings[l->first + l->count++] = (related__posting){article - 1, its->share, 0};
  }
}

void related__terms_list(const related__hands *h, related__index *x) {
  crew_run(&h->crew->by, x->term_count, list_term, x);
}
