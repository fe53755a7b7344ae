#include "build/ties.h"

#include "base/pack.h"
#include "graph/related_bag.h"

/* A list as bytes: how many pages and reasons it has, then each page with its reasons behind it,
 * and a reason's text behind that. Pages are named by their numbers, which are those of the kept
 * pages. */
typedef struct packed_page {
  double score;
  uint32_t number, reasons;
} packed_page;

typedef struct packed_reason {
  uint16_t kind, taxonomy;
  float score;
  uint32_t length;
} packed_reason;

static void put_reason(buf *out, const related_reason *why) {
  sv what = related_what(why);
  packed_reason one = {why->kind, why->taxonomy, why->score, (uint32_t)what.len};
  pack_bytes(out, &one, sizeof one);
  buf_add(out, what);
}

void ties_put(buf *out, const page *p) {
  uint32_t reasons = 0;
  for (size_t i = 0; i < p->related_pages.len; i++) reasons += p->related_pages.at[i].why.len;
  pack_u32(out, (uint32_t)p->related_pages.len);
  pack_u32(out, reasons);
  for (size_t i = 0; i < p->related_pages.len; i++) {
    const related_page *r = &p->related_pages.at[i];
    packed_page one = {r->score, r->page->number, r->why.len};
    pack_bytes(out, &one, sizeof one);
    for (size_t j = 0; j < r->why.len; j++) put_reason(out, &r->why.at[j]);
  }
}

/* Both stand in the order of their paths, so one walk along both finds who is who. */
static void find_pages(arena *a, const site *s, ties *t) {
  const kept_pages *kept = &t->last->kept;
  t->now = arena_array(a, const page *, kept->len);
  t->then = arena_array(a, uint32_t, s->all.len);
  size_t i = 0;
  for (size_t j = 0; j < kept->len && i < s->all.len; j++) {
    if (!kept->at[j].size) continue;
    while (i < s->all.len && sv_cmp(s->all.at[i]->source, kept->at[j].path) < 0) i++;
    if (i == s->all.len || !sv_eq(s->all.at[i]->source, kept->at[j].path)) continue;
    t->now[j] = s->all.at[i];
    t->then[i] = (uint32_t)j + 1;
  }
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
    vec_push(a, &gone, (related_gone){bag, *trace});
  }
  t->traces = (related_last){traces, gone.at, gone.len};
  return true;
}

void ties_open(arena *a, const site *s, const last_build *last, page_keeper *pages, ties *out) {
  *out = (ties){.last = last && last->related.len ? last : NULL};
  if (!out->last) return;
  find_pages(a, s, out);
  out->traced = find_traces(a, s, pages, out);
}

/* A list while it is taken, with room for all that it has. */
typedef struct taking {
  unpack in;
  related_page *pages;
  related_reason *reasons;
  sv *texts;
  uint32_t page_count;
  uint32_t reason_count; /* still to come */
} taking;

static bool start_list(arena *a, sv packed, taking *t) {
  t->in = (unpack){packed, false};
  t->page_count = unpack_count(&t->in, sizeof(packed_page));
  t->reason_count = unpack_count(&t->in, sizeof(packed_reason));
  size_t pages = t->page_count * sizeof *t->pages, reasons = t->reason_count * sizeof *t->reasons;
  char *room = arena_alloc(a, pages + reasons + t->reason_count * sizeof *t->texts);
  t->pages = (void *)room;
  t->reasons = (void *)(room + pages);
  t->texts = (void *)(room + pages + reasons);
  return !t->in.bad;
}

static void take_reason(taking *t) {
  packed_reason one;
  unpack_bytes(&t->in, &one, sizeof one);
  if (t->in.rest.len < one.length) t->in.bad = true;
  sv text = sv_first(t->in.rest, t->in.bad ? 0 : one.length);
  t->in.rest = sv_skip(t->in.rest, text.len);
  related_reason why = {.score = one.score, .kind = one.kind, .taxonomy = one.taxonomy};
  if (text.len) {
    *t->texts = text;
    why.what = t->texts++;
  }
  *t->reasons++ = why;
}

static bool take_page(taking *t, const ties *all) {
  packed_page one;
  unpack_bytes(&t->in, &one, sizeof one);
  if (t->in.bad || one.number >= all->last->kept.len || one.reasons > t->reason_count) return false;
  related_page listed = {.page = all->now[one.number], .score = one.score};
  listed.why.at = t->reasons;
  listed.why.len = listed.why.cap = one.reasons;
  t->reason_count -= one.reasons;
  for (uint32_t i = 0; i < one.reasons; i++) take_reason(t);
  *t->pages++ = listed;
  return listed.page && !t->in.bad;
}

bool ties_take(void *context, arena *a, page *p, uint64_t print) {
  const ties *t = context;
  uint32_t number = t->last ? t->then[p->number] : 0;
  if (!number) return false;
  const last_related *then = &t->last->related.at[number - 1];
  taking list;
  if (then->trace.print == 0 || then->trace.print != print || !start_list(a, then->list, &list)) {
    return false;
  }
  related_page *first = list.pages;
  for (uint32_t i = 0; i < list.page_count; i++) {
    if (!take_page(&list, t)) return false;
  }
  p->related_pages.at = first;
  p->related_pages.len = p->related_pages.cap = list.page_count;
  return true;
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
      const related_page *r = &p->related_pages.at[j];
      for (size_t k = 0; k < r->why.len; k++) hold(a, &r->why.at[k]);
    }
  }
}
