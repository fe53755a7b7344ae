/* The reviews that were recorded: content/data/reviews.yaml, one entry a review.
 *
 *   - {article: articles/epidural.md, reviewed: 2026-03-01, by: jane-doe, text: "8c1f…"}
 *
 * Whether an article still says what was reviewed hangs on this file, so a slip in it must not pass
 * for a file without records. */
#ifndef PAMPHLET_MODEL_REVIEWS_H
#define PAMPHLET_MODEL_REVIEWS_H

#include "base/vec.h"
#include "diag/diag.h"
#include "value/node.h"

/* The file of data/ without its ending. */
#define REVIEW_DATA "reviews"

/* One review of an article. */
typedef struct review_record {
  sv article;                        /* its file below content/ */
  sv by, reviewed, text;             /* who; the day, as 2026-03-01; what it said: a fingerprint */
  diag_span article_at, reviewed_at; /* where these stand */
  const struct review_record *same_day; /* another of the same article and day, or NULL */
} review_record;
typedef VEC(review_record) review_record_list;

/* Reads the file into the list; texts live in the arena, `file` must outlive it. An entry with a
 * mistake is reported (HC031 at its place) and left out, and so is a file that is no list. */
void reviews_read(arena *a, sv file, const node *root, diag_sink *sink, review_record_list *out);

#endif
