/* Related articles: of what a list is made, in one number.
 *
 * An article's list is picked from the articles that its words, terms and links lead to, by what
 * the index knows of them and of itself. While a fingerprint of all that is the same, so is the
 * list: an edit reaches those that meet an edited article where it stands among the weightiest, and
 * no other. Lists that section or recency had to fill up are made of more, and have no fingerprint.
 */
#include "base/mix.h"
#include "graph/related_pick.h"

/* What several threads work out, one kind after the other. */
typedef struct printing {
  const related__index *index;
  const related__wishes *wishes;
  uint64_t *names;    /* by term: it, and how rare it is */
  uint64_t *stems;    /* by stem: it, and the form that is shown of it */
  uint64_t *articles; /* by article: all that the index knows of it */
  uint64_t *lists;    /* by stem: the articles that it leads to */
  uint64_t *terms;    /* by term: the same */
  uint64_t seed;      /* the settings */
} printing;

static uint64_t print_settings(const settings *s) {
  const related_settings *r = &s->related;
  const double weights[] = {r->title, r->headings, r->body, r->terms, r->links};
  return mix_in(sv_sum(sv_make((const char *)weights, sizeof weights)), r->count);
}

/* One kind of fingerprint, some at a time. */
typedef struct kind {
  const printing *printing;
  void (*print)(const printing *p, uint32_t number);
  uint32_t count;
} kind;

enum { A_TASK = 256 };

static void print_some(void *context, size_t number, unsigned worker) {
  (void)worker;
  const kind *k = context;
  uint32_t i = (uint32_t)number * A_TASK, until = i + A_TASK;
  for (; i < until && i < k->count; i++) k->print(k->printing, i);
}

static void print_all(const crew *by, const printing *p, uint32_t count,
                      void (*print)(const printing *p, uint32_t number)) {
  kind k = {p, print, count};
  crew_run(by, (count + A_TASK - 1) / A_TASK, print_some, &k);
}

/* ---- What articles are to others beside their words ---- */

static void print_source(const printing *p, uint32_t i) {
  p->index->sources[i] = sv_sum(p->index->articles[i].page->source);
}

static void print_name(const printing *p, uint32_t number) {
  const related__term_list *l = &p->index->terms[number];
  if (l->of) p->names[number] = mix_in(sv_sum(l->of->name), l->rarity);
}

static void print_own(const printing *p, uint32_t number) {
  const related__article *a = &p->index->articles[number];
  related_trace *trace = &p->index->traces[number];
  uint64_t print = mix_in(p->seed, p->index->sources[number]);
  print =
      mix_in(print, (uint64_t)a->link_share << 32 | (uint64_t)a->linked_share << 1 | a->offered);
  for (uint32_t i = 0; i < a->term_count; i++) {
    print = mix_in(print, p->names[a->terms[i].term]);
    print = mix_in(print, (uint64_t)a->terms[i].taxonomy << 16 | a->terms[i].share);
  }
  for (uint32_t i = 0; i < a->links_to_count; i++) {
    print = mix_in(print, p->index->sources[a->links_to[i]]);
  }
  trace->own = print;
  trace->order = mix_in(mix_in(sv_sum(a->page->title), a->page->date.given),
                        (uint64_t)a->page->date.at.seconds);
  trace->listed = true;
  trace->offered = a->offered;
}

static void print_led_to(const printing *p, uint32_t number) {
  const related__term_list *l = &p->index->terms[number];
  const related__posting *list = p->index->term_postings + l->first;
  uint64_t print = 0;
  for (uint32_t i = 0; i < l->count; i++) {
    print = mix_in(print, p->index->sources[list[i].article]);
  }
  p->terms[number] = print;
}

/* Who is around it: what these are, their own tells. */
static void print_around(const printing *p, uint32_t number) {
  const related__article *a = &p->index->articles[number];
  const related__wishes *w = &p->wishes[number];
  const uint64_t *sources = p->index->sources;
  uint64_t print = p->index->traces[number].own;
  for (uint32_t i = 0; i < a->term_count; i++) print = mix_in(print, p->terms[a->terms[i].term]);
  for (uint32_t i = 0; i < a->links_to_count; i++) print = mix_in(print, sources[a->links_to[i]]);
  for (uint32_t i = 0; i < a->linked_from_count; i++) {
    print = mix_in(print, sources[a->linked_from[i]]);
  }
  for (size_t i = 0; i < w->pinned_count; i++) print = mix_in(print, sources[w->pinned[i]]);
  for (size_t i = 0; i < w->banned_count; i++) print = mix_in(print, ~sources[w->banned[i]]);
  p->index->traces[number].around = print;
}

void related__outline(const related__hands *h, related__index *x, const related__wishes *wishes) {
  arena *scratch = &h->scratch[0];
  const crew *by = &h->crew->by;
  x->sources = arena_array(&h->kept[0], uint64_t, x->count);
  printing p = {.index = x,
                .wishes = wishes,
                .names = arena_array(scratch, uint64_t, x->term_count),
                .terms = arena_array(scratch, uint64_t, x->term_count),
                .seed = print_settings(&x->site->settings)};
  print_all(by, &p, x->count, print_source);
  print_all(by, &p, x->term_count, print_name);
  print_all(by, &p, x->count, print_own);
  print_all(by, &p, x->term_count, print_led_to);
  print_all(by, &p, x->count, print_around);
}

