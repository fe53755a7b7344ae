#include "graph/related.h"

#include <stdlib.h>

#include "base/oom.h"
#include "graph/related_edit.h"

enum { BLOCK = 1024 * 1024 };

typedef struct linking {
  site *site;
  const related_crew *crew;
  finder finder;
  diag_sink *sink;
} linking;

/* A language, from its words to its lists; all 0: none. */
typedef struct relating {
  related__hands hands;
  related__index index;
  bool edited; /* little has changed since the last build: `edit` says what */
  related__edit edit;
  sv lang;
} relating;

struct related_work {
  arena memory;
  site *site;
  related_crew crew;
  relating first; /* the first language that has articles; opened or weighed already */
};

typedef struct picking_all {
  const relating *language;
  const related_crew *crew;
  const related__wishes *wishes;
  related__picker *pickers;  /* by worker, which opens its own */
  const related__edit *edit; /* NULL: all is looked at */
} picking_all;

static related__picker *picker_of(const picking_all *all, unsigned worker) {
  related__picker *k = &all->pickers[worker];
  const related__index *x = &all->language->index;
  if (k->site) return k;
  if (all->edit) x = related__edit_view(all->edit, worker);
  related__picker_open(&all->language->hands.kept[worker], x, all->wishes,
                       all->crew->by.kept[worker], k);
  k->holds_words = all->edit != NULL;
  return k;
}

/* A list that was taken was picked from the same articles as it was then. */
static void take_hits(const related_crew *c, const page *p, related_trace *trace) {
  const related_trace *then = c->last ? &c->last->traces[p->number] : NULL;
  bool known = then && then->print == trace->print;
  trace->least = known ? then->least : 0;
  if (known) memcpy(trace->hits, then->hits, sizeof trace->hits);
}

/* Lists that an edit does not reach have been taken, and some that it reaches. */
static void pick_task(void *context, size_t i, unsigned worker) {
  const picking_all *all = context;
  const related__index *x = &all->language->index;
  page *p = x->site->all.at[x->articles[i].page->number];
  related_trace *trace = x->traces ? &x->traces[i] : NULL;
  p->related_trace = trace;
  if (!trace) {
    related__pick(picker_of(all, worker), (uint32_t)i, NULL);
  } else if (all->edit) {
    if (!all->edit->reached[i]) return;
    bool filled = related__pick(picker_of(all, worker), (uint32_t)i, trace);
    trace->print = filled ? related__print_list(p) : 0;
  } else if (all->crew->take(all->crew->take_context, all->crew->by.kept[worker], p,
                             trace->print)) {
    take_hits(all->crew, p, trace);
  } else if (!related__pick(picker_of(all, worker), (uint32_t)i, trace)) {
    trace->print = 0;
  }
}

/* The lists do not depend on each other, so each thread picks those that it comes to. */
static void pick_all(const linking *l, relating *r, const related__wishes *wishes) {
  const crew *by = &l->crew->by;
  picking_all all = {.language = r,
                     .crew = l->crew,
                     .wishes = wishes,
                     .pickers = arena_array(&r->hands.kept[0], related__picker, by->workers),
                     .edit = r->edited ? &r->edit : NULL};
  crew_run(by, r->index.count, pick_task, &all);
  for (unsigned i = 0; i < by->workers; i++) related__picker_close(&all.pickers[i]);
}

/* Reasons point to the words, and outlive the index and those who read the words. */
static void hold_words(arena *a, related__index *x) {
  sv *held = arena_array(a, sv, x->shown.len);
  for (size_t i = 0; i < x->shown.len; i++) held[i] = arena_dup(a, x->shown.at[i]);
  x->shown.at = held;
}

static void open_language(related_work *w, sv lang, relating *out) {
  unsigned workers = w->crew.by.workers;
  *out = (relating){.hands = {.crew = &w->crew,
                              .kept = arena_array(&w->memory, arena, workers),
                              .scratch = arena_array(&w->memory, arena, workers)},
                    .lang = lang};
  for (unsigned i = 0; i < workers; i++) {
    arena_init(&out->hands.kept[i], BLOCK);
    arena_init(&out->hands.scratch[i], BLOCK);
  }
  related__index_share(&out->hands, lang, &out->index);
}

static void close_language(relating *r) {
  for (unsigned i = 0; r->lang.len && i < r->hands.crew->by.workers; i++) {
    arena_free(&r->hands.kept[i]);
    arena_free(&r->hands.scratch[i]);
  }
  *r = (relating){0};
}

