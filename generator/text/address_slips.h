/* What people who seldom write addresses get wrong in one, and what they meant. */
#ifndef PAMPHLET_TEXT_ADDRESS_SLIPS_H
#define PAMPHLET_TEXT_ADDRESS_SLIPS_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/sv.h"

typedef struct address_slip {
  sv what;   /* "this address starts twice" */
  sv hint;   /* "write https://x.test" */
  bool file; /* it names a file */
} address_slip;

/* An address with a scheme that leads nobody anywhere: "htps://x.test", "mailto:",
 * "C:/Users/x.docx". The texts are in the arena. */
bool address_slip_of(arena *a, sv target, address_slip *out);

/* What was meant by a target that is nothing of the site: "https://www.example.com" by
 * "www.example.com". In the arena; empty: nobody knows. */
sv address_meant(arena *a, sv target);

#endif
