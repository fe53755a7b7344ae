/* Inside the diagnostics: what the sink keeps and the printers read. */
#ifndef PAMPHLET_DIAG_SINK_H
#define PAMPHLET_DIAG_SINK_H

#include <pthread.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/map.h"
#include "base/vec.h"
#include "diag/diag.h"

typedef struct diag__link {
  sv doing;
  diag_span where;
  sv subject;
} diag__link;

struct diag {
  diag_sink *sink;
  diag_code code;
  diag_severity severity;
  bool once;       /* of those alike only the first is kept */
  uint32_t number; /* of those alike in all else the first to come is the first */
  diag_span where;
  sv message, hint;
  VEC(diag__link) chain;
};

typedef VEC(diag *) diag__list;

struct diag_sink {
  pthread_mutex_t lock;
  arena memory;
  diag__list all;
  VEC(uint32_t) runs; /* where each begins of the stretches of `all` that are sorted */
  bool sorted;        /* nothing has come since all were sorted */
  bool shuffled;      /* one has changed since: there may be other runs */
  bool some_once;     /* one is `once` */
  uint32_t reported;  /* how many have come */
  size_t counts[2];   /* by severity */
  bool miscounted;    /* they are to be counted anew */
  map sources;        /* file -> sv *, from diag_source_text */
};

/* Everything reported so far, sorted for printing. */
diag__list diag__sorted(diag_sink *sink);

/* Puts them in the order of printing, and drops those that repeat another. The caller holds the
 * lock. */
void diag__order(diag_sink *sink);

/* Adds one behind the others. `follows`: in the order of printing, too, it stands behind the last
 * one. The caller holds the lock. */
void diag__push(diag_sink *sink, diag *d, bool follows);

/* A place in a source: numbers from 1, columns in code points. */
typedef struct diag__position {
  size_t line, column;
  sv text;           /* the line, without its line end */
  size_t byte;       /* of it, where the column is */
  size_t mark_width; /* code points under the mark, 1 at least; of a very long one, many */
} diag__position;

/* A source being read for printing; one is kept open, since problems come in path order. */
typedef struct diag__reader {
  diag_sink *sink;
  sv file;
  sv text;
  buf owned; /* what was read, one file after the other */
  bool known;
  size_t offset, line, line_start; /* where the last look-up ended */
  sv text_of_line;                 /* there; NULL: not looked up yet */
  size_t counted, code_points;     /* bytes of it that were counted, and what they came to */
} diag__reader;

/* False when the place has no line: the file as a whole, or a file that cannot be read. */
bool diag__locate(diag__reader *reader, diag_span where, diag__position *out);
void diag__reader_free(diag__reader *reader);

#endif
