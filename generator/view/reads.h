/* What a page on its way to HTML reads of the site, so that a later build can tell whether it would
 * read the same again.
 *
 * The site is taken as numbered things: four parts of each page (what it says of itself wherever
 * it is named, its text, its ties to others, why and how near those are related), each term's name
 * and its pages, each listing, each list of `site`, and the site as a whole. A field that this room
 * does not know better (reads.c) counts as reading all of its object, and one of `site` as reading
 * the whole site. */
#ifndef PAMPHLET_VIEW_READS_H
#define PAMPHLET_VIEW_READS_H

#include "liquid/liquid.h"
#include "model/listing.h"
#include "model/site.h"
#include "view/fields.h"

typedef enum view_page_part {
  VIEW_SAID,
  VIEW_TEXT,
  VIEW_TIES,
  VIEW_REASONS,
  VIEW_PAGE_PARTS
} view_page_part;
typedef enum view_term_part { VIEW_TERM_NAME, VIEW_TERM_PAGES, VIEW_TERM_PARTS } view_term_part;
typedef enum view_list {
  VIEW_ARTICLES,
  VIEW_FEATURED,
  VIEW_POPULAR,
  VIEW_PAGES,
  VIEW_PEOPLE,
  VIEW_SECTIONS,   /* their pages */
  VIEW_TAXONOMIES, /* their terms */
  VIEW_SITEMAP,    /* all parts of it, and the same in each language */
  VIEW_LISTS
} view_list;

/* Where the numbers of each kind of thing begin. */
typedef struct view_things {
  uint32_t terms, listings, lists, whole, count;
} view_things;

/* Numbers the terms and the listings, once all are known. */
view_things view_things_number(const site *s, const listing_list *listings);

static inline uint32_t view_page_thing(const page *p, view_page_part part) {
  return p->number * VIEW_PAGE_PARTS + part;
}
static inline uint32_t view_term_thing(const view_things *t, const term *of, view_term_part part) {
  return t->terms + of->number * VIEW_TERM_PARTS + part;
}
static inline uint32_t view_listing_thing(const view_things *t, const listing *l) {
  return t->listings + l->number;
}
/* `language` is its place in the settings. */
static inline uint32_t view_list_thing(const view_things *t, size_t language, view_list which) {
  return t->lists + (uint32_t)language * VIEW_LISTS + which;
}

/* What one output has read, each thing once, in the order of first reading. One for each thread. */
typedef struct view_reads {
  arena memory;
  const view_things *things;
  uint32_t *turn_of; /* by thing: the last output that read it */
  uint32_t turn;
  VEC(uint32_t) read;
  liq_reads kept; /* the same for texts that are kept from one output to the next */
} view_reads;

void view_reads_open(view_reads *r, const view_things *things);
void view_reads_close(view_reads *r);

/* Begins with another output. */
void view_reads_start(view_reads *r);

/* The slow path: a thing that is new to the output, or to a text that is to be kept. */
void view_reads__add(view_reads *r, uint32_t thing);

/* NULL: nobody asks. */
static inline void view_reads_note(view_reads *r, uint32_t thing) {
  if (r && (r->turn_of[thing] != r->turn || r->kept.open)) view_reads__add(r, thing);
}
void view_reads_page(view_reads *r, const page *p); /* all parts of it but the reasons */
void view_reads_said(view_reads *r, const page *p); /* the first */
void view_reads_reasons(view_reads *r, const page *p);
void view_reads_listing(view_reads *r, const listing *l);
void view_reads_whole(view_reads *r);
/* What was given is for this output alone: no text that shows it is kept. */
void view_reads_passing(view_reads *r);

/* Inside the view: what the fields of a table read. */
void view__page_reads(arena *a, field_table *table);
void view__listing_reads(arena *a, field_table *table);
void view__term_reads(arena *a, field_table *table);
void view__shelf_reads(arena *a, field_table *table);
void view__site_reads(arena *a, field_table *table);

#endif
