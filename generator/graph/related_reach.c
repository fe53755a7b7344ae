/* Related articles: which lists an edit may reach. */
#include "graph/related_edit.h"

enum { ARTICLES_A_TASK = 64 };

/* How its words were weighed then holds for what others did not change, and so far the rest. */
static void take_weights(related_trace *now, const related_trace *then) {
  now->text_square = then->text_square;
  now->title_square = then->title_square;
  now->keeps = then->keeps;
  now->asks = then->asks;
  now->keeps_equal = then->keeps_equal;
  now->least = then->least;
  memcpy(now->hits, then->hits, sizeof now->hits);
}

/* The words that an article had for others; none where it was not offered. */
static void weigh_then(related__edit *e, const related_bag *bag, const related_trace *trace,
                       related__article *out) {
  related_trace unasked;
  *out = (related__article){0};
  if (!trace->offered) return;
  related__weigh(&e->hands->scratch[0], bag, bag->from->rarity_then, &e->index->measures,
                 &e->benches[0], out, &unasked);
}

static void meet_changed(related__edit *e, uint32_t article) {
  const related__index *x = e->index;
  const related_trace *trace = related__trace_then(e, article);
  const related_gone *gone = e->gone_of[article] ? &e->gone.at[e->gone_of[article] - 1] : NULL;
  related__article none = {0}, then = {0};
  const related__article *now = x->articles[article].offered ? &x->articles[article] : &none;
  if (trace->listed) {
    weigh_then(e, x->bags[article], trace, &then);
  } else if (gone) {
    weigh_then(e, gone->bag, &gone->trace, &then);
  }
  related__meet(e, article, sv_sum(x->articles[article].page->source), &then, now);
}

static void mark_changed(related__edit *e) {
  related__index *x = e->index;
  for (uint32_t i = 0; i < x->count; i++) {
    if (!e->changed[i] || e->whole[i]) continue;
    const related_bag *bag = x->bags[i];
    related__weigh(&e->hands->kept[0], bag, bag->from->rarity, &x->measures, &e->benches[0],
                   &x->articles[i], &x->traces[i]);
    e->whole[i] = true;
    meet_changed(e, i);
  }
}

/* Those that are articles still are met as what they are. */
static void mark_gone(related__edit *e) {
  const related__article none = {0};
  for (uint32_t i = 0; i < e->gone.len; i++) {
    const related_gone *g = &e->gone.at[i];
    related__article then;
    if (g->page && e->index->by_page[g->page->number]) continue;
    weigh_then(e, g->bag, &g->trace, &then);
    related__meet(e, UINT32_MAX, sv_sum(g->source), &then, &none);
  }
}

static void find_gone_of(related__edit *e) {
  e->gone_of = arena_array(&e->hands->kept[0], uint32_t, e->index->count);
  for (uint32_t i = 0; i < e->gone.len; i++) {
    const page *now = e->gone.at[i].page;
    uint32_t article = now ? e->index->by_page[now->number] : 0;
    if (article) e->gone_of[article - 1] = i + 1;
  }
}

static bool any_changed(const related__edit *e, const uint32_t *articles, size_t count) {
  for (size_t i = 0; i < count; i++) {
    if (e->changed[articles[i]]) return true;
  }
  return false;
}

/* Terms that lead to a changed article. */
static void find_terms(related__edit *e) {
  const related__index *x = e->index;
  for (uint32_t i = 0; i < x->term_count; i++) {
    const related__posting *list = x->term_postings + x->terms[i].first;
    for (uint32_t j = 0; j < x->terms[i].count && !e->terms[i]; j++) {
      e->terms[i] = e->changed[list[j].article];
    }
  }
}

/* ---- Lists that words do not reach are taken, while terms and links are not known yet ---- */

static void take_list(related__edit *e, uint32_t article, unsigned worker) {
  const related_crew *c = e->hands->crew;
  const related_trace *then = related__trace_then(e, article);
  related_trace *now = &e->index->traces[article];
  if (e->changed[article]) return;
  take_weights(now, then);
  if (e->reached[article] || !then->print || related__was_met(e, article) ||
      related__may_meet(e, article, false, worker)) {
    e->reached[article] = true;
    return;
  }
  page *p = e->index->site->all.at[e->index->articles[article].page->number];
  e->reached[article] = !c->take(c->take_context, c->by.kept[worker], p, then->print);
  now->print = then->print;
}

