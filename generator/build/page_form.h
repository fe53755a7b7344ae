/* A parsed page as bytes, and back. */
#ifndef PAMPHLET_BUILD_PAGE_FORM_H
#define PAMPHLET_BUILD_PAGE_FORM_H

#include "base/pack.h"
#include "model/page.h"

/* Adds everything that parse found out of the page, but for the HTML of its body, the words that
 * are compared and what checks found. Where p->params are not all, all are `params`; nil: they are.
 * *said is where the part ends that others are shown of it; the summary is its last. Either way
 * p->params_at counts from where the form begins. */
void page_form_write(buf *out, page *p, val params, size_t *said);

/* The page again, in `a`; its texts are views of the bytes. NULL: they are damaged. */
page *page_form_read(arena *a, unpack *in);

#endif
