/* Reviews: what a review is of, which were recorded, and what a site asks for.
 *
 * The fingerprint that a record keeps (model/reviews.h) is of what a reader gets from that file:
 * its title, description, key points, questions to ask, references, the words with its lead image,
 * and the text below the front matter as written. How lines are broken and what stands in comments
 * does not count, nor do dates, names, tags and all other fields. A translation is a file of its
 * own, and so reviewed on its own. */
#ifndef PAMPHLET_HEALTH_REVIEW_H
#define PAMPHLET_HEALTH_REVIEW_H

#include "diag/diag.h"
#include "model/site.h"

/* The fingerprint of a page as read, with its text below the front matter; lives in `a`. */
sv review_fingerprint(arena *a, const page *p, sv below);

/* True for a page that has to be reviewed where a site asks for it: an article, news apart. */
bool review_is_due(const page *p);

/* The path that the records know a page by: "articles/epidural.md". */
sv review_name(const site *s, const page *p);

/* True where the front matter tells of a review on a day that has not come, by the site's clock. */
bool review_is_ahead(const site *s, const page *p);

/* The records of each article's last day of review, by its name; NULL where there are none. */
const map *review_records(arena *a, const site *s);

/* True where a page's text is not what its last recorded review was of; `last` is that record. A
 * page without fingerprint or record is as it was. */
bool review_is_stale(const site *s, const map *records, const page *p, review_record *last);

/* Reports reviews that are missing (HC027), overdue (HC028), of an older text (HC029), of no page
 * (HC030) or of a day that has not come (HC032), as the site's settings ask; with `all` also older
 * texts and records of no page where no review is required, and reviews that would hold for too
 * long (HC033). */
void review_check(const site *s, bool all, diag_sink *sink);

/* A record as a line of the file, without its end. `line` and what it is made of live in `a`. */
sv review_line(arena *a, sv name, const review_record *record);

/* The file with the line added in its place, or put over the record of the same article, day and
 * person. No other line changes. */
sv review_file(arena *a, sv text, sv line);

#endif
