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

/* Words of no meaning are looked up where a title has nearly no others. */
static sv bare_title(const page *p) {
  return search__is_bare(p) ? p->title : SV("");
}

static bool same_bare_titles(const changed_pages *pages) {
  for (size_t i = 0; i < pages->now.len; i++) {
    if (!sv_eq(bare_title(pages->now.at[i]), bare_title(pages->then.at[i]))) return false;
  }
  return true;
}

static int32_t pages_with(const search__row *row) {
  return (int32_t)(search__row_texts(row) + row->with[0]);
}

void search__find_changes(search__index *index) {
  static const search__row none = {0};
  const search_job *job = index->job;
  search__changes *changes = &index->changes;
  changed_pages pages = {0};
  map stems = {0};
  changes->known = list_changed(index, &pages);
  if (!changes->known) return;
  search__row *then = search__count_apart(index->a, job->site, job->lang, &pages.then, &stems);
  uint32_t before = stems.len;
  search__row *now = search__count_apart(index->a, job->site, job->lang, &pages.now, &stems);
  for (uint32_t i = 0; i < stems.len; i++) {
    const search__row *was = i < before ? &then[i] : &none;
    if (memcmp(&now[i], was, sizeof none) == 0) continue;
    search__moved one = {stems.entries[i].key, pages_with(&now[i]) - pages_with(was)};
    vec_push(index->a, &changes->all, one);
  }
  changes->same_words = job->same_words && same_bare_titles(&pages);
  free(now);
  free(then);
}

void search__place_changes(search__index *index) {
  const search__words *words = &index->words;
  search__changes *changes = &index->changes;
  changes->moved = arena_array(index->a, bool, words->count);
  changes->gained = arena_array(index->a, int32_t, words->count);
  for (uint32_t i = 0; i < changes->all.len; i++) {
    uint32_t word = search__word_of(words, changes->all.at[i].stem);
    if (word == words->count) continue; /* of none any more */
    changes->moved[word] = true;
    changes->gained[word] = changes->all.at[i].gained;
  }
}
