/* Related articles, third step: the articles of a language as words with their worth. */
#include "graph/related_index.h"

#include <stdlib.h>

enum { ARTICLES_A_TASK = 64 };

unsigned related__parts(const related__hands *h) {
  unsigned parts = h->crew->by.workers > 1 ? h->crew->by.workers * 2 : 1;
  return parts < RELATED_PARTS ? parts : RELATED_PARTS;
}

related__range related__part(uint32_t count, unsigned parts, size_t part) {
  return (related__range){(uint32_t)((uint64_t)count * part / parts),
                          (uint32_t)((uint64_t)count * (part + 1) / parts)};
}

/* Overdue for review: readers are not sent to what nobody has looked at in time. */
static bool is_offered(const site *s, const page *p) {
  return p->state == PAGE_PUBLISHED && !page_is_overdue(p, s->clock.today);
}

/* The stems of all readers in one row: first those of the first reader, by its own map. */
typedef struct sharing {
  const related__hands *hands;
  const map *first;
  map others; /* of stems that the first does not have */
  related__index *out;
} sharing;

static void share_first(sharing *s, vocabulary *words) {
  arena *a = &s->hands->kept[0];
  words->shared = arena_alloc(a, words->shown.len * sizeof *words->shared);
  for (uint32_t i = 0; i < words->shown.len; i++) {
    words->shared[i] = i;
    vec_push(a, &s->out->stems, s->first->entries[i].key);
    vec_push(a, &s->out->shown, words->shown.at[i]);
  }
}

/* The number that the stem of another reader has in the row, which is its end for a new one. */
static uint32_t number_of(sharing *s, const map_entry *stem) {
  const map_entry *known = map_find_like(s->first, stem);
  if (known) return (uint32_t)(known - s->first->entries);
  bool fresh;
  known = map_entry_like(&s->hands->scratch[0], &s->others, stem, &fresh);
  return s->first->len + (uint32_t)(known - s->others.entries);
}

static void prefetch_stem(const sharing *s, const map *stems, size_t at) {
  enum { SLOT = 12, ENTRY = 8, KEY = 4 };
  if (at + SLOT >= stems->len) return;
  map_prefetch(s->first, stems->entries[at + SLOT].hash, MAP_SLOT);
  map_prefetch(s->first, stems->entries[at + ENTRY].hash, MAP_ENTRY);
  map_prefetch(s->first, stems->entries[at + KEY].hash, MAP_VALUE);
}

/* Also those that no page has any more, which an earlier build may speak of. */
static void share_words(sharing *s, vocabulary *words) {
  arena *a = &s->hands->kept[0];
  related__index *out = s->out;
  words->shared = arena_alloc(a, words->shown.len * sizeof *words->shared);
  for (size_t i = 0; i < words->shown.len; i++) {
    prefetch_stem(s, &words->by_stem, i);
    uint32_t number = number_of(s, &words->by_stem.entries[i]);
    words->shared[i] = number;
    if (number < out->stems.len) continue;
    vec_push(a, &out->stems, words->by_stem.entries[i].key);
    vec_push(a, &out->shown, words->shown.at[i]);
  }
}

static void prefetch_form(const related__index *x, const vocabulary *words, size_t at) {
  enum { FORM = 8, TEXT = 4 };
  if (at + FORM >= words->shown.len) return;
  __builtin_prefetch(&x->shown.at[words->shared[at + FORM]]);
  __builtin_prefetch(x->shown.at[words->shared[at + TEXT]].at);
}

/* Once they have numbers: which of all readers' forms are shown. */
static void share_forms(sharing *s, const vocabulary *words) {
  related__index *out = s->out;
  uint32_t known = words->traces ? 0 : out->known;
  for (size_t i = 0; i < words->shown.len; i++) {
    prefetch_form(out, words, i);
    if (!words->shown.at[i].len) continue;
    uint32_t number = words->shared[i];
    sv *form = &out->shown.at[number], before = *form;
    *form = form->len ? vocabulary_better_form(*form, words->shown.at[i]) : words->shown.at[i];
    if (number < known && !sv_eq(*form, before)) {
      vec_push(&s->hands->kept[0], &out->reshown, (related__reshown){number, before});
    }
  }
}

/* Numbers the stems of all readers in one row, by the readers' order. The numbers differ with the
 * number of threads; nothing that comes out depends on them. */
static void share_stems(const related__hands *h, related__index *out) {
  sharing s = {.hands = h, .out = out};
  size_t most = 0;
  for (size_t i = 0; i < out->vocabularies.len; i++) most += out->vocabularies.at[i]->shown.len;
  vec_reserve(&h->kept[0], &out->stems, most);
  vec_reserve(&h->kept[0], &out->shown, most);
  for (size_t i = 0; i < out->vocabularies.len; i++) {
    vocabulary *words = out->vocabularies.at[i];
    if (i == 0) {
      s.first = &words->by_stem;
      share_first(&s, words);
    } else {
      share_words(&s, words);
      share_forms(&s, words);
    }
    if (words->traces) out->known = out->stems.len;
  }
}

