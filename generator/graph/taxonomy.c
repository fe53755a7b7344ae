#include "graph/taxonomy.h"

#include <stdlib.h>

#include "text/collate.h"
#include "text/slug.h"
#include "wrap/unicode.h"

static bool has_section_page(const page *p) {
  return !p->left_out && (p->type == PAGE_ARTICLE || p->type == PAGE_SECTION) &&
         !sv_is(p->section, "pages") && !sv_is(p->section, "people");
}

/* Sections by language and name. Most pages stand in the section of the page before. */
typedef struct section_finder {
  arena *scratch;
  map by_key;
  section *last;
} section_finder;

/* Its place on the map; *fresh: it has none yet. */
static section **find_section(section_finder *f, const page *p, bool *fresh) {
  *fresh = false;
  if (f->last && sv_same_name(f->last->name, p->section) && sv_same_name(f->last->lang, p->lang))
    return &f->last;
  sv key = arena_cat(f->scratch, (sv[]){p->lang, SV("/"), p->section}, 3);
  map_entry *entry = map_entry_for(f->scratch, &f->by_key, key, fresh);
  if (*fresh) entry->value = arena_new(f->scratch, section *);
  section **place = entry->value;
  f->last = *place;
  return place;
}

static void collect_sections(site *s, arena *scratch) {
  section_finder f = {.scratch = scratch};
  bool fresh;
  for (size_t i = 0; i < s->all.len; i++) {
    page *p = s->all.at[i];
    if (!has_section_page(p)) continue;
    section **place = find_section(&f, p, &fresh);
    if (fresh) {
      *place = arena_new(s->memory, section);
      **place = (section){.name = p->section, .lang = p->lang};
      vec_push(s->memory, &s->sections, *place);
    }
    section *shelf = *place;
    if (p->type == PAGE_SECTION && !shelf->index) shelf->index = p;
  }
  for (size_t i = 0; i < s->sections.len; i++) {
    section *shelf = s->sections.at[i];
    shelf->title = shelf->index && shelf->index->title.len
                       ? shelf->index->title
                       : unicode_capital(s->memory, shelf->name);
  }
  for (size_t i = 0; i < s->articles.len; i++) {
    page *p = s->articles.at[i];
    section *shelf = *find_section(&f, p, &fresh);
    if (shelf) vec_push(NULL, &shelf->pages, p);
  }
  for (size_t i = 0; i < s->sections.len; i++) vec_settle(s->memory, &s->sections.at[i]->pages);
}

/* The terms of a taxonomy in a language while they are collected. */
typedef struct term_shelf {
  unsigned taxonomy;
  sv lang;
  map by_name; /* as written -> term */
  map by_slug; /* the same by what all ways of writing it share */
  term_list terms;
} term_shelf;
typedef VEC(term_shelf *) term_shelves;

static term_shelf *find_shelf(arena *scratch, term_shelves *shelves, unsigned number, sv lang) {
  for (size_t i = 0; i < shelves->len; i++) {
    term_shelf *shelf = shelves->at[i];
    if (shelf->taxonomy == number && sv_same_name(shelf->lang, lang)) return shelf;
  }
  term_shelf *shelf = arena_new(scratch, term_shelf);
  *shelf = (term_shelf){.taxonomy = number, .lang = lang};
  vec_push(scratch, shelves, shelf);
  return shelf;
}

static term *find_term(site *s, arena *scratch, term_shelf *shelf, sv name) {
  bool fresh;
  map_entry *entry = map_entry_for(scratch, &shelf->by_name, name, &fresh);
  if (!fresh) return entry->value;
  sv slug = slug_of_title(s->memory, name);
  map_entry *known = map_entry_for(scratch, &shelf->by_slug, slug, &fresh);
  if (fresh) {
    term *t = arena_new(s->memory, term);
    sv kind = s->settings.taxonomies.at[shelf->taxonomy].name;
    *t = (term){.name = name,
                .slug = slug,
                .lang = shelf->lang,
                .codes = codes_of(&s->codes, scratch, kind, slug)};
    vec_push(s->memory, &shelf->terms, t);
    known->value = t;
  }
  entry->value = known->value;
  return entry->value;
}

/* Its articles are counted before they are listed: terms are many, and their lists of any length.
 */
static void add_term(arena *a, page_terms *given, term *t) {
  for (size_t i = 0; i < given->terms.len; i++) {
    if (given->terms.at[i] == t) return;
  }
  vec_push(a, &given->terms, t);
  t->pages.cap++;
}

/* Pages stand far apart, and so do the names that they give: both are called for ahead. */
static void prefetch_names(const page_list *pages, size_t at) {
  enum { PAGE = 16, GIVEN = 12, NAMES = 8, TEXTS = 4 };
  if (at + PAGE >= pages->len) return;
  __builtin_prefetch(pages->at[at + PAGE]);
  __builtin_prefetch(&pages->at[at + PAGE]->terms);
  const page *p = pages->at[at + GIVEN];
  for (size_t i = 0; i < p->terms.len; i++) __builtin_prefetch(&p->terms.at[i].names);
  p = pages->at[at + NAMES];
  for (size_t i = 0; i < p->terms.len; i++) __builtin_prefetch(p->terms.at[i].names.at);
  p = pages->at[at + TEXTS];
  for (size_t i = 0; i < p->terms.len; i++) {
    const placed_list *names = &p->terms.at[i].names;
    for (size_t j = 0; j < names->len; j++) __builtin_prefetch(names->at[j].text.at);
  }
}

