/* The files that a web host reads, `_headers` and `_redirects`, obeyed here as there: by the rules
 * that Netlify and Cloudflare Pages share.
 * developers.cloudflare.com/pages/configuration/headers/, …/redirects/
 *
 * A rule's path is matched whole. One "*" in it stands for any text and ":name" for the text of one
 * step; "to" may have them back as ":splat" and ":name". */
#ifndef PAMPHLET_SERVE_HOSTING_H
#define PAMPHLET_SERVE_HOSTING_H

#include "base/arena.h"
#include "base/vec.h"

typedef struct header_line {
  sv name, value;
  bool taken_back; /* "! Name": what earlier rules said of it does not hold */
} header_line;

typedef struct header_rule {
  sv path;
  VEC(header_line) lines;
} header_rule;

typedef struct redirect_rule {
  sv from, to; /* to: as written */
  unsigned status;
} redirect_rule;

typedef struct hosting {
  VEC(header_rule) headers;
  VEC(redirect_rule) redirects;
} hosting;

/* Reads both files; the texts live as long as the result. Lines that are no rule of ours (for one
 * country, for one host) are passed over. */
void hosting_read(arena *a, sv headers, sv redirects, hosting *out);

typedef struct hosting_header {
  sv name, value;
} hosting_header;
typedef VEC(hosting_header) hosting_headers;

/* The headers of a path (decoded), in order; what several rules say of one is joined by ", ". */
void hosting_headers_of(arena *a, const hosting *h, sv path, hosting_headers *out);

/* The first redirect that a path matches, with a slash at its end or without. Status 200 means:
 * show what stands at *to. False: there is none. */
bool hosting_redirect(arena *a, const hosting *h, sv path, sv *to, unsigned *status);

#endif
