/* Old addresses that lead on to where a page is now. */
#ifndef PAMPHLET_EMIT_REDIRECTS_H
#define PAMPHLET_EMIT_REDIRECTS_H

#include "base/buf.h"
#include "model/site.h"

/* A small HTML page that sends readers on to `to`, for hosts that know no redirects. */
void emit_redirect(buf *out, const site *s, const page *to);

/* `_redirects`, for hosts that read it (Netlify, Cloudflare Pages): a line an alias. */
void emit_redirects_file(buf *out, const site *s);

#endif
