/* An article's text for readers outside its page. */
#ifndef PAMPHLET_EMIT_BODY_HTML_H
#define PAMPHLET_EMIT_BODY_HTML_H

#include "base/buf.h"
#include "model/site.h"

/* The body's HTML with its addresses filled in, those of the site with its host before them. */
void emit_body_html(buf *out, const site *s, const body *text, arena *scratch);

#endif
