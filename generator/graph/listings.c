#include "graph/listings.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "graph/archive.h"
#include "graph/letters.h"
#include "model/url.h"

typedef struct maker {
  const site *site;
  sv lang;
  sv root;                       /* "/" or "/es/" */
  const listing_groups *letters; /* of the language */
  listing_list *out;
} maker;

/* A listing at a path below the language's root, which needs no encoding. */
static listing *add(maker *m, listing_type type, sv below) {
  arena *a = m->site->memory;
  listing *l = arena_new(a, listing);
  *l = (listing){.type = type, .lang = m->lang};
  l->url = arena_cat(a, (sv[]){m->root, below}, 2);
  l->output = url_output(a, l->url);
  vec_push(a, m->out, l);
  return l;
}

static page_list in_language(arena *a, sv lang, const page_list *all) {
  page_list found = {0};
  for (size_t i = 0; i < all->len; i++) {
    if (sv_same_name(all->at[i]->lang, lang)) vec_push(NULL, &found, all->at[i]);
  }
  vec_settle(a, &found);
  return found;
}

static void add_sections(maker *m) {
  for (size_t i = 0; i < m->site->sections.len; i++) {
    const section *shelf = m->site->sections.at[i];
    if (!sv_eq(shelf->lang, m->lang)) continue;
    listing *l = add(m, LISTING_SECTION, (sv){"", 0});
    l->url = shelf->url;
    l->output = shelf->output;
    l->title = shelf->title;
    if (shelf->index) l->description = shelf->index->description;
    l->section = shelf;
    l->pages = shelf->pages;
    l->paginated = l->feeds = true;
  }
}

static void add_taxonomies(maker *m) {
  for (size_t i = 0; i < m->site->taxonomies.len; i++) {
    const taxonomy *shelf = m->site->taxonomies.at[i];
    if (!sv_eq(shelf->lang, m->lang)) continue;
    listing *above = add(m, LISTING_TAXONOMY, (sv){"", 0});
    above->url = shelf->url;
    above->output = shelf->output;
    above->title = shelf->title;
    above->taxonomy = shelf;
    for (size_t j = 0; j < shelf->terms.len; j++) {
      const term *t = shelf->terms.at[j];
      listing *l = add(m, LISTING_TERM, (sv){"", 0});
      l->url = t->url;
      l->output = t->output;
      l->title = t->name;
      l->above = above;
      l->taxonomy = shelf;
      l->term = t;
      l->pages = t->pages;
      l->paginated = l->feeds = true;
    }
  }
}

static const page *people_index(const maker *m) {
  for (size_t i = 0; i < m->site->all.len; i++) {
    const page *p = m->site->all.at[i];
    if (p->type == PAGE_SECTION && sv_is(p->section, "people") && sv_eq(p->lang, m->lang) &&
        !p->left_out) {
      return p;
    }
  }
  return NULL;
}

static void add_people(maker *m) {
  page_list people = in_language(m->site->memory, m->lang, &m->site->people);
  if (!people.len) return;
  listing *l = add(m, LISTING_PEOPLE, SV("people/"));
  const page *index = people_index(m);
  if (index) {
    l->title = index->title;
    l->description = index->description;
  }
  l->pages = people;
}

static void add_archive(maker *m, const page_list *articles) {
  arena *a = m->site->memory;
  listing *top = add(m, LISTING_ARCHIVE, SV("archive/"));
  archive_years(a, articles, top->url, &top->groups);
  for (size_t i = 0; i < top->groups.len; i++) {
    const listing_group *year = &top->groups.at[i];
    listing *l = add(m, LISTING_YEAR, arena_cat(a, (sv[]){SV("archive/"), year->name, SV("/")}, 3));
    l->title = year->name;
    l->above = top;
    l->pages = year->pages;
    l->groups = (listing_groups){year->parts.at, year->parts.len, year->parts.cap};
    for (size_t j = 0; j < year->parts.len; j++) {
      const listing_group *month = &year->parts.at[j];
      sv below = arena_cat(a, (sv[]){SV("archive/"), year->name, SV("/"), month->name, SV("/")}, 5);
      listing *part = add(m, LISTING_MONTH, below);
      part->above = l;
      part->pages = month->pages;
      part->paginated = true;
      vec_push(a, &part->groups, *month);
    }
  }
}

