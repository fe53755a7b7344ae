/* Pages by what an author calls them in front matter: a file or a slug. */
#ifndef PAMPHLET_GRAPH_FIND_H
#define PAMPHLET_GRAPH_FIND_H

#include "diag/diag.h"
#include "model/site.h"

typedef struct finder {
  const site *site;
  arena *memory;
  unsigned guesses; /* how many misses still get a "did you mean" */
  map by_name;      /* "en articles/epidural" and "en epidural"; made by the first search */
} finder;

/* Lives in `a`. Needs state_decide. */
void finder_open(arena *a, const site *s, finder *out);

/* The article that `name` means on this page: a file relative to the page's folder or below
 * content/ ("epidural.md"), or a slug in the page's language ("epidural", "news/epidural").
 * Otherwise NULL, and RL001 at its place. A page that is left out is not found either, and the
 * message says why. */
page *finder_article(finder *f, const page *from, const placed *name, arena *scratch,
                     diag_sink *sink);

/* "a draft", "scheduled", "expired": why a page is left out, for messages. */
const char *finder_state(const page *p);

/* The content folder as the pages' sources name it: that of the settings file. */
sv finder_root(const site *s);

/* A path from a folder of content/, with "." and ".." taken out: "content/articles" and
 * "../pages/about.md" give "content/pages/about.md". Empty where it leaves content/. */
sv finder_path(arena *a, const site *s, sv folder, sv path);

#endif