/* ---- All that a list is picked from ---- */

static void print_stems(const printing *p, uint32_t i) {
  p->stems[i] = mix_in(sv_sum(p->index->stems.at[i]), sv_sum(p->index->shown.at[i]));
}

static void print_article(const printing *p, uint32_t number) {
  const related__article *a = &p->index->articles[number];
  const page *of = a->page;
  uint64_t print = mix_in(p->index->traces[number].own, (uint64_t)of->date.at.seconds);
  print = mix_in(mix_in(print, sv_sum(of->title)), sv_sum(of->section));
  print = mix_in(print, a->text_square);
  for (uint32_t i = 0; i < a->count; i++) {
    const related__word *w = &related__words(a)[i];
    print = mix_in(print, p->stems[a->stems[i]]);
    related__title title = related__title_of(a, i);
    print = mix_in(print, (uint64_t)title.part << 48 | (uint64_t)title.topic << 32 |
                              (uint64_t)w->text << 16 | (uint64_t)w->seen << 1 | w->asks);
  }
  p->articles[number] = print;
}

static uint64_t print_postings(const printing *p, const related__posting *list, uint32_t count,
                               uint64_t print) {
  for (uint32_t i = 0; i < count; i++) print = mix_in(print, p->articles[list[i].article]);
  return print;
}

static void print_list(const printing *p, uint32_t stem) {
  const related__lists *l = &p->index->lists[stem];
  const related__posting *list = p->index->postings + l->first;
  p->lists[stem] = print_postings(p, list, l->title_count + l->text_count, l->title_count);
}

static void print_term(const printing *p, uint32_t number) {
  const related__term_list *l = &p->index->terms[number];
  p->terms[number] = print_postings(p, p->index->term_postings + l->first, l->count, 0);
}

static uint64_t print_candidates(const printing *p, const related__article *a) {
  uint64_t print = 0;
  for (uint32_t i = 0; i < a->count; i++) {
    const related__word *w = &related__words(a)[i];
    if (w->asks || related__title_of(a, i).part) print = mix_in(print, p->lists[a->stems[i]]);
  }
  for (uint32_t i = 0; i < a->term_count; i++) print = mix_in(print, p->terms[a->terms[i].term]);
  for (uint32_t i = 0; i < a->links_to_count; i++)
    print = mix_in(print, p->articles[a->links_to[i]]);
  for (uint32_t i = 0; i < a->linked_from_count; i++) {
    print = mix_in(print, p->articles[a->linked_from[i]]);
  }
  return print;
}

static uint64_t print_pinned(const printing *p, const related__wishes *w) {
  uint64_t print = 0;
  for (size_t i = 0; i < w->pinned_count; i++) print = mix_in(print, p->articles[w->pinned[i]]);
  return print;
}

static void print_whole(const printing *p, uint32_t number) {
  related_trace *trace = &p->index->traces[number];
  uint64_t print = mix_in(trace->around, p->articles[number]);
  print = mix_in(print, print_candidates(p, &p->index->articles[number]));
  trace->print = mix_in(print, print_pinned(p, &p->wishes[number])) | 1;
}

void related__prints(const related__hands *h, related__index *x, const related__wishes *wishes) {
  arena *scratch = &h->scratch[0];
  const crew *by = &h->crew->by;
  uint32_t stems = (uint32_t)x->shown.len;
  printing p = {.index = x,
                .wishes = wishes,
                .stems = arena_array(scratch, uint64_t, stems),
                .articles = arena_array(scratch, uint64_t, x->count),
                .lists = arena_array(scratch, uint64_t, stems),
                .terms = arena_array(scratch, uint64_t, x->term_count)};
  print_all(by, &p, stems, print_stems);
  print_all(by, &p, x->count, print_article);
  print_all(by, &p, stems, print_list);
  print_all(by, &p, x->term_count, print_term);
  print_all(by, &p, x->count, print_whole);
}

/* ---- A list by itself ---- */

/* Even and not 0: the others are odd. */
uint64_t related__print_list(const page *p) {
  uint64_t print = 0;
  for (size_t i = 0; i < p->related_pages.len; i++) {
    const related_page *r = &p->related_pages.at[i];
    uint64_t score;
    memcpy(&score, &r->score, sizeof score);
    print = mix_in(mix_in(print, sv_sum(r->page->source)), score);
    for (size_t j = 0; j < r->why.len; j++) {
      const related_reason *why = &r->why.at[j];
      uint32_t part;
      memcpy(&part, &why->score, sizeof part);
      print = mix_in(print, (uint64_t)part << 32 | (uint64_t)why->kind << 16 | why->taxonomy);
      print = mix_in(print, sv_sum(related_what(why)));
    }
  }
  return (print << 1) | (uint64_t)1 << 63;
}