static void take_some(related__edit *e, size_t number, unsigned worker) {
  uint32_t i = (uint32_t)number * ARTICLES_A_TASK, until = i + ARTICLES_A_TASK;
  for (; i < until && i < e->index->count; i++) {
    take_list(e, related__in_order(e, i), worker);
  }
}

typedef struct taking {
  related__edit *edit;
  related_meanwhile meanwhile;
} taking;

static void take_task(void *context, size_t number, unsigned worker) {
  const taking *t = context;
  const related_meanwhile *beside = &t->meanwhile;
  if (number < beside->parts) {
    beside->run(beside->context, number, worker);
  } else {
    take_some(t->edit, number - beside->parts, worker);
  }
}

static size_t tasks_for(const related__edit *e) {
  return (e->index->count + ARTICLES_A_TASK - 1) / ARTICLES_A_TASK;
}

static uint32_t count_changed(const related__edit *e) {
  uint32_t count = 0;
  for (uint32_t i = 0; i < e->index->count; i++) count += e->changed[i];
  return count;
}

void related__edit_take(related__edit *e, related_meanwhile meanwhile) {
  taking t = {e, meanwhile};
  size_t tasks = 0;
  e->whole = arena_array(&e->hands->kept[0], bool, e->index->count);
  e->too_many = !related__are_few(count_changed(e), e->index->count);
  if (!e->too_many) {
    related__meet_open(e);
    find_gone_of(e);
    mark_changed(e);
    mark_gone(e);
    related__spread_marks(e);
    related__meet_ready(e);
    tasks = tasks_for(e);
  }
  e->marked = false;
  crew_run(&e->hands->crew->by, tasks + meanwhile.parts, take_task, &t);
}

/* ---- What terms and links reach besides ---- */

/* Those of which others see something else than they did. */
static void find_changed(related__edit *e) {
  for (uint32_t i = 0; i < e->index->count; i++) {
    if (related__trace_then(e, i)->own != e->index->traces[i].own) e->changed[i] = true;
  }
}

/* Of articles that weigh the same in a list, the first are kept. */
static void mark_moved(related__edit *e) {
  const related__index *x = e->index;
  for (uint32_t i = 0; i < e->gone.len; i++) {
    const related_gone *g = &e->gone.at[i];
    uint32_t article = g->page ? x->by_page[g->page->number] : 0;
    if (!article || g->trace.order == x->traces[article - 1].order) continue;
    if (x->articles[article - 1].offered) related__meet_moved(e, &x->articles[article - 1]);
  }
}

static bool is_joined(const related__edit *e, uint32_t article) {
  const related__article *a = &e->index->articles[article];
  for (uint32_t i = 0; i < a->term_count; i++) {
    if (e->terms[a->terms[i].term]) return true;
  }
  return any_changed(e, a->links_to, a->links_to_count) ||
         any_changed(e, a->linked_from, a->linked_from_count);
}

static bool meets_changed(const related__edit *e, uint32_t article, unsigned worker) {
  const related__wishes *w = &e->wishes[article];
  bool joined = is_joined(e, article);
  return related__was_met(e, article) || any_changed(e, w->pinned, w->pinned_count) ||
         ((joined || e->marked) && related__may_meet(e, article, joined, worker));
}

static bool is_reached(const related__edit *e, uint32_t article, unsigned worker) {
  return e->reached[article] || e->changed[article] ||
         related__trace_then(e, article)->around != e->index->traces[article].around ||
         meets_changed(e, article, worker);
}

static void reach_some(void *context, size_t number, unsigned worker) {
  related__edit *e = context;
  uint32_t i = (uint32_t)number * ARTICLES_A_TASK, until = i + ARTICLES_A_TASK;
  for (; i < until && i < e->index->count; i++) {
    e->reached[i] = is_reached(e, i, worker);
  }
}

bool related__edit_reach(related__edit *e, const related__wishes *wishes) {
  related__index *x = e->index;
  e->wishes = wishes;
  find_changed(e);
  if (e->too_many || !related__are_few(count_changed(e), x->count)) return false;
  e->terms = arena_array(&e->hands->kept[0], bool, x->term_count);
  mark_changed(e);
  mark_moved(e);
  if (e->marked) related__spread_marks(e);
  related__meet_ready(e);
  find_terms(e);
  crew_run(&e->hands->crew->by, tasks_for(e), reach_some, e);
  return true;
}

/* ---- The words that are asked for ---- */

static void weigh_whole(related__edit *e, uint32_t article, unsigned worker) {
  related__index *x = e->index;
  const related_bag *bag = x->bags[article];
  related_trace *trace = &x->traces[article];
  related__weigh(&e->hands->kept[worker], bag, bag->from->rarity, &x->measures, &e->benches[worker],
                 &x->articles[article], trace);
  e->whole[article] = true;
}

