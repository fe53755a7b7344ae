/* The words of kept pages.
 *
 * A page's bag stands in the store as it is used: its words are numbers of stems of a set, which
 * the record holds with the forms that the stems were met in. So a build that takes thousands of
 * pages looks at none of their words. A set belongs to the pages of one language that searches
 * find, or to those that they do not; each thread that parses pages adds to one of its own. Each
 * form says how many pages have it: what only an edited page said is no word of the site any more.
 */
#ifndef PAMPHLET_BUILD_WORD_SETS_H
#define PAMPHLET_BUILD_WORD_SETS_H

#include "base/pack.h"
#include "build/last.h"
#include "build/workers.h"
#include "graph/related_bag.h"

/* Into the record and from it; what is read lives in the arena and in what it is read from. */
void word_sets_pack(buf *out, const word_set_list *all);
void word_sets_unpack(unpack *in, arena *a, word_set_list *all);

/* What the sets of `now` have that those of `then`, from which they come, did not have when these
 * were read; and puts it into such as were read. False: they come from no such sets. */
bool word_sets_pack_change(buf *out, const word_set_list *then, const word_set_list *now);
void word_sets_unpack_change(unpack *in, arena *a, word_set_list *all);

/* True where much of what the sets hold is of no use any more. */
bool word_sets_worn(const word_set_list *all);

typedef struct word_sets word_sets;

/* `last` is of the last build (NULL: nothing is known); how often its forms are used changes. */
word_sets *word_sets_open(const word_set_list *last, workers *with);
void word_sets_close(word_sets *w);

/* A page's bag out of the bytes that it is in the store, which its numbers stay in: they are
 * aligned as numbers are. NULL: it is of no use to the page. */
struct related_bag *word_sets_take(const word_sets *w, arena *a, uint32_t set, const page *p,
                                   bool unlisted, sv bag);

/* Of a page that `reader` has just read: puts what its bag is in the store, and its forms. Returns
 * the set. */
uint32_t word_sets_put(word_sets *w, unsigned worker, const related_reader *reader, bool unlisted,
                       const page *p, buf *bag, buf *forms);

/* The same for a bag of a page that is not taken. NULL: it is none. */
related_bag *word_sets_bag(const word_sets *w, arena *a, uint32_t set, sv bag);

/* Of a page that was not taken: its forms are used once less. False: they are not those of the set.
 */
bool word_sets_drop(word_sets *w, uint32_t set, sv forms);

/* Once all pages are there: hands the words that are used to link and to the search index, by
 * with->known. */
void word_sets_settle(word_sets *w);

/* Then: which forms of a language's words came or went since the last build, but for those of pages
 * that searches do not find; one may be there twice. False: there are too many to tell. The texts
 * live as long as the sets and the readers. */
bool word_sets_moved(const word_sets *w, arena *a, sv lang, vocabulary_moved_list *out);

/* All sets, as they are to be kept; before the readers are closed. */
void word_sets_record(const word_sets *w, arena *a, word_set_list *out);

#endif
