#include "graph/state.h"

#include <stdlib.h>

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

static int newest_first(const void *left, const void *right) {
  return page_newest_first(*(page *const *)left, *(page *const *)right);
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
  if (s->articles.len) qsort(s->articles.at, s->articles.len, sizeof *s->articles.at, newest_first);
  sort_people(&s->people);
}
