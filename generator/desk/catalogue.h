/* Every article of a linked site, with as much of it as the desk's list needs. A build makes one;
 * the next build's takes its place, and with it what the checks found in articles that are still
 * as they were. */
#ifndef PAMPHLET_DESK_CATALOGUE_H
#define PAMPHLET_DESK_CATALOGUE_H

#include "desk/report.h"
#include "model/site.h"

typedef struct desk_row {
  sv source, title, section, lang, url;
  sv_list authors; /* names */
  page_state state;
  bool overdue; /* its review */
  bool changed; /* since its last recorded review */
  bool stale;   /* a translation older than its original */
  bool shown;   /* there is a page of it */
  page_date date, reviewed, next_review;
  /* What its build said of it: a stretch of the catalogue's findings. */
  const finding *said;
  size_t said_count;
  /* What the checks said. */
  report *checked; /* NULL: nothing yet; owned */
  unsigned saves;  /* goes up when it is saved, so that a check knows what it was of */
  bool fresh;      /* `checked` is of the file as last saved */
} desk_row;

typedef struct catalogue {
  arena memory;
  sv site;        /* what it is called */
  desk_row *rows; /* in the order of their sources */
  size_t len;
  sv_list sections, languages, authors; /* that there are, in order, each once */
  page_date next_publish, next_review;
  arena said_memory; /* of the last build */
  findings said;     /* in the order of files */
} catalogue;

catalogue *catalogue_new(const site *s);
void catalogue_free(catalogue *c);

/* Takes over what the checks found, from the catalogue before. */
void catalogue_inherit(catalogue *c, catalogue *before);

/* Files that were saved, or folders below which something was: what the checks found in them is old
 * from now on. Settings, data and words change what is found in every article. */
void catalogue_saved(catalogue *c, const build_options *folders, const sv_list *changed);

/* What a build reported, in the place of what the last one did. */
void catalogue_said(catalogue *c, diag_sink *problems);

/* The article of that file, or NULL. */
desk_row *catalogue_row(const catalogue *c, sv source);

#endif
