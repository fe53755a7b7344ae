/* Related articles: of what a list is made, in one number.
 *
 * An article's list is picked from the articles that its words, terms and links lead to, by what
 * the index knows of them and of itself. While a fingerprint of all that is the same, so is the
 * list: an edit reaches those that meet an edited article where it stands among the weightiest, and
 * no other. Lists that section or recency had to fill up are made of more, and have no fingerprint.
 */
#include "graph/related_pick.h"

static uint64_t mix(uint64_t all, uint64_t next) {
  all = (all ^ next) * 0x9E3779B97F4A7C15u; /* 2^64 / golden ratio (Knuth) */
  return all ^ all >> 29;
}

typedef struct printing {
  const related__index *index;
  uint64_t *stems;    /* by stem: it, and the form that is shown of it */
  uint64_t *sources;  /* by article */
  uint64_t *articles; /* by article: all that the index knows of it */
  uint64_t *lists;    /* by stem: the articles that it leads to */
  uint64_t seed;      /* the settings */
} printing;

static uint64_t print_terms(const related__index *x, const page *p) {
  uint64_t print = 0;
  for (size_t i = 0; i < p->terms.len; i++) {
    for (size_t j = 0; j < p->terms.at[i].terms.len; j++) {
      const term *t = p->terms.at[i].terms.at[j];
      print = mix(mix(print, sv_sum(t->name)), p->terms.at[i].taxonomy);
      print = mix(print, related__term_rarity(x, t));
    }
  }
  return print;
}

static uint64_t print_article(const printing *p, uint32_t number) {
  const related__article *a = &p->index->articles[number];
  const page *of = a->page;
  uint64_t print = mix(p->sources[number], (uint64_t)of->date.at.seconds);
  print = mix(mix(print, sv_sum(of->title)), sv_sum(of->section));
  print = mix(print, (uint64_t)a->link_share << 32 | (uint64_t)a->linked_share << 1 | a->offered);
  print = mix(print, (uint64_t)a->term_norm << 32 | a->text_square);
  for (uint32_t i = 0; i < a->count; i++) {
    const related__word *w = &a->words[i];
    print = mix(print, p->stems[w->stem]);
    print = mix(print, (uint64_t)w->title << 48 | (uint64_t)w->topic << 32 |
                           (uint64_t)w->text << 16 | (uint64_t)w->seen << 1 | w->asks);
  }
  print = mix(print, print_terms(p->index, of));
  for (uint32_t i = 0; i < a->links_to_count; i++) print = mix(print, p->sources[a->links_to[i]]);
  return print;
}

static uint64_t print_list(const printing *p, const related__lists *l) {
  const related__posting *postings = p->index->postings;
  uint64_t print = l->title_count;
  for (uint32_t i = 0; i < l->title_count; i++) {
    print = mix(print, p->articles[postings[l->title_first + i].article]);
  }
  for (uint32_t i = 0; i < l->text_count; i++) {
    print = mix(print, p->articles[postings[l->text_first + i].article]);
  }
  return print;
}

static uint64_t print_candidates(const printing *p, const related__article *a) {
  const related__index *x = p->index;
  uint64_t print = 0;
  for (uint32_t i = 0; i < a->count; i++) {
    const related__word *w = &a->words[i];
    if (w->title || w->asks) print = mix(print, p->lists[w->stem]);
  }
  for (size_t i = 0; i < a->page->terms.len; i++) {
    for (size_t j = 0; j < a->page->terms.at[i].terms.len; j++) {
      const page_list *with = &a->page->terms.at[i].terms.at[j]->pages;
      for (size_t k = 0; k < with->len && k < RELATED_POSTINGS; k++) {
        uint32_t other = x->by_page[with->at[k]->number];
        if (other) print = mix(print, p->articles[other - 1]);
      }
    }
  }
  for (uint32_t i = 0; i < a->links_to_count; i++) print = mix(print, p->articles[a->links_to[i]]);
  for (uint32_t i = 0; i < a->linked_from_count; i++) {
    print = mix(print, p->articles[a->linked_from[i]]);
  }
  return print;
}

static uint64_t print_wishes(const printing *p, const related__wishes *w) {
  uint64_t print = 0;
  for (size_t i = 0; i < w->pinned_count; i++) print = mix(print, p->articles[w->pinned[i]]);
  for (size_t i = 0; i < w->banned_count; i++) print = mix(print, ~p->sources[w->banned[i]]);
  return print;
}

static uint64_t print_settings(const settings *s) {
  const related_settings *r = &s->related;
  const double weights[] = {r->title, r->headings, r->body, r->terms, r->links};
  return mix(sv_sum(sv_make((const char *)weights, sizeof weights)), r->count);
}

uint64_t *related__prints(arena *a, arena *scratch, const related__index *x,
                          const related__wishes *wishes) {
  printing p = {.index = x,
                .stems = arena_array(scratch, uint64_t, x->shown.len),
                .sources = arena_array(scratch, uint64_t, x->count),
                .articles = arena_array(scratch, uint64_t, x->count),
                .lists = arena_array(scratch, uint64_t, x->shown.len),
                .seed = print_settings(&x->site->settings)};
  uint64_t *prints = arena_array(a, uint64_t, x->count);
  for (size_t i = 0; i < x->shown.len; i++) {
    p.stems[i] = mix(sv_sum(x->stems.at[i]), sv_sum(x->shown.at[i]));
  }
  for (uint32_t i = 0; i < x->count; i++) p.sources[i] = sv_sum(x->articles[i].page->source);
  for (uint32_t i = 0; i < x->count; i++) p.articles[i] = print_article(&p, i);
  for (size_t i = 0; i < x->shown.len; i++) p.lists[i] = print_list(&p, &x->lists[i]);
  for (uint32_t i = 0; i < x->count; i++) {
    uint64_t print = mix(p.seed, p.articles[i]);
    print = mix(print, print_candidates(&p, &x->articles[i]));
    prints[i] = mix(print, print_wishes(&p, &wishes[i])) | 1;
  }
  return prints;
}
