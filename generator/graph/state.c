#include "graph/state.h"

#include <stdlib.h>

#include "base/sort.h"
#include "text/collate.h"

static bool is_scheduled(const site *s, const page *p) {
  return p->date.given && p->date.at.seconds > s->clock.now.seconds;
}

static bool is_expired(const site *s, const page *p) {
  return p->more->expires.given && p->more->expires.at.seconds <= s->clock.now.seconds;
}

bool state_is_published(const site *s, const page *p) {
  return !p->draft && !is_scheduled(s, p) && !is_expired(s, p);
}

/* A draft that is let in may be scheduled as well: every hurdle counts by itself. */
static void decide(const site *s, page *p, state_options let_in) {
  bool scheduled = is_scheduled(s, p), expired = is_expired(s, p);
  p->left_out = true;
  if (p->draft && !let_in.drafts) {
    p->state = PAGE_DRAFT;
  } else if (scheduled && !let_in.future) {
    p->state = PAGE_SCHEDULED;
  } else if (expired && !let_in.expired) {
    p->state = PAGE_EXPIRED;
  } else {
    p->left_out = false;
    p->state = p->draft    ? PAGE_DRAFT
               : scheduled ? PAGE_SCHEDULED
               : expired   ? PAGE_EXPIRED
                           : PAGE_PUBLISHED;
  }
}

/* A page by its date, so that the newest has the smallest number and those without one the largest.
 */
typedef struct dated_page {
  uint64_t number;
  page *page;
} dated_page;

static uint64_t age_of(const page *p) {
  return p->date.given ? (uint64_t)INT64_MAX - (uint64_t)p->date.at.seconds : UINT64_MAX;
}

static int newest_first(const void *left, const void *right) {
  return page_newest_first(((const dated_page *)left)->page, ((const dated_page *)right)->page);
}

/* By date, and only those of one date by what else decides. */
static void sort_articles(page_list *articles) {
  arena scratch = {0};
  dated_page *dated = arena_array(&scratch, dated_page, articles->len);
  for (size_t i = 0; i < articles->len; i++) {
    dated[i] = (dated_page){age_of(articles->at[i]), articles->at[i]};
  }
  sort_by_number(dated, articles->len, sizeof *dated);
  for (size_t from = 0, i = 1; i <= articles->len; i++) {
    if (i < articles->len && dated[i].number == dated[from].number) continue;
    if (i - from > 1) qsort(dated + from, i - from, sizeof *dated, newest_first);
    from = i;
  }
  for (size_t i = 0; i < articles->len; i++) articles->at[i] = dated[i].page;
  arena_free(&scratch);
}

typedef struct named_page {
  sv name;
  page *page;
} named_page;

static int by_name(const void *left, const void *right) {
  const named_page *a = left, *b = right;
  int order = sv_cmp(a->name, b->name);
  return order ? order : sv_cmp(a->page->source, b->page->source);
}

static void sort_people(page_list *people) {
  arena scratch = {0};
  named_page *named = arena_array(&scratch, named_page, people->len);
  for (size_t i = 0; i < people->len; i++) {
    sv name = collate_key(&scratch, people->at[i]->lang, people->at[i]->title);
    named[i] = (named_page){name, people->at[i]};
  }
  if (people->len) qsort(named, people->len, sizeof *named, by_name);
  for (size_t i = 0; i < people->len; i++) people->at[i] = named[i].page;
  arena_free(&scratch);
}

static void file_person(site *s, page *p) {
  vec_push(s->memory, &s->people, p);
  bool fresh;
  map_entry *entry = map_entry_for(s->memory, &s->people_by_slug, p->slug, &fresh);
  if (fresh || sv_eq(p->lang, s->settings.language)) entry->value = p;
}

void state_date(page *p) {
  bool newer = !p->date.given || p->updated.at.seconds > p->date.at.seconds;
  if (p->updated.given && newer) p->shown_updated = p->updated;
}

void state_decide(site *s, state_options let_in) {
  arena *a = s->memory;
  map_reserve(a, &s->by_source, s->all.len);
  for (size_t i = 0; i < s->all.len; i++) {
    page *p = s->all.at[i];
    p->number = (uint32_t)i;
    state_date(p);
    decide(s, p, let_in);
    map_put(a, &s->by_source, p->source, p);
    if (p->left_out) {
      vec_push(a, &s->left_out[p->state - 1], p);
    } else if (p->type == PAGE_ARTICLE) {
      vec_push(NULL, &s->articles, p);
    } else if (p->type == PAGE_PLAIN) {
      vec_push(a, &s->plain, p);
    } else if (p->type == PAGE_PERSON) {
      file_person(s, p);
    }
  }
  vec_settle(a, &s->articles);
  sort_articles(&s->articles);
  sort_people(&s->people);
}
