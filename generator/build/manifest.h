/* The manifest: what the last build put into an output folder, kept outside of it in the site
 * folder. It tells what to remove, what was never ours, and which addresses were live.
 *
 * It is `.pamphlet/<name of the output>`: the output's path from the site folder, however that was
 * given, in one piece: '/' is "%2F", '%' "%25", a '.' at the start "%2E". So is a character of what
 * else would have a name that is in use there. A name over 200 bytes ends in "%-" and a hash. So
 * `-o public` and `-o $PWD/public/` are `public`, `-o ../../www` is
 * `%2E.%2F..%2Fwww`. An output with nothing but the root in common with the site has its absolute
 * path; one that is a link has its own name, wherever it leads.
 *
 * A text file, one fact a line; the first line carries the format's version, and the hash and the
 * length of the facts, so that a damaged one is noticed and counts as none. What builds changed
 * since it was written stands behind them, with the hash of what came before:
 *
 *   pamphlet-manifest 2 <32 hex digits> <10 digits>
 *   output public
 *   file articles/epidural/index.html
 *   page /articles/epidural/<TAB>articles/epidural/index.html<TAB>content/articles/epidural.md
 *   changes <32 hex digits> <10 digits>
 *   after <32 hex digits>
 *   came assets/search/en-1eb79f8f51.txt
 *   went assets/search/en-06e97d3073.txt
 *
 * Changes that end before their length were never made: a build was killed while it wrote them. In
 * names, '%' and control characters are written as %XX. */
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

/* What of its file counts. */
typedef struct manifest_extent {
  hash sum;       /* of the last facts or changes, and so of all */
  uint64_t end;   /* how long it is */
  uint64_t whole; /* and was when it was written whole */
} manifest_extent;

/* From the text of its file, to which it points. False: there is none, it is damaged, or of another
 * version. *out is then empty. */
bool manifest_take(arena *a, sv text, manifest *out, manifest_extent *extent);

/* The same without reading what it says. */
bool manifest_check(sv text, manifest_extent *extent);

/* Sorts the pages, as they stand in a manifest that was read; and tells two such lists apart. */
void manifest_sort_pages(manifest_pages *pages);
bool manifest_same_pages(const manifest_pages *left, const manifest_pages *right);

/* Its pages, in the order in which they stand, in one number that is not 0. */
uint64_t manifest_print_pages(const manifest_pages *pages);

/* Sorts and writes it. A file that holds just that already is not touched. False: errno. */
bool manifest_write(const char *path, manifest *m, manifest_extent *extent);

/* Adds what changed among the files to one of this extent; `safe`: no power cut undoes that. False:
 * it cannot be added, or has become long: write it. */
bool manifest_add(const char *path, const sv_list *came, const sv_list *went, bool safe,
                  manifest_extent *extent);

/* What was at an address, or NULL. */
const manifest_page *manifest_page_at(const manifest *m, sv url);

#endif
