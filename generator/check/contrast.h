/* Whether the colours that layouts/theme.yaml puts on each other can be told apart:
 *
 *   colours: {light: {ink: "#1d2b2f", paper: "#fff"}, dark: {…}}
 *   pairs: {text: [[ink, paper]], large: [[line, paper]]}
 *
 * By WCAG 2.2, success criteria 1.4.3 and 1.4.11 (https://www.w3.org/TR/WCAG22/), text needs a
 * contrast of 4.5 to 1; large text and the parts of controls need 3 to 1. */
#ifndef PAMPHLET_CHECK_CONTRAST_H
#define PAMPHLET_CHECK_CONTRAST_H

#include "diag/diag.h"
#include "value/node.h"

typedef struct colour {
  unsigned char red, green, blue;
} colour;

/* Reads "#rgb" or "#rrggbb"; false for any other text. */
bool colour_read(sv text, colour *out);

/* From 1, no contrast, to 21, black and white; the order of the two does not matter. */
double colour_contrast(colour a, colour b);

/* Warns of pairs that are too close (LQ010), in light and in dark, where a dark colour that is not
 * given is the light one. Reports pairs that cannot be checked (LQ009): a name that is no colour, a
 * colour that is none. `theme` is the file as read, or NULL; one without pairs is well. */
void contrast_check(sv file, const node *theme, diag_sink *sink);

#endif
