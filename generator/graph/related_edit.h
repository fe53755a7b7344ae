/* Inside related articles: an index of which an edit changed little.
 *
 * The last build left how many articles have each word, how each article's words are weighed and
 * what its list met (graph/related_trace.h). So only those articles are weighed that were edited,
 * or that have a word which is no longer as rare as it was; only those lists are picked that may
 * meet one of these; and only the words that these ask for are looked up. Where in doubt, a list is
 * picked that would have been the same. */
#ifndef PAMPHLET_GRAPH_RELATED_EDIT_H
#define PAMPHLET_GRAPH_RELATED_EDIT_H

#include "graph/related_pick.h"

/* What an edit did to a stem. */
enum {
  RELATED_RARITY = 1, /* it is more or less rare than it was */
  RELATED_SHOWN = 2,  /* another of its forms is shown */
  RELATED_LIST = 4,   /* other articles may be in its lists than were */
  RELATED_ASKED = 8,  /* a list is picked that asks for it */
  RELATED_MET = 16    /* changed articles are in its lists, or were */
};

typedef struct related__meeting related__meeting;

typedef struct related__edit {
  const related__hands *hands;
  related__index *index;
  const related_last *last;
  VEC(related_gone) gone;     /* articles as they were that changed or left */
  uint8_t *marks;             /* by stem */
  uint32_t *with, *with_then; /* by stem: how many articles have it */
  related__least *least;      /* by stem, of then */
  bool *changed;              /* by article: others do not see it as they did */
  bool *reached;              /* by article: its list is picked anew */
  bool *whole;                /* by article: it is weighed */
  bool too_many;              /* articles that changed */
  bool marked;                /* lists were marked since asks_for_changed was asked */
  bool *terms;                /* by term: it leads to a changed article */
  related__bench *benches;    /* by worker */
  const related__wishes *wishes;
  uint32_t *gone_of; /* by article: its place in `gone` + 1; 0: it was not, or stayed */
  related__meeting *meeting;
  uint32_t *in_order; /* the articles in the order of their pages, as their words lie in memory */
} related__edit;

/* The article at a place of that order; calls for the words of those behind it. */
static inline uint32_t related__in_order(const related__edit *e, uint32_t place) {
  enum { BAG = 8, WORDS = 4, LINE = 64 / sizeof(uint32_t) };
  const related__index *x = e->index;
  if (place + BAG < x->count) {
    uint32_t article = e->in_order[place + BAG];
    __builtin_prefetch(x->bags[article]);
    __builtin_prefetch(&x->articles[article]);
    __builtin_prefetch(&x->traces[article]);
    __builtin_prefetch(&x->traces[article].hits);
  }
  if (place + WORDS < x->count) {
    const related_bag *bag = x->bags[e->in_order[place + WORDS]];
    for (uint32_t i = 0; i < bag->count; i += LINE) __builtin_prefetch(bag->counts + i);
  }
  return e->in_order[place];
}

/* What the last build left of an article; all 0: nothing, or its words are others. */
static inline const related_trace *related__trace_then(const related__edit *e, uint32_t article) {
  return &e->last->traces[e->index->articles[article].page->number];
}

/* The first of a bag's words from `at` on whose stem has one of these marks; bag->count: none has.
 * Most words have none, so several are looked at in one go. */
static inline uint32_t related__next_marked(const related_bag *bag, uint32_t at, uint8_t some) {
  enum { AT_ONCE = 8 };
  const uint8_t *marks = bag->from->marks;
  const uint32_t *counts = bag->counts;
  for (; at + AT_ONCE <= bag->count; at += AT_ONCE) {
    uint8_t found = 0;
    for (uint32_t i = 0; i < AT_ONCE; i++) found |= marks[counts[at + i] >> 8];
    if (found & some) break;
  }
  while (at < bag->count && !(marks[counts[at] >> 8] & some)) at++;
  return at;
}

/* Right after related__index_open: measures the words of the articles by what the last build left.
 * False: too much has changed, and nothing was done. */
bool related__edit_open(const related__hands *h, sv lang, const related_last *last,
                        related__index *x, related__edit *out);

/* Then, which articles are weighed otherwise. */
void related__edit_weigh(related__edit *e);

/* From related_meet.c: whether articles that did not change meet some that did. */
void related__meet_open(related__edit *e);

/* What an article (UINT32_MAX: it is no more) was and is; without words where it is not offered. */
void related__meet(related__edit *e, uint32_t article, uint64_t source,
                   const related__article *then, const related__article *now);

/* The same where it stands elsewhere in the order of articles. */
void related__meet_moved(related__edit *e, const related__article *now);

/* Before the following are asked, which any thread does. */
void related__meet_ready(related__edit *e);

/* True where its list was picked from one that changed. */
bool related__was_met(const related__edit *e, uint32_t article);

/* True where its words lead it to one that changed, which now may be among those that its list is
 * picked from, or may have brought in or kept out another. `joined`: so may its terms and links. */
bool related__may_meet(const related__edit *e, uint32_t article, bool joined, unsigned worker);

/* Then takes the lists of the others, as far as these ask for no word whose lists the edit reaches;
 * `meanwhile` runs beside. */
void related__edit_take(related__edit *e, related_meanwhile meanwhile);

/* After related__index_join and related__outline: which lists are picked anew. False: too many may
 * be, and nothing is known. */
bool related__edit_reach(related__edit *e, const related__wishes *wishes);

/* Looks up the words that these ask for. */
void related__edit_look_up(related__edit *e);

/* From stems that all share, the marks of the words of each reader. */
void related__spread_marks(related__edit *e);

/* Few enough of the articles that it is less work to look for what they reach. */
bool related__are_few(uint32_t some, uint32_t all);

/* What a worker looks at while it picks lists of an index that is not weighed: its own. */
related__index *related__edit_view(const related__edit *e, unsigned worker);

/* For the next build: what stems leave. */
void related__edit_leave(const related__edit *e);

#endif
