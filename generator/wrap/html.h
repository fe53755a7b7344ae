/* HTML as a browser reads it, by Gumbo: element after element, with the place of each. For
 * checks of what was built; it is never written this way. */
#ifndef PAMPHLET_WRAP_HTML_H
#define PAMPHLET_WRAP_HTML_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/sv.h"

/* An element while it is visited. */
typedef struct html_element {
  sv tag;                /* as HTML names it, "img"; of others as it is written */
  size_t offset, length; /* of its start tag, in bytes */
  const void *node;      /* the wrapper's own */
} html_element;

/* An attribute: its value with entities undone, and where that stands, quotes included. */
typedef struct html_value {
  sv text;
  size_t offset, length;
} html_value;

/* Calls back for every element in the order of the text. What it is given lives until it
 * returns. Text that is no HTML gives what a browser would make of it. Safe from any thread. */
void html_read(sv text, void (*visit)(void *context, const html_element *element), void *context);

/* False: the element has no such attribute. */
bool html_attribute(const html_element *element, const char *name, html_value *out);

/* The text right inside the element, that of its children left out. */
sv html_text(arena *a, const html_element *element);

#endif
