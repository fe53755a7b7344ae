/* Diagnostics: what a run has to say to a person, with the place it is about.
 *
 * A function that can fail returns bool or a pointer; the story goes to a sink:
 *
 *   diag *d = diag_add(sink, DIAG_FM004, diag_at(path, offset, 10), "\"%.*s\" is not a date",
 *                      SV_ARG(text));
 *   diag_hint(d, "write year-month-day, as in 2026-02-13");
 *
 * Any thread may report; all problems of a run are kept, and printed in path order. */
#ifndef PAMPHLET_DIAG_DIAG_H
#define PAMPHLET_DIAG_DIAG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/sv.h"
#include "diag/codes.h"

typedef enum diag_severity { DIAG_WARNING, DIAG_ERROR } diag_severity;

typedef enum diag_code {
#define X(code, severity, about) DIAG_##code,
  DIAG_CODES(X)
#undef X
      DIAG_CODE_COUNT
} diag_code;

/* A stretch of a file, in bytes from its start (a byte order mark and front matter counted).
 * An empty `file` is no place; length 0 with DIAG_WHOLE_FILE as offset is the file itself. */
typedef struct diag_span {
  sv file;
  size_t offset, length;
} diag_span;

#define DIAG_WHOLE_FILE ((size_t)-1)
#define DIAG_NOWHERE ((diag_span){{NULL, 0}, DIAG_WHOLE_FILE, 0})

static inline diag_span diag_at(sv file, size_t offset, size_t length) {
  return (diag_span){file, offset, length};
}

static inline diag_span diag_file(sv file) {
  return (diag_span){file, DIAG_WHOLE_FILE, 0};
}

typedef struct diag_sink diag_sink;
typedef struct diag diag;

diag_sink *diag_sink_new(void);
void diag_sink_free(diag_sink *sink);

/* Reports a problem; the severity is its code's. Texts are copied. The result is for the
 * additions below, by the same thread. */
diag *diag_add(diag_sink *sink, diag_code code, diag_span where, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* The same with the text as it is, and a hint (empty: none). */
diag *diag_say(diag_sink *sink, diag_code code, diag_span where, sv message, sv hint);

/* What to do about it. At most one; a later one replaces it. */
void diag_hint(diag *d, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The chain that led here, innermost link first: "while <doing> <place>", and " for <subject>"
 * where the subject is not empty. Of several chains the one is kept whose last subject comes first
 * in byte order, so that the report is the same whichever thread was the first. */
typedef struct diag_link {
  const char *doing;
  diag_span where;
  sv subject;
} diag_link;
void diag_chain(diag *d, const diag_link *links, size_t count);

/* Lowers this one to a warning, or raises it. For settings that say how strict to be. */
void diag_severity_set(diag *d, diag_severity severity);

/* The same for a problem of something shared, such as a layout, that many pages meet: of those
 * with one code, place and message only the first is kept, by the order of printing. */
diag *diag_add_once(diag_sink *sink, diag_code code, diag_span where, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* The text of a source that is not a file (standard input, a test); both must outlive the
 * sink's printing. Other sources are read again from disk when they are printed. */
void diag_source_text(diag_sink *sink, sv file, sv text);

size_t diag_count(diag_sink *sink, diag_severity severity);

/* True where a problem with that code has been reported at that place: for a check that sees the
 * same slip again from another side. */
bool diag_knows(diag_sink *sink, diag_code code, diag_span where);

/* The code's name ("FM004") and what it is about. */
const char *diag_code_name(diag_code code);
const char *diag_code_about(diag_code code);

typedef enum diag_format { DIAG_TEXT, DIAG_JSON, DIAG_GITHUB } diag_format;

/* Threads that may share the work. `run` calls the task for every number below `count` from any of
 * them, and returns when all are through; without it the caller does it all. */
typedef struct diag_threads {
  void (*run)(void *context, size_t count,
              void (*task)(void *task_context, size_t i, unsigned worker), void *task_context);
  void *context;
} diag_threads;

typedef struct diag_print_options {
  diag_format format;
  bool color;  /* text only: terminal colours */
  bool strict; /* warnings are shown, and count, as errors */
  diag_threads threads;
} diag_print_options;

/* Prints everything in the order of path, place, code and message. Lines and columns count
 * from 1; a column counts code points. */
void diag_print(diag_sink *sink, FILE *out, diag_print_options options);

/* Calls back for each problem in printing order, with its place worked out, for callers that
 * show problems in a way of their own. Views live as long as the sink. */
typedef struct diag_view {
  diag_code code;
  diag_severity severity;
  sv file;             /* empty: no place */
  size_t line, column; /* 0: the file as a whole */
  sv message, hint;
  sv text;           /* the source line, during the call; empty where there is none */
  size_t mark_width; /* code points of it that are meant, from `column` on */
  size_t offset;     /* the place in bytes, as it was reported */
} diag_view;
void diag_each(diag_sink *sink, void (*visit)(void *context, const diag_view *view), void *context);

/* A problem with its place in bytes, as it was reported: no file is read for it. */
typedef struct diag_problem {
  diag_code code;
  diag_severity severity;
  diag_span where;
  sv message, hint;
} diag_problem;
void diag_each_problem(diag_sink *sink, void (*visit)(void *context, const diag_problem *problem),
                       void *context);

/* Lets go of the problems that `keep` says no to: for callers that have said them before. */
void diag_filter(diag_sink *sink, bool (*keep)(void *context, const diag_view *view),
                 void *context);

/* The nearest of `count` names to what was typed, for "did you mean"; empty when none is near
 * enough to be a slip (one edit in three letters, three edits at the most). */
sv diag_nearest(sv typed, const sv *names, size_t count);

/* The same among the keys of a map (base/map.h). */
struct map;
sv diag_nearest_key(sv typed, const struct map *names);

#endif
