#include "build/ties.h"

#include "base/pack.h"
#include "base/sort.h"
#include "graph/related_bag.h"

/* A list as bytes: how many pages it has, then each page with its reasons behind it. Pages are
 * named by their numbers, which are those of the kept pages. */
typedef struct packed_page {
  double score;
  uint32_t number, size; /* of the reasons */
} packed_page;

void ties_put(buf *out, const page *p) {
  pack_u32(out, (uint32_t)p->related_pages.len);
  for (size_t i = 0; i < p->related_pages.len; i++) {
    const related_page *r = &p->related_pages.at[i];
    packed_page one = {.score = r->score, .number = r->page->number};
    size_t at = out->len;
    pack_bytes(out, &one, sizeof one);
    related_why_pack(out, r);
    one.size = (uint32_t)(out->len - at - sizeof one);
    memcpy(out->at + at, &one, sizeof one);
  }
}

/* Where the last build had a page, counted from 1; 0: it did not keep it. */
static uint32_t place_then(const kept_pages *kept, const page *p) {
  if (p->kept) return p->kept;
  size_t place = sort_find(kept->at, kept->len, sizeof *kept->at, p->source, NULL);
  return place != SV_NONE && kept->at[place].size ? (uint32_t)place + 1 : 0;
}

typedef struct finding {
  const site *site;
  ties *ties;
} finding;

static void find_page(void *context, size_t i, unsigned worker) {
  const finding *f = context;
  const page *p = f->site->all.at[i];
  uint32_t place = place_then(&f->ties->last->kept, p);
  f->ties->then[i] = place;
  if (place) f->ties->now[place - 1] = p;
}

static void find_pages(arena *a, const site *s, pool *threads, ties *t) {
  finding f = {s, t};
  t->now = arena_array(a, const page *, t->last->kept.len);
  t->then = arena_array(a, uint32_t, s->all.len);
  pool_run(threads, s->all.len, find_page, &f);
}

/* Of a language, either all sets have traces of their stems or none has. */
static bool sets_agree(const word_set_list *sets) {
  for (size_t i = 0; i < sets->len; i++) {
    for (size_t j = 0; j < i; j++) {
      const word_set *one = &sets->at[i], *other = &sets->at[j];
      if (sv_eq(one->lang, other->lang) && !one->traces.len != !other->traces.len) return false;
    }
  }
  return true;
}

/* Of pages that were kept and have words that were kept; more than some that were not taken would
 * be much to read, and more than relating has a use for. */
static bool may_trace(const last_build *last, const bool *taken) {
  enum { ALWAYS_FEW = 64, FEW = 8 };
  size_t gone = 0;
  for (size_t i = 0; i < last->kept.len; i++) {
    if (!last->kept.at[i].size) return false;
    if (last->related.at[i].trace.listed && !last->kept.at[i].bag_size) return false;
    gone += !taken[i];
  }
  return gone <= ALWAYS_FEW + last->kept.len / FEW && sets_agree(&last->word_sets);
}

/* What is left of pages whose words are as they were, and of the others as they were. */
static bool find_traces(arena *a, const site *s, page_keeper *pages, ties *t) {
  const last_build *last = t->last;
  const bool *taken = pages_taken_then(pages);
  if (!taken || !may_trace(last, taken)) return false;
  related_trace *traces = arena_array(a, related_trace, s->all.len);
  for (size_t i = 0; i < s->all.len; i++) {
    uint32_t number = t->then[i];
    if (number && taken[number - 1]) traces[i] = last->related.at[number - 1].trace;
  }
  VEC(related_gone) gone = {0};
  for (size_t i = 0; i < last->kept.len; i++) {
    const related_trace *trace = &last->related.at[i].trace;
    if (taken[i] || !trace->listed) continue;
    const related_bag *bag = pages_words_then(pages, a, i);
    if (!bag) return false;
    vec_push(a, &gone, (related_gone){bag, *trace, last->kept.at[i].path, t->now[i]});
  }
  t->traces = (related_last){traces, gone.at, gone.len};
  return true;
}

void ties_open(arena *a, const site *s, const last_build *last, page_keeper *pages, pool *threads,
               ties *out) {
  *out = (ties){.last = last && last->related.len ? last : NULL};
  if (!out->last) return;
  find_pages(a, s, threads, out);
  out->traced = find_traces(a, s, pages, out);
}

static bool take_listed(unpack *in, const ties *t, related_page *out) {
  packed_page one;
  unpack_bytes(in, &one, sizeof one);
  if (in->bad || one.number >= t->last->kept.len || one.size > in->rest.len) return false;
  *out = (related_page){
      .page = t->now[one.number], .score = one.score, .kept = sv_first(in->rest, one.size)};
  in->rest = sv_skip(in->rest, one.size);
  return out->page != NULL;
}

bool ties_take(void *context, arena *a, page *p, uint64_t print) {
  const ties *t = context;
  uint32_t number = t->last ? t->then[p->number] : 0;
  if (!number) return false;
  const last_related *then = &t->last->related.at[number - 1];
  if (then->trace.print == 0 || then->trace.print != print) return false;
  unpack in = {then->list, false};
  uint32_t count = unpack_count(&in, sizeof(packed_page));
  related_page *listed = arena_alloc(a, count * sizeof *listed);
  for (uint32_t i = 0; i < count; i++) {
    if (!take_listed(&in, t, &listed[i])) return false;
  }
  p->related_pages.at = listed;
  p->related_pages.len = p->related_pages.cap = count;
  return !in.bad;
}

static void hold(arena *a, related_reason *why) {
  if (!why->what) return;
  sv *held = arena_new(a, sv);
  *held = arena_dup(a, *why->what);
  why->what = held;
}

void ties_hold(arena *a, const site *s) {
  for (size_t i = 0; i < s->all.len; i++) {
    const page *p = s->all.at[i];
    for (size_t j = 0; j < p->related_pages.len; j++) {
      related_page *r = &p->related_pages.at[j];
      r->kept = arena_dup(a, r->kept);
      for (size_t k = 0; k < r->why.len; k++) hold(a, &r->why.at[k]);
    }
  }
}
