/* Related articles: what each article has in common with others, from what they say.
 *
 * Two articles are alike as far as their titles share words, their texts share words, and the
 * words of one's title occur in the other's text; common terms of a taxonomy and links between
 * the two add to that. A word, term or link counts for more the fewer articles have it. Articles of
 * another language, drafts, scheduled, expired and overdue ones are never offered. */
#ifndef PAMPHLET_GRAPH_RELATED_H
#define PAMPHLET_GRAPH_RELATED_H

#include "diag/diag.h"
#include "graph/crew.h"
#include "graph/related_trace.h"
#include "graph/vocabulary.h"
#include "model/site.h"

/* Reads what articles say; one for each thread that reads. */
typedef struct related_reader related_reader;
related_reader *related_reader_open(const settings *s);
void related_reader_close(related_reader *r);

/* One that reads nothing: what another run read in the language is put into *words, which it owns.
 */
related_reader *related_reader_known(sv lang, vocabulary **words);

/* Counts the words of a page's title, description and body into p->words, which lives in
 * `a` and refers to the reader; those of its key points go along. */
void related_read(related_reader *r, arena *a, page *p);

/* What related_read found in the page just read: its forms' numbers << 8, and what a bag says of
 * each; 0 of those that the key points alone have. Good until the reader's next page. */
typedef struct related_noted {
  VEC(uint32_t) forms;
  uint32_t length; /* words of the text */
} related_noted;
const related_noted *related_note(const related_reader *r);

/* Fills related_pages of every article, best first: its pins, then what is alike, then, so that
 * the list is never short while there are articles, what stands in its section, or is recent. Each
 * says why. Ties go to the newer, then to the earlier path. A pin or ban that is no article is
 * RL001. `readers` are all that have read pages, one at least, which reads what was not read.
 * Time grows with the number of articles and not with its square. Needs taxonomy_collect and
 * links_resolve. */
void related_link(site *s, related_reader *const *readers, size_t count, diag_sink *sink);

/* What relating needs beside the site. */
typedef struct related_crew {
  related_reader *const *readers;
  size_t reader_count;
  crew by;

  /* Fills a page's list as it was when it was picked from what has this fingerprint, `a` holding
   * it; false: pick it. NULL: all are picked, and none has a fingerprint. */
  bool (*take)(void *context, arena *a, page *p, uint64_t print);
  void *take_context;
  const related_last *last; /* what the last build left; NULL: nothing, or too much has changed */
} related_crew;

/* What threads do beside those that weigh words: parts that need nothing of each other. */
typedef struct related_meanwhile {
  void (*run)(void *context, size_t part, unsigned worker);
  void *context;
  size_t parts; /* 0: nothing */
} related_meanwhile;

/* The same in three steps, by several threads; the lists are the same. The first runs no loop, and
 * may be done beside state_decide; the second needs that, and the third all that the above does.
 * `meanwhile` must leave alone which articles there are, their order, words and state. */
typedef struct related_work related_work;
related_work *related_open(site *s, const related_crew *by);
void related_begin(related_work *w, related_meanwhile meanwhile);
void related_finish(related_work *w, diag_sink *sink);

/* A site whose articles are related, and its readers. */
typedef struct related_run {
  const site *site;
  related_reader *const *readers;
  size_t reader_count;
} related_run;

/* Adds the articles of `after` whose lists may differ from those of `before`, an earlier state of
 * the site with the same settings: those that were edited, those that share a word, a term or a
 * link with one, and those whose list has one. An edit that carries the number of articles with a
 * word into another half octave edits all of them in this sense, and one that so moves the number
 * of articles or their mean length, every article. No other list differs, but those that section
 * or recency fill up where articles came, went or changed places. */
void related_affected(arena *a, const related_run *before, const related_run *after,
                      page_list *out);

/* "tag", "word", "links to it", "pinned": what a reason is, in `a` or constant. */
sv related_kind_name(arena *a, const settings *s, const related_reason *r);

/* The reasons as short texts: "linked from it", "tag: epidural", "words: needle, spine". */
void related_why(arena *a, const settings *s, const related_page *p, sv_list *out);

#endif