static void weigh_some(void *context, size_t number, unsigned worker) {
  related__edit *e = context;
  uint32_t i = (uint32_t)number * ARTICLES_A_TASK, until = i + ARTICLES_A_TASK;
  for (; i < until && i < e->index->count; i++) {
    if (e->reached[i] && !e->whole[i]) weigh_whole(e, i, worker);
  }
}

static void mark_asked(related__edit *e) {
  for (uint32_t i = 0; i < e->index->shown.len; i++) {
    if (e->marks[i] & RELATED_LIST) e->marks[i] |= RELATED_ASKED;
  }
  for (uint32_t i = 0; i < e->index->count; i++) {
    if (!e->reached[i]) continue;
    const related__article *article = &e->index->articles[i];
    const related__word *words = related__words(article);
    for (uint32_t j = 0; j < article->count; j++) {
      bool asks = words[j].asks || related__title_of(article, j).part;
      if (asks) e->marks[article->stems[j]] |= RELATED_ASKED;
    }
  }
}

/* Of an article that is not weighed, the words that somebody asks for. */
static void look_up_article(related__edit *e, uint32_t number, unsigned worker) {
  related__index *x = e->index;
  related__article *article = &x->articles[number];
  const related_bag *bag = x->bags[number];
  const related_trace *trace = &x->traces[number];
  related__bench *bench = &e->benches[worker];
  related__norms norms;
  uint32_t count = 0;
  bool ready = false;
  for (uint32_t i = 0; (i = related__next_marked(bag, i, RELATED_ASKED)) < bag->count; i++) {
    uint32_t packed = bag->counts[i];
    if (!ready) norms = related__norms_of(bag, &x->measures, trace), ready = true;
    if (!related__weigh_word(bag, i, &x->measures, trace, &norms, &bench->words[count],
                             &bench->titles[count])) {
      continue;
    }
    bench->stems[count++] = bag->from->shared[packed >> 8];
    if (packed & RELATED_IN_TITLE) article->title_count = (uint16_t)count;
  }
  related__keep_words(&e->hands->kept[worker], bench, count, article);
}

static void look_up_some(void *context, size_t number, unsigned worker) {
  related__edit *e = context;
  uint32_t i = (uint32_t)number * ARTICLES_A_TASK, until = i + ARTICLES_A_TASK;
  for (; i < until && i < e->index->count; i++) {
    uint32_t article = related__in_order(e, i);
    if (e->whole[article] || !e->index->articles[article].offered) continue;
    look_up_article(e, article, worker);
  }
}

void related__edit_look_up(related__edit *e) {
  const crew *by = &e->hands->crew->by;
  crew_run(by, tasks_for(e), weigh_some, e);
  mark_asked(e);
  related__spread_marks(e);
  crew_run(by, tasks_for(e), look_up_some, e);
  related__lists_make(e->hands, e->index);
}

/* ---- What is looked at once lists are picked ---- */

struct related__later {
  bool *whole; /* by article */
  related__bench *bench;
  arena *kept;
};

void related__weigh_later(const related__index *x, uint32_t article) {
  related__later *l = x->later;
  if (l->whole[article]) return;
  const related_bag *bag = x->bags[article];
  related_trace unasked;
  related__weigh(l->kept, bag, bag->from->rarity, &x->measures, l->bench, &x->articles[article],
                 &unasked);
  l->whole[article] = true;
}

related__index *related__edit_view(const related__edit *e, unsigned worker) {
  const related__index *x = e->index;
  arena *a = &e->hands->kept[worker];
  related__index *view = arena_alloc(a, sizeof *view);
  related__later *later = arena_alloc(a, sizeof *later);
  *view = *x;
  view->later = later;
  view->articles = arena_alloc(a, x->count * sizeof *x->articles);
  memcpy(view->articles, x->articles, x->count * sizeof *x->articles);
  *later =
      (related__later){.whole = arena_alloc(a, x->count), .bench = &e->benches[worker], .kept = a};
  memcpy(later->whole, e->whole, x->count);
  return view;
}

/* Of words that were looked up their lists tell; those of the others are as they were. */
void related__edit_leave(const related__edit *e) {
  related__index *x = e->index;
  for (size_t i = 0; i < x->shown.len; i++) {
    if (!(e->marks[i] & RELATED_ASKED)) x->least[i] = e->least[i];
  }
  related__index_leave(x);
}
