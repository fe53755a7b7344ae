/* What several outputs say of a page in the same way. */
#ifndef PAMPHLET_EMIT_FACTS_H
#define PAMPHLET_EMIT_FACTS_H

#include "model/site.h"

/* Whether an address is one of the site ("/x/"), which lacks the host. */
bool emit_is_inside(sv url);

/* A whole address for one of the site ("/x/" gives "https://host/clinic/x/"); one that is whole
 * already, or empty, stays as it is. */
sv emit_absolute(arena *a, const site *s, sv url);

typedef struct emit_person {
  sv name;
  const page *page; /* NULL: a name alone */
} emit_person;
typedef VEC(emit_person) emit_people;

/* Who wrote or answered the article. */
emit_people emit_authors(arena *a, const page *p);

#endif
