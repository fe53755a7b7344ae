/* Slugs: the part of an address that names a page or a term. They keep accents and emoji; an
 * address is percent-encoded only when it is written (model/url). */
#ifndef PAMPHLET_TEXT_SLUG_H
#define PAMPHLET_TEXT_SLUG_H

#include "base/arena.h"
#include "base/sv.h"

/* The slug of a file, from its name without extension, date and language: lower case, NFC,
 * blanks to `-`, `_` kept, and without what is unsafe in a path or an address
 * (/ \ ? # % : * " < > | and control characters). Never empty, "." or "..".
 * "Facet Joint_FAQ" gives "facet-joint_faq". */
sv slug_of_file(arena *a, sv name);

/* The slug of a taxonomy term or another title: lower case, NFC, its letters, numbers and
 * marks, and one `-` for each run of anything else between them. Where nothing is left, the
 * symbols outside ASCII as they are; never empty. "Neck & Back Pain" gives "neck-back-pain". */
sv slug_of_title(arena *a, sv title);

#endif
