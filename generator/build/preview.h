/* A page before the build that is to make it: what a writer waits for after a save.
 *
 *   kept_site *kept;                            of the last build: build_options.keep
 *   preview_pages pages = {0};
 *   if (preview_make(kept, &changed, a, &pages)) ...show them...
 *   ...build, which makes the site exact...
 *   build_let_go(kept);
 *
 * A preview is the page as the next build will make it, as far as that lies with the page's own
 * file: its text, its title, its references. What it shows of others (related articles, lists, the
 * page before and the page after) is as the last build found it. */
#ifndef PAMPHLET_BUILD_PREVIEW_H
#define PAMPHLET_BUILD_PREVIEW_H

#include "build/build.h"

typedef struct preview_page {
  sv output; /* below the output folder: "articles/epidural/index.html" */
  sv bytes;
} preview_page;
typedef VEC(preview_page) preview_pages;

/* Adds the pages of these files (named as "content/articles/x.md"), and writes nothing. False: not
 * of all of them, so that only a build can tell: a file is no page that the site had, what changed
 * in it reaches further than its page (an address, a draft's state, a tag), something is wrong in
 * it, or they are many. The kept site is the same afterwards, and holds no more memory. NULL: there
 * is none. One thread at a time; a build may run beside it. */
bool preview_make(kept_site *kept, const sv_list *files, arena *a, preview_pages *out);

#endif
