/* Findings, and what the checks found in one article. */
#ifndef PAMPHLET_DESK_REPORT_H
#define PAMPHLET_DESK_REPORT_H

#include "base/vec.h"
#include "build/build.h"
#include "diag/diag.h"
#include "health/check.h"

typedef struct finding {
  diag_code code;
  diag_severity severity;
  diag_span where; /* DIAG_WHOLE_FILE: no place in it */
  sv message, hint;
} finding;
typedef VEC(finding) findings;

/* Adds the problems of a sink in printing order, copied; `health` picks those of the checks of what
 * an article says, which no build makes. */
void findings_take(arena *a, findings *list, diag_sink *sink, bool health);

typedef struct report {
  arena memory;
  sv source;
  bool measured; /* it has words enough to be graded by */
  double grade;
  double over; /* how far it is past its limit, whatever the scale: 0 at the one that warns, 1 at
                  the one that fails; below 0, within them */
  const measure_method *method;
  size_t words;
  findings found;
} report;
typedef VEC(report *) reports;

/* Checks the articles of these files; a file that is none any more has no report. In one thread,
 * beside what others do. Each report is the caller's, to be freed. */
void reports_make(arena *a, const build_options *options, const sv_list *files, reports *out);
void report_free(report *r);

#endif
