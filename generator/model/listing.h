/* A listing: a page of the site that no file holds, such as a term's or the archive's. Link
 * makes them once all pages are known; a long one stands on several outputs (its parts). */
#ifndef PAMPHLET_MODEL_LISTING_H
#define PAMPHLET_MODEL_LISTING_H

#include "model/site.h"

typedef enum listing_type {
  LISTING_HOME,
  LISTING_SECTION,
  LISTING_TAXONOMY,
  LISTING_TERM,
  LISTING_PEOPLE,
  LISTING_ARCHIVE,
  LISTING_YEAR,
  LISTING_MONTH,
  LISTING_AZ,
  LISTING_LETTER, /* of the A to Z, where that does not fit one page */
  LISTING_GLOSSARY,
  LISTING_MEANING, /* of a term of the glossary */
  LISTING_SEARCH,
  LISTING_NOT_FOUND
} listing_type;

/* The pages of one month, or one letter, or of a year's months together. `parts` are the
 * months of a year. */
typedef struct listing_group listing_group;
struct listing_group {
  sv name; /* "2026", "03", "A" */
  date at; /* the first day of a year or month */
  sv url;  /* empty where the group has no page of its own */
  page_list pages;
  glossary_terms meanings; /* of a letter of the glossary */
  VEC(listing_group) parts;
};
typedef VEC(listing_group) listing_groups;

typedef struct listing listing;
struct listing {
  uint32_t number; /* view: its place among all listings */
  listing_type type;
  sv lang;
  sv title, description;
  sv url, output;       /* as a page's */
  const listing *above; /* in the breadcrumb; NULL: the home page */
  page_list pages;
  bool paginated;
  bool feeds; /* has atom.xml and feed.json beside it */
  const section *section;
  const taxonomy *taxonomy;
  const term *term;
  const glossary *glossary;
  const glossary_term *meaning;
  listing_groups groups; /* years, months, letters */
};
typedef VEC(listing *) listing_list;

#endif
