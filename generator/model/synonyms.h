/* Words that mean the same to a reader who searches: content/data/synonyms.yaml.
 *
 *   en:
 *     - [heart attack, myocardial infarction]
 *   es:
 *     - [infarto, ataque al corazón]
 *
 * In a site of one language the list may stand without its name. */
#ifndef PAMPHLET_MODEL_SYNONYMS_H
#define PAMPHLET_MODEL_SYNONYMS_H

#include "base/vec.h"
#include "diag/diag.h"
#include "value/node.h"

typedef struct synonym_row {
  sv lang;
  sv_list phrases; /* two at least, as written */
} synonym_row;
typedef VEC(synonym_row) synonym_rows;

/* Reads the table; `lang` is the language of a list without a name. What is wrong is reported
 * (CF003 at its place) and left out. */
void synonyms_read(arena *a, sv lang, sv file, const node *root, diag_sink *sink,
                   synonym_rows *out);

#endif
