/* The manifest: what the last build put into an output folder, kept outside of it in the site
 * folder. It tells what to remove, what was never ours, and which addresses were live.
 *
 * A text file, one fact a line; the first line carries the format's version and the hash of
 * all that follows, so that a damaged one is noticed and counts as none:
 *
 *   pamphlet-manifest 1 <32 hex digits>
 *   output public
 *   file articles/epidural/index.html
 *   page /articles/epidural/<TAB>articles/epidural/index.html<TAB>content/articles/epidural.md
 *
 * In names, '%' and control characters are written as %XX. */
#ifndef PAMPHLET_BUILD_MANIFEST_H
#define PAMPHLET_BUILD_MANIFEST_H

#include "base/arena.h"
#include "base/vec.h"
#include "wrap/hash.h"

/* An address that was live: of a page, or of an alias of it. `source` is empty for a page that
 * no single file of content/ is behind. */
typedef struct manifest_page {
  sv url;    /* "/articles/epidural/", without base_path */
  sv output; /* below the output folder */
  sv source; /* "content/articles/epidural.md" */
} manifest_page;
typedef VEC(manifest_page) manifest_pages;

typedef struct manifest {
  sv output;            /* which output folder it is about: its path from the site folder */
  sv_list files;        /* below the output folder, sorted by bytes */
  manifest_pages pages; /* sorted by url */
  sv pages_text;        /* their lines, where they are known: of one that was read */
} manifest;

/* From the text of its file, to which it points. False: there is none, it is damaged, or of another
 * version. *out is then empty. */
bool manifest_take(arena *a, sv text, manifest *out);

/* Sorts the pages, as they stand in a manifest that was read; and tells two such lists apart. */
void manifest_sort_pages(manifest_pages *pages);
bool manifest_same_pages(const manifest_pages *left, const manifest_pages *right);

/* The same of its pages in whatever order they stand, in one number that is not 0. */
uint64_t manifest_print_pages(const manifest_pages *pages);

/* Sorts and writes it; *content is the hash of the file. One that holds just that already is not
 * touched. False: errno. */
bool manifest_write(const char *path, manifest *m, hash *content);

/* Its pages_text, without reading more: of a text that is known to be a manifest's. */
sv manifest_page_lines(sv text);

/* True where the build made that file. */
bool manifest_has_file(const manifest *m, sv path);
/* What was at an address, or NULL. */
const manifest_page *manifest_page_at(const manifest *m, sv url);

#endif
