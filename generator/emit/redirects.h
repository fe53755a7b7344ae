/* Old addresses that lead to where their page is now. */
#ifndef PAMPHLET_EMIT_REDIRECTS_H
#define PAMPHLET_EMIT_REDIRECTS_H

#include "base/buf.h"
#include "model/site.h"

/* The small page that stands at an alias: it sends readers on at once, and search engines learn
 * where the page is. */
void emit_redirect(buf *out, const site *s, const page *to);

/* The `_redirects` file of Netlify and Cloudflare Pages: "/old/ /new/ 301", a line an alias. */
void emit_redirects_file(buf *out, const site *s);

#endif
