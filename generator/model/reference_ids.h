/* The numbers that libraries give to publications: their form, before links are made of them. */
#ifndef PAMPHLET_MODEL_REFERENCE_IDS_H
#define PAMPHLET_MODEL_REFERENCE_IDS_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/sv.h"

/* "10.1000/182": the directory 10, a registrant of four to nine digits that may be divided by
 * dots, and after a slash anything without a blank (ISO 26324; Crossref: four to nine digits
 * meet every DOI of today). */
bool reference_is_doi(sv text);

/* The DOI in an address or behind "doi:", or empty. */
sv reference_doi_in(sv text);

/* "17238363": one to eight digits, the first not 0 (NLM, "MEDLINE/PubMed Data Element
 * Descriptions", PMID). */
bool reference_is_pmid(sv text);

/* Where a publication with that number is found: "https://doi.org/10.1000/182", percent-encoded. */
sv reference_doi_url(arena *a, sv doi);
sv reference_pubmed_url(arena *a, sv pmid);

#endif
