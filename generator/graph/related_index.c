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

/* Numbers the stems of all readers in one row, by the readers' order. The numbers differ with the
 * number of threads; nothing that comes out depends on them. */
static void share_stems(const related__hands *h, sv lang, related__index *out) {
  arena *a = &h->kept[0], *scratch = &h->scratch[0];
  map by_stem = {0};
  for (size_t i = 0; i < h->crew->reader_count; i++) {
    vocabulary *words = related_vocabulary(h->crew->readers[i], lang);
    if (!words) continue;
    words->shared = arena_array(scratch, uint32_t, words->shown.len);
    for (size_t j = 0; j < words->shown.len; j++) {
      if (!words->shown.at[j].len) continue;
      bool fresh;
      map_entry *entry = map_entry_for(scratch, &by_stem, words->by_stem.entries[j].key, &fresh);
      size_t number = (size_t)(entry - by_stem.entries);
      words->shared[j] = (uint32_t)number;
      if (fresh) {
        vec_push(a, &out->stems, entry->key);
        vec_push(a, &out->shown, words->shown.at[j]);
      } else {
        sv *form = &out->shown.at[number];
        *form = vocabulary_better_form(*form, words->shown.at[j]);
      }
    }
  }
}

/* An index while it is made. */
typedef struct making {
  const related__hands *hands;
  related__index *index;
  sv lang;
  page_list articles;
  related_meanwhile meanwhile;
  unsigned parts;
  uint32_t *with[RELATED_PARTS]; /* by stem: articles of the part that have it; then [0]: of all */
  uint64_t length[RELATED_PARTS];
  uint32_t most_words[RELATED_PARTS]; /* of a bag */
  related__measures measures;
  related__bench *benches;   /* by worker */
  uint32_t *most_of_article; /* by worker */
} making;

static void count_part(void *context, size_t part, unsigned worker) {
  (void)worker;
  making *m = context;
  uint32_t *with = m->with[part], most = 0;
  uint64_t length = 0;
  related__range range = related__part(m->index->count, m->parts, part);
  for (uint32_t i = range.from; i < range.until; i++) {
    const related_bag *bag = m->articles.at[i]->words;
    const uint32_t *shared = bag->from->shared;
    length += bag->length;
    if (bag->count > most) most = bag->count;
    for (uint32_t w = 0; w < bag->count; w++) with[shared[bag->counts[w] >> 8]]++;
  }
  m->length[part] = length;
  m->most_words[part] = most;
}

/* How rare the words of a reader are, by those of all. */
static void rate_words(void *context, size_t reader, unsigned worker) {
  (void)worker;
  const making *m = context;
  vocabulary *words = related_vocabulary(m->hands->crew->readers[reader], m->lang);
  if (!words) return;
  for (size_t i = 0; i < words->shown.len; i++) {
    uint32_t with = 0;
    for (unsigned part = 0; part < m->parts; part++) with += m->with[part][words->shared[i]];
    if (with) words->rarity[i] = (uint8_t)related__rarity(m->index->count, with);
  }
}

/* How many articles have each word, and from that how rare it is, for all readers' words. */
static void measure(making *m) {
  const related_crew *c = m->hands->crew;
  arena *scratch = &m->hands->scratch[0];
  for (unsigned i = 0; i < m->parts; i++) {
    m->with[i] = arena_array(scratch, uint32_t, m->index->shown.len);
  }
  crew_run(&c->by, m->parts, count_part, m);
  uint64_t length = 0;
  uint32_t most = 0;
  for (unsigned i = 0; i < m->parts; i++) {
    length += m->length[i];
    if (m->most_words[i] > most) most = m->most_words[i];
  }
  for (size_t i = 0; i < c->reader_count; i++) {
    vocabulary *words = related_vocabulary(c->readers[i], m->lang);
    if (words) words->rarity = arena_array(scratch, uint8_t, words->shown.len);
  }
  crew_run(&c->by, c->reader_count, rate_words, m);
  related__measure(m->index->count, (uint32_t)(length / m->index->count), &m->measures);
  m->benches = arena_array(scratch, related__bench, c->by.workers);
  m->most_of_article = arena_array(scratch, uint32_t, c->by.workers);
  for (unsigned i = 0; i < c->by.workers; i++) {
    related__bench_open(scratch, &m->measures, most, &m->benches[i]);
  }
}

static void weigh_some(making *m, size_t number, unsigned worker) {
  related__index *x = m->index;
  arena *a = &m->hands->kept[worker];
  uint32_t i = (uint32_t)number * ARTICLES_A_TASK, until = i + ARTICLES_A_TASK;
  for (; i < until && i < x->count; i++) {
    related__article *article = &x->articles[i];
    article->page = m->articles.at[i];
    article->offered = is_offered(x->site, article->page);
    x->by_page[article->page->number] = i + 1;
    related__weigh(a, article->page->words, &m->measures, &m->benches[worker], article);
    if (article->count > m->most_of_article[worker]) m->most_of_article[worker] = article->count;
  }
}

static void weigh_task(void *context, size_t number, unsigned worker) {
  making *m = context;
  if (!m->meanwhile.run) {
    weigh_some(m, number, worker);
  } else if (number == 0) {
    m->meanwhile.run(m->meanwhile.context);
  } else {
    weigh_some(m, number - 1, worker);
  }
}

/* Each at the start of a line of the processor's cache. */
static related__article *new_articles(arena *a, size_t count) {
  enum { LINE = 64 };
  char *at = arena_zero(a, count * sizeof(related__article) + LINE, 1);
  return (related__article *)(void *)(at + (-(uintptr_t)at & (LINE - 1)));
}

static size_t tasks_for(const related__index *x) {
  return (x->count + ARTICLES_A_TASK - 1) / ARTICLES_A_TASK;
}

void related__index_weigh(const related__hands *h, const site *s, sv lang, page_list articles,
                          related_meanwhile meanwhile, related__index *out) {
  arena *a = &h->kept[0];
  *out = (related__index){.site = s, .count = (uint32_t)articles.len};
  making m = {.hands = h, .index = out, .lang = lang, .articles = articles};
  m.meanwhile = meanwhile;
  m.parts = related__parts(h);
  share_stems(h, lang, out);
  measure(&m);
  out->articles = new_articles(a, articles.len);
  out->by_page = arena_array(a, uint32_t, s->all.len);
  crew_run(&h->crew->by, tasks_for(out) + (meanwhile.run != NULL), weigh_task, &m);
  for (unsigned i = 0; i < h->crew->by.workers; i++) {
    if (m.most_of_article[i] > out->most_words) out->most_words = m.most_of_article[i];
  }
}

static void weigh_terms(void *context, size_t number, unsigned worker) {
  const making *m = context;
  related__index *x = m->index;
  uint32_t i = (uint32_t)number * ARTICLES_A_TASK, until = i + ARTICLES_A_TASK;
  for (; i < until && i < x->count; i++) {
    related__terms_weigh(&m->hands->kept[worker], x, &x->articles[i]);
  }
}

void related__index_join(const related__hands *h, sv lang, related__index *x) {
  making m = {.hands = h, .index = x};
  related__terms_open(&h->kept[0], x, lang);
  crew_run(&h->crew->by, tasks_for(x), weigh_terms, &m);
  related__terms_list(h, x);
  related__lists_make(h, x);
  related__links_collect(h, x);
}

void related__index_build(const related__hands *h, const site *s, sv lang, page_list articles,
                          related__index *out) {
  *out = (related__index){.site = s};
  if (!articles.len) return;
  related__index_weigh(h, s, lang, articles, (related_meanwhile){0}, out);
  related__index_join(h, lang, out);
}
