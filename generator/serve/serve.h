/* The writer's loop: builds the site, serves it to this machine, watches its sources, and after
 * each save rebuilds and tells the open pages. */
#ifndef PAMPHLET_SERVE_SERVE_H
#define PAMPHLET_SERVE_SERVE_H

#include "build/build.h"

/* What stands under an address of the server's own, /_desk/, and is no part of the site: a page
 * that a room above serves. The server has looked at method, host and origin before it asks, so
 * a POST comes from a page of this server and from no other site.
 *
 *   bool desk_page(void *desk, const serve_question *asked, serve_answer *answer) {
 *     if (!sv_is(asked->path, "")) return false;                       404
 *     answer->type = SV("text/html; charset=utf-8");
 *     answer->body = arena_dup(asked->memory, ...);
 *     return true;                                                     200
 *   }
 *
 * It is called by several threads at once, also while a build runs, so what a build leaves for
 * it must be handed over under a lock of its own; and it must answer soon. */
typedef struct serve_question {
  arena *memory; /* for the answer; lives until that is sent */
  sv method;     /* GET (HEAD comes as GET) or POST */
  sv path;       /* below the prefix, decoded, UTF-8, no ".." or empty step: "" or "new/question" */
  sv query;      /* behind the "?", as sent */
  sv body;       /* of a POST, at most LIMIT_REQUEST_BODY bytes */
  sv body_type;  /* its Content-Type, or empty */
  sv site_path;  /* where the site begins on this server: "" or "/clinic" */
} serve_question;

/* Sent with a policy that lets the page load scripts, styles and images from this server, frame
 * this server's own pages, and nothing else: no inline script or style. Never cached. */
typedef struct serve_answer {
  unsigned status; /* 200 unless set */
  sv type;
  sv body;
  sv location; /* where to go instead: a path of this server, percent-encoded; 303 unless set */
} serve_answer;

typedef struct serve_handler {
  const char *prefix; /* "/_desk/"; NULL: there is none */
  bool (*answer)(void *context, const serve_question *asked, serve_answer *answer);
  /* A build is over, and no open page has been told: what it then asks for must be of this build.
   * May be NULL. */
  void (*built)(void *context, sv_list changed, diag_sink *problems);
  void *context;
} serve_handler;

/* Every page of this server, its own pages too, may follow the site by an EventSource on
 * "/_pamphlet/events": an event "built" comes after every build, whatever became of it. */

/* What the person at the terminal is told. */
typedef enum serve_news_kind {
  SERVE_READY,  /* listening at `address`; the first build begins */
  SERVE_MOVED,  /* the port was taken, and this is the next that is free */
  SERVE_TAKEN,  /* the port that was asked for is taken; `port` is free, 0: none near */
  SERVE_FAILED, /* it cannot listen: `reason` */
  SERVE_BUILT,  /* built without an error */
  SERVE_BROKEN  /* there are errors; what was built last, if anything, stays up */
} serve_news_kind;

typedef struct serve_news {
  serve_news_kind kind;
  const char *address; /* "http://localhost:8000/clinic/" */
  unsigned port, wanted_port;
  const char *reason;
  sv_list changed; /* the sources that were saved, in path order; none: the first build */
  bool shown;      /* there is a site to be seen */
  diag_sink *problems;
  const build_result *result;
} serve_news;

typedef struct serve_options {
  build_options build; /* `output` and what is shown besides published pages is set by serve; what
                          it calls, it calls in the thread that builds */
  unsigned port;       /* 0: any that is free */
  bool next_port;      /* take a later port where that one is taken */
  bool poll;           /* look at every file now and then, where the system tells of no changes */
  serve_handler desk;
  void (*tell)(void *context, const serve_news *news);
  void *tell_context;
} serve_options;

enum { SERVE_PORT = 8000, SERVE_PORTS = 20 /* how many are tried */ };

/* Serves until the process is told to stop (Ctrl-C, SIGTERM, SIGHUP). False: it could not begin,
 * and `tell` was told why. */
bool serve_run(const serve_options *options);

#endif
