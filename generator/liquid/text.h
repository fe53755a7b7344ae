/* Inside the engine: values as text, and back. */
#ifndef PAMPHLET_LIQUID_TEXT_H
#define PAMPHLET_LIQUID_TEXT_H

#include "base/buf.h"
#include "liquid/program.h"

/* Adds the value as {{ value }} prints it: arrays one item after the other, objects as the
 * reference (Ruby) inspects them. */
void liq__add_text(buf *out, val v, unsigned depth);

/* A decimal as the reference writes it: the shortest digits that read back as the same number,
 * with ".0" where there is no fraction, and an exponent below 0.0001 and from 1e15 on, or
 * from 1e16 on where there is one. */
enum { LIQ_NUMBER_TEXT = 32 };
size_t liq__decimal_text(double d, char out[LIQ_NUMBER_TEXT]);

/* The digits of the shortest text that reads back as a positive number, and how many; the number
 * is 0.digits times ten to the power of *point. */
int liq__shortest(double d, char digits[20], int *point);

/* Code points, by which the language counts. */
size_t liq__length(sv text);

/* Looks for a text in others, in time that grows with their lengths and not with the product
 * of them (by Knuth, Morris and Pratt where the text is long). */
typedef struct liq__finder {
  sv wanted;
  const uint32_t *back; /* NULL for a short one */
} liq__finder;
liq__finder liq__finder_of(arena *a, sv wanted);
/* Offset of the first or the last occurrence, or SV_NONE. */
size_t liq__find_first(const liq__finder *f, sv text);
size_t liq__find_last(const liq__finder *f, sv text);

/* ASCII letters in lower case, by which the reference sorts naturally. */
sv liq__ascii_lower(arena *a, sv text);

/* True where buf_html would change something. */
bool liq__has_markup(sv text);

#endif
