/* The clinic's settings: content/site.yaml (or site.json) as read, with its defaults filled in. */
#ifndef PAMPHLET_MODEL_SETTINGS_H
#define PAMPHLET_MODEL_SETTINGS_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/vec.h"
#include "diag/diag.h"
#include "text/html_rules.h"
#include "value/node.h"
#include "value/val.h"
#include "value/zone.h"
#include "wrap/compress.h"

typedef enum review_policy { REVIEW_OFF, REVIEW_WARN, REVIEW_REQUIRED } review_policy;

/* A menu entry. `url` is as written: a file of content/, an address of the site, or elsewhere;
 * `offset` is its place in the settings file. */
typedef struct menu_item {
  sv title, url;
  size_t offset, length;
  sv address; /* link: the final address, base_path included; empty: it leads nowhere */
} menu_item;
typedef VEC(menu_item) menu_items;

/* A taxonomy: `tags`, `conditions`, `procedures`, `specialties`, and what site.yaml adds. Its
 * name is the front matter field, and the first part of its addresses unless permalinks say
 * otherwise. */
typedef struct taxonomy_setting {
  sv name;  /* "tags" */
  sv title; /* shown; empty: layouts/i18n has it, or the name with a capital */
} taxonomy_setting;
typedef VEC(taxonomy_setting) taxonomy_settings;

/* A page that every page links to, by its slug, file or address, and its place in the file. */
typedef struct notice_setting {
  sv name;
  size_t offset, length;
} notice_setting;
typedef VEC(notice_setting) notice_settings;

/* Address patterns by section or taxonomy: `articles: /:year/:slug/`. */
typedef struct permalink_setting {
  sv section, pattern;
  size_t offset, length;
} permalink_setting;
typedef VEC(permalink_setting) permalink_settings;

typedef struct readability_settings {
  sv method; /* "flesch-kincaid" unless set */
  double warn, fail;
} readability_settings;

typedef struct related_settings {
  unsigned count; /* how many an article lists */
  /* Weights: of titles alike, of a heading's words beside the text's, of texts alike, of common
   * terms of a taxonomy, of links between the two. */
  double title, headings, body, terms, links;
} related_settings;

/* count 4, title 3, headings 1, body 0.25, terms 1, links 0.5 */
extern const related_settings related_defaults;

typedef struct comments_settings {
  bool show; /* default on: files in content/comments/ appear */
  sv form;   /* where a comments form posts to; empty (default): no form */
} comments_settings;

/* Where a language stands in the file; length 0: it does not. */
typedef struct language_place {
  size_t offset, length;
} language_place;

typedef struct settings {
  sv file;        /* "content/site.yaml" */
  sv title, name; /* one is the other where that is missing; both the host, where both are */
  sv description;
  sv base_url;       /* without a trailing slash, percent-encoded: "https://host/clinic" */
  sv origin;         /* "https://host" */
  sv base_path;      /* "/clinic", or "" at the root of a host */
  sv language;       /* "en" */
  sv_list languages; /* all, the main one first */
  VEC(language_place) language_places; /* of each */
  const zone *zone;
  sv address, phone, emergency_number, hours; /* address and hours may hold line breaks */
  menu_items menu;
  taxonomy_settings taxonomies;
  permalink_settings permalinks;
  unsigned paginate;
  notice_settings notices;
  html_policy raw_html;
  html_rules html;          /* of HTML_LISTED: what an article may hold */
  bool super_and_subscript; /* ^x^ and ~x~ in articles */
  review_policy review;
  bool review_overdue_fails; /* as `required` has it, unless review_overdue says otherwise */
  unsigned review_months;
  readability_settings readability;
  related_settings related;
  comments_settings comments;
  bool compress[COMPRESS_METHODS]; /* which copies stand beside texts (wrap/compress.h) */
  bool sample;                     /* the whole site is a sample, and every page says so */
  node_gaps gaps;                  /* of a file with a mistake in it: what it may say beside this */
  val all;                         /* everything of the file by name, for layouts: site.<name> */
} settings;

/* Reads the settings from a parsed file. Reports everything wrong with it (CF002…CF004 and
 * the like) and fills in defaults, so that the build can go on and find more. `base_url`, where
 * not empty, comes from the command line and wins. */
void settings_read(arena *a, sv file, const node *root, sv base_url, diag_sink *sink,
                   settings *out);

/* True where the file may give that setting, though it could not be read. */
bool settings_unread(const settings *s, const char *name);

/* The content folder as the pages' sources name it: that of the settings file. */
sv settings_folder(const settings *s);

/* The zone-aware reading of the date field of that name; reports FM004 at the node's place. */
bool settings_date(const settings *s, sv file, const node *n, sv name, diag_sink *sink, date *out);

#endif
