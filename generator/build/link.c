#include "build/link.h"

#include <stdatomic.h>

#include "graph/glossary.h"
#include "graph/links.h"
#include "graph/listings.h"
#include "graph/neighbours.h"
#include "graph/notices.h"
#include "graph/people.h"
#include "graph/popular.h"
#include "graph/related.h"
#include "graph/series.h"
#include "graph/taxonomy.h"
#include "graph/threads.h"
#include "graph/translations.h"
#include "wrap/unicode.h"

enum placing_part { PLACING_TERMS, PLACING_PAGES, PLACING_LETTERS, PLACING_PARTS };

/* Ids that the layouts give to parts of every article, which a link may aim at. */
static const sv layout_anchors[] = {
    SV_INIT("main"),       SV_INIT("key-points"), SV_INIT("contents"), SV_INIT("ask"),
    SV_INIT("series"),     SV_INIT("references"), SV_INIT("topics"),   SV_INIT("related"),
    SV_INIT("disclaimer"), SV_INIT("also-read"),  SV_INIT("comments")};

static sv_list anchors_of_layouts(void) {
  return (sv_list){(sv *)(uintptr_t)layout_anchors, sizeof layout_anchors / sizeof *layout_anchors,
                   0};
}

/* The word for a listing whose title link cannot know. */
static sv word_for(listing_type type) {
  switch (type) {
    case LISTING_HOME: return SV("home");
    case LISTING_PEOPLE: return SV("people");
    case LISTING_ARCHIVE: return SV("archive");
    case LISTING_AZ: return SV("a_to_z");
    case LISTING_GLOSSARY: return SV("glossary");
    case LISTING_SEARCH: return SV("search");
    case LISTING_NOT_FOUND: return SV("not_found");
    case LISTING_SECTION:
    case LISTING_TAXONOMY:
    case LISTING_TERM:
    case LISTING_MEANING:
    case LISTING_YEAR:
    case LISTING_MONTH:
    case LISTING_LETTER: break;
  }
  return SV("");
}

static sv filled(void *context, sv name) {
  return sv_is(name, "title") ? *(const sv *)context : SV("");
}

/* The site's own description for its home page, else the word "Articles about {title}". */
static void describe(arena *a, const site *s, listing *l, const words *w) {
  if (l->type == LISTING_HOME && s->settings.description.len) {
    l->description = s->settings.description;
    return;
  }
  words_print(a, w, l->lang, SV("listing_description"), 0, filled, &l->title, &l->description);
}

static void name_listing(site *s, listing *l, const words *w) {
  arena *a = s->memory;
  if (l->type == LISTING_HOME && l->title.len == 0) {
    l->title = s->settings.title.len ? s->settings.title : s->settings.name;
  }
  if (l->type == LISTING_MONTH && l->groups.len) {
    l->title = words_date(a, w, l->lang, l->groups.at[0].at, SV("month"));
  }
  if (l->type == LISTING_LETTER) {
    l->title = arena_cat(a, (sv[]){l->above->title, SV(": "), l->title}, 3);
  }
  if (l->title.len == 0) {
    sv name = word_for(l->type);
    sv word = words_text(w, l->lang, name);
    l->title = word.len ? word : name;
  }
  if (l->description.len == 0) describe(a, s, l, w);
}

/* A shelf that no file and no setting names has the layouts' word for it. */
static void name_shelves(site *s, const words *w) {
  for (size_t i = 0; i < s->sections.len; i++) {
    section *shelf = s->sections.at[i];
    bool named = shelf->index && shelf->index->title.len;
    sv word = words_text(w, shelf->lang, SV("articles"));
    if (!named && word.len && sv_is(shelf->name, "articles")) shelf->title = word;
  }
  for (size_t i = 0; i < s->taxonomies.len; i++) {
    taxonomy *shelf = s->taxonomies.at[i];
    sv word = words_taxonomy(w, shelf->lang, shelf->setting->name, shelf->setting->title);
    shelf->title = sv_eq(word, shelf->setting->name) ? unicode_capital(s->memory, word) : word;
  }
}