/* "b" of "B"; a letter beyond ASCII goes by its number, and "#" is for all that has no letter. */
static sv letter_name(arena *a, sv letter) {
  uint32_t c;
  size_t len = utf8_decode(letter, &c);
  if (c >= 'A' && c <= 'Z' && len == letter.len) return arena_printf(a, "%c", (int)(c | 0x20));
  return sv_is(letter, "#") ? SV("other") : arena_printf(a, "u%04x", (unsigned)c);
}

static void add_letters(maker *m, page_list articles) {
  arena *a = m->site->memory;
  listing *top = add(m, LISTING_AZ, SV("a-z/"));
  top->pages = articles;
  top->groups = *m->letters;
  for (size_t i = 0; articles.len > LIMIT_LETTERS_TOGETHER && i < top->groups.len; i++) {
    listing_group *group = &top->groups.at[i];
    sv below = arena_cat(a, (sv[]){SV("a-z/"), letter_name(a, group->name), SV("/")}, 3);
    listing *l = add(m, LISTING_LETTER, below);
    group->url = l->url;
    l->title = group->name;
    l->above = top;
    l->pages = group->pages;
    l->paginated = true;
  }
}

static void add_glossary(maker *m) {
  const glossary *g = glossary_in(&m->site->glossaries, m->lang);
  if (!g || !g->terms.len) return;
  listing *index = add(m, LISTING_GLOSSARY, (sv){"", 0});
  index->url = g->url;
  index->output = g->output;
  index->glossary = g;
  letters_group_terms(m->site->memory, g, &index->groups);
  for (size_t i = 0; i < g->terms.len; i++) {
    const glossary_term *meaning = g->terms.at[i];
    listing *l = add(m, LISTING_MEANING, (sv){"", 0});
    l->url = meaning->url;
    l->output = meaning->output;
    l->title = meaning->name.text;
    l->description = meaning->body.summary;
    l->above = index;
    l->glossary = g;
    l->meaning = meaning;
    l->pages = meaning->pages;
  }
}

static void make_language(maker *m) {
  page_list articles = in_language(m->site->memory, m->lang, &m->site->articles);
  listing *home = add(m, LISTING_HOME, (sv){"", 0});
  home->pages = articles;
  home->feeds = true;
  add_sections(m);
  add_taxonomies(m);
  add_people(m);
  if (articles.len) {
    add_archive(m, &articles);
    add_letters(m, articles);
  }
  add_glossary(m);
  add(m, LISTING_SEARCH, SV("search/"));
}

listing_groups *listings_letters(arena *a, const site *s) {
  const sv_list *languages = &s->settings.languages;
  listing_groups *letters = arena_array(a, listing_groups, languages->len);
  for (size_t i = 0; i < languages->len; i++) {
    page_list articles = in_language(a, languages->at[i], &s->articles);
    letters_group(a, &articles, &letters[i]);
  }
  return letters;
}

void listings_make(const site *s, const listing_groups *letters, listing_list *out) {
  arena *a = s->memory;
  maker m = {.site = s, .out = out};
  if (!letters) letters = listings_letters(a, s);
  for (size_t i = 0; i < s->settings.languages.len; i++) {
    m.letters = &letters[i];
    m.lang = s->settings.languages.at[i];
    bool main = sv_eq(m.lang, s->settings.language);
    m.root = main ? SV("/") : arena_cat(a, (sv[]){SV("/"), m.lang, SV("/")}, 3);
    make_language(&m);
  }
  m.lang = s->settings.language;
  m.root = SV("/");
  add(&m, LISTING_NOT_FOUND, SV("404.html"));
}
