/* Parsed pages, kept from one build to the next.
 *
 * They lie in `.pamphlet/.pages/<name of the output>.0` or `.1`, many pages close together between
 * the HTML of many; where each is, and its checksums, is in the record of the last build. A build
 * adds the pages that it had to parse at the end and leaves the others as they are; a build that
 * can use none begins the other file. So a build that fails or is killed spoils nothing: what it
 * added is behind the end that the record knows.
 *
 * A page is used again if its file holds the same bytes, and if nothing else that parse looks at
 * has changed: settings, data, words, inserts, section pages, the program. */
#ifndef PAMPHLET_BUILD_PAGES_H
#define PAMPHLET_BUILD_PAGES_H

#include "build/last.h"
#include "build/workers.h"
#include "model/site.h"

/* Where nothing says otherwise, a keeper of NULL is fine: it has no page and keeps none. */
typedef struct page_keeper page_keeper;

/* Opens the store. `now` are this build's files, `context` is the fingerprint of what parse looks
 * at beside the pages. What is taken points into the store, as long as that is open; or, if it is
 * to be `lasting`, its words alone do, until pages_rest. NULL: it cannot be opened, and pages are
 * parsed and not kept. */
page_keeper *pages_open(arena *a, const char *path, const last_build *last, const last_files *now,
                        hash context, workers *with, bool lasting);
/* After the record: no page is taken or kept any more, and the last build's record may go. The
 * texts of pages can still be read. */
void pages_rest(page_keeper *k);
/* Closes it. Where no record was made of a file that this build began, the file goes again. */
void pages_close(page_keeper *k);

/* The page as it was parsed by an earlier build, with what it reported reported again; its file's
 * content is filled in. NULL: parse it. */
page *pages_take(page_keeper *k, unsigned worker, const site *s, sv path, diag_sink *sink,
                 hash *content);

/* The page of this path as the last build had parsed it, in `a`, whether it is that still or not;
 * once all pages are settled. Several threads may ask. NULL: nobody knows. */
page *pages_then(const page_keeper *k, arena *a, const site *s, sv path);

/* Which forms of words the pages of a language that searches find have and did not have in the last
 * build, or had and have no more; once they are settled. False: nobody knows, or too many. */
bool pages_moved_forms(const page_keeper *k, arena *a, sv lang, vocabulary_moved_list *out);

/* Keeps a page that was just parsed; its words are those that its worker's reader read last, and
 * what `sink` holds was reported. Its HTML is then read from the store, and where p->params are not
 * all, so are all `params` (nil: they are). False: it is not kept. */
bool pages_keep(page_keeper *k, unsigned worker, const site *s, page *p, val params, hash content,
                diag_sink *sink);

/* Once every page is taken or kept: their words are known from here on. */
void pages_settle(page_keeper *k);

/* For each page of the last build, by its place there: whether it was taken. NULL: none could be.
 */
const bool *pages_taken_then(const page_keeper *k);

/* The words of one of these that was not taken, in `a`; of a keeper that names some. NULL: they
 * cannot be read. */
const struct related_bag *pages_words_then(const page_keeper *k, arena *a, size_t place);

/* After the commit: fills in the record, whose lists are in `a`. False: nothing is kept, since
 * there is no store or it could not be written. */
bool pages_record(page_keeper *k, arena *a, const site *s, last_build *b);

/* Once the record is written: removes the file that it does not name. */
void pages_drop_other(const page_keeper *k);

/* How many pages were taken. */
size_t pages_taken(const page_keeper *k);

/* True where the store turned out to be damaged after its pages were taken: what was built is of no
 * use. */
bool pages_damaged(const page_keeper *k);

#endif
