/* Medical codes of conditions and procedures: content/data/codes.yaml. Search engines are told
 * them (emit/jsonld), and readers see them beside the term.
 *
 *   conditions:
 *     Sciatica: {system: ICD-10-CM, code: M54.3}
 *   procedures:
 *     Epidural injection:
 *       - {system: CPT, code: "62323"} */
#ifndef PAMPHLET_MODEL_CODES_H
#define PAMPHLET_MODEL_CODES_H

#include "base/arena.h"
#include "base/map.h"
#include "base/vec.h"
#include "diag/diag.h"
#include "value/node.h"

/* A code and the system that gives it its meaning. Both are texts: "62323", "M54.3". */
typedef struct medical_code {
  sv system, code;
} medical_code;
typedef VEC(medical_code) medical_codes;

/* Reads the file; what is wrong with it is reported (FM002, FM003, FM005), and the rest holds. */
void codes_read(arena *a, sv file, const node *root, diag_sink *sink, map *out);

/* The codes of a term, by its taxonomy ("conditions") and slug; NULL: it has none. */
const medical_codes *codes_of(const map *codes, arena *scratch, sv taxonomy, sv slug);

#endif
