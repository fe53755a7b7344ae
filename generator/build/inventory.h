/* Discover: what files there are, and what each is for. Nothing is read yet. */
#ifndef PAMPHLET_BUILD_INVENTORY_H
#define PAMPHLET_BUILD_INVENTORY_H

#include "base/arena.h"
#include "base/map.h"
#include "base/vec.h"
#include "build/last.h"
#include "diag/diag.h"
#include "sys/fs.h"
#include "sys/pool.h"
#include "wrap/hash.h"

typedef struct content_file {
  sv path;  /* as opened and as printed: "content/articles/epidural.md" */
  sv below; /* under content/: "articles/epidural.md" */
  uint64_t size;
  hash content; /* of a page that was parsed: of its bytes */
  bool unsure;  /* of a file to copy: it may be an article by how it begins (build/misnamed.h) */
} content_file;

/* A file that was found, whether it is of use or not. */
typedef struct found_file {
  sv path; /* as content_file's */
  fs_stamp stamp;
} found_file;
typedef VEC(found_file) found_files;
typedef VEC(content_file) content_files;

/* Everything under content/, by what becomes of it; each list in path order. */
typedef struct content_inventory {
  sv root;               /* "content" */
  sv settings;           /* site.yaml or site.json; empty: there is none */
  content_files indexes; /* _index.md of a section */
  content_files pages;   /* every other .md that is a page */
  content_files comments, data;
  content_files files; /* copied as they are */
  found_files found;   /* all of them */
  found_files folders; /* the root too: while the stamp of each is the same, so are the names */
} content_inventory;

/* A file of layouts/, the first of several folders that has it. */
typedef struct layout_file {
  sv path; /* "layouts/partials/card.html" */
  sv name; /* "partials/card.html" */
} layout_file;
typedef VEC(layout_file) layout_files;

/* Lists content/, with all threads (NULL: one is enough). Reports a missing folder (IO003), a
 * missing site.yaml (CF001), files that nothing is made from (IO009), and articles whose name is
 * none (IO011). False: there is no such folder. */
bool inventory_content(arena *a, sv root, pool *threads, diag_sink *sink, content_inventory *out);

/* The same in two steps, where the folders are as the last build left them: what it found in them
 * is looked at without a listing, with all threads; its paths must live on. False: something else
 * is there. Then one thread sorts it, and reports. */
bool inventory_again(arena *a, sv root, const last_build *last, pool *threads,
                     content_inventory *out);
void inventory_sort(arena *a, diag_sink *sink, content_inventory *out);

/* Lists layouts/, or several such folders of which the first that has a file wins; adds all that
 * was found to `found`. False: one of them is missing. */
bool inventory_layouts(arena *a, const sv_list *roots, diag_sink *sink, layout_files *out,
                       found_files *found);

#endif
