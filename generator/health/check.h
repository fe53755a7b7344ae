/* The checks of what an article says: plain language, claims, privacy, structure. They read one
 * article at a time, right after Markdown, while its text is at hand. */
#ifndef PAMPHLET_HEALTH_CHECK_H
#define PAMPHLET_HEALTH_CHECK_H

#include "diag/diag.h"
#include "health/lexicon.h"
#include "health/measure.h"
#include "model/site.h"

/* What the checks compare with; made once, then read by every thread. */
typedef struct health_rules {
  const settings *settings;
  const site *site;                 /* its glossaries */
  phrase_set phrases[PHRASE_KINDS]; /* about, of jargon: const sv *, what to write instead */
} health_rules;

/* `plain_words` is content/data/plain_words: a map from jargon to plain words, or nil. Rules live
 * in the arena and point into the site. */
const health_rules *health_rules_new(arena *a, const site *s, val plain_words);

/* A finding that the writer excused: <!-- excuse HC007: patients know the word -->. On a line of
 * its own the comment excuses the paragraph below it, else its own line. A finding about the front
 * matter or the whole article, which stands at the title, is excused from anywhere. */
typedef struct health_excuse {
  diag_code code;
  sv reason;
  size_t offset;   /* of the comment, in the file */
  size_t from, to; /* what it excuses */
  size_t line;     /* of the comment */
  bool used;
} health_excuse;

typedef struct health_result {
  const measure_method *method;
  text_counts counts;
  double grade;      /* by the method; NAN for a page of too few words (MEASURE_LEAST_WORDS) */
  double warn, fail; /* the limits that hold for it; where more is easier, fail is below warn */
  struct {
    health_excuse *at;
    uint32_t len, cap;
  } excuses;
} health_result;

/* Checks a page as parsed; its prose must still be there. `source` is the whole file, `words` the
 * calling thread's lexicon over the phrases of the rules. Findings go to the sink; the result lives
 * in `a`. */
const health_result *health_check(arena *a, arena *scratch, const health_rules *rules,
                                  lexicon *words, const page *p, sv source, diag_sink *sink);

#endif
