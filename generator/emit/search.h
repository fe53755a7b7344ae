/* The search index of a language: what layouts/assets/js/search-index.js reads in the browser.
 *
 * `<root>search/index.json` is read first, and always anew. It names the other files, which are
 * called by their fingerprints and never change:
 *
 *   words   lines "stem \t forms \t pages \t titles \t texts". Forms are parted by blanks. `pages`
 *           is how many have the word. Titles and texts are lists "rank:page,page;rank:…", the
 *           highest rank first; a page is a number, the first of a rank from 0 and each next one
 *           from the one before it. Of a title the rank is 16 less its number of words; of a text
 *           1 to 5, the more the text is about the word; of the key points 8.
 *           ">form \t stem" is a form that stands in another file than its word.
 *           "~stem stem \t stem \t …" is a phrase and those that mean the same.
 *   starts  every form and the number of times its pages can be halved, by the form: for words
 *           that are misspelled near the end.
 *   ends    the same by the form read backwards: for those misspelled near the beginning.
 *   facts   lines "url \t title \t description \t kind", `block` pages a file, for what is shown.
 *
 * Files are sorted by bytes and end in a line feed. */
#ifndef PAMPHLET_EMIT_SEARCH_H
#define PAMPHLET_EMIT_SEARCH_H

#include "emit/search_sink.h"
#include "graph/crew.h"
#include "graph/related.h"
#include "model/site.h"

typedef struct search_job {
  const site *site;
  sv lang;
  related_reader *const *readers; /* all that have read pages for searches to find, and no other:
                                     what a draft says is not given away */
  size_t reader_count;
  crew by;
  search_sink to; /* for all but index.json */
  uint64_t base;  /* of settings, data and whatever else lies outside of the pages */
  sv before;      /* what an earlier index noted, of this program; empty: there is none */

  /* A page as parse had made it for the earlier index, in `a`; NULL: nobody knows. */
  page *(*then)(void *context, arena *a, const page *now);
  void *then_context;

  /* The forms that came to the words of these pages since the earlier index, or went. */
  bool forms_known; /* only then: */
  const vocabulary_moved_list *forms;
} search_job;

/* Writes index.json to `out` and puts the other files, but for those that an earlier index put and
 * that would be the same: these are kept. What the next one has to know of this is added to `note`.
 * Published pages, articles and people of the language are in it, but for those kept out of search
 * engines, and the words of its glossary. The files are the same for any number of threads, and
 * whatever was noted before. Time grows with the number of words on the site, or, where few pages
 * are other than the earlier index had them, with theirs; memory with the number of different ones,
 * and little with that of key points and terms. */
void emit_search(buf *out, buf *note, const search_job *job, arena *scratch);

#endif