static void weigh_language(related_work *w, page_list articles, related_meanwhile meanwhile,
                           relating *out) {
  related__index *x = &out->index;
  const related_last *last = w->crew.last;
  related__index_open(&out->hands, w->site, articles, x);
  if (w->crew.take) x->traces = arena_array(w->crew.by.kept[0], related_trace, x->count);
  out->edited = last && related__edit_open(&out->hands, out->lang, last, x, &out->edit);
  if (out->edited) {
    related__edit_weigh(&out->edit);
    related__edit_take(&out->edit, meanwhile);
  } else {
    related__index_weigh(&out->hands, meanwhile, x);
  }
}

/* Who has which word. */
static void look_up_words(relating *r, const related__wishes *wishes) {
  related__index *x = &r->index;
  if (x->traces) related__outline(&r->hands, x, wishes);
  if (r->edited && related__edit_reach(&r->edit, wishes)) {
    related__edit_look_up(&r->edit);
    return;
  }
  if (r->edited) related__index_weigh(&r->hands, (related_meanwhile){0}, x);
  r->edited = false;
  related__lists_make(&r->hands, x);
  if (x->traces) related__prints(&r->hands, x, wishes);
}

static void relate_language(linking *l, relating *r) {
  related__hands *hands = &r->hands;
  related__index_join(hands, r->lang, &r->index);
  arena_reset(&hands->scratch[0]);
  const related__wishes *wishes =
      related__wishes_read(&hands->kept[0], &r->index, &l->finder, &hands->scratch[0], l->sink);
  look_up_words(r, wishes);
  if (!r->edited) hold_words(l->site->memory, &r->index);
  pick_all(l, r, wishes);
  if (r->edited) {
    related__edit_leave(&r->edit);
  } else if (r->index.traces) {
    related__index_leave(&r->index);
  }
  close_language(r);
}

page_list related__articles_in(arena *a, const site *s, sv lang) {
  page_list found = {0};
  for (size_t i = 0; i < s->articles.len; i++) {
    if (sv_eq(s->articles.at[i]->lang, lang)) vec_push(a, &found, s->articles.at[i]);
  }
  return found;
}

static bool all_are_read(const site *s) {
  for (size_t i = 0; i < s->all.len; i++) {
    if (s->all.at[i]->type == PAGE_ARTICLE && !s->all.at[i]->words) return false;
  }
  return true;
}

/* Most likely the site's first language is the first that has articles; if not, that was in vain.
 */
related_work *related_open(site *s, const related_crew *by) {
  related_work *w = oom_malloc(sizeof *w);
  *w = (related_work){.site = s, .crew = *by};
  arena_init(&w->memory, BLOCK);
  if (s->settings.languages.len && all_are_read(s)) {
    open_language(w, s->settings.languages.at[0], &w->first);
  }
  return w;
}

void related_begin(related_work *w, related_meanwhile meanwhile) {
  site *s = w->site;
  for (size_t i = 0; i < s->articles.len; i++) {
    page *p = s->articles.at[i];
    if (!p->words) related_read(w->crew.readers[0], s->memory, p);
  }
  for (size_t i = 0; i < s->settings.languages.len; i++) {
    sv lang = s->settings.languages.at[i];
    page_list articles = related__articles_in(&w->memory, s, lang);
    if (!articles.len) continue;
    if (!sv_eq(lang, w->first.lang)) {
      close_language(&w->first);
      open_language(w, lang, &w->first);
    }
    weigh_language(w, articles, meanwhile, &w->first);
    return;
  }
  close_language(&w->first);
  for (size_t i = 0; i < meanwhile.parts; i++) meanwhile.run(meanwhile.context, i, 0);
}

void related_finish(related_work *w, diag_sink *sink) {
  site *s = w->site;
  linking l = {.site = s, .crew = &w->crew, .sink = sink};
  finder_open(&w->memory, s, &l.finder);
  for (size_t i = 0; i < s->settings.languages.len; i++) {
    sv lang = s->settings.languages.at[i];
    page_list articles = related__articles_in(&w->memory, s, lang);
    relating next = {0};
    if (!articles.len) continue;
    if (sv_eq(lang, w->first.lang)) {
      relate_language(&l, &w->first);
    } else {
      open_language(w, lang, &next);
      weigh_language(w, articles, (related_meanwhile){0}, &next);
      relate_language(&l, &next);
    }
  }
  arena_free(&w->memory);
  free(w);
}

void related_link(site *s, related_reader *const *readers, size_t count, diag_sink *sink) {
  arena *kept[] = {s->memory};
  related_crew alone = {.readers = readers, .reader_count = count, .by = crew_alone(kept)};
  related_work *w = related_open(s, &alone);
  related_begin(w, (related_meanwhile){0});
  related_finish(w, sink);
}
