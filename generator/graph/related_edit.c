/* Related articles: what an edit changed of the words. */
#include "graph/related_edit.h"

#include <stdlib.h>

enum { ARTICLES_A_TASK = 64, ALWAYS_FEW = 16, FEW = 8 };

bool related__are_few(uint32_t some, uint32_t all) {
  return some <= ALWAYS_FEW + all / FEW;
}

/* The articles that are not as they were, in either of their forms. */
static bool find_gone(related__edit *e, sv lang, uint32_t *entered) {
  arena *a = &e->hands->kept[0];
  const related__index *x = e->index;
  for (uint32_t i = 0; i < x->count; i++) {
    e->changed[i] = !related__trace_then(e, i)->listed;
    *entered += e->changed[i];
  }
  for (size_t i = 0; i < x->site->all.len; i++) {
    const page *p = x->site->all.at[i];
    if (!e->last->traces[i].listed || x->by_page[i] || !sv_eq(p->lang, lang)) continue;
    vec_push(a, &e->gone, (related_gone){p->words, e->last->traces[i], p->source, p});
  }
  for (uint32_t i = 0; i < e->last->gone_count; i++) {
    const related_gone *g = &e->last->gone[i];
    if (g->trace.listed && sv_eq(g->bag->from->lang, lang)) vec_push(a, &e->gone, *g);
  }
  return related__are_few(*entered, x->count) && related__are_few(e->gone.len, x->count);
}

/* Whether what depends on how many articles and words there are is as it was. */
static bool same_measures(related__edit *e, uint32_t entered) {
  related__index *x = e->index;
  uint32_t count_then = x->count - entered + e->gone.len;
  uint64_t length_then = x->length;
  for (uint32_t i = 0; i < x->count; i++) {
    if (e->changed[i]) length_then -= x->bags[i]->length;
  }
  for (uint32_t i = 0; i < e->gone.len; i++) length_then += e->gone.at[i].bag->length;
  if (!count_then || related__half_octaves(count_then) != related__half_octaves(x->count)) {
    return false;
  }
  uint32_t mean = (uint32_t)(x->length / x->count);
  related__measure(x->count, mean, &x->measures);
  return related__same_length(mean, (uint32_t)(length_then / count_then));
}

static void add_bag(uint32_t *with, const related_bag *bag, uint32_t times) {
  const uint32_t *shared = bag->from->shared;
  for (uint32_t i = 0; i < bag->count; i++) with[shared[bag->counts[i] >> 8]] += times;
}

static void count_words(related__edit *e) {
  const related__index *x = e->index;
  for (size_t i = 0; i < x->vocabularies.len; i++) {
    const vocabulary *words = x->vocabularies.at[i];
    for (size_t j = 0; words->traces && j < words->shown.len; j++) {
      uint32_t stem = words->shared[j];
      const related_stem_trace *t = &words->traces[j];
      e->with_then[stem] = t->with;
      e->least[stem] = (related__least){t->title, t->text};
    }
  }
  memcpy(e->with, e->with_then, x->shown.len * sizeof *e->with);
  for (uint32_t i = 0; i < x->count; i++) {
    if (e->changed[i]) add_bag(e->with, x->bags[i], 1);
  }
  for (uint32_t i = 0; i < e->gone.len; i++) add_bag(e->with, e->gone.at[i].bag, (uint32_t)-1);
}

static uint8_t rarity_of(const related__index *x, uint32_t with) {
  return with ? (uint8_t)related__rarity(x->count, with) : 0;
}

static void rate_words(void *context, size_t number, unsigned worker) {
  (void)worker;
  related__edit *e = context;
  vocabulary *words = e->index->vocabularies.at[number];
  for (size_t i = 0; i < words->shown.len; i++) {
    uint32_t with = e->with[words->shared[i]], then = e->with_then[words->shared[i]];
    words->rarity[i] = rarity_of(e->index, with);
    words->rarity_then[i] = with == then ? words->rarity[i] : rarity_of(e->index, then);
    words->left[i].with = with;
  }
}

/* A word that no article had, or none has, changes no article that stayed. */
static void mark_rarities(related__edit *e) {
  for (size_t i = 0; i < e->index->shown.len; i++) {
    uint32_t with = e->with[i], then = e->with_then[i];
    if (with == then || !with || !then) continue;
    if (rarity_of(e->index, with) != rarity_of(e->index, then)) e->marks[i] |= RELATED_RARITY;
  }
}

/* A stem whose form that is shown may be another than it was. */
typedef struct touched {
  uint32_t stem;
  sv then;
} touched;

typedef struct touching {
  arena *scratch;
  const related__index *index;
  uint32_t *places; /* by stem: its place in the list + 1 */
  VEC(touched) list;
} touching;

/* What was shown of a stem, as far as words that are still known tell. */
static sv *touch(touching *t, uint32_t stem, sv then) {
  if (!t->places[stem]) {
    vec_push(t->scratch, &t->list, (touched){stem, then});
    t->places[stem] = t->list.len;
  }
  return &t->list.at[t->places[stem] - 1].then;
}

/* The form that was shown is the best that the last build met, be it a word of the site now or not.
 */