/* An index while it is made. */
typedef struct making {
  const related__hands *hands;
  related__index *index;
  page_list articles;
  related_meanwhile meanwhile;
  unsigned parts;
  uint32_t *with[RELATED_PARTS]; /* by stem: articles of the part that have it */
  related__bench *benches;       /* by worker */
  uint32_t *most;                /* by worker: words of an article */
  uint64_t *length;              /* by worker */
} making;

/* Each at the start of a line of the processor's cache. */
static related__article *new_articles(arena *a, size_t count) {
  enum { LINE = 64 };
  char *at = arena_zero(a, count * sizeof(related__article) + LINE, 1);
  return (related__article *)(void *)(at + (-(uintptr_t)at & (LINE - 1)));
}

static size_t tasks_for(const related__index *x) {
  return (x->count + ARTICLES_A_TASK - 1) / ARTICLES_A_TASK;
}

enum { AHEAD = 6 };

/* What open_some looks at lies far apart in a page. */
static void prefetch_page(const page *p) {
  __builtin_prefetch(p);
  __builtin_prefetch(&p->next_review);
  __builtin_prefetch(&p->words);
}

static void open_some(void *context, size_t number, unsigned worker) {
  const making *m = context;
  related__index *x = m->index;
  uint32_t i = (uint32_t)number * ARTICLES_A_TASK, until = i + ARTICLES_A_TASK;
  for (; i < until && i < x->count; i++) {
    if (i + AHEAD < x->count) prefetch_page(m->articles.at[i + AHEAD]);
    const page *p = m->articles.at[i];
    x->articles[i].page = p;
    x->bags[i] = p->words;
    x->articles[i].offered = is_offered(x->site, p);
    x->by_page[p->number] = i + 1;
    m->length[worker] += p->words->length;
    if (p->words->count > m->most[worker]) m->most[worker] = p->words->count;
  }
}

/* First those that the last build knew. */
static void list_vocabularies(const related__hands *h, sv lang, related__index *out) {
  for (int known = 1; known >= 0; known--) {
    for (size_t i = 0; i < h->crew->reader_count; i++) {
      vocabulary *words = related_vocabulary(h->crew->readers[i], lang);
      if (words && (words->traces != NULL) == known) {
        vec_push(&h->kept[0], &out->vocabularies, words);
      }
    }
  }
}

void related__index_share(const related__hands *h, sv lang, related__index *out) {
  *out = (related__index){0};
  list_vocabularies(h, lang, out);
  share_stems(h, out);
}

void related__index_open(const related__hands *h, const site *s, page_list articles,
                         related__index *out) {
  arena *a = &h->kept[0];
  out->site = s;
  out->count = (uint32_t)articles.len;
  out->articles = new_articles(a, articles.len);
  out->bags = arena_alloc(a, articles.len * sizeof *out->bags);
  out->by_page = arena_array(a, uint32_t, s->all.len);
  making m = {.hands = h, .index = out, .articles = articles};
  m.length = arena_array(&h->scratch[0], uint64_t, h->crew->by.workers);
  m.most = arena_array(&h->scratch[0], uint32_t, h->crew->by.workers);
  crew_run(&h->crew->by, tasks_for(out), open_some, &m);
  for (unsigned i = 0; i < h->crew->by.workers; i++) {
    out->length += m.length[i];
    if (m.most[i] > out->most_stems) out->most_stems = m.most[i];
  }
}

static void count_part(void *context, size_t part, unsigned worker) {
  (void)worker;
  making *m = context;
  uint32_t *with = m->with[part];
  related__range range = related__part(m->index->count, m->parts, part);
  for (uint32_t i = range.from; i < range.until; i++) {
    related__prefetch(m->index, i);
    const related_bag *bag = m->index->bags[i];
    const uint32_t *shared = bag->from->shared;
    for (uint32_t w = 0; w < bag->count; w++) with[shared[bag->counts[w] >> 8]]++;
  }
}

/* How rare the words of a reader are, by those of all. */
static void rate_words(void *context, size_t number, unsigned worker) {
  (void)worker;
  const making *m = context;
  vocabulary *words = m->index->vocabularies.at[number];
  for (size_t i = 0; i < words->shown.len; i++) {
    uint32_t with = 0;
    for (unsigned part = 0; part < m->parts; part++) with += m->with[part][words->shared[i]];
    if (with) words->rarity[i] = (uint8_t)related__rarity(m->index->count, with);
    if (words->left) words->left[i].with = with;
  }
}

void related__rate_open(const related__hands *h, related__index *x) {
  for (size_t i = 0; i < x->vocabularies.len; i++) {
    vocabulary *words = x->vocabularies.at[i];
    words->rarity = arena_array(&h->kept[0], uint8_t, words->shown.len);
    words->left = NULL;
    if (x->traces) {
      words->left = arena_array(h->crew->by.kept[0], related_stem_trace, words->shown.len);
    }
  }
}

