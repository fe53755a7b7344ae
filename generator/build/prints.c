#include "build/prints.h"

#include <stdlib.h>

#include "base/limits.h"
#include "base/mix.h"
#include "graph/notices.h"

/* What the tasks share. */
typedef struct taking {
  prints *out;
  const site *site;
  const listing_list *listings;
  workers *workers;
  const sitemap *sitemap;
  const term **terms; /* by number */
  uint64_t *names;    /* by taxonomy: of all its terms' names */
} taking;

/* A text of any length; the steps of a short one are fewer than a call. */
static inline uint64_t in_text(uint64_t all, sv text) {
  enum { SHORT = 48 };
  all = mix_in(all, text.len);
  return text.len <= SHORT ? mix_text(all, text) : mix_in(all, hash_of(text).low);
}

static uint64_t in_moment(uint64_t all, const page_date *d) {
  if (!d->given) return mix_in(all, 1);
  return mix_in(mix_in(all, (uint64_t)d->at.seconds), (uint64_t)(uint32_t)d->at.offset << 1);
}

static uint64_t in_double(uint64_t all, double d) {
  uint64_t bits;
  memcpy(&bits, &d, sizeof bits);
  return mix_in(all, bits);
}

static uint64_t in_page(uint64_t all, const prints *p, const page *of) {
  return mix_in(all, of ? p->keys[view_page_thing(of, VIEW_SAID)] : 0);
}

static uint64_t in_pages(uint64_t all, const prints *p, const page_list *pages) {
  all = mix_in(all, pages->len);
  for (size_t i = 0; i < pages->len; i++) all = in_page(all, p, pages->at[i]);
  return all;
}

/* ---- Pages ---- */

/* People are shown with what their pages say of them. */
static uint64_t in_people(uint64_t all, const prints *p, const person_refs *refs) {
  all = mix_in(all, refs->len);
  for (size_t i = 0; i < refs->len; i++) {
    const page *person = refs->at[i].person;
    all = in_page(all, p, person);
    if (person) all = in_text(mix_in(all, person->said_print), person->url);
  }
  return all;
}

static uint64_t in_terms_of(uint64_t all, const prints *p, const page *of) {
  for (size_t i = 0; i < of->terms.len; i++) {
    const page_terms *given = &of->terms.at[i];
    for (size_t j = 0; j < given->terms.len; j++) {
      all = mix_in(all, p->keys[view_term_thing(&p->things, given->terms.at[j], VIEW_TERM_NAME)]);
    }
  }
  return all;
}

static uint64_t print_said(const taking *t, const page *of) {
  uint64_t all = in_text(of->said_print, of->url);
  all = mix_in(all, (uint64_t)page_reading_minutes(of) << 32 | (uint64_t)of->state << 2 |
                        (uint64_t)of->left_out << 1 | page_is_overdue(of, t->site->clock.today));
  all = in_moment(all, &of->shown_updated);
  all = in_text(all, of->more->image.url);
  all = mix_in(all, (uint64_t)of->more->image.width << 32 | of->more->image.height);
  all = in_terms_of(all, t->out, of);
  all = in_people(all, t->out, &of->authors);
  all = in_people(all, t->out, &of->answered_by);
  return in_people(all, t->out, &of->reviewed_by);
}

static uint64_t in_inserts(uint64_t all, const body *text) {
  for (size_t i = 0; i < text->inserts.len; i++) all = in_text(all, text->inserts.at[i].html);
  return all;
}

static uint64_t print_text(const page *of) {
  uint64_t all = in_inserts(mix_in(of->text_print, of->links_print), &of->body);
  for (size_t i = 0; i < of->key_points.len; i++) {
    all = in_inserts(all, &of->key_points.at[i].body);
  }
  for (size_t i = 0; i < of->questions_to_ask.len; i++) {
    all = in_inserts(all, &of->questions_to_ask.at[i].body);
  }
  return all;
}

/* The reasons as they are kept, or would be. */
static uint64_t in_reasons(uint64_t all, const related_page *r, buf *packed) {
  all = in_double(all, r->score);
  if (!r->why.len) return in_text(all, r->kept);
  buf_clear(packed);
  related_why_pack(packed, r);
  return in_text(all, buf_sv(packed));
}

static uint64_t print_reasons(const page *of, buf *packed) {
  uint64_t all = of->related_pages.len;
  for (size_t i = 0; i < of->related_pages.len; i++) {
    all = in_reasons(all, &of->related_pages.at[i], packed);
  }
  return all;
}

static uint64_t in_comment(uint64_t all, const page_comment *c) {
  const sv texts[] = {c->author, c->id, c->reply_to, c->html};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) all = in_text(all, texts[i]);
  all = mix_in(all, (uint64_t)c->at.seconds);
  return mix_in(all, (uint64_t)(uint32_t)c->at.offset << 1 | c->clinic);
}

