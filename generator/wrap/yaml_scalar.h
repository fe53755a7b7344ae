/* Inside the YAML reader: what a scalar means. */
#ifndef PAMPHLET_WRAP_YAML_SCALAR_H
#define PAMPHLET_WRAP_YAML_SCALAR_H

#include "base/sv.h"
#include "value/val.h"

/* The value of a plain scalar by YAML 1.2's core schema (section 10.3.2), with dates as
 * value/date reads them. A whole number too large for 64 bits is a decimal. */
val yaml__plain_value(sv text);

#endif
