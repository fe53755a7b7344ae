/* A page: one Markdown file of content/, as facts. Parse fills it from the file alone; link
 * adds what needs the others; after that nobody changes it. */
#ifndef PAMPHLET_MODEL_PAGE_H
#define PAMPHLET_MODEL_PAGE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/sv.h"
#include "base/vec.h"
#include "value/body.h"
#include "value/date.h"
#include "value/val.h"

typedef enum page_type {
  PAGE_ARTICLE, /* content/articles/x.md, and any other section with an _index.md */
  PAGE_PLAIN,   /* content/pages/about.md */
  PAGE_PERSON,  /* content/people/x.md */
  PAGE_SECTION  /* content/articles/_index.md */
} page_type;

typedef enum article_kind { ARTICLE_GUIDE, ARTICLE_QUESTION, ARTICLE_NEWS } article_kind;

typedef enum page_state { PAGE_PUBLISHED, PAGE_DRAFT, PAGE_SCHEDULED, PAGE_EXPIRED } page_state;

typedef struct page page;
typedef VEC(page *) page_list;

/* A date that may be missing. */
typedef struct page_date {
  bool given;
  date at;
} page_date;

/* A text of the front matter with its place, for what link checks later. */
typedef struct placed {
  sv text;
  uint32_t offset, length;
} placed;
typedef VEC(placed) placed_list;

/* A person named by an article: a slug of content/people/, or a plain name. */
typedef struct person_ref {
  placed as_written;
  page *person; /* link: NULL for a plain name */
} person_ref;
typedef VEC(person_ref) person_refs;

/* The terms an article gives in one taxonomy; `taxonomy` is its number in the settings. */
typedef struct page_terms {
  unsigned taxonomy;
  placed_list names;
  VEC(struct term *) terms; /* link: the terms that the names stand for, each once */
} page_terms;

typedef struct page_image {
  placed src; /* empty text: none */
  sv alt, caption;
  sv url;                 /* link: the final address, without base_url */
  unsigned width, height; /* 0: unknown */
} page_image;

/* An entry of `references`; `id` is what the text cites as [^id]. */
typedef struct page_reference {
  placed id;    /* no text: it has none, and the place is that of the entry */
  bool excused; /* need not be cited: it is the section's, or its id has been reported */
  sv title, publisher, url, doi, pmid, year;
} page_reference;

/* A line of Markdown from the front matter, and what parse makes of it. */
typedef struct page_line {
  placed written;
  body body;
} page_line;
typedef VEC(page_line) page_lines;

/* A link elsewhere that readers may like. */
typedef struct also_read {
  sv title, url;
} also_read;

typedef struct page_comment {
  sv author, id, reply_to;
  date at;
  bool clinic; /* the clinic's own answer */
  sv html;     /* Markdown without HTML, rendered */
  sv source;   /* content/comments/<article>/<name>.yaml */
} page_comment;

typedef enum related_kind {
  RELATED_PINNED,      /* by the article's front matter */
  RELATED_LINKS_TO,    /* the article links to it */
  RELATED_LINKED_FROM, /* it links to the article */
  RELATED_TERM,        /* both have the term `what` */
  RELATED_WORD,        /* both use the word `what` */
  RELATED_SECTION,     /* nothing nearer was left: it stands in the same section */
  RELATED_RECENT       /* nor that: it is recent */
} related_kind;

/* One reason, and what it adds to the score. Many share a text, so `what` points to it where it
 * stands in the site's memory; NULL: the kind says all. */
typedef struct related_reason {
  const sv *what;
  float score;
  uint16_t kind;     /* related_kind */
  uint16_t taxonomy; /* of the term: its number in the settings */
} related_reason;

typedef VEC(related_reason) related_reasons;

sv related_what(const related_reason *r);

/* Why one page is offered beside another. The words that add most are among the reasons, so their
 * scores add up to that of the whole or to less. */
typedef struct related_page {
  const page *page;
  double score;
  related_reasons why; /* or, where the list was kept, empty and then */
  sv kept;             /* they are these: see related_why_of */
} related_page;

/* The reasons; where they were kept, they are taken into the arena, but for their texts. */
related_reasons related_why_of(arena *a, const related_page *r);

/* For keeping them. */
void related_why_pack(buf *out, const related_page *r);

/* What few pages have; each field is empty in the others. Some is for people alone, some for texts
 * that stand beside others. */