static uint64_t print_ties(const prints *p, const page *of) {
  const page_more *more = of->more;
  uint64_t all = of->related_pages.len;
  for (size_t i = 0; i < of->related_pages.len; i++) {
    all = in_page(all, p, of->related_pages.at[i].page);
  }
  all = in_page(in_page(all, p, of->previous), p, of->next);
  all = in_pages(in_pages(all, p, &more->series_pages), p, &more->translations);
  all = mix_in(in_page(all, p, more->original), page_is_outdated(of));
  all = in_pages(in_pages(all, p, &more->authored), p, &more->reviewed_pages);
  for (size_t i = 0; i < more->comments.len; i++) all = in_comment(all, &more->comments.at[i]);
  return all;
}

static void key_page(void *context, size_t i, unsigned worker) {
  const taking *t = context;
  const page *of = t->site->all.at[i];
  uint64_t key = hash_of(of->source).low;
  for (int part = 0; part < VIEW_PAGE_PARTS; part++) {
    t->out->keys[view_page_thing(of, (view_page_part)part)] = mix_in(key, (uint64_t)part + 1);
  }
}

static void take_page(const taking *t, const page *of, buf *packed) {
  t->out->of[view_page_thing(of, VIEW_SAID)] = print_said(t, of);
  t->out->of[view_page_thing(of, VIEW_TEXT)] = print_text(of);
  t->out->of[view_page_thing(of, VIEW_TIES)] = print_ties(t->out, of);
  t->out->of[view_page_thing(of, VIEW_REASONS)] = print_reasons(of, packed);
}

static void prefetch_page(const page *of) {
  __builtin_prefetch(of);
  __builtin_prefetch(&of->authors);
  __builtin_prefetch(&of->terms);
  __builtin_prefetch(&of->more);
  __builtin_prefetch(&of->links_print);
  __builtin_prefetch(&of->related_pages);
  __builtin_prefetch(&of->next);
}

static void prefetch_parts(const page *of) {
  __builtin_prefetch(of->url.at);
  __builtin_prefetch(of->authors.at);
  __builtin_prefetch(of->reviewed_by.at);
  for (size_t i = 0; i < of->terms.len; i++) __builtin_prefetch(&of->terms.at[i].terms);
  for (size_t i = 0; i < of->related_pages.len; i++) __builtin_prefetch(&of->related_pages.at[i]);
}

static void prefetch_ends(const page *of) {
  for (size_t i = 0; i < of->terms.len; i++) __builtin_prefetch(of->terms.at[i].terms.at);
  for (size_t i = 0; i < of->related_pages.len; i++) {
    __builtin_prefetch(&of->related_pages.at[i].page->number);
    __builtin_prefetch(of->related_pages.at[i].kept.at);
  }
  if (of->previous) __builtin_prefetch(&of->previous->number);
  if (of->next) __builtin_prefetch(&of->next->number);
}

/* What a page has and is shown with stands far apart: it is called for some pages ahead. */
static void prefetch_ahead(const page_list *pages, size_t at) {
  enum { PAGE = 9, PARTS = 6, ENDS = 3 };
  if (at + PAGE >= pages->len) return;
  prefetch_page(pages->at[at + PAGE]);
  prefetch_parts(pages->at[at + PARTS]);
  prefetch_ends(pages->at[at + ENDS]);
}

enum { PAGES_A_TASK = 64 };

static void take_pages(void *context, size_t number, unsigned worker) {
  const taking *t = context;
  const page_list *pages = &t->site->all;
  size_t i = number * PAGES_A_TASK, until = i + PAGES_A_TASK;
  for (; i < until && i < pages->len; i++) {
    prefetch_ahead(pages, i);
    take_page(t, pages->at[i], &t->workers->each[worker].out);
  }
}

/* ---- Terms ---- */

static void key_terms(taking *t) {
  const site *s = t->site;
  for (size_t i = 0; i < s->taxonomies.len; i++) {
    const taxonomy *of = s->taxonomies.at[i];
    uint64_t shelf = in_text(in_text(in_text(0, SV("term")), of->setting->name), of->lang);
    for (size_t j = 0; j < of->terms.len; j++) {
      const term *one = of->terms.at[j];
      uint64_t key = in_text(in_text(in_text(shelf, one->name), one->slug), one->url);
      uint32_t thing = view_term_thing(&t->out->things, one, VIEW_TERM_NAME);
      t->out->keys[thing] = t->out->of[thing] = key; /* its key says all */
      t->out->keys[thing + VIEW_TERM_PAGES] = mix_in(key, 1);
      t->terms[one->number] = one;
      t->names[i] = mix_in(t->names[i], key);
    }
  }
}