static void mark_forms(related__edit *e) {
  const related__index *x = e->index;
  arena *scratch = &e->hands->scratch[0];
  touching t = {scratch, x, arena_array(scratch, uint32_t, x->shown.len), {0}};
  for (uint32_t i = 0; i < x->reshown.len; i++) {
    touch(&t, x->reshown.at[i].stem, x->reshown.at[i].before);
  }
  for (size_t i = 0; i < x->vocabularies.len; i++) {
    const vocabulary *words = x->vocabularies.at[i];
    for (uint32_t j = 0; j < words->faded.len; j++) {
      const vocabulary_faded *f = &words->faded.at[j];
      uint32_t stem = words->shared[f->stem];
      sv *then = touch(&t, stem, x->shown.at[stem]);
      *then = then->len ? vocabulary_better_form(*then, f->form) : f->form;
    }
  }
  for (uint32_t i = 0; i < t.list.len; i++) {
    const touched *it = &t.list.at[i];
    if (!sv_eq(it->then, x->shown.at[it->stem])) e->marks[it->stem] |= RELATED_SHOWN;
  }
}

/* What the last build kept of pages lies in their order: it is walked through quicker in that one
 * than newest first. */
static uint32_t *put_in_order(arena *a, const related__index *x) {
  uint32_t *articles = arena_array(a, uint32_t, x->count), count = 0;
  for (size_t i = 0; i < x->site->all.len; i++) {
    if (x->by_page[i]) articles[count++] = x->by_page[i] - 1;
  }
  return articles;
}

bool related__edit_open(const related__hands *h, sv lang, const related_last *last,
                        related__index *x, related__edit *out) {
  arena *a = &h->kept[0];
  uint32_t entered = 0, stems = x->shown.len;
  *out = (related__edit){.hands = h, .index = x, .last = last};
  if (!x->known) return false;
  out->changed = arena_array(a, bool, x->count);
  if (!find_gone(out, lang, &entered) || !same_measures(out, entered)) return false;
  x->most_words = x->most_stems;
  out->reached = arena_array(a, bool, x->count);
  out->in_order = put_in_order(a, x);
  out->marks = arena_array(a, uint8_t, stems);
  out->with = arena_array(a, uint32_t, stems);
  out->with_then = arena_array(a, uint32_t, stems);
  out->least = arena_array(a, related__least, stems);
  count_words(out);
  mark_rarities(out);
  mark_forms(out);
  return true;
}

void related__spread_marks(related__edit *e) {
  for (size_t i = 0; i < e->index->vocabularies.len; i++) {
    vocabulary *words = e->index->vocabularies.at[i];
    for (size_t j = 0; j < words->shown.len; j++) words->marks[j] = e->marks[words->shared[j]];
  }
}

static void open_words(related__edit *e) {
  const related__index *x = e->index;
  arena *a = &e->hands->kept[0];
  related__rate_open(e->hands, e->index);
  for (size_t i = 0; i < x->vocabularies.len; i++) {
    vocabulary *words = x->vocabularies.at[i];
    words->rarity_then = arena_array(a, uint8_t, words->shown.len);
    words->marks = arena_array(a, uint8_t, words->shown.len);
  }
  crew_run(&e->hands->crew->by, x->vocabularies.len, rate_words, e);
  unsigned workers = e->hands->crew->by.workers;
  e->benches = arena_array(a, related__bench, workers);
  uint32_t most = x->most_stems;
  for (uint32_t i = 0; i < e->gone.len; i++) {
    if (e->gone.at[i].bag->count > most) most = e->gone.at[i].bag->count;
  }
  for (unsigned i = 0; i < workers; i++) {
    related__bench_open(a, &x->measures, most, &e->benches[i]);
  }
}

/* Of a word whose rarity or form changed: what that changes of an article with it. */
static void note_word(related__edit *e, uint32_t article, uint32_t packed, uint8_t marks) {
  const related_trace *then = related__trace_then(e, article);
  const related_bag *bag = e->index->bags[article];
  uint32_t weight =
      e->index->measures.of_times[packed & RELATED_MOST_TIMES] * bag->from->rarity[packed >> 8];
  if (marks & RELATED_RARITY) e->changed[article] = true;
  if (packed & RELATED_IN_TITLE || weight >= then->keeps) e->reached[article] = true;
}

static void note_article(related__edit *e, uint32_t article) {
  const related_bag *bag = e->index->bags[article];
  const uint8_t any = RELATED_RARITY | RELATED_SHOWN;
  for (uint32_t i = 0; (i = related__next_marked(bag, i, any)) < bag->count; i++) {
    uint32_t packed = bag->counts[i];
    note_word(e, article, packed, bag->from->marks[packed >> 8]);
  }
}

static void note_some(void *context, size_t number, unsigned worker) {
  (void)worker;
  related__edit *e = context;
  uint32_t i = (uint32_t)number * ARTICLES_A_TASK, until = i + ARTICLES_A_TASK;
  for (; i < until && i < e->index->count; i++) {
    uint32_t article = related__in_order(e, i);
    if (!e->changed[article]) note_article(e, article);
  }
}

static bool any_marks(const related__edit *e) {
  for (size_t i = 0; i < e->index->shown.len; i++) {
    if (e->marks[i]) return true;
  }
  return false;
}

void related__edit_weigh(related__edit *e) {
  open_words(e);
  if (!any_marks(e)) return;
  related__spread_marks(e);
  size_t tasks = (e->index->count + ARTICLES_A_TASK - 1) / ARTICLES_A_TASK;
  crew_run(&e->hands->crew->by, tasks, note_some, e);
}
