/* Link joins the pages to a site: step by step, of which the long ones share the threads. After it
 * the site is frozen. */
#ifndef PAMPHLET_BUILD_LINK_H
#define PAMPHLET_BUILD_LINK_H

#include "build/ties.h"
#include "build/workers.h"
#include "diag/diag.h"
#include "graph/addresses.h"
#include "graph/files.h"
#include "graph/sitemap.h"
#include "graph/state.h"
#include "model/listing.h"
#include "model/site.h"
#include "view/words.h"

typedef struct linked {
  listing_list listings;
  addresses addresses;
  sitemap sitemap;
  site_files files; /* in: sources and sizes; out: where they go */
  arena memory;     /* of what was made beside the rest */
} linked;

/* What can be done once every page and listing has its address, beside links and relations; with
 * memory of linked.memory. */
typedef struct link_beside {
  void (*run)(void *context); /* NULL: nothing */
  void *context;
} link_beside;

/* Runs every step of linking in its order. Everything wrong is reported. The workers bring what
 * their readers have counted. Lists of related articles that `kept_lists` (NULL: nobody asks) has
 * are not picked again. What is made lives in the site's memory, and in out->memory, which is the
 * caller's to open and free. */
void link_site(site *s, state_options let_in, const words *words, const workers *with,
               const ties *kept_lists, link_beside beside, linked *out, diag_sink *sink);

/* The links of one page over a site that is linked. What it takes lives in site->memory. */
void link_page(site *s, page *p, const linked *all, diag_sink *sink);

#endif
