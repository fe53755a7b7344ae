/* Inside links: one target, from what is written to what it means. */
#ifndef PAMPHLET_GRAPH_LINK_TARGET_H
#define PAMPHLET_GRAPH_LINK_TARGET_H

#include "base/buf.h"
#include "graph/links.h"
#include "model/url.h"

typedef struct link__resolver {
  site *site;
  const addresses *addresses;
  const site_files *files;
  const sv_list *anchors;
  diag_sink *sink;
  sv root;           /* finder_root */
  arena *found;      /* where addresses live: as long as the site */
  arena *scratch;    /* for one target; the caller rewinds it */
  arena *kept;       /* for what follows */
  buf out;           /* for one address */
  map **ids;         /* by page number: the ids of a page with many that was linked to by one */
  sv_list names;     /* for "did you mean": the last parts of every address, made when needed */
  unsigned guesses;  /* left */
  map left_out;      /* output -> page that is left out, made when needed */
  bool has_left_out; /* made */
} link__resolver;

typedef struct link__target {
  sv url;           /* below base_path, percent-encoded; empty: none */
  const page *page; /* where it is one, also one that is left out */
  const site_file *file;
} link__target;

/* What a path (decoded, no query, no fragment, not empty) means on a page; `from` NULL: in the
 * settings. False: nothing there. A page that is left out is found: check it. */
bool link__find(link__resolver *r, const page *from, sv path, link__target *out);

/* The page that is shown and stands in the same folder, where the target names no more than its
 * file and maybe a part of it, as most do; NULL: see link__find. */
const page *link__beside(link__resolver *r, const page *from, sv target, url_parts *parts);

/* The hash under which that looks for the page (map_hash of its source); 0: for none. */
unsigned link__hash_beside(const link__resolver *r, const page *from, sv target);

/* True where the page has that id, its layouts' among them. */
bool link__has_id(link__resolver *r, const page *p, sv id);

/* The known name that is nearest to the last part of a path, or an empty one. */
sv link__nearest(link__resolver *r, sv path);

#endif
