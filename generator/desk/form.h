/* What a browser sends: the fields of a query or of a form. */
#ifndef PAMPHLET_DESK_FORM_H
#define PAMPHLET_DESK_FORM_H

#include "base/arena.h"

/* A field as a person may have typed it; empty where there is none, or where it is no line of valid
 * text. */
sv form_field(arena *a, sv fields, const char *name);

#endif
