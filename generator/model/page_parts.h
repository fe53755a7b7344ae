/* Inside the reading of a page: fields that are lists or groups of others. */
#ifndef PAMPHLET_MODEL_PAGE_PARTS_H
#define PAMPHLET_MODEL_PAGE_PARTS_H

#include "model/fields.h"
#include "model/page.h"

void page__read_image(const fields *r, field f, bool needs_alt, page_image *out);
void page__read_series(const fields *r, field f, page *out);
void page__read_references(const fields *r, field f, page *out);
void page__read_also_read(const fields *r, field f, page *out);
void page__read_translation(const fields *r, field f, page *out);

/* It reaches layouts as it is written; here only its form is checked. */
void page__check_testimonial(const fields *r, field f);

/* An address of the site for `url` and `aliases`; false and reported where it is none. */
bool page__check_address(const fields *r, const node *value, sv address);

#endif
