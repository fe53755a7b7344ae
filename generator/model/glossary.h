/* The glossary: content/data/glossary.yaml for the site's main language, glossary.es.yaml for
 * another. A list of terms, each with its definition in plain words:
 *
 *   - term: Epidural injection
 *     definition: A shot near the **nerves** in your back.    (a line of Markdown, without links)
 *     forms: [epidural, epidurals]                            (other ways to write it; also:
 * plural) see_also: [Steroid]                                     (other terms of the file) slug:
 * epidural                                          (the last part of its address)
 *
 * or, shorter, a map from term to definition. */
#ifndef PAMPHLET_MODEL_GLOSSARY_H
#define PAMPHLET_MODEL_GLOSSARY_H

#include "diag/diag.h"
#include "model/page.h"
#include "value/node.h"

typedef struct glossary_term glossary_term;
typedef VEC(glossary_term *) glossary_terms;

struct glossary_term {
  placed name, definition;
  placed_list forms, see_also_written;
  sv slug;
  sv file; /* "content/data/glossary.yaml" */
  body body;
  glossary_terms see_also;
  sv url, output;
  page_list pages; /* link: published articles that explain it, newest first */
};

/* That of one language. */
typedef struct glossary {
  sv lang, file;
  glossary_terms terms;         /* in the order of the file */
  const struct term_set *words; /* text/terms.h: their numbers are places in `terms` */
  sv url, output;               /* of the index */
} glossary;
typedef VEC(glossary *) glossary_list;

/* That of a language, or NULL. */
glossary *glossary_in(const glossary_list *all, sv lang);

/* Reads the terms of a parsed file. Reports what is wrong (GL001…GL004): a term without one of its
 * parts, of the wrong form, explained twice, or sent to one that there is not. */
void glossary_read(arena *a, const node *root, diag_sink *sink, glossary *out);

#endif
