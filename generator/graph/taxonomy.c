#include "graph/taxonomy.h"

#include <stdlib.h>

#include "text/slug.h"
#include "wrap/unicode.h"

static bool has_section_page(const page *p) {
  return !p->left_out && (p->type == PAGE_ARTICLE || p->type == PAGE_SECTION) &&
         !sv_is(p->section, "pages") && !sv_is(p->section, "people");
}

static sv section_key(arena *a, sv name, sv lang) {
  return arena_cat(a, (sv[]){lang, SV("/"), name}, 3);
}

static void collect_sections(site *s, arena *scratch) {
  map by_key = {0};
  for (size_t i = 0; i < s->all.len; i++) {
    page *p = s->all.at[i];
    if (!has_section_page(p)) continue;
    bool fresh;
    map_entry *entry =
        map_entry_for(scratch, &by_key, section_key(scratch, p->section, p->lang), &fresh);
    if (fresh) {
      section *new_section = arena_new(s->memory, section);
      *new_section = (section){.name = p->section, .lang = p->lang};
      vec_push(s->memory, &s->sections, new_section);
      entry->value = new_section;
    }
    section *shelf = entry->value;
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
    section *shelf = map_get(&by_key, section_key(scratch, p->section, p->lang));
    if (shelf) vec_push(s->memory, &shelf->pages, p);
  }
}

static void add_term(site *s, arena *scratch, map *terms, page *p, page_terms *given, sv name) {
  sv slug = slug_of_title(s->memory, name);
  sv key = arena_printf(scratch, "%u %.*s %.*s", given->taxonomy, SV_ARG(p->lang), SV_ARG(slug));
  bool fresh;
  map_entry *entry = map_entry_for(scratch, terms, key, &fresh);
  if (fresh) {
    term *t = arena_new(s->memory, term);
    sv kind = s->settings.taxonomies.at[given->taxonomy].name;
    *t = (term){.name = name,
                .slug = slug,
                .lang = p->lang,
                .codes = codes_of(&s->codes, scratch, kind, slug)};
    entry->value = t;
  }
  term *t = entry->value;
  for (size_t i = 0; i < given->terms.len; i++) {
    if (given->terms.at[i] == t) return;
  }
  vec_push(s->memory, &given->terms, t);
}

/* In path order, so that the first way of writing a term is the same on every run. */
static void collect_terms(site *s, arena *scratch, map *terms) {
  for (size_t i = 0; i < s->all.len; i++) {
    page *p = s->all.at[i];
    if (p->left_out || p->type != PAGE_ARTICLE) continue;
    for (size_t j = 0; j < p->terms.len; j++) {
      page_terms *given = &p->terms.at[j];
      for (size_t k = 0; k < given->names.len; k++) {
        add_term(s, scratch, terms, p, given, given->names.at[k].text);
      }
    }
  }
  for (size_t i = 0; i < s->articles.len; i++) {
    page *p = s->articles.at[i];
    for (size_t j = 0; j < p->terms.len; j++) {
      for (size_t k = 0; k < p->terms.at[j].terms.len; k++) {
        vec_push(s->memory, &p->terms.at[j].terms.at[k]->pages, p);
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

static void sort_terms(arena *scratch, term_list *terms) {
  named_term *named = arena_array(scratch, named_term, terms->len);
  for (size_t i = 0; i < terms->len; i++) {
    sv name = unicode_plain(scratch, unicode_fold(scratch, terms->at[i]->name));
    named[i] = (named_term){name, terms->at[i]};
  }
  if (terms->len) qsort(named, terms->len, sizeof *named, by_name);
  for (size_t i = 0; i < terms->len; i++) terms->at[i] = named[i].term;
}

/* The terms of each taxonomy and language, taken off the map in one walk. */
static void file_terms(site *s, arena *scratch, const map *terms) {
  map by_shelf = {0};
  for (size_t i = 0; i < terms->len; i++) {
    term *t = terms->entries[i].value;
    size_t blank = sv_find_byte(terms->entries[i].key, ' ', 0);
    sv key = sv_first(terms->entries[i].key, blank + 1 + t->lang.len);
    bool fresh;
    map_entry *entry = map_entry_for(scratch, &by_shelf, key, &fresh);
    if (fresh) entry->value = arena_new(scratch, term_list);
    term_list *list = entry->value;
    vec_push(s->memory, list, t);
  }
  for (size_t i = 0; i < s->settings.languages.len; i++) {
    sv lang = s->settings.languages.at[i];
    for (unsigned number = 0; number < s->settings.taxonomies.len; number++) {
      sv key = arena_printf(scratch, "%u %.*s", number, SV_ARG(lang));
      term_list *list = map_get(&by_shelf, key);
      if (!list) continue;
      sort_terms(scratch, list);
      taxonomy *shelf = arena_new(s->memory, taxonomy);
      *shelf = (taxonomy){.setting = &s->settings.taxonomies.at[number],
                          .number = number,
                          .lang = lang,
                          .terms = *list};
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
  map terms = {0};
  collect_sections(s, &scratch);
  collect_terms(s, &scratch, &terms);
  file_terms(s, &scratch, &terms);
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
