/* What an edit moved: mostly a page or two say something else than the earlier index had of them,
 * and the words that these say, or said, are all whose lists differ. */
#include <stdlib.h>

#include "base/mix.h"
#include "emit/search_index.h"

/* Where more than one page in so many differs, all are as quickly counted. */
enum { ONE_PAGE_IN = 16, FEW_PAGES = 4 };

/* ---- What the index is made from ---- */

/* Of all that is looked up of a page, but for its number and the names of its terms. */
static uint64_t print_of(const page *p, sv url) {
  uint64_t print = mix_in(search__text_print(0, url), p->said_print);
  print = mix_in(print, p->text_print);
  return mix_in(print, (uint64_t)p->words->count << 32 | p->words->length);
}

static uint64_t add_terms(uint64_t print, const site *s) {
  for (size_t i = 0; i < s->taxonomies.len; i++) {
    const term_list *terms = &s->taxonomies.at[i]->terms;
    for (size_t j = 0; j < terms->len; j++) print = search__text_print(print, terms->at[j]->name);
  }
  return print;
}

/* The terms of the glossary, which come first, are of the base. */
void search__note_pages(search__index *index) {
  search__page_prints *prints = &index->now.pages;
  uint64_t base = add_terms(mix_in(index->job->base, index->meanings), index->job->site) | 1;
  vec_reserve(index->a, prints, index->pages.len);
  for (size_t i = 0; i < index->pages.len; i++) {
    const page *p = index->pages.at[i];
    bool known = i < index->meanings || p->said_print;
    vec_push(index->a, prints, i < index->meanings ? 1 : print_of(p, p->url));
    if (!known) base = 0;
  }
  index->now.base = base;
}

/* ---- Pages that differ ---- */

/* The same number of pages, as they are and as they were. */
typedef struct changed_pages {
  page_list now, then;
} changed_pages;

static bool same_terms(const page *now, const page *then) {
  if (now->terms.len != then->terms.len) return false;
  for (size_t i = 0; i < now->terms.len; i++) {
    const page_terms *a = &now->terms.at[i], *b = &then->terms.at[i];
    if (a->taxonomy != b->taxonomy || a->names.len != b->names.len) return false;
    for (size_t j = 0; j < a->names.len; j++) {
      if (!sv_eq(a->names.at[j].text, b->names.at[j].text)) return false;
    }
  }
  return true;
}

/* A page that was not there said nothing. */
static page *no_page(arena *a, const page *now) {
  page *none = arena_new(a, page);
  related_bag *bag = arena_new(a, related_bag);
  bag->from = now->words->from;
  none->lang = now->lang;
  none->words = bag;
  return none;
}

/* The page of the same number as the earlier index had it. Link has not seen it: its terms are
 * those of now where it names the same. */
static page *page_then(const search__index *index, const page *now, uint64_t print) {
  const search_job *job = index->job;
  page *then = job->then ? job->then(job->then_context, index->a, now) : NULL;
  if (!then || !then->words || print_of(then, now->url) != print) return NULL;
  if (!same_terms(now, then)) return NULL;
  then->terms = now->terms;
  return then;
}

static bool list_changed(const search__index *index, changed_pages *out) {
  const search__page_prints *before = &index->before.pages, *now = &index->now.pages;
  uint32_t most = FEW_PAGES + now->len / ONE_PAGE_IN;
  if (!index->now.base || index->now.base != index->before.base) return false;
  if (before->len < index->meanings || before->len > now->len) return false;
  for (uint32_t i = 0; i < now->len; i++) {
    page *p = index->pages.at[i];
    bool fresh = i >= before->len;
    if (!fresh && now->at[i] == before->at[i]) continue;
    page *then = fresh ? no_page(index->a, p) : page_then(index, p, before->at[i]);
    if (!then || out->now.len == most) return false;
    vec_push(index->a, &out->now, p);
    vec_push(index->a, &out->then, then);
  }
  return true;
}

/* ---- Their words ---- */

static int32_t pages_with(const search__row *row) {
  return (int32_t)(search__row_texts(row) + row->with[0]);
}

void search__find_changes(search__index *index) {
  const search_job *job = index->job;
  const search__words *words = &index->words;
  search__changes *changes = &index->changes;
  changed_pages pages = {0};
  changes->known = list_changed(index, &pages);
  if (!changes->known) return;
  search__row *now = search__count_apart(job->site, job->lang, &pages.now, words);
  search__row *then = search__count_apart(job->site, job->lang, &pages.then, words);
  changes->moved = arena_array(index->a, bool, words->count);
  changes->gained = arena_array(index->a, int32_t, words->count);
  for (uint32_t i = 0; i < words->count; i++) {
    if (now[i].sum == then[i].sum && memcmp(&now[i], &then[i], sizeof *now) == 0) continue;
    changes->moved[i] = true;
    changes->gained[i] = pages_with(&now[i]) - pages_with(&then[i]);
  }
  free(now);
  free(then);
}
