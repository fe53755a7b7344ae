/* The threads of a build and the memory that each of them has to itself. */
#ifndef PAMPHLET_BUILD_WORKERS_H
#define PAMPHLET_BUILD_WORKERS_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/spill.h"
#include "diag/diag.h"
#include "graph/crew.h"
#include "graph/related.h"
#include "health/lexicon.h"
#include "sys/pool.h"

typedef struct worker_memory {
  arena pages;              /* what a parsed page keeps; lives as long as the site */
  spill *bodies;            /* the HTML of parsed pages */
  arena bags;               /* the words of parsed pages, counted */
  arena bulk;               /* for one task: a page's HTML and prose before it is let go */
  arena scratch;            /* for one task */
  buf out;                  /* for one task: what is rendered */
  buf inside;               /* for one task: what a layout's parent prints as its content */
  diag_sink *problems;      /* for one task: of a page that may be kept */
  const struct view *view;  /* render: with what notes this worker's reads */
  struct liq_memo *memo;    /* render: what partials printed; NULL: none so far */
  bool limit_met;           /* for one task: a layout met a limit on work or memory */
  bool now_asked;           /* for one task: a text depends on the very moment */
  bool now_read;            /* a text depends on the very moment */
  related_reader *reader;   /* of the pages' words, from parse to render */
  related_reader *unlisted; /* the same of pages that searches must not find */
  lexicon *words;           /* what the checks know of words; NULL: none was asked */
} worker_memory;

/* Knows the words of pages that an earlier build parsed (build/word_sets.h). */
typedef struct known_reader {
  related_reader *reader;
  bool unlisted; /* as worker_memory.unlisted */
} known_reader;

typedef struct workers {
  pool *pool;
  worker_memory *each; /* [pool_threads(pool)] */
  VEC(known_reader) known;
} workers;

/* `threads` of them; 0: as many as the machine has processors. workers_stop ends them and frees all
 * that they hold. */
workers workers_start(unsigned threads);
void workers_stop(workers *w);

/* Lets go of what is of one task alone: it comes back where it is needed. */
void workers_rest(workers *w);

/* Lets go of what pages count of words, for a site that nobody will relate or search again; its
 * pages must not point to it any more. And of the words, with their readers, too. */
void workers_forget_bags(workers *w);
void workers_forget_words(workers *w);

/* Lets go of the parsed pages themselves. */
void workers_forget_pages(workers *w);

/* The reader for a page's words: drafts and the like have one of their own. */
bool workers_is_unlisted(const site *s, const page *p);
related_reader *workers_reader(const worker_memory *w, const site *s, const page *p);

/* The threads for who does not know of a pool. */
crew workers_crew(arena *a, const workers *w);

/* All readers whose words searches may find (`unlisted` false), or all. */
typedef VEC(related_reader *) related_readers;
void workers_readers(arena *a, const workers *w, bool unlisted, related_readers *out);

#endif
