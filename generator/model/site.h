/* The site: every page with its settings, people, taxonomies and data. Parse and link build
 * it; from then on it is frozen, and any thread reads it without a lock. */
#ifndef PAMPHLET_MODEL_SITE_H
#define PAMPHLET_MODEL_SITE_H

#include "base/map.h"
#include "model/codes.h"
#include "model/glossary.h"
#include "model/page.h"
#include "model/reviews.h"
#include "model/settings.h"
#include "model/synonyms.h"
#include "value/date.h"

typedef struct term {
  uint32_t number; /* its place among all terms of all taxonomies */
  sv name;         /* as first written, in path order: "Epidural" */
  sv slug;         /* "epidural" */
  sv lang;
  sv url, output;
  page_list pages;            /* published articles, newest first */
  const medical_codes *codes; /* of a condition or procedure; NULL: none are given */
} term;
typedef VEC(term *) term_list;

/* A taxonomy in one language, with its terms by title. */
typedef struct taxonomy {
  const taxonomy_setting *setting;
  unsigned number; /* in settings.taxonomies */
  sv lang;
  sv title; /* in its language: of the settings, the layouts' word, or its name */
  sv url, output;
  term_list terms;
} taxonomy;

/* A folder of content/ with articles, in one language. */
typedef struct section {
  sv name; /* "articles" */
  sv lang;
  sv title;
  sv url, output;
  page *index;     /* its _index.md, or NULL */
  page_list pages; /* published, newest first */
} section;

/* What the build's options and clock say; the same for every page. */
typedef struct site_clock {
  date now;   /* --today, SOURCE_DATE_EPOCH or the real time, in the site's zone */
  date today; /* its day */
} site_clock;

typedef struct site {
  arena *memory;
  settings settings;
  site_clock clock;
  val data;                   /* content/data/, by file name: site.data.<name> */
  map codes;                  /* content/data/codes.yaml, for codes_of */
  synonym_rows synonyms;      /* content/data/synonyms.yaml, for the search index */
  review_record_list reviews; /* content/data/reviews.yaml, for review_records */

  page_list all;         /* every page that was parsed, drafts too, in path order */
  page_list articles;    /* published articles of every section and language, newest first */
  page_list plain;       /* published pages of content/pages, by path */
  page_list people;      /* by name */
  page_list left_out[3]; /* drafts, scheduled, expired: page_state - 1 */
  page_list popular;     /* articles, most read first */
  page_list notices;     /* as the settings name them, in the site's language where there is one */
  VEC(section *) sections;
  VEC(taxonomy *) taxonomies;
  glossary_list glossaries; /* at most one a language */

  map by_source; /* "content/articles/epidural.md" -> page */
  map people_by_slug;
} site;

#endif