static void take_term(void *context, size_t i, unsigned worker) {
  const taking *t = context;
  uint32_t thing = view_term_thing(&t->out->things, t->terms[i], VIEW_TERM_PAGES);
  t->out->of[thing] = in_pages(0, t->out, &t->terms[i]->pages);
}

/* ---- Listings ---- */

static uint64_t in_shelf(uint64_t all, const listing *l) {
  const sv texts[] = {l->lang, l->title, l->description, l->url};
  all = mix_in(all, l->type);
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) all = in_text(all, texts[i]);
  return all;
}

static uint64_t in_groups(uint64_t all, const prints *p, const listing_group *groups,
                          size_t count) {
  all = mix_in(all, count);
  for (size_t i = 0; i < count; i++) {
    const listing_group *g = &groups[i];
    all = mix_in(in_text(in_text(all, g->name), g->url), (uint64_t)g->at.seconds);
    all = in_pages(all, p, &g->pages);
    all = in_groups(all, p, g->parts.at, g->parts.len); /* years hold months, and no more */
  }
  return all;
}

/* What the glossary says is in content/data; who explains its terms is not. */
static uint64_t in_glossary(uint64_t all, const prints *p, const glossary *of) {
  for (size_t i = 0; of && i < of->terms.len; i++) {
    all = in_pages(in_text(all, of->terms.at[i]->url), p, &of->terms.at[i]->pages);
  }
  return all;
}

static void key_listings(taking *t) {
  for (size_t i = 0; i < t->listings->len; i++) {
    const listing *l = t->listings->at[i];
    uint64_t key = mix_in(in_text(0, SV("listing")), l->type);
    t->out->keys[view_listing_thing(&t->out->things, l)] = in_text(in_text(key, l->lang), l->url);
  }
}

static void take_listing(void *context, size_t i, unsigned worker) {
  const taking *t = context;
  const prints *p = t->out;
  const listing *l = t->listings->at[i];
  const page *index = l->section ? l->section->index : NULL;
  uint64_t all = (uint64_t)l->paginated << 1 | l->feeds;
  for (const listing *up = l; up; up = up->above) all = in_shelf(all, up);
  all = in_pages(all, p, &l->pages);
  all = in_groups(all, p, l->groups.at, l->groups.len);
  all = in_glossary(all, p, l->glossary);
  if (index) {
    all = mix_in(all, p->of[view_page_thing(index, VIEW_SAID)]);
    all = mix_in(all, p->of[view_page_thing(index, VIEW_TEXT)]);
  }
  t->out->of[view_listing_thing(&p->things, l)] = all;
}

/* ---- Lists of the site, and the whole ---- */

static uint64_t in_some(uint64_t all, const prints *p, const page_list *pages, sv lang,
                        bool featured, size_t most) {
  for (size_t i = 0; i < pages->len && most > 0; i++) {
    const page *one = pages->at[i];
    if (!sv_same_name(one->lang, lang) || (featured && !one->featured)) continue;
    all = in_page(all, p, one);
    most--;
  }
  return all;
}

static uint64_t in_sections(uint64_t all, const prints *p, const site *s, sv lang) {
  for (size_t i = 0; i < s->sections.len; i++) {
    const section *of = s->sections.at[i];
    if (sv_eq(of->lang, lang)) all = in_pages(all, p, &of->pages);
  }
  return all;
}

static uint64_t in_taxonomies(uint64_t all, const taking *t, sv lang) {
  const site *s = t->site;
  for (size_t i = 0; i < s->taxonomies.len; i++) {
    if (sv_eq(s->taxonomies.at[i]->lang, lang)) all = mix_in(all, t->names[i]);
  }
  return all;
}

static uint64_t in_sitemap(uint64_t all, const taking *t) {
  for (size_t i = 0; i < t->sitemap->len; i++) {
    const sitemap_entry *one = &t->sitemap->at[i];
    if (one->page) {
      all = in_page(all, t->out, one->page);
    } else {
      all = mix_in(all, t->out->keys[view_listing_thing(&t->out->things, one->listing)]);
    }
  }
  return all;
}

static uint64_t print_list(const taking *t, sv lang, view_list which) {
  const site *s = t->site;
  const prints *p = t->out;
  switch (which) {
    case VIEW_ARTICLES: return in_some(0, p, &s->articles, lang, false, SIZE_MAX);
    case VIEW_FEATURED: return in_some(0, p, &s->articles, lang, true, SIZE_MAX);
    case VIEW_POPULAR: return in_some(0, p, &s->popular, lang, false, LIMIT_POPULAR);
    case VIEW_PAGES: return in_some(0, p, &s->plain, lang, false, SIZE_MAX);
    case VIEW_PEOPLE: return in_pages(0, p, &s->people);
    case VIEW_SECTIONS: return in_sections(0, p, s, lang);
    case VIEW_TAXONOMIES: return in_taxonomies(0, t, lang);
    case VIEW_SITEMAP: return in_sitemap(0, t);
    case VIEW_LISTS: break;
  }
  return 0;
}

