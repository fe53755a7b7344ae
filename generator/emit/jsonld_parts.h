/* The pieces of which emit/jsonld makes a graph. Each writes one node, or one property of the
 * node that is open, and nothing where the site does not give the fact. */
#ifndef PAMPHLET_EMIT_JSONLD_PARTS_H
#define PAMPHLET_EMIT_JSONLD_PARTS_H

#include "emit/jsonld.h"
#include "wrap/json.h"

typedef struct jsonld {
  json_writer json;
  const site *site;
  sv host; /* as jsonld_site has it */
  arena *scratch;
} jsonld;

/* "key": "text", where there is a text. */
void jsonld__text(jsonld *w, const char *key, sv text);
void jsonld__address(jsonld *w, const char *key, sv url); /* as a whole address */
void jsonld__date(jsonld *w, const char *key, const page_date *when);

/* Opens a node; jsonld__end closes it. */
void jsonld__begin(jsonld *w, const char *type);
void jsonld__end(jsonld *w);

/* "@id": the address with a name behind it, as in "https://host/x/#article". */
void jsonld__id(jsonld *w, sv url, const char *name);
/* "key": {"@id": …} to a node of that id. */
void jsonld__ref(jsonld *w, const char *key, sv url, const char *name);

/* The clinic, and "key" as its id. */
void jsonld__clinic(jsonld *w);
void jsonld__clinic_ref(jsonld *w, const char *key);

/* "author": […] and the like: of people with a page their ids, of the others their names. */
void jsonld__people(jsonld *w, const char *key, const person_refs *refs, const person_refs *more);
/* The Persons behind those ids, each once, as an article names them. */
void jsonld__persons(jsonld *w, const page *article);
/* A Person as his own page shows him. */
void jsonld__person(jsonld *w, const page *person);

void jsonld__image(jsonld *w, const page *p);

/* The condition or procedure that a term stands for, with its codes; `kind` is the name of its
 * taxonomy. False: it stands for neither, and nothing was written. */
bool jsonld__topic(jsonld *w, const term *t, sv kind);
/* "about" and "specialty" of a page, from its terms. */
void jsonld__about(jsonld *w, const page *p);
void jsonld__specialties(jsonld *w, const page *p);

/* The BlogPosting of an article. */
void jsonld__posting(jsonld *w, const page *p);

#endif