/* What gives every page its place, in parts that threads do beside those that weigh the articles'
 * words. */
typedef struct placing {
  site *site;
  const words *words;
  linked *out;
  diag_sink *sink;
  const crew *by;
  site others[PLACING_PARTS]; /* the site, for parts that fill in pages alone: with their memory */
  listing_groups *letters;
  atomic_size_t left; /* parts */
} placing;

/* Once the parts are done. */
static void place_together(placing *p) {
  site *s = p->site;
  linked *out = p->out;
  name_shelves(s, p->words);
  translations_link(s, p->sink);
  addresses_shelves(s);
  notices_find(s, p->sink);
  listings_make(s, p->letters, &out->listings);
  for (size_t i = 0; i < out->listings.len; i++) name_listing(s, out->listings.at[i], p->words);
  files_place(s, &out->files);
  addresses_collect(s, &out->listings, &out->files, &out->addresses, p->sink);
}

static void place_part(void *context, size_t part, unsigned worker) {
  placing *p = context;
  site *other = &p->others[part];
  other->memory = p->by->kept[worker];
  switch ((enum placing_part)part) {
    case PLACING_TERMS:
      taxonomy_collect(p->site);
      glossary_link(p->site);
      break;
    case PLACING_PAGES:
      people_link(other, p->sink);
      addresses_pages(other, p->sink);
      break;
    case PLACING_LETTERS: p->letters = listings_letters(other->memory, other); break;
    case PLACING_PARTS: break;
  }
  if (atomic_fetch_sub(&p->left, 1) == 1) place_together(p);
}

/* What nothing else of link asks for. */
typedef struct finishing {
  site site; /* with memory of its own */
  linked *out;
  link_beside beside;
  diag_sink *sink;
} finishing;

static void finish_beside(void *context) {
  finishing *f = context;
  sitemap_collect(&f->site, &f->out->listings, &f->out->sitemap);
  series_link(&f->site);
  threads_link(&f->site, f->sink);
  neighbours_link(&f->site);
  if (f->beside.run) f->beside.run(f->beside.context);
}

static void begin(related_work *related, site *s, const crew *by, const words *w, linked *out,
                  diag_sink *sink) {
  placing place = {.site = s, .words = w, .out = out, .sink = sink, .by = by};
  for (size_t i = 0; i < PLACING_PARTS; i++) place.others[i] = *s;
  atomic_init(&place.left, PLACING_PARTS);
  related_begin(related, (related_meanwhile){place_part, &place, PLACING_PARTS});
}

typedef struct deciding {
  site *site;
  state_options let_in;
} deciding;

static void decide_beside(void *context) {
  const deciding *d = context;
  state_decide(d->site, d->let_in);
}

void link_site(site *s, state_options let_in, const words *w, const workers *with,
               const ties *kept_lists, link_beside beside, linked *out, diag_sink *sink) {
  crew by = workers_crew(s->memory, with);
  related_readers readers = {0};
  workers_readers(s->memory, with, true, &readers);
  related_crew all = {.readers = readers.at,
                      .reader_count = readers.len,
                      .by = by,
                      .take = kept_lists ? ties_take : NULL,
                      .take_context = (void *)(uintptr_t)kept_lists,
                      .last = kept_lists && kept_lists->traced ? &kept_lists->traces : NULL};
  deciding first = {s, let_in};
  pool_begin(with->pool, decide_beside, &first);
  related_work *related = related_open(s, &all);
  pool_await(with->pool);
  begin(related, s, &by, w, out, sink);
  finishing last = {*s, out, beside, sink};
  last.site.memory = &out->memory;
  pool_begin(with->pool, finish_beside, &last);
  sv_list anchors = anchors_of_layouts();
  links_resolve(s, &out->addresses, &out->files, &anchors, &by, sink);
  related_finish(related, sink);
  popular_rank(s);
  pool_await(with->pool);
}

void link_page(site *s, page *p, const linked *all, diag_sink *sink) {
  sv_list anchors = anchors_of_layouts();
  links_resolve_page(s, p, &all->addresses, &all->files, &anchors, sink);
}