/* In path order, so that the first way of writing a term is the same on every run. */
static void collect_terms(site *s, arena *scratch, term_shelves *shelves) {
  for (size_t i = 0; i < s->all.len; i++) {
    page *p = s->all.at[i];
    prefetch_names(&s->all, i);
    if (p->left_out || p->type != PAGE_ARTICLE) continue;
    for (size_t j = 0; j < p->terms.len; j++) {
      page_terms *given = &p->terms.at[j];
      if (!given->names.len) continue;
      term_shelf *shelf = find_shelf(scratch, shelves, given->taxonomy, p->lang);
      vec_reserve(s->memory, &given->terms, given->names.len);
      for (size_t k = 0; k < given->names.len; k++) {
        add_term(s->memory, given, find_term(s, scratch, shelf, given->names.at[k].text));
      }
    }
  }
}

static void list_article(arena *a, page_list *pages, page *p) {
  if (!pages->at) pages->at = arena_array(a, page *, pages->cap);
  pages->at[pages->len++] = p;
}

/* Articles in their order lie anywhere in memory: what is looked at of them is called for ahead. */
static void prefetch_terms(const page_list *articles, size_t at) {
  enum { PAGE = 16, GIVEN = 12, TERMS = 8, TERM = 4 };
  if (at + PAGE >= articles->len) return;
  __builtin_prefetch(&articles->at[at + PAGE]->terms);
  __builtin_prefetch(articles->at[at + GIVEN]->terms.at);
  const page *p = articles->at[at + TERMS];
  for (size_t i = 0; i < p->terms.len; i++) __builtin_prefetch(p->terms.at[i].terms.at);
  p = articles->at[at + TERM];
  for (size_t i = 0; i < p->terms.len; i++) {
    const page_terms *given = &p->terms.at[i];
    for (size_t j = 0; j < given->terms.len; j++) __builtin_prefetch(&given->terms.at[j]->pages);
  }
}

static void list_articles(const site *s) {
  for (size_t i = 0; i < s->articles.len; i++) {
    page *p = s->articles.at[i];
    prefetch_terms(&s->articles, i);
    for (size_t j = 0; j < p->terms.len; j++) {
      const page_terms *given = &p->terms.at[j];
      for (size_t k = 0; k < given->terms.len; k++) {
        list_article(s->memory, &given->terms.at[k]->pages, p);
      }
    }
  }
}

typedef struct named_term {
  sv name;
  term *term;
} named_term;

static int by_name(const void *left, const void *right) {
  const named_term *a = left, *b = right;
  int order = sv_cmp(a->name, b->name);
  return order ? order : sv_cmp(a->term->slug, b->term->slug);
}

static void sort_terms(arena *scratch, sv lang, term_list *terms) {
  named_term *named = arena_array(scratch, named_term, terms->len);
  for (size_t i = 0; i < terms->len; i++) {
    sv name = collate_key(scratch, lang, terms->at[i]->name);
    named[i] = (named_term){name, terms->at[i]};
  }
  if (terms->len) qsort(named, terms->len, sizeof *named, by_name);
  for (size_t i = 0; i < terms->len; i++) terms->at[i] = named[i].term;
}

static void file_terms(site *s, arena *scratch, const term_shelves *shelves) {
  for (size_t i = 0; i < s->settings.languages.len; i++) {
    sv lang = s->settings.languages.at[i];
    for (unsigned number = 0; number < s->settings.taxonomies.len; number++) {
      term_list terms = {0};
      for (size_t j = 0; j < shelves->len; j++) {
        const term_shelf *one = shelves->at[j];
        if (one->taxonomy == number && sv_eq(one->lang, lang)) terms = one->terms;
      }
      if (!terms.len) continue;
      sort_terms(scratch, lang, &terms);
      taxonomy *shelf = arena_new(s->memory, taxonomy);
      *shelf = (taxonomy){.setting = &s->settings.taxonomies.at[number],
                          .number = number,
                          .lang = lang,
                          .terms = terms};
      vec_push(s->memory, &s->taxonomies, shelf);
    }
  }
}

static void number_terms(site *s) {
  uint32_t number = 0;
  for (size_t i = 0; i < s->taxonomies.len; i++) {
    const term_list *list = &s->taxonomies.at[i]->terms;
    for (size_t j = 0; j < list->len; j++) list->at[j]->number = number++;
  }
}

void taxonomy_collect(site *s) {
  arena scratch = {0};
  term_shelves shelves = {0};
  collect_sections(s, &scratch);
  collect_terms(s, &scratch, &shelves);
  list_articles(s);
  file_terms(s, &scratch, &shelves);
  number_terms(s);
  arena_free(&scratch);
}

section *taxonomy_section(const site *s, sv name, sv lang) {
  for (size_t i = 0; i < s->sections.len; i++) {
    section *shelf = s->sections.at[i];
    if (sv_eq(shelf->name, name) && sv_eq(shelf->lang, lang)) return shelf;
  }
  return NULL;
}
