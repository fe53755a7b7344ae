/* Inside the engine: numbers as the language reckons with them. Decimals are taken at the
 * shortest digits that name them, so that 10.1 - 2.2 is 7.9 (the reference reckons with
 * BigDecimal). */
#ifndef PAMPHLET_LIQUID_NUMBER_H
#define PAMPHLET_LIQUID_NUMBER_H

#include "liquid/program.h"

/* What a value is as a number: itself, a text's number, or 0. */
val liq__number(val v);

/* +, -, *: the kind of number that the operands ask for. */
val liq__add(val a, val b);
val liq__subtract(val a, val b);
val liq__multiply(val a, val b);

/* / and %, rounded down as Ruby does. False: divided by zero; a decimal divided by zero is
 * infinite, or no number. */
bool liq__divide(val a, val b, val *out);
bool liq__modulo(val a, val b, val *out);

/* The integer that a text begins with, as Ruby's to_i: "12abc" is 12, "abc" is 0. */
int64_t liq__leading_integer(sv text);

/* The integer that a text is, as Ruby's Integer(): nothing before or behind it but white
 * space. */
bool liq__whole_integer(sv text, int64_t *out);

/* A whole number that 64 bits cannot hold is kept as a decimal; as a count or a place it is as
 * good as the largest. */
bool liq__beyond_integers(val v, int64_t *out);

/* A decimal cut to an integer, kept in range. */
int64_t liq__truncated(double d);

/* The nearest multiple of 10^-places, halves away from zero. */
val liq__round(val v, int64_t places);

#endif
