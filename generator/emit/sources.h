/* What an article cites, for readers who do not see its page. */
#ifndef PAMPHLET_EMIT_SOURCES_H
#define PAMPHLET_EMIT_SOURCES_H

#include "base/buf.h"
#include "model/page.h"

/* The article's references, and the footnotes that are numbered with them, as one list in HTML:
 * those that the text cites in the order of first use, then the others. Nothing where the article
 * has no references: its footnotes are in its text then. `ids`: the citations of the text lead to
 * its items, as they do on the page. */
void emit_sources(buf *out, const page *p, body_reader reader, bool ids, arena *scratch);

#endif