/* How many articles have each word, and from that how rare it is, for all readers' words. */
static void measure(making *m) {
  const related_crew *c = m->hands->crew;
  arena *scratch = &m->hands->scratch[0];
  related__index *x = m->index;
  for (unsigned i = 0; i < m->parts; i++) {
    m->with[i] = arena_array(scratch, uint32_t, x->shown.len);
  }
  crew_run(&c->by, m->parts, count_part, m);
  related__rate_open(m->hands, x);
  crew_run(&c->by, x->vocabularies.len, rate_words, m);
  related__measure(x->count, (uint32_t)(x->length / x->count), &x->measures);
  m->benches = arena_array(scratch, related__bench, c->by.workers);
  m->most = arena_array(scratch, uint32_t, c->by.workers);
  for (unsigned i = 0; i < c->by.workers; i++) {
    related__bench_open(scratch, &x->measures, x->most_stems, &m->benches[i]);
  }
}

static void weigh_some(making *m, size_t number, unsigned worker) {
  related__index *x = m->index;
  arena *a = &m->hands->kept[worker];
  uint32_t i = (uint32_t)number * ARTICLES_A_TASK, until = i + ARTICLES_A_TASK;
  related_trace unasked;
  for (; i < until && i < x->count; i++) {
    related__article *article = &x->articles[i];
    const related_bag *bag = x->bags[i];
    related_trace *trace = x->traces ? &x->traces[i] : &unasked;
    related__weigh(a, bag, bag->from->rarity, &x->measures, &m->benches[worker], article, trace);
    if (article->count > m->most[worker]) m->most[worker] = article->count;
  }
}

static void weigh_task(void *context, size_t number, unsigned worker) {
  making *m = context;
  const related_meanwhile *beside = &m->meanwhile;
  if (number < beside->parts) {
    beside->run(beside->context, number, worker);
  } else {
    weigh_some(m, number - beside->parts, worker);
  }
}

void related__index_weigh(const related__hands *h, related_meanwhile meanwhile, related__index *x) {
  making m = {.hands = h, .index = x, .meanwhile = meanwhile, .parts = related__parts(h)};
  measure(&m);
  crew_run(&h->crew->by, tasks_for(x) + meanwhile.parts, weigh_task, &m);
  for (unsigned i = 0; i < h->crew->by.workers; i++) {
    if (m.most[i] > x->most_words) x->most_words = m.most[i];
  }
}

/* What related__terms_weigh looks at. */
static void prefetch_terms(const related__index *x, uint32_t article) {
  enum { PAGE = 16, GIVEN = 12, TERMS = 8, TERM = 4 };
  if (article + PAGE >= x->count) return;
  __builtin_prefetch(&x->articles[article + PAGE].page->terms);
  __builtin_prefetch(x->articles[article + GIVEN].page->terms.at);
  const page *p = x->articles[article + TERMS].page;
  for (size_t i = 0; i < p->terms.len; i++) __builtin_prefetch(p->terms.at[i].terms.at);
  p = x->articles[article + TERM].page;
  for (size_t i = 0; i < p->terms.len; i++) {
    const page_terms *given = &p->terms.at[i];
    for (size_t j = 0; j < given->terms.len; j++) __builtin_prefetch(&given->terms.at[j]->number);
  }
}

static void weigh_terms(void *context, size_t number, unsigned worker) {
  const making *m = context;
  related__index *x = m->index;
  uint32_t i = (uint32_t)number * ARTICLES_A_TASK, until = i + ARTICLES_A_TASK;
  for (; i < until && i < x->count; i++) {
    prefetch_terms(x, i);
    related__terms_weigh(&m->hands->kept[worker], x, &x->articles[i]);
  }
}

void related__index_join(const related__hands *h, sv lang, related__index *x) {
  making m = {.hands = h, .index = x};
  related__terms_open(&h->kept[0], x, lang);
  crew_run(&h->crew->by, tasks_for(x), weigh_terms, &m);
  related__terms_list(h, x);
  related__links_collect(h, x);
}

void related__index_leave(const related__index *x) {
  for (size_t i = 0; i < x->vocabularies.len; i++) {
    const vocabulary *words = x->vocabularies.at[i];
    for (size_t j = 0; j < words->shown.len; j++) {
      const related__least *least = &x->least[words->shared[j]];
      words->left[j].title = least->title;
      words->left[j].text = least->text;
    }
  }
}

void related__index_build(const related__hands *h, const site *s, sv lang, page_list articles,
                          related__index *out) {
  *out = (related__index){.site = s};
  if (!articles.len) return;
  related__index_share(h, lang, out);
  related__index_open(h, s, articles, out);
  related__index_weigh(h, (related_meanwhile){0}, out);
  related__index_join(h, lang, out);
  related__lists_make(h, out);
}
