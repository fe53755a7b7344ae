/* The links of a built site, seen from outside: every address in every file that a build would
 * write, whoever wrote it. Links between articles are checked when they are resolved
 * (graph/links); this finds what layouts, menus and feeds get wrong.
 *
 *   built_links *links = built_links_new();
 *   built_links_see(links, &file);                       each file, from any thread
 *   built_links_judge(links, &where, sink);              at the end, one thread
 *   built_links_free(links); */
#ifndef PAMPHLET_CHECK_BUILT_LINKS_H
#define PAMPHLET_CHECK_BUILT_LINKS_H

#include "check/link_marks.h"
#include "diag/diag.h"
#include "model/settings.h"

/* A file of the built site. `bytes` are empty for one that is copied as it is. */
typedef struct built_file {
  sv path;     /* below the output folder: "articles/epidural/index.html" */
  sv bytes;    /* only during the call */
  sv source;   /* "content/articles/epidural.md", or empty */
  bool unmade; /* an error is in its way: no telling what would be in it */
} built_file;

/* An address that the site names, and where it stands first. */
typedef struct built_link {
  link_mark_kind kind;
  sv address;      /* whole ("https://…"), from the host's root ("/…"), or from the site's
                      home, as "./articles/x/": what a relative one comes to */
  sv written;      /* as it stands there */
  sv path, source; /* the file that has it: one of an article if there is one; first by path */
  size_t offset, length; /* its place in that file */
  size_t files;          /* how many files have it */
} built_link;
typedef VEC(built_link *) built_link_list;

typedef struct built_links built_links;

built_links *built_links_new(void);
void built_links_free(built_links *links);

/* Takes down what a file links to, and its anchors. Everything is copied. */
void built_links_see(built_links *links, const built_file *file);

/* What it takes to say what is wrong, and where. */
typedef struct built_links_where {
  const settings *settings;
  sv output;     /* the folder that the site is built into: "public" */
  sv_list texts; /* files in which an address may have been written by hand: layouts, settings */
} built_links_where;

/* Reports each address of this site that leads nowhere: LK001 to a page, LK002 to a file, LK005
 * to an anchor. The place is that in the article or layout where the address is written, else
 * in the built file. */
void built_links_judge(built_links *links, const built_links_where *where, diag_sink *sink);

/* The addresses that lead off the site, by address. They live as long as the links. */
built_link_list built_links_outside(built_links *links, const settings *s);

/* Where a person finds the address: see built_links_judge. The path lives in the arena. */
diag_span built_links_place(arena *a, const built_link *link, const built_links_where *where);

#endif
