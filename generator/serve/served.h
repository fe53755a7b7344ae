/* The site as it stands on disk, as a web host would find its way in it. */
#ifndef PAMPHLET_SERVE_SERVED_H
#define PAMPHLET_SERVE_SERVED_H

#include "build/preview.h"
#include "serve/hosting.h"
#include "serve/request_path.h"
#include "sys/fs.h"

typedef struct served served;

/* None yet. */
served *served_new(void);
void served_free(served *s);

/* The site in this folder, which begins at this path of the server ("/clinic", or empty). Reads its
 * `_headers` and `_redirects`: to be called after every build. Of the pages that were shown ahead
 * of a build, these stay. */
void served_update(served *s, sv folder, sv base_path, const preview_pages *pages);

/* Shows these pages, copied, in the place of the folder's files until the next update. */
void served_ahead(served *s, const preview_pages *pages);

typedef enum served_kind {
  SERVED_NOT_YET, /* no build has made a site */
  SERVED_FILE,    /* found, with `status` 200 or 404 */
  SERVED_MOVED,   /* to `location`, with `status` */
  SERVED_NOTHING  /* nothing there, and no 404.html either */
} served_kind;

/* An HTML page comes as its bytes, any other file open. */
typedef struct served_found {
  unsigned status;
  bool page;
  sv bytes; /* of a page */
  int file; /* the caller's to close; -1: it is a page */
  fs_stamp stamp;
  sv name; /* of the file below the folder: "articles/epidural/index.html" */
  sv location;
  hosting_headers headers;
} served_found;

/* What stands at a path. From any thread. */
served_kind served_find(served *s, arena *a, const request_path *asked, served_found *out);

/* Where the site begins: "", "/clinic". */
sv served_base(served *s, arena *a);

/* The mark of what was found: another one when it has changed. That of a page is of its bytes, the
 * same from wherever they came. */
sv served_mark(arena *a, const served_found *found);

/* The mark of what stands at a path as sent (an events_mark callback; the context is the site). */
sv served_mark_at(void *context, arena *a, sv path);

#endif
