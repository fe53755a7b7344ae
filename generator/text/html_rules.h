/* Which HTML an article may hold where a site lets some of it through: elements, each with its
 * attributes. What could run a program, send a form, ask another server or paint over the page is
 * not to be had here at all, whatever a site lists. */
#ifndef PAMPHLET_TEXT_HTML_RULES_H
#define PAMPHLET_TEXT_HTML_RULES_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/sv.h"
#include "base/vec.h"

/* What becomes of HTML that a writer typed. */
typedef enum html_policy {
  HTML_LEAVE_OUT,
  HTML_LISTED,    /* what a list names passes, each element closed where it was opened */
  HTML_EVERYTHING /* passes as it is */
} html_policy;

/* An element as HTML has it (the Living Standard, section 4). */
typedef struct html_element {
  const char *name;
  bool empty;             /* has no end tag: <br> */
  bool block;             /* ends the paragraph that it stands in */
  bool usual;             /* of the list that a site gets if it names none */
  const char *attributes; /* of its own that may be listed, with blanks between */
} html_element;

/* An element that may be listed, by its name in any case; NULL: it may not. */
const html_element *html_element_named(sv name);

/* True where the attribute (in small letters) may be listed with the element: one of its own, or
 * one that every element has. */
bool html_may_have(const html_element *element, sv attribute);

/* An element that a site lets through, and the attributes with it. */
typedef struct html_allowed {
  const html_element *element;
  sv_list attributes;
} html_allowed;

typedef struct html_rules {
  VEC(html_allowed) elements;
  sv_list everywhere; /* attributes with any of them */
} html_rules;

/* The usual list: text, lists, tables, pictures, `details`; all of their own attributes, and class,
 * dir, id, lang and title. */
void html_rules_usual(arena *a, html_rules *out);

bool html_rules_has(const html_rules *list, const html_element *element, sv attribute);
bool html_rules_has_element(const html_rules *list, const html_element *element);

/* The names that may be listed, for "did you mean". */
void html_element_names(arena *a, sv_list *out);

#endif