typedef struct page_more {
  placed layout;
  sv url_wanted, series, credentials, role, organisation;
  unsigned series_part;
  page_date expires;
  placed_list aliases, related_exclude;
  placed translation_of;
  placed_list translated_by, translation_checked_by; /* people's slugs or names; or "machine" */
  page_image image;
  VEC(page_reference) references;
  VEC(also_read) also_read;
  sv fingerprint; /* what a review is of (health/review); empty: nobody asks */

  /* What link finds out. */
  page_list series_pages;             /* all parts in order, this one among them */
  page_list translations;             /* the others, by language */
  const page *original;               /* the one in the site's main language, or NULL */
  page_list authored, reviewed_pages; /* of a person: in its language, then others; newest first */
  VEC(page_comment) comments;
} page_more;

struct page {
  /* What those who walk along lists of pages ask of each: side by side, since memory is read in
   * pieces of 64 bytes. */
  uint32_t number; /* link: its place in site.all */
  page_type type;
  article_kind kind;
  page_state state;
  bool left_out; /* link: a draft, scheduled or expired page that this build does not show */
  bool bundle;   /* articles/<slug>/index.md: its folder's files belong to it */
  bool unread; /* its front matter, or its section's, could not be read, and may give what it lacks
                */
  bool draft, toc, comments_open, featured, sample, noindex, glossary; /* front matter */
  int weight;
  sv lang; /* never empty */
  sv url;  /* link: "/articles/epidural/": below base_path, percent-encoded, a slash at both ends */

  /* Where it comes from. */
  sv source;  /* "content/articles/epidural.md" */
  sv folder;  /* "content/articles/epidural" for an article with its own images, else that of the
                 file */
  sv section; /* "articles", "pages", "people" */
  sv slug;

  /* What the front matter says. */
  sv title, description;
  page_date date, updated, reviewed, next_review;
  person_refs authors, answered_by, reviewed_by;
  VEC(page_terms) terms;
  placed_list related;
  page_lines key_points, questions_to_ask;
  page_more *more;    /* never NULL; to be changed by way of page_more_of alone */
  val params;         /* fields of the front matter by name, for layouts: page.<name>; all, or those
                         that find no other place in what layouts are shown */
  uint64_t params_at; /* all of them, kept with the HTML; see page_params */
  uint32_t params_len;               /* 0: `params` are all */
  uint32_t name_offset, name_length; /* of the field behind its address: url, slug or title */

  /* What the text says. */
  body body;
  const struct health_result
      *health;                     /* what its checks found out (health/check); NULL: not asked */
  const struct related_bag *words; /* what related articles compare (graph/related) */

  /* Fingerprints for builds that reuse the last one's work (build/pages); 0: nobody asks. */
  uint64_t said_print;  /* of what parse found that other pages are shown: the front matter, the
                           summary */
  uint64_t text_print;  /* of the rest: the text with its parts */
  uint64_t links_print; /* link: of the addresses that its links were given */
  const struct related_trace *related_trace; /* link: of how related_pages came about
                                                (graph/related_trace.h); NULL: nobody asks */

  /* What link finds out. */
  sv output; /* "articles/epidural/index.html", not encoded */
  page_date shown_updated;
  VEC(related_page) related_pages;
  const page *previous, *next; /* by date within the section and language */
  unsigned links_in;           /* how many articles link to it */

  uint32_t kept; /* its place among the last build's pages + 1, where it was taken from there */
};

/* The part of a page that few have, to be filled in; made in the arena where it has none yet. */
page_more *page_more_of(arena *a, page *p);

/* For a page that has no such part yet: with `any` it is to be filled in. */
void page_more_begin(arena *a, page *p, bool any);
bool page_has_more(const page *p);

/* That part as it was read, in the arena unless all of it is empty; for page.more. */
page_more *page_more_kept(arena *a, const page_more *read);

/* Every field of the front matter by name, for layouts: an object, or nil. What is read for it
 * lives in the arena. */
val page_params(arena *a, const page *p);

/* "machine", in the place of whoever translated a page. */
bool page_is_machine(sv translator);

/* "guide", "question", "news". */
sv article_kind_name(article_kind kind);

/* True where the day of next_review has passed: on the day itself the review still holds. */
bool page_is_overdue(const page *p, date today);

/* The day of the last change that its writer tells of: `updated`, else `date`. */
page_date page_changed(const page *p);

/* True for a translation whose original changed after it did. Where one of them tells no day,
 * nobody knows. */
bool page_is_outdated(const page *p);

/* How long its text takes to read, in whole minutes at 200 words a minute; at least 1. */
unsigned page_reading_minutes(const page *p);

/* Newest first; then by title; then by source path, so that no two are ever equal. */
int page_newest_first(const page *a, const page *b);

#endif
