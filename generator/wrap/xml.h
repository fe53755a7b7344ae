/* Text for XML documents: Atom, the sitemap and what else is not HTML. */
#ifndef PAMPHLET_WRAP_XML_H
#define PAMPHLET_WRAP_XML_H

#include "base/buf.h"
#include "base/sv.h"

/* Adds the text with & < > " ' as entities. Characters that no XML 1.0 document may hold
 * (section 2.2, Char: control characters but tab, LF and CR; U+FFFE and U+FFFF) are dropped,
 * and a byte that is not UTF-8 becomes U+FFFD. */
void xml_text(buf *out, sv text);

#endif
