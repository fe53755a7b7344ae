/* The same page in other languages. */
#ifndef PAMPHLET_GRAPH_TRANSLATIONS_H
#define PAMPHLET_GRAPH_TRANSLATIONS_H

#include "diag/diag.h"
#include "model/site.h"

/* Joins pages whose files differ only in their language (`epidural.md`, `epidural.es.md`), and
 * those that name another by `translation_of`, a file or a slug; RL001 where there is none,
 * and RL003 where it has a page in that language already.
 * Each gets the others in the order of the site's languages, and the one in the main language as
 * its original. Needs state_decide. */
void translations_link(site *s, diag_sink *sink);

#endif
