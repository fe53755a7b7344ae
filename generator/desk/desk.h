/* The writer's desk: what there is to do, in a browser, while the site is served. It lists every
 * article with its state and what the checks say of it, shows an article's findings at their lines
 * beside the page, and makes new articles by a form.
 *
 *   desk *d = desk_new(&options);
 *   ...with each build: desk_see_site, while the site is there; then desk_see_build...
 *   ...from any thread: desk_answer(d, &asked, &answer)...
 *   desk_free(d);
 *
 * A build hands over what the list needs, which is little. The checks that take long run in a
 * thread of the desk's own, from the moment that somebody first looks, over articles that changed
 * since they were checked. */
#ifndef PAMPHLET_DESK_DESK_H
#define PAMPHLET_DESK_DESK_H

#include "build/build.h"

/* Where the desk stands on the server; its own links begin with this. */
#define DESK_PREFIX "/_desk/"

typedef struct desk desk;

typedef struct desk_options {
  build_options build; /* the folders, and the day; views live as long as the desk */
  sv token;            /* a text that no other site can guess; its forms carry it */
  /* What articles can be started from, and one started: false: the sink knows why. Both called
   * by one thread at a time. */
  sv_list (*kinds)(void *context, arena *a);
  bool (*create)(void *context, arena *a, sv kind, sv title, diag_sink *sink, sv *path);
  void *context;
} desk_options;

desk *desk_new(const desk_options *options);
void desk_free(desk *d);

/* The site as linked: a build_options.checked; the context is the desk. */
void desk_see_site(void *context, const site *s);

/* The build is over: the sources that were saved before it (none: it was the first), and
 * everything that it reported. */
void desk_see_build(desk *d, sv_list changed, diag_sink *problems);

/* A request, and its answer in the same memory. */
typedef struct desk_question {
  arena *memory;
  bool post;
  sv path;      /* below DESK_PREFIX, decoded: "", "article" */
  sv fields;    /* the query, or the body of a form: "file=a&state=b" */
  sv site_path; /* where the site begins on the server: "" or "/clinic" */
} desk_question;

/* `location` where to go instead. */
typedef struct desk_answer {
  unsigned status;
  sv type, body;
  sv location; /* where to go instead */
} desk_answer;

/* False: there is no such page. From any thread. */
bool desk_answer_to(desk *d, const desk_question *asked, desk_answer *answer);

#endif