static void take_list(void *context, size_t i, unsigned worker) {
  const taking *t = context;
  sv lang = t->site->settings.languages.at[i / VIEW_LISTS];
  view_list which = (view_list)(i % VIEW_LISTS);
  uint32_t thing = view_list_thing(&t->out->things, i / VIEW_LISTS, which);
  t->out->keys[thing] = mix_in(in_text(in_text(0, SV("list")), lang), which);
  t->out->of[thing] = print_list(t, lang, which);
}

static void take_whole(const taking *t) {
  uint32_t whole = t->out->things.whole;
  const uint64_t *of = t->out->of;
  t->out->keys[whole] = in_text(0, SV("whole"));
  t->out->of[whole] = hash_of(sv_make((const char *)of, whole * sizeof *of)).low;
}

/* Shelves, menus and notices stand on every page, and so does the year; the names of fields decide
 * which ones a layout may ask for. */
static uint64_t print_common(const taking *t, const map *fields, hash base) {
  const site *s = t->site;
  uint64_t all = mix_in(mix_in(base.high, base.low), (uint64_t)date_split(s->clock.today).year);
  for (size_t i = 0; i < s->sections.len; i++) {
    const section *of = s->sections.at[i];
    const sv facts[] = {of->name, of->lang, of->title, of->url};
    for (size_t j = 0; j < 4; j++) all = in_text(all, facts[j]);
  }
  for (size_t i = 0; i < s->taxonomies.len; i++) {
    const taxonomy *of = s->taxonomies.at[i];
    const sv facts[] = {of->setting->name, of->lang, of->title, of->url};
    for (size_t j = 0; j < 4; j++) all = in_text(all, facts[j]);
    all = mix_in(all, of->terms.len > 0);
  }
  for (size_t i = 0; i < t->listings->len; i++) {
    listing_type type = t->listings->at[i]->type;
    bool many = type == LISTING_TERM || type == LISTING_YEAR || type == LISTING_MONTH ||
                type == LISTING_LETTER || type == LISTING_MEANING;
    if (!many) all = in_shelf(all, t->listings->at[i]);
  }
  for (size_t i = 0; i < s->settings.menu.len; i++) {
    all = in_text(all, s->settings.menu.at[i].address);
  }
  for (size_t i = 0; i < s->notices.len; i++) {
    for (size_t j = 0; j < s->settings.languages.len; j++) {
      all = in_page(all, t->out, notices_in(s->notices.at[i], s->settings.languages.at[j]));
    }
  }
  uint64_t sum = 0; /* whatever the order in which pages bring them */
  for (size_t i = 0; i < fields->len; i++) sum += hash_of(fields->entries[i].key).low;
  return mix_in(all, sum);
}

void prints_index(arena *a, const prints *p, print_index *out) {
  size_t size = 1024;
  while (size < (size_t)p->things.count * 2) size *= 2;
  *out = (print_index){p->keys, arena_array(a, uint32_t, size), size - 1};
  for (uint32_t i = 0; i < p->things.count; i++) {
    size_t at = p->keys[i] & out->slot_mask;
    while (out->slots[at]) at = (at + 1) & out->slot_mask;
    out->slots[at] = i + 1;
  }
}

uint32_t prints_find(const print_index *x, uint64_t key) {
  for (size_t at = key & x->slot_mask; x->slots[at]; at = (at + 1) & x->slot_mask) {
    if (x->keys[x->slots[at] - 1] == key) return x->slots[at] - 1;
  }
  return UINT32_MAX;
}

void prints_take(arena *a, site *s, const listing_list *listings, const view *v, hash base,
                 workers *with, prints *out) {
  *out = (prints){.things = view_things_number(s, listings)};
  out->keys = arena_array(a, uint64_t, out->things.count);
  out->of = arena_array(a, uint64_t, out->things.count);
  uint32_t terms = (out->things.listings - out->things.terms) / VIEW_TERM_PARTS;
  taking t = {.out = out,
              .site = s,
              .listings = listings,
              .workers = with,
              .sitemap = v->options.sitemap,
              .terms = arena_array(a, const term *, terms),
              .names = arena_array(a, uint64_t, s->taxonomies.len)};
  key_terms(&t);
  key_listings(&t);
  pool_run(with->pool, s->all.len, key_page, &t);
  pool_run(with->pool, (s->all.len + PAGES_A_TASK - 1) / PAGES_A_TASK, take_pages, &t);
  pool_run(with->pool, terms, take_term, &t);
  pool_run(with->pool, listings->len, take_listing, &t);
  pool_run(with->pool, s->settings.languages.len * VIEW_LISTS, take_list, &t);
  take_whole(&t);
  out->all = print_common(&t, v->own_fields, base);
}
